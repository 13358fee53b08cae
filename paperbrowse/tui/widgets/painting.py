"""What the line-drawing widgets share: their looks, and painting at once instead of at the next frame."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial, reduce
from operator import itemgetter
from time import sleep

from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import Compositor, CompositorMap, CompositorUpdate
from textual._context import visible_screen_stack
from textual.content import Content
from textual.geometry import Region
from textual.screen import Screen
from textual.scrollbar import ScrollBar
from textual.strip import Strip
from textual.widget import Widget

from ...model.value import Value
from ..sequences import sequences


LOOKS = ("text", "strong", "quiet", "heading", "accent", "key", "good", "warning", "found", "here", "emphasis", "code")
"""What a span can look like: component classes `look--NAME` of the screen, so that they are asked for once for all panes."""
ROWS = ("row", "row-blurred")
"""What lies under the highlighted row."""
COMPONENT_CLASSES = frozenset(f"look--{name}" for name in (*LOOKS, *ROWS))

_OUTLINE = ("outline_top", "outline_right", "outline_bottom", "outline_left")


class Look(Value):
    """How a widget's spans look under the current theme and state: asked for once, not for every line."""

    base: Style
    spans: dict[str, Style]
    """By the name of the span style; without a background, so that each lies upon the row that it is in."""
    known: dict[Style, dict[str, Style]] = {}
    """What `upon` answered."""

    def upon(self, base: Style) -> dict[str, Style]:
        """The styles of all spans as they look there, and of what has none (""). To add them up for each span anew took a
        twentieth of what a key takes."""
        if base not in self.known:
            self.known[base] = {"": base, **{name: base + style for name, style in self.spans.items()}}
        return self.known[base]


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


def set_title(widget: Widget, title: str | Content) -> None:
    """The text in the upper border. Textual's own setter repaints the whole widget; this one line is enough.

    Where the pane has no corners, Textual leaves no blank beside the text."""
    content = title if isinstance(title, Content) else Content(title if widget.styles.border_left[0] else f" {title} ")
    if widget._border_title != content:
        widget._border_title = content
        _refresh_line(widget, -widget.gutter.top)


def keep_title(widget: Widget) -> None:
    """The same text for the border of another layout."""
    set_title(widget, widget._border_title.plain.strip() if widget._border_title is not None else "")


def set_subtitle(widget: Widget, subtitle: str) -> None:
    """The text in the lower border, as with `set_title`."""
    content = Content(subtitle)
    if widget._border_subtitle != content:
        widget._border_subtitle = content
        _refresh_line(widget, widget.size.height)


def _refresh_line(widget: Widget, y: int) -> None:
    widget.refresh(Region(-widget.gutter.left, y, widget.outer_size.width, 1))


_TURN = 0.0001
"""Seconds in which Textual's writing thread begins to write what was painted: else it waits for ten times as long."""


class DrawsLines:
    """Of a widget that draws its own lines, and can be asked for some of them alone. Stands before the Widget."""

    def paint_lines(self, lines: Iterable[int]) -> Iterator[Strip]:
        """Those lines of what is in view, as wide as the content."""
        raise NotImplementedError

    def render_line(self, y: int) -> Strip:
        return next(iter(self.paint_lines((y,))))


Part = tuple[int, int, int]
"""A line of the screen, its first cell and the one after its last."""
Piece = tuple[int, int, Strip]
"""A line of the screen, the first cell, and what stands from there on."""


