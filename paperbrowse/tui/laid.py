"""A sheet laid out for one width: what is in view first, the rest in slices, and all the while every line has a place."""

from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from ..model.value import Value
from .rendering import Line
from .sheet import Block, Styled


class Place(Value):
    """A line of a sheet, the same in every width as nearly as can be."""

    block: int = 0
    part: float = 0.0
    """From 0 at the first line of the block up to 1."""


class Laid:
    """The lines of blocks. Those that are not laid out yet count as many lines as they guess."""

    def __init__(self, blocks: Sequence[Block], cells: int) -> None:
        self._blocks = blocks
        self._cells = cells
        self._lines: list[Sequence[Line] | None] = [None] * len(blocks)
        self._heights = [block.guess(cells) for block in blocks]
        self._sums: list[int] | None = None
        self._left = len(blocks)
        self._next = 0

    @property
    def is_whole(self) -> bool:
        return self._left == 0

    @property
    def height(self) -> int:
        """Lines in all, as far as it is known."""
        return self._ends()[-1] if self._blocks else 0

    @property
    def count(self) -> int:
        """Of the blocks."""
        return len(self._blocks)

    def line(self, y: int) -> Line | None:
        """None below the end, and where nothing is laid out yet."""
        if not 0 <= y < self.height:
            return None
        block = self.block_at(y)
        lines = self._lines[block]
        return lines[y - self.start(block)] if lines is not None else None

    def drawn(self, y: int) -> Sequence[Styled]:
        """What stands in the place of a line that is no text."""
        block = self.block_at(y)
        return self._blocks[block].drawn(y - self.start(block))

    def lines(self, block: int) -> Sequence[Line]:
        """Those of one block, laid out now if they are not yet."""
        lines = self._lines[block]
        if lines is None:
            lines = self._lines[block] = list(self._blocks[block].lines(self._cells))
            self._left -= 1
            if self._heights[block] != len(lines):
                self._heights[block] = len(lines)
                self._sums = None
        return lines

    def known(self, block: int) -> Sequence[Line] | None:
        """Its lines, if they are laid out."""
        return self._lines[block]

    def indent(self, block: int) -> int:
        return self._blocks[block].indent

    def all_lines(self) -> list[Line]:
        return [line for block in range(len(self._blocks)) for line in self.lines(block)]

    def block_at(self, y: int) -> int:
        """The one that line is in. Blocks without lines are passed over."""
        return min(bisect_right(self._ends(), max(y, 0)), len(self._blocks) - 1)

    def start(self, block: int) -> int:
        """The first line of that block."""
        return self._ends()[block] - self._heights[block]

    def place(self, y: int) -> Place:
        if not self._blocks:
            return Place()
        block = self.block_at(y)
        return Place(block, min(1.0, max(0, y - self.start(block)) / max(1, self._heights[block])))

    def y(self, place: Place) -> int:
        """The line of that place; the last one of all where the sheet has become shorter."""
        if place.block >= len(self._blocks):
            return self.height
        return self.start(place.block) + round(place.part * self._heights[place.block])

    def lay(self, place: Place, height: int) -> int:
        """Lays out what is in view from that place on, or before it at the end; the line that the place is at then."""
        if not self._blocks:
            return 0
        first = block = min(place.block, len(self._blocks) - 1)
        self.lines(block)
        while block < len(self._blocks) and self.start(block) < self.y(place) + height:
            self.lines(block)
            block += 1
        self._next = block
        while first and self.height - self.start(first) < height:
            first -= 1
            self.lines(first)
        return self.y(place)

    def go_on(self, is_time_up: Callable[[], bool]) -> None:
        """Lays out more, what follows the view first, until the time is up or nothing is left."""
        while self._left:
            if self._next >= len(self._blocks):
                self._next = 0
            self.lines(self._next)
            self._next += 1
            if is_time_up():
                return

    def _ends(self) -> list[int]:
        if self._sums is None:
            self._sums = list(accumulate(self._heights))
        return self._sums
