"""The sidebar: the shelves, and below them topics, organizations and the reader's tags. It draws its own lines."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import zip_longest

from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from ...model.facets import Facet, FacetCount, Kind
from ...model.interests import Interest, Interests
from ...model.text import folded
from ...model.value import replace
from ..commands import SIDEBAR, bindings
from ..outline import Entry, FacetLine, Heading, InterestLine, More, Outline, ShelfLine, drawn, key_of
from ..rendering import UNICODE, Glyphs, to_strip
from .drawn import Drawn
from .painting import keep_title, paint_now, row_background


class Sidebar(Drawn, can_focus=True, inherit_bindings=False):
    """The owner gives shelves and facets; it hears ShelfOpened, FacetChosen, FacetTurned,
    InterestChosen and Folded."""

    BINDINGS = bindings(SIDEBAR)
    LOOKS = {
        "mark": "accent", "text": "text", "current": "strong", "chosen": "key", "of-paper": "accent", "count": "quiet",
        "heading": "heading", "line": "quiet",
    }

    class ShelfOpened(Message):
        """The reader wants that shelf."""

        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class _OfFacet(Message):
        def __init__(self, facet: Facet) -> None:
            super().__init__()
            self.facet = facet

    class FacetChosen(_OfFacet):
        """The reader wants the papers with this facet alone."""

    class FacetTurned(_OfFacet):
        """The reader wants the next state: include, exclude, neither."""

    class InterestChosen(Message):
        """The reader wants the papers that it fits."""

        def __init__(self, interest: Interest) -> None:
            super().__init__()
            self.interest = interest

    class Folded(Message):
        """The reader folded or unfolded a heading: these are folded now."""

        def __init__(self, keys: frozenset[str]) -> None:
            super().__init__()
            self.keys = keys

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._outline = Outline()
        self._entries: tuple[Entry, ...] = ()
        self._cursor = 0
        self._was_moved = False
        """Whether the reader moved the cursor; until then it stands on the shelf that is shown."""

    @property
    def entry(self) -> Entry | None:
        """The line under the cursor."""
        return self._entries[self._cursor] if self._entries else None

    def show(
        self,
        shelves: tuple[ShelfLine, ...],
        facets: tuple[FacetCount, ...],
        include: frozenset[Facet],
        exclude: frozenset[Facet],
    ) -> None:
        self._change(replace(self._outline, shelves=shelves, facets=facets, include=include, exclude=exclude))

    def show_interests(self, interests: Interests, unread: Mapping[str, int]) -> None:
        """What is watched and muted; `unread` papers of what is watched, by the key of the interest."""
        self._change(replace(self._outline, interests=interests, unread=unread))

    def show_facets_of_paper(self, facets: frozenset[Facet]) -> None:
        """Marks the lines of the highlighted paper; draws only the lines that change."""
        before, self._outline = self._entries, replace(self._outline, of_paper=facets)
        self._entries = self._outline.entries()
        self._redraw_changed(before)

    def set_groups(self, groups: Mapping[str, str]) -> None:
        """The group of each topic."""
        self._change(replace(self._outline, groups=groups))

    def fold(self, keys: frozenset[str]) -> None:
        self._change(replace(self._outline, folded=keys))

    def narrow(self, typed: str) -> None:
        """Shows only the lines of sections that contain what was typed, with the cursor on the first of them."""
        self._change(replace(self._outline, wanted=folded(typed.strip())))
        if self._outline.wanted:
            fit = (at for at, each in enumerate(self._entries) if isinstance(each, FacetLine | InterestLine))
            self._move(next(fit, self._cursor))

    def action_cursor_down(self) -> None:
        self._move(self._cursor + 1)

    def action_cursor_up(self) -> None:
        self._move(self._cursor - 1)

    def action_select(self) -> None:
        match self.entry:
            case ShelfLine(key=key):
                self.post_message(self.ShelfOpened(key))
            case FacetLine(facet=facet):
                self.post_message(self.FacetChosen(facet))
            case InterestLine(interest=interest):
                self.post_message(self.InterestChosen(interest))
            case Heading(key=key):
                self._change(self._outline.turned(key))
                self.post_message(self.Folded(self._outline.folded))
            case More(kind=kind):
                self._show_whole(kind)

    def action_include(self) -> None:
        match self.entry:
            case FacetLine(facet=facet):
                self.post_message(self.FacetTurned(facet))
            case _:
                self.action_select()

    def paint_lines(self, lines: Iterable[int]) -> Iterator[Strip]:
        width, cells, top, look = self.size.width, self.cells, self.scroll_offset.y, self.look
        for index in (top + y for y in lines):
            if index >= len(self._entries):
                yield Strip.blank(cells, look.base)
                continue
            base = look.base
            if index == self._cursor:
                base += row_background(self.screen, "row" if self.has_focus else "row-blurred")
            yield to_strip(drawn(self._entries[index], width, self._glyphs), look.upon(base), cells)

    def _show_whole(self, kind: Kind) -> None:
        """All lines of the section; the cursor stays where it is, on the first of the new ones."""
        self._outline = replace(self._outline, whole=self._outline.whole | {kind})
        self._fill(stay_on="")

    def _change(self, outline: Outline) -> None:
        if outline != self._outline:
            self._outline = outline
            self._fill(stay_on=key_of(self.entry) if self.entry and self._was_moved else None)

    def _fill(self, *, stay_on: str | None) -> None:
        """The cursor stays on its line, or (None) goes to the shelf that is shown, or ("") stays where it is."""
        before, cursor = self._entries, self._cursor
        self._entries = self._outline.entries()
        keys = [key_of(entry) for entry in self._entries]
        if stay_on in keys:
            self._cursor = keys.index(stay_on)
        elif stay_on is None:
            currents = (at for at, each in enumerate(self._entries) if isinstance(each, ShelfLine) and each.is_current)
            self._cursor = next(currents, 0)
        self._cursor = max(0, min(self._cursor, len(self._entries) - 1))
        self._resize()
        if cursor != self._cursor:
            self.repaint()
        else:
            self._redraw_changed(before)

    def _redraw_changed(self, before: tuple[Entry, ...]) -> None:
        pairs = enumerate(zip_longest(before, self._entries))
        self.refresh_rows(index for index, (old, new) in pairs if old != new)

    def _move(self, index: int) -> None:
        index = max(0, min(index, len(self._entries) - 1))
        if index == self._cursor or not self._entries:
            return
        before, self._cursor, self._was_moved = self._cursor, index, True
        self.refresh_rows((before, index))
        self._reveal()
        paint_now(self.screen, self)

    def _resize(self) -> None:
        self.virtual_size = Size(self.size.width, len(self._entries))

    def _reveal(self) -> None:
        top, height = self.scroll_offset.y, self.size.height
        if height and not top <= self._cursor < top + height:
            y = self._cursor if self._cursor < top else self._cursor - height + 1
            self.scroll_to(y=y, animate=False, immediate=True, force=True)

    def on_resize(self) -> None:
        keep_title(self)
        self._resize()
        self._reveal()

    def on_focus(self) -> None:
        self.refresh_lines(self._cursor, 1)

    def on_blur(self) -> None:
        self.refresh_lines(self._cursor, 1)

    def on_click(self, event: events.Click) -> None:
        index = self.scroll_offset.y + event.get_content_offset_capture(self).y
        if index < len(self._entries):
            self._move(index)
            self.action_select()
