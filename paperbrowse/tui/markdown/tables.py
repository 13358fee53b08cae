"""Tables of Markdown in columns; where there are too many for the width, one line for each cell."""

from collections.abc import Iterator, Sequence

from ..rendering import Line, Span, width
from ..sheet import Block
from ..wrapping import wrap_spans
from .blocks import Lead
from .inline import Inline

_GAP = 2
_NARROWEST = 6
"""Cells of a column that can still be read."""
_WIDEST_WORD = 16

Cell = list[Span]


class Table(Block):
    """The first row is its head. `sides` says for each column `left`, `right`, `center`, or nothing."""

    def __init__(self, rows: Sequence[Sequence[str]], sides: Sequence[str], inline: Inline, lead: Lead, rule: str) -> None:
        self._sources = rows
        self._sides = sides
        self._inline = inline
        self._lead = lead
        self._rule = rule
        self._rows: list[list[Cell]] | None = None

    def lines(self, cells: int) -> Iterator[Line]:
        if self._rows is None:
            self._rows = [
                [self._inline.spans(source, "text" if number else "strong") for source in row]
                for number, row in enumerate(self._sources)
            ]
        room = self._lead.room(cells)
        widths = _widths(self._rows, room)
        drawn = self._in_columns(widths) if widths else self._in_lines(room)
        return self._lead.before(drawn, cells)

    def guess(self, cells: int) -> int:
        return len(self._sources) + 1 + self._lead.gap

    def _in_columns(self, widths: Sequence[int]) -> Iterator[Line]:
        assert self._rows is not None
        sides = [self._side(column) for column in range(len(widths))]
        wrapped = [[list(wrap_spans(cell, wide)) for cell, wide in zip(row, widths, strict=True)] for row in self._rows]
        is_airy = any(len(cell) > 1 for row in wrapped[1:] for cell in row)
        for number, row in enumerate(wrapped):
            for part in range(max((len(cell) for cell in row), default=1) or 1):
                line: list[Span] = []
                for cell, wide, side in zip(row, widths, sides, strict=True):
                    line += _padded(cell[part] if part < len(cell) else (), wide, side)
                    line.append((" " * _GAP, ""))
                yield _without_end(line)
            if number == 0:
                yield ((self._rule * (sum(widths) + _GAP * (len(widths) - 1)), "quiet"),)
            elif is_airy and number < len(wrapped) - 1:
                yield ()

    def _side(self, column: int) -> str:
        assert self._rows is not None
        if self._sides[column]:
            return self._sides[column]
        cells = ["".join(text for text, _ in row[column]).strip() for row in self._rows[1:]]
        return "right" if any(cells) and all(map(_is_number, filter(None, cells))) else "left"

    def _in_lines(self, cells: int) -> Iterator[Line]:
        """`Head: cell`, a group of lines for each row."""
        assert self._rows is not None
        head, *rows = self._rows
        for number, row in enumerate(rows):
            if number:
                yield ()
            for name, cell in zip(head, row, strict=True):
                if cell:
                    yield from wrap_spans([*name, (": ", "strong"), *cell] if name else cell, cells)


def _widths(rows: Sequence[Sequence[Cell]], cells: int) -> list[int]:
    """Of the columns; empty where they do not fit."""
    columns = range(len(rows[0]))
    wanted = [max(1, *(_wide(row[column]) for row in rows)) for column in columns]
    room = cells - _GAP * (len(wanted) - 1)
    if sum(wanted) <= room:
        return wanted
    least = [min(wanted[column], max(_NARROWEST, *(_widest_word(row[column]) for row in rows))) for column in columns]
    if sum(least) > room:
        return []
    # What is left goes to the columns that want more, the smallest wish first, so that few cells are broken.
    widths, spare = least[:], room - sum(least)
    waiting = sorted(columns, key=lambda column: wanted[column] - least[column])
    for place, column in enumerate(waiting):
        more = min(wanted[column] - least[column], spare // (len(waiting) - place))
        widths[column] += more
        spare -= more
    return widths


def _wide(cell: Cell) -> int:
    return max((sum(width(text) for text, _ in line) for line in wrap_spans(cell, 10_000)), default=0)


def _widest_word(cell: Cell) -> int:
    words = "".join(text for text, _ in cell).split()
    return min(_WIDEST_WORD, max(map(width, words), default=0))


def _without_end(line: list[Span]) -> Line:
    while line and not line[-1][0].strip():
        line.pop()
    return tuple(line)


def _padded(line: Line, cells: int, side: str) -> Line:
    missing = max(0, cells - sum(width(text) for text, _ in line))
    left = missing if side == "right" else missing // 2 if side == "center" else 0
    return (" " * left, ""), *line, (" " * (missing - left), "")


def _is_number(text: str) -> bool:
    return any(letter.isdigit() for letter in text) and all(letter in "0123456789.,+-−±%×xkKMB~<>=() /*–—" for letter in text)
