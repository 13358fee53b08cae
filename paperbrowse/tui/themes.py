"""Our themes: one dark, one light, one with high contrast; and what our styles need of every other one.

Styles colour text with `$foreground`, `$quiet`, `$key`, `$good` and `$warn` only, on `$background`, `$row`,
`$row-blurred`, `$raised` and `$selected`: a test computes the contrast of every text on every screen.
"""

from textual.color import Color
from textual.theme import Theme

ENOUGH = 4.5
"""The contrast below which text is hard to read, by WCAG 2."""

DARK = Theme(
    name="paperbrowse-dark",
    primary="#8ab4f8",
    secondary="#a8b3c4",
    accent="#8ab4f8",
    foreground="#e3e6eb",
    background="#15181d",
    surface="#15181d",
    panel="#222831",
    success="#8fd694",
    warning="#f2c46d",
    error="#ff8f8f",
    dark=True,
    variables={
        "quiet": "#a3adba",
        "key": "#8ab4f8",
        "good": "#8fd694",
        "warn": "#f2c46d",
        "row": "#252c37",
        "row-blurred": "#1e232b",
        "raised": "#222831",
        "selected": "#3c5a86",
        "line": "#3b4552",
    },
)

LIGHT = Theme(
    name="paperbrowse-light",
    primary="#1f5fbf",
    secondary="#4c5666",
    accent="#1f5fbf",
    foreground="#1c2026",
    background="#fbfbf9",
    surface="#fbfbf9",
    panel="#eceef0",
    success="#1d6b2c",
    warning="#855400",
    error="#b3261e",
    dark=False,
    variables={
        "quiet": "#545d69",
        "key": "#1f5fbf",
        "good": "#1d6b2c",
        "warn": "#855400",
        "row": "#e4ecf8",
        "row-blurred": "#eff2f6",
        "raised": "#eceef0",
        "selected": "#c4d9f7",
        "line": "#c3c9d1",
    },
)

HIGH_CONTRAST = Theme(
    name="paperbrowse-high-contrast",
    primary="#ffd700",
    secondary="#ffffff",
    accent="#ffd700",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    success="#7cff7c",
    warning="#ffd700",
    error="#ff9c9c",
    dark=True,
    variables={
        "quiet": "#d8d8d8",
        "key": "#ffd700",
        "good": "#7cff7c",
        "warn": "#ffd700",
        "row": "#00307a",
        "row-blurred": "#2a2a2a",
        "raised": "#1c1c1c",
        "selected": "#00479e",
        "line": "#ffffff",
    },
)

OURS = (DARK, LIGHT, HIGH_CONTRAST)

_NATIVE = dict.fromkeys(
    ("quiet", "good", "warn", "row", "row-blurred", "raised", "selected", "line"), "ansi_default"
)
"""Of the terminal's own colours nothing is known: but for one accent, attributes and glyphs tell the states apart."""

_ASKED = ("foreground", "background", "primary", "accent", "success", "warning")


def variables_for(theme: Theme) -> dict[str, str]:
    """Our variables in a theme that does not know them: its own colours, moved as far as reading them needs."""
    if theme.ansi:
        return {**_NATIVE, "key": "ansi_magenta"}
    generated = theme.to_color_system().generate()
    colors = {name: Color.parse(generated[name]) for name in _ASKED}
    front, back = colors["foreground"], colors["background"]
    row = _under(front, back, colors["primary"], 0.22)
    blurred, raised = _under(front, back, front, 0.06), _under(front, back, front, 0.1)
    surfaces = (back, row, blurred, raised)
    texts = {"quiet": back.blend(front, 0.72), "key": colors["accent"], "good": colors["success"], "warn": colors["warning"]}
    return {
        **{name: _legible(color, surfaces, front).hex for name, color in texts.items()},
        "row": row.hex,
        "row-blurred": blurred.hex,
        "raised": raised.hex,
        "selected": _under(front, back, colors["primary"], 0.45).hex,
        "line": back.blend(front, 0.3).hex,
    }


def contrast(one: Color, other: Color) -> float:
    """From 1 to 21, as WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _under(text: Color, back: Color, tint: Color, share: float) -> Color:
    """As much of the tint in the background as lets the text be read with ease."""
    shares = (share * step / 8 for step in range(8, 0, -1))
    return next((mixed for mixed in map(lambda part: back.blend(tint, part), shares) if contrast(text, mixed) >= ENOUGH + 1), back)


def _legible(color: Color, surfaces: tuple[Color, ...], front: Color) -> Color:
    """The colour, moved towards the foreground until it can be read on every surface."""
    moved = (color.blend(front, step / 10) for step in range(10))
    return next((each for each in moved if all(contrast(each, surface) >= ENOUGH for surface in surfaces)), front)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
