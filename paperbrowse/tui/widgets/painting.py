"""What the line-drawing widgets share: their looks, and painting at once instead of at the next frame."""

from collections.abc import Mapping

from rich.style import Style
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.widget import Widget

from ...model.value import Value


LOOKS = ("text", "strong", "quiet", "heading", "accent", "key", "good", "warning", "found", "here", "emphasis", "code")
"""What a span can look like: component classes `look--NAME` of the screen, so that they are asked for once for all panes."""
ROWS = ("row", "row-blurred")
"""What lies under the highlighted row."""
COMPONENT_CLASSES = frozenset(f"look--{name}" for name in (*LOOKS, *ROWS))


class Look(Value):
    """How a widget's spans look under the current theme and state: asked for once, not for every line."""

    base: Style
    spans: dict[str, Style]
    """By the name of the span style; without a background, so that each lies upon the row that it is in."""


def look_of(widget: Widget, names: Mapping[str, str]) -> Look:
    """The looks of the widget's span styles: `names` maps each to one of LOOKS."""
    styles = {look: _foreground(widget.screen, look) for look in set(names.values())}
    return Look(widget.rich_style, {name: styles[look] for name, look in names.items()})


def row_background(screen: Screen, name: str) -> Style:
    style = screen.get_component_rich_style(f"look--{name}")
    return Style(bgcolor=style.bgcolor, reverse=style.reverse)


def _foreground(screen: Screen, look: str) -> Style:
    style = screen.get_component_rich_style(f"look--{look}")
    return Style(
        color=style.color, bold=style.bold, dim=style.dim, italic=style.italic, underline=style.underline, reverse=style.reverse
    )


def set_title(widget: Widget, title: str) -> None:
    """The text in the upper border; Textual's setter repaints the whole widget, so only where it changes.

    Where the pane has no corners, Textual leaves no blank beside the text."""
    content = Content(title if widget.styles.border_left[0] else f" {title} ")
    if widget._border_title != content:
        widget.border_title = content


def keep_title(widget: Widget) -> None:
    """The same text for the border of another layout."""
    set_title(widget, widget._border_title.plain.strip() if widget._border_title is not None else "")


def set_subtitle(widget: Widget, subtitle: str) -> None:
    """The text in the lower border. Textual's own setter repaints the whole widget; this one line is enough."""
    content = Content(subtitle)
    if widget._border_subtitle != content:
        widget._border_subtitle = content
        gutter = widget.gutter
        widget.refresh(Region(-gutter.left, widget.size.height, widget.outer_size.width, 1))


def paint_now(screen: Screen, *widgets: Widget) -> None:
    """Paints the changed regions of these widgets in this turn of the loop.

    Textual would wait for its frame timer: up to 16 ms between a key and its row. Where a layout is due anyway,
    or another screen lies above, the frame timer does it. What waits for the timer is painted too: Textual forgets it
    with every refresh.
    """
    if screen.is_current and not screen._layout_required and not screen.app._batch_count:
        screen._compositor.update_widgets({*widgets, *screen._dirty_widgets})
        screen._compositor_refresh()
