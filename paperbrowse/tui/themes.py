"""Our themes: one dark, one light, one with high contrast. A test computes the contrast of every text on them."""

from textual.theme import Theme

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
        "row": "#252c37",
        "row-blurred": "#1e232b",
        "line": "#3b4552",
        "input-selection-background": "#3c5a86",
        "screen-selection-background": "#3c5a86",
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
    variables={"quiet": "#545d69", "row": "#e4ecf8", "row-blurred": "#eff2f6", "line": "#c3c9d1"},
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
    variables={"quiet": "#d8d8d8", "row": "#00307a", "row-blurred": "#2a2a2a", "line": "#ffffff"},
)

OURS = (DARK, LIGHT, HIGH_CONTRAST)