class Pieces(CompositorUpdate):
    """What has changed on the screen."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces

    def render_segments(self, console: Console) -> str:
        return sequences(self._pieces, console._color_system or ColorSystem.TRUECOLOR)


class LineCompositor(Compositor):
    """Textual's own asks every widget for all its lines whenever one has changed; this one for those that have, and only
    the widget that shows."""

    def __init__(self, screen: Screen) -> None:
        super().__init__()
        self._screen = screen

    @property
    def full_map(self) -> CompositorMap:
        """Where every widget stands. Textual makes it anew when it is asked between two layouts, and the next layout then
        finds nothing that has moved: it is noted here, or a message that gave way to another would stay on the screen."""
        if not self._full_map_invalidated:
            return super().full_map
        before = self._full_map if self._visible_map is None else self._visible_map
        after = super().full_map
        moved = (at.region.intersection(at.clip) for _, at in before.items() ^ after.items())
        self._dirty_regions.update(region for region in moved if region)
        return after

    def render_update(
        self, full: bool = False, screen_stack: list[Screen] | None = None, simplify: bool = False
    ) -> CompositorUpdate | None:
        """The first paint too: what the panes cover is never drawn. `full` is for pictures of the screen."""
        if full:
            return super().render_update(full, screen_stack, simplify)
        if self._screen.app._batch_count:  # what is painted now would be thrown away: it keeps until the batch ends
            return None
        visible_screen_stack.set(screen_stack or [])
        return self.render_partial_update()

    def render_partial_update(self) -> Pieces | None:
        screen = self.size.region
        left: dict[int, list[tuple[int, int]]] = {}
        for y, start, end in self._regions_to_spans(region.intersection(screen) for region in self._dirty_regions):
            left.setdefault(y, []).append((start, end))
        self._dirty_regions.clear()
        pieces: list[Piece] = []
        for widget, (region, clip) in self.visible_widgets.items():  # the uppermost first
            if not left:
                break
            if taken := _take(left, region.intersection(clip)):
                pieces += _drawn(widget, region, taken)
        pieces.sort(key=itemgetter(0, 1))
        return Pieces(pieces) if pieces else None


def _take(left: dict[int, list[tuple[int, int]]], shown: Region) -> list[Part]:
    """What of the parts that are left lies in that region; it is left no longer."""
    taken: list[Part] = []
    first, last = shown.column_span
    for y in sorted(left.keys() & shown.line_range):
        rest = []
        for start, end in left[y]:
            begin, stop = max(start, first), min(end, last)
            if begin >= stop:
                rest.append((start, end))
                continue
            taken.append((y, begin, stop))
            rest += [part for part in ((start, begin), (stop, end)) if part[0] < part[1]]
        if rest:
            left[y] = rest
        else:
            del left[y]
    return taken


def _drawn(widget: Widget, region: Region, parts: list[Part]) -> Iterator[Piece]:
    if isinstance(widget, DrawsLines) and not _has_effects(widget):
        inside = region.shrink(widget.gutter)
        content, sides, parts = _divided(parts, inside)
        yield from _placed(content, inside, partial(_content_strips, widget))
        yield from _placed(sides, region, partial(_side_strips, widget))
    strips_of = _scroll_bar_strips if isinstance(widget, ScrollBar) and widget.vertical else _styled_strips
    yield from _placed(parts, region, partial(strips_of, widget))


def _has_effects(widget: Widget) -> bool:
    return widget.opacity != 1 or widget.styles.has_any_rules("text_opacity", "tint", "hatch", *_OUTLINE)


def _divided(parts: list[Part], inside: Region) -> tuple[list[Part], list[Part], list[Part]]:
    """Those of the content, of what is at the left and right of it, and of the lines above and below."""
    left, top, right, bottom = inside.corners
    content: list[Part] = []
    sides: list[Part] = []
    others: list[Part] = []
    for y, x, end in parts:
        if not top <= y < bottom:
            others.append((y, x, end))
            continue
        cuts = ((content, max(x, left), min(end, right)), (sides, x, min(end, left)), (sides, max(x, right), end))
        for kind, start, stop in cuts:
            if start < stop:
                kind.append((y, start, stop))
    return content, sides, others


def _placed(parts: list[Part], region: Region, strips_of: Callable[[list[int]], Iterable[Strip]]) -> Iterator[Piece]:
    """The parts of what `strips_of` answers for lines of the region."""
    left, top = region.offset
    for (y, x, end), strip in zip(parts, strips_of([y - top for y, _, _ in parts]), strict=True):
        yield y, x, strip.crop(x - left, end - left)


def _styled_strips(widget: Widget, lines: list[int]) -> Iterable[Strip]:
    """As Textual draws them: with borders, padding and all that styles know. Two parts of a line are drawn once."""
    width, wanted = widget.outer_size.width, sorted(set(lines))
    if wanted and wanted[-1] - wanted[0] < len(wanted):  # all at once takes half the time of one after the other
        strips = widget.render_lines(Region(0, wanted[0], width, len(wanted)))
    else:
        strips = [strip for y in wanted for strip in widget.render_lines(Region(0, y, width, 1))]
    drawn = dict(zip(wanted, strips, strict=True))
    return (drawn[y] for y in lines)


def _side_strips(widget: Widget, lines: list[int]) -> Iterable[Strip]:
    """They are the same for every line of the content: only what is beside it is looked at."""
    return [*_styled_strips(widget, [widget.gutter.top])] * len(lines) if lines else ()


def _content_strips(widget: DrawsLines, lines: list[int]) -> Iterable[Strip]:
    return _filtered(widget, widget.paint_lines(lines))


def _scroll_bar_strips(bar: ScrollBar, lines: list[int]) -> Iterable[Strip]:
    """The same as of Textual, which takes longer for it than for the text beside it."""
    drawn, base = bar.render(), bar.rich_style
    segments = drawn.render_bar(
        size=max([bar.size.height, *(y + 1 for y in lines)]),  # a new size may be drawn before the bar hears of it
        virtual_size=drawn.virtual_size,
        window_size=drawn.window_size,
        position=drawn.position,
        thickness=drawn.thickness,
        back_color=drawn.style.bgcolor,
        bar_color=drawn.style.color,
    ).segments
    strips = {segment: Strip([Segment(segment.text, base + segment.style)]) for segment in set(segments)}
    return _filtered(bar, (strips[segments[y]] for y in lines))


def _filtered(widget: Widget, strips: Iterable[Strip]) -> Iterable[Strip]:
    filters = widget.get_line_filters()
    if not filters:
        return strips
    background = widget.background_colors[1]
    return (reduce(lambda strip, each: strip.apply_filter(each, background), filters, strip) for strip in strips)


def paint_by_lines(screen: Screen) -> None:
    """From now on; to be called before anything is laid out."""
    screen._compositor = LineCompositor(screen)


def paint_now(screen: Screen, *widgets: Widget) -> None:
    """Paints the changed regions of these widgets and of their scroll bars in this turn of the loop.

    Textual would wait for its frame timer: up to 16 ms between a key and its row. Where a layout is due anyway,
    or another screen lies above, the frame timer does it. What waits for the timer is painted too: Textual forgets it
    with every refresh.
    """
    if screen.is_current and not screen._layout_required and not screen.app._batch_count:
        bars = (widget.vertical_scrollbar for widget in widgets if widget.show_vertical_scrollbar)
        screen._compositor.update_widgets({*widgets, *bars, *screen._dirty_widgets})
        screen._compositor_refresh()
        sleep(_TURN)
