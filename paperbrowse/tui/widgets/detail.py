"""The abstract: one paper, laid out once for its width and drawn line by line; text can be selected with the mouse."""

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from ..commands import READING, bindings
from ..page import WIDEST, Page, page_lines, plain
from ..rendering import UNICODE, Glyphs, Line, split, to_strip
from .painting import Look, look_of, paint_now

_LOOKS = {
    "title": "strong", "people": "text", "organization": "text", "facts": "quiet", "heading": "heading", "text": "text",
    "keyword": "quiet", "link": "accent", "bookmark": "warning",
}
_MARGIN = 1
"""Empty cells at the left."""


class Detail(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows the Page that its owner gives it."""

    BINDINGS = bindings(READING)

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._page: Page | None = None
        self._lines: list[Line] = []
        self._looks: Look | None = None

    def show(self, page: Page | None) -> None:
        """Shows the page; another paper begins at its top, the same paper stays where it is."""
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

    @property
    def is_at_end(self) -> bool:
        return self.scroll_offset.y >= self.max_scroll_y

    def render_line(self, y: int) -> Strip:
        index = self.scroll_offset.y + y
        base, width = self._look().base, self.size.width
        if index >= len(self._lines):
            return Strip.blank(width, base)
        strip = self._line(self._lines[index], index).adjust_cell_length(WIDEST, base).apply_offsets(0, index)
        return Strip.join([Strip.blank(self._left, base), strip]).adjust_cell_length(width, base)

    def _look(self) -> Look:
        if self._looks is None:
            self._looks = look_of(self, _LOOKS)
        return self._looks

    def _line(self, line: Line, index: int) -> Strip:
        base, spans = self._look().base, self._look().spans
        selection = self.text_selection
        span = selection.get_span(index) if selection is not None else None
        if span is None:
            return to_strip(line, spans, base)
        start, end = span[0], span[1] if span[1] != -1 else len(plain([line]))
        before, inside, after = split(line, start, end)
        selected = self.screen.get_component_rich_style("screen--selection")
        return Strip.join([
            to_strip(before, spans, base),
            to_strip(inside, spans, base).apply_style(selected),
            to_strip(after, spans, base),
        ])

    @property
    def _left(self) -> int:
        """The text stands in the middle of a pane that is much wider than it."""
        return _MARGIN + (max(0, self.size.width - WIDEST - 2 * _MARGIN) // 2 if self.has_class("-alone") else 0)

    def _lay_out(self) -> None:
        width = self.size.width - 2 * _MARGIN
        self._lines = page_lines(self._page, width, self._glyphs) if self._page is not None and width > 0 else []
        self.virtual_size = Size(self.size.width, len(self._lines))
        self.refresh()

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        return selection.extract(plain(self._lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = None

    def on_resize(self) -> None:
        self._lay_out()
