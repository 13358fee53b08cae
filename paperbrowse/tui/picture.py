"""The picture of a paper among the lines of its page: a figure at the foot of what is in view, as on paper.

It stands below the abstract where that leaves room, else above the lower edge, and the abstract goes on below it. So
nothing that the reader has begun to read moves when it comes.
"""

from collections.abc import Sequence

from rich.color import Color
from rich.style import Style

from ..model.picture import Drawing, Way
from ..model.value import Value
from .page import Page
from .rendering import Glyphs, Line
from .sheet import NO_TEXT, PICTURE, PageBlock, Styled

_LEAST, _MOST = 6, 20
"""Lines of a picture that says something, and of one that is large enough."""
_NARROWEST = 30
"""Cells of a pane that has room for one."""
_SHARE, _LEAST_SHARE = 5, 7
"""From a long abstract it takes one line in so many of the pane, and nothing from a pane in which that is too little."""
_ABSTRACT_KEEPS = 8
"""Lines of a long abstract that stay above it, and at least half of them."""
_UPPER_HALF = "▀"


class Room(Value):
    """Where a picture may stand on a page."""

    at: int
    """The index of the line that it stands before."""
    lines: int
    """Of the picture itself; one more is empty."""


def room_for(page: Sequence[Line], cells: int, height: int) -> Room | None:
    """None where a pane of so many cells and lines has to keep them for the text."""
    if cells < _NARROWEST:
        return None
    begins = next((at for at, line in enumerate(page) if line == (("Abstract", "heading"),)), len(page))
    ends = next((at for at in range(begins, len(page)) if not page[at]), len(page))
    if (left := height - ends - 1) >= _LEAST:
        return Room(ends, min(left, height // 2, _MOST))
    share = height // _SHARE
    at = height - share - 1
    keeps = at - begins - 1
    return Room(at, share) if share >= _LEAST_SHARE and keeps >= max(_ABSTRACT_KEEPS, (ends - begins) // 2) else None


class IllustratedPage(PageBlock):
    """The page with its picture, for a pane of so many lines: without it where there is no room any more."""

    def __init__(self, page: Page, glyphs: Glyphs, drawing: Drawing, height: int) -> None:
        super().__init__(page, glyphs)
        self._drawing = drawing
        self._height = height
        self._first = 0

    def lines(self, cells: int) -> Sequence[Line]:
        page = list(super().lines(cells))
        room = room_for(page, cells, self._height)
        if room is None or cells < self._drawing.columns:
            return page
        self._first = room.at + 1
        is_within = room.at < len(page) and page[room.at] != ()
        page[room.at : room.at] = [((NO_TEXT, PICTURE),)] * (1 + self._drawing.lines + is_within)
        return page

    def drawn(self, line: int) -> Sequence[Styled]:
        row = line - self._first
        return _spans(self._drawing, row) if 0 <= row < self._drawing.lines else ()

    def __eq__(self, other: object) -> bool:
        return super().__eq__(other) and self._drawing is other._drawing and self._height == other._height

    __hash__ = None


def _spans(drawing: Drawing, row: int) -> Sequence[Styled]:
    if drawing.way is Way.HALF:
        return _half_blocks(drawing, row)
    # Kitty reads the number of the picture from the colour, and its highest byte from each character.
    return ((drawing.rows[row], Style(color=Color.from_rgb(*drawing.number.to_bytes(8)[-3:]))),)


def _half_blocks(drawing: Drawing, row: int) -> Sequence[Styled]:
    length = 3 * drawing.columns
    upper = drawing.pixels[2 * row * length :][:length]
    lower = drawing.pixels[(2 * row + 1) * length :][:length]
    colors = ((Color.from_rgb(*upper[at : at + 3]), Color.from_rgb(*lower[at : at + 3])) for at in range(0, length, 3))
    return [(_UPPER_HALF, Style(color=above, bgcolor=below)) for above, below in colors]
