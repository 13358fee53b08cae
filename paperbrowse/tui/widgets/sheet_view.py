"""A sheet, laid out for its width as it comes into view and drawn line by line; text can be selected with the mouse."""

import asyncio
import time
from collections.abc import Iterable, Iterator

from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.geometry import Size
from textual.selection import Selection
from textual.strip import Strip

from ..laid import Laid, Place
from ..page import WIDEST, plain
from ..rendering import Line, split
from ..rendering import width as cells
from ..sheet import LINK, NO_TEXT, PICTURE, Sheet
from .drawn import Drawn
from .painting import paint_now

_MARGIN = 1
"""Empty cells at the left."""
_SLICE, _PAUSE = 0.008, 0.004
"""Seconds of laying out, and between them, so that no key waits for the rest of a long text."""


class SheetView(Drawn, inherit_bindings=False):
    """Shows the Sheet that its owner gives it. Whatever is laid out meanwhile, the first line in view stays there."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.sheet: Sheet | None = None
        self.laid = Laid((), 0)
        self._width = 0
        """Cells of the pane for which it was laid out."""
        self._shift = 0
        """Lines by which a new layout lies lower than the old one, until the scroll offset knows."""

    def show(self, sheet: Sheet | None, place: Place | None = None) -> None:
        """Shows the sheet from that place on, another text else at its top; the same text stays where it is."""
        before, self.sheet = self.sheet, sheet
        if before is not None and sheet is not None and before.key == sheet.key:
            if before.blocks == sheet.blocks:
                return
            place = place or self.place
        self._lay_out(place or Place())
        self.has_changed()

    @property
    def place(self) -> Place:
        """The first line in view."""
        return self.laid.place(self.scroll_offset.y)

    def has_changed(self) -> None:
        """Called when another part of a text, or another text, is in view."""

    def go_to(self, place: Place) -> None:
        self._bring(place)
        paint_now(self.screen, self)

    # ---- laying out

    def _lay_out(self, place: Place) -> None:
        self._width, self._shift = self.size.width, 0
        width = min(self._width - 2 * _MARGIN, WIDEST)
        self.laid = Laid(self.sheet.blocks if self.sheet is not None and width > 0 else (), width)
        self._bring(place)

    def _bring(self, place: Place) -> None:
        """The place into the first line, where there is enough below it."""
        self._keep(place)
        if not self.laid.is_whole:
            self._lay_out_rest()

    def _keep(self, place: Place) -> None:
        y = self.laid.lay(place, self.size.height)
        self._resize()
        self.scroll_to(y=y, animate=False, immediate=True)
        self.repaint()

    def _resize(self) -> None:
        """At least as high as the pane: among texts that fit, the scroll bar stays as it is."""
        self.virtual_size = Size(self.size.width, max(self.size.height, self.laid.height))

    @work(group="layout", exclusive=True)
    async def _lay_out_rest(self) -> None:
        laid = self.laid
        while laid is self.laid and not laid.is_whole:
            self._lay_out_some()
            await asyncio.sleep(_PAUSE)

    def _lay_out_some(self) -> None:
        place, height = self.place, self.laid.height
        ends = time.monotonic() + _SLICE
        self.laid.go_on(lambda: time.monotonic() > ends)
        if self.laid.height != height:
            self._keep(place)
        if self.laid.is_whole:
            self.has_changed()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) == round(new_value):
            return
        if not self.laid.is_whole:
            place, height = self.place, self.laid.height
            y = self.laid.lay(place, self.size.height)
            if self.laid.height != height:
                self._resize()
                self.scroll_to(y=y, animate=False, immediate=True)
        self.has_changed()

    def on_resize(self) -> None:
        place = self.laid.place(self.scroll_offset.y + self._shift)
        if self.size.width == self._width:
            self._shift = 0
            self._bring(place)
        else:
            self._lay_out(place)
        self.has_changed()

    # ---- drawing

    def render_line(self, y: int) -> Strip:
        """Where a selection begins is read from what is drawn: each span knows its place on the page."""
        strip = super().render_line(y)
        index, position = self._first_line() + y, 0
        margin, *spans = strip
        placed = [margin]
        for text, style, _ in spans:
            placed.append(Segment(text, style + Style.from_meta({"offset": (position, index)})))
            position += len(text)
        return Strip(placed, strip.cell_length)

    def paint_lines(self, lines: Iterable[int]) -> Iterator[Strip]:
        first, base, room, left = self._first_line(), self.look.base, self.cells, self.left
        margin, selection = Segment(" " * left, base), self.text_selection
        for y in lines:
            line = self.laid.line(first + y)
            if line is None:
                yield Strip.blank(room, base)
                continue
            segments, used = [margin], left
            for text, style in self._spans(first + y, line, selection):
                segments.append(Segment(text, style))
                used += cells(text)
            segments.append(Segment(" " * max(0, room - used), base))
            yield Strip(segments, max(used, room))

    def _first_line(self) -> int:
        """The line of the sheet that is drawn at the top."""
        width = self.size.width
        if width != self._width:  # the first frame, and a new size, are drawn before this widget hears of it
            before = self.scroll_offset.y
            place = self.laid.place(before + self._shift)
            self._width = width
            self.laid = Laid(self.sheet.blocks if self.sheet else (), max(1, min(width - 2 * _MARGIN, WIDEST)))
            self._shift = self.laid.lay(place, self.size.height) - before
        return self.scroll_offset.y + self._shift

    def marked(self, index: int, line: Line) -> Line:
        """The line with what stands out in it now."""
        return line

    def _spans(self, index: int, line: Line, selection: Selection | None) -> Iterator[tuple[str, Style]]:
        """What stands on that line, in its final style; the selected part lies upon the selection's colour."""
        look, line = self.look, self.marked(index, line)
        if line and line[0][1] == PICTURE:
            yield from ((text, look.base + style) for text, style in self.laid.drawn(index))
            return
        span = selection.get_span(index) if selection is not None else None
        if span is None:
            parts = ((line, None),)
        else:
            before, inside, after = split(line, span[0], span[1] if span[1] != -1 else len(plain([line])))
            selected = self.screen.get_component_rich_style("screen--selection")
            parts = ((before, None), (inside, selected), (after, None))
        styles = look.upon(look.base)
        for part, over in parts:
            for text, name in part:
                style = styles["link" if name.startswith(LINK) else name]
                yield text, style + over if over else style

    @property
    def left(self) -> int:
        """Empty cells at the left: the text stands in the middle of a pane that is much wider than it."""
        return _MARGIN + (max(0, self.size.width - WIDEST - 2 * _MARGIN) // 2 if self.has_class("-alone") else 0)

    # ---- selecting

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(plain(self.laid.all_lines())).replace(f"{NO_TEXT}\n", "").replace(NO_TEXT, ""), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.repaint()
