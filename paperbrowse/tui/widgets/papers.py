"""The list of papers. It draws its own lines: a cursor move repaints two rows, whatever the number of papers."""

from collections.abc import Callable, Iterable, Iterator

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from ...model.paper import Paper
from ..commands import LIST, bindings
from ..rendering import UNICODE, Glyphs, Line, fit, to_strip, wrap
from ..rows import BAR, Row, full_row, short_row
from .drawn import Drawn
from .painting import keep_title, paint_now, row_background

_ROWS_KEPT = 400
"""Drawn rows that stay in memory: a few screens."""
_FULL_ROW_HEIGHT = 4
_ROOMY_FROM = 28
"""Lines of the pane from which an empty line parts the rows."""
_NOT_REVERSED = Style(reverse=False)


class PaperList(Drawn, can_focus=True, inherit_bindings=False):
    """Papers, one highlighted. The owner gives papers and a way to make a Row of one; it hears Highlighted and Opened."""

    BINDINGS = bindings(LIST)
    LOOKS = {
        "title": "strong", "title-read": "quiet", "facts": "quiet", "keyword": "quiet", "gain": "good",
        "unread": "accent", "bookmark": "warning", "empty-title": "strong", "empty": "quiet", "found": "found",
        "saved": "good",
    }

    is_dense: reactive[bool] = reactive(False, init=False)
    """One line a paper."""

    class Highlighted(Message):
        """The cursor stands on another paper."""

        def __init__(self, paper: Paper) -> None:
            super().__init__()
            self.paper = paper

    class Opened(Message):
        """The reader clicked the highlighted paper."""

        def __init__(self, paper: Paper) -> None:
            super().__init__()
            self.paper = paper

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._papers: tuple[Paper, ...] = ()
        self._row: Callable[[Paper], Row] = Row
        self._empty: tuple[str, ...] = ()
        self._cursor = 0
        self._chosen: str | None = None
        """The paper that the reader went to last: a filter that hides it loses it no more than its row."""
        self._drawn: dict[int, tuple[Row, list[Strip]]] = {}

    @property
    def cursor(self) -> int:
        """The index of the highlighted paper; 0 in an empty list."""
        return self._cursor

    @property
    def paper(self) -> Paper | None:
        """The highlighted paper."""
        return self._papers[self._cursor] if self._papers else None

    @property
    def row_height(self) -> int:
        if self.is_dense:
            return 1
        return _FULL_ROW_HEIGHT if self.size.height >= _ROOMY_FROM else _FULL_ROW_HEIGHT - 1

    @property
    def room(self) -> int:
        """The rows that there is room for and one more, by which the scroll bar shows where there are many."""
        return self.size.height // self.row_height + 1

    def show(self, papers: tuple[Paper, ...], row: Callable[[Paper], Row], empty: tuple[str, ...], *, stay: bool) -> None:
        """Shows these papers; `empty` is said where there are none. With `stay` the cursor keeps its paper and the rows
        keep their place as far as they can, else it goes to the top."""
        if stay and (papers, empty) == (self._papers, self._empty):
            self._row = row
            self._redraw_changed()
            return
        top, was_empty, cursor = self.scroll_offset.y, not self._papers, self._cursor
        offset = self._cursor * self.row_height - top
        self._papers, self._row, self._empty = papers, row, empty
        self._chosen = self._chosen if stay else None
        places = {paper.id: index for index, paper in enumerate(papers)} if stay else {}
        self._cursor = places.get(self._chosen or "", min(self._cursor, max(0, len(papers) - 1)) if stay else 0)
        if self._chosen is None and papers:
            self._chosen = papers[self._cursor].id
        self._resize()
        self.scroll_to(y=max(0, self._cursor * self.row_height - offset) if stay else 0, animate=False, immediate=True)
        self._reveal()
        if was_empty or not papers or (top, cursor) != (self.scroll_offset.y, self._cursor):
            self.redraw()
        else:
            self._redraw_changed()

    def _redraw_changed(self) -> None:
        """Draws those rows anew of which something else is to be said now, and those that came or went."""
        seen = range(self.scroll_offset.y // self.row_height, (self.scroll_offset.y + self.size.height) // self.row_height + 1)
        changed = []
        for index in {*self._drawn, *seen}:
            row, _ = self._drawn.get(index, (None, ()))
            there = index < len(self._papers)
            if (self._row(self._papers[index]) if there else None) != row:
                changed.append(index)
        self._redraw_rows(*changed)

    def redraw(self) -> None:
        """Draws all rows in view anew."""
        self._drawn.clear()
        self.repaint()

    def redraw_papers(self, ids: set[str]) -> None:
        """Draws these papers anew."""
        self._redraw_rows(*(index for index, paper in enumerate(self._papers) if paper.id in ids))
        paint_now(self.screen, self)

    def move_to(self, index: int) -> None:
        """Highlights that paper and brings it into view; out of range goes to the nearest end."""
        index = max(0, min(index, len(self._papers) - 1))
        if not self._papers:
            return
        self._chosen = self._papers[index].id
        if index == self._cursor:
            return
        before, self._cursor = self._cursor, index
        self._redraw_rows(before, index)
        self._reveal()
        paint_now(self.screen, self)
        self.post_message(self.Highlighted(self._papers[index]))

    def find_next(self, wanted: Callable[[Paper], bool]) -> int | None:
        """The index of the next such paper after the cursor, from the top again at the end; None where there is none."""
        order = (*range(self._cursor + 1, len(self._papers)), *range(self._cursor + 1))
        return next((index for index in order if index < len(self._papers) and wanted(self._papers[index])), None)

    def action_down(self) -> None:
        self.move_to(self._cursor + 1)

    def action_up(self) -> None:
        self.move_to(self._cursor - 1)

    def action_first(self) -> None:
        if self.screen.is_second_g():
            self.move_to(0)

    def action_last(self) -> None:
        self.move_to(len(self._papers) - 1)

    def action_page(self, pages: float) -> None:
        rows = max(1, int(self.size.height / self.row_height * abs(pages)))
        self.move_to(self._cursor + (rows if pages > 0 else -rows))

    def paint_lines(self, lines: Iterable[int]) -> Iterator[Strip]:
        cells, height, top = self.cells, self.row_height, self.scroll_offset.y
        for y in lines:
            index, line = divmod(top + y, height)
            if not self._papers:
                yield self._empty_line(y, self.size.width, cells)
            elif index >= len(self._papers):
                yield Strip.blank(cells, self.look.base)
            else:
                yield self._strips(index, height, cells)[line]

    def _strips(self, index: int, height: int, cells: int) -> list[Strip]:
        row, strips = self._drawn.get(index, (None, []))
        if row is None or len(strips) != height:  # a new size may be drawn before this widget hears of it
            row, width = self._row(self._papers[index]), self.size.width
            lines = [short_row(row, width, self._glyphs)] if height == 1 else full_row(row, width, height, self._glyphs)
            base = self.look.base
            if is_cursor := index == self._cursor:
                base += row_background(self.screen, "row" if self.has_focus else "row-blurred")
            strips = [self._barred(line, is_cursor, base, cells) for line in lines]
            if height == _FULL_ROW_HEIGHT:
                strips[-1] = Strip.blank(cells, self.look.base)
            if len(self._drawn) >= _ROWS_KEPT:
                self._drawn.clear()
            self._drawn[index] = (row, strips)
        return strips

    def _barred(self, line: Line, is_cursor: bool, base: Style, width: int) -> Strip:
        """Every line of a row begins with one cell for the cursor's bar, which stands out of a reversed row."""
        upon = self.look.upon
        bar = (self._glyphs.cursor, "unread") if is_cursor else (" ", "")
        if not base.reverse:
            return to_strip((bar, *line), upon(base), width)
        return Strip.join((to_strip((bar,), upon(base + _NOT_REVERSED), BAR), to_strip(line, upon(base), width - BAR)))

    def _empty_line(self, y: int, width: int, cells: int) -> Strip:
        lines: list[tuple[str, str]] = []
        for number, sentence in enumerate(self._empty):
            table = sentence.split("\n")  # whose lines stay what they are
            broken = (fit(line, width - 4, self._glyphs.ellipsis) for line in table) if table[1:] else wrap(sentence, width - 4)
            lines += [(line, "empty" if number else "empty-title") for line in broken] + [("", "")]
        line = lines[y - 1] if 1 <= y <= len(lines) else ("", "")
        return to_strip((("  ", ""), line), self.look.upon(self.look.base), cells)

    def _resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._papers) * self.row_height)

    def _redraw_rows(self, *indices: int) -> None:
        for index in indices:
            self._drawn.pop(index, None)
        self.refresh_rows(indices, self.row_height)

    def _reveal(self) -> None:
        """A paper outside the view is brought to its middle: what comes next shows too, and most moves scroll nothing."""
        top, height = self._cursor * self.row_height, self.size.height
        if self._papers and height >= self.row_height:
            if not self.scroll_offset.y <= top <= self.scroll_offset.y + height - self.row_height:
                self.scroll_to(y=max(0, top - (height - self.row_height) // 2), animate=False, immediate=True, force=True)

    def watch_is_dense(self) -> None:
        self._resize()
        self._reveal()
        self.redraw()

    def forget_look(self) -> None:
        super().forget_look()
        self._drawn.clear()

    def on_resize(self) -> None:
        keep_title(self)
        self._resize()
        self._reveal()
        self.redraw()

    def on_focus(self) -> None:
        self._redraw_rows(self._cursor)

    def on_blur(self) -> None:
        self._redraw_rows(self._cursor)

    def on_click(self, event: events.Click) -> None:
        if not self._papers:
            return
        index = (self.scroll_offset.y + event.get_content_offset_capture(self).y) // self.row_height
        if index >= len(self._papers):
            return
        if index == self._cursor and event.chain > 1:
            self.post_message(self.Opened(self._papers[index]))
        self.move_to(index)
