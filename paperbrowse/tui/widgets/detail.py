"""The abstract: one paper, laid out once for its width and drawn line by line; text can be selected with the mouse."""

from collections.abc import Iterator

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip

from ..commands import READING, bindings
from ..page import WIDEST, Page, page_lines, plain
from ..rendering import UNICODE, Glyphs, Line, split
from ..rendering import width as cells
from .drawn import Drawn
from .painting import keep_title, paint_now

_MARGIN = 1
"""Empty cells at the left."""


class Detail(Drawn, can_focus=True, inherit_bindings=False):
    """Shows the Page that its owner gives it."""

    BINDINGS = bindings(READING)
    LOOKS = {
        "title": "strong", "people": "text", "organization": "text", "facts": "quiet", "heading": "heading",
        "text": "text", "topic": "accent", "keyword": "quiet", "link": "accent", "bookmark": "warning",
        "found": "found",
    }

    class TopicClicked(Message):
        """The reader wants the papers with this topic alone."""

        def __init__(self, topic: str) -> None:
            super().__init__()
            self.topic = topic

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._page: Page | None = None
        self._lines: list[Line] = []
        self._width = 0
        """Cells of the pane for which they were laid out."""

    def show(self, page: Page | None) -> None:
        """Shows the page; another paper begins at its top, the same paper stays where it is."""
        if page == self._page:
            return
        is_same = page is not None and self._page is not None and page.paper.id == self._page.paper.id
        self._page = page
        self._lay_out()
        if not is_same:
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_line(self, lines: int) -> None:
        self.scroll_by(lines)

    def action_page(self, pages: int) -> None:
        self.scroll_by(pages * max(1, self.size.height - 2))

    def action_start(self) -> None:
        if self.screen.is_second_g():
            self.scroll_to(y=0, animate=False, immediate=True)

    def action_finish(self) -> None:
        self.scroll_to(y=self.max_scroll_y, animate=False, immediate=True)

    def scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)
        paint_now(self.screen, self)

    def render_line(self, y: int) -> Strip:
        index, base, width = self.scroll_offset.y + y, self.look.base, self.size.width
        if width != self._width:  # the first frame, and a new size, are drawn before this widget hears of it
            self._write_lines()
        if index >= len(self._lines):
            return Strip.blank(width, base)
        segments, used, position = [Segment(" " * self._left, base)], self._left, 0
        for text, style in self._spans(index):
            # Where a selection begins is read from the drawn text: each span knows its place on the page.
            place = Style.from_meta({"offset": (position, index)})
            segments.append(Segment(text, style + place))
            position += len(text)
            used += cells(text)
        end = Style.from_meta({"offset": (position, index)})
        segments.append(Segment(" " * max(0, width - used), base + end))
        return Strip(segments)

    def _spans(self, index: int) -> Iterator[tuple[str, Style]]:
        """What stands on that line, in its final style; the selected part lies upon the selection's colour."""
        look, line = self.look, self._lines[index]
        selection = self.text_selection
        span = selection.get_span(index) if selection is not None else None
        if span is None:
            parts = ((line, None),)
        else:
            before, inside, after = split(line, span[0], span[1] if span[1] != -1 else len(plain([line])))
            selected = self.screen.get_component_rich_style("screen--selection")
            parts = ((before, None), (inside, selected), (after, None))
        for part, over in parts:
            for text, name in part:
                style = look.base + look.spans[name] if name else look.base
                yield text, style + over if over else style

    @property
    def _left(self) -> int:
        """The text stands in the middle of a pane that is much wider than it."""
        return _MARGIN + (max(0, self.size.width - WIDEST - 2 * _MARGIN) // 2 if self.has_class("-alone") else 0)

    def _lay_out(self) -> None:
        self._write_lines()
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def _write_lines(self) -> None:
        self._width = self.size.width
        width = self._width - 2 * _MARGIN
        self._lines = page_lines(self._page, width, self._glyphs) if self._page is not None and width > 0 else []

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(plain(self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def on_resize(self) -> None:
        keep_title(self)
        self._lay_out()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset_capture(self)
        index, end = self.scroll_offset.y + place.y, self._left
        for text, style in self._lines[index] if index < len(self._lines) else ():
            end += cells(text)
            if place.x < end:
                if style == "topic" and place.x >= self._left:
                    self.post_message(self.TopicClicked(text))
                return
