"""The blocks of a Markdown document. Each reads its own text when it is first drawn."""

from collections.abc import Iterator

from rich.cells import chop_cells

from ...model.text import drawable
from ..rendering import Glyphs, Line, fit, spelled, width
from ..sheet import Block
from ..wrapping import wrap_spans
from .inline import Inline

_LEAST = 12
"""Cells that are left for text, however deep it stands."""


class Lead:
    """What stands before the lines of a block: the bars of quotes, the marks of list items."""

    def __init__(self, first: Line = (), rest: Line = (), gap: int = 1) -> None:
        self.first = first
        self.rest = rest
        self.gap = gap
        """Empty lines before the block."""
        self.cells = sum(width(text) for text, _ in first)
        self.length = sum(len(text) for text, _ in rest)

    def room(self, cells: int) -> int:
        return max(cells - self.cells, min(_LEAST, cells))

    def before(self, lines: Iterator[Line], cells: int) -> Iterator[Line]:
        yield from ((),) * self.gap
        first, rest = self.first, self.rest
        if self.cells + _LEAST > cells:
            first = rest = ()
        for number, line in enumerate(lines):
            yield (*(rest if number else first), *line)


class Prose(Block):
    """A paragraph or a heading."""

    def __init__(self, source: str, inline: Inline, lead: Lead, style: str = "text") -> None:
        self._source = source
        self._inline = inline
        self._lead = lead
        self._style = style
        self._spans: list | None = None
        self.indent = lead.length

    def lines(self, cells: int) -> Iterator[Line]:
        if self._spans is None:
            self._spans = self._inline.spans(self._source, self._style)
        return self._lead.before(wrap_spans(self._spans, self._lead.room(cells)), cells)

    def guess(self, cells: int) -> int:
        return len(self._source) // max(self._lead.room(cells), 1) + 1 + self._lead.gap


class Formula(Block):
    """A displayed one, on lines of its own."""

    def __init__(self, tex: str, inline: Inline, lead: Lead) -> None:
        self._tex = tex
        self._inline = inline
        self._lead = lead
        self.indent = lead.length

    def lines(self, cells: int) -> Iterator[Line]:
        text = self._inline.formula(self._tex)
        return self._lead.before(wrap_spans([(text, "text")], self._lead.room(cells)), cells)


class Code(Block):
    """As it was written; a line that is too long goes on below."""

    def __init__(self, text: str, lead: Lead, glyphs: Glyphs) -> None:
        self._texts = spelled(text, glyphs).rstrip("\n").split("\n")
        self._lead = lead
        self.indent = lead.length

    def lines(self, cells: int) -> Iterator[Line]:
        room = self._lead.room(cells)
        drawn = (
            ((piece, "code"),) for text in self._texts for piece in chop_cells(drawable(text), room) or [""]
        )
        return self._lead.before(drawn, cells)

    def guess(self, cells: int) -> int:
        return len(self._texts) + self._lead.gap


class Rule(Block):
    def __init__(self, lead: Lead, glyphs: Glyphs) -> None:
        self._lead = lead
        self._glyphs = glyphs

    def lines(self, cells: int) -> Iterator[Line]:
        rule = fit(self._glyphs.rule * self._lead.room(cells), self._lead.room(cells))
        return self._lead.before(iter([((rule, "quiet"),)]), cells)
