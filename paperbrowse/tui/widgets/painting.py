"""What the line-drawing widgets share: their styles, and painting at once instead of at the next frame."""

from collections.abc import Iterable

from rich.style import Style
from textual.screen import Screen
from textual.widget import Widget


def span_styles(widget: Widget, names: Iterable[str]) -> dict[str, Style]:
    """The looks of the span styles, from the widget's component classes `CLASS--NAME`; without a background, so that
    each lies upon the row that it is in. Cheap enough for every change of theme, not for every line."""
    prefix = next(iter(sorted(widget.COMPONENT_CLASSES))).split("--")[0]
    styles: dict[str, Style] = {}
    for name in names:
        whole = widget.get_component_rich_style(f"{prefix}--{name}")
        styles[name] = Style(
            color=whole.color, bold=whole.bold, dim=whole.dim, italic=whole.italic,
            underline=whole.underline, reverse=whole.reverse,
        )
    return styles


def paint_now(screen: Screen, *widgets: Widget) -> None:
    """Paints the changed regions of these widgets in this turn of the loop.

    Textual would wait for its frame timer: up to 16 ms between a key and its row. Where a layout is due anyway,
    or another screen lies above, the frame timer does it.
    """
    if screen.is_current and not screen._layout_required and not screen.app._batch_count:
        screen._compositor.update_widgets(set(widgets))
        screen._compositor_refresh()
