"""Finding words in what is laid out, across the breaks of its lines."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from ..model.query_terms import comparable
from .emphasis import BETWEEN_WORDS, letters
from .laid import Laid
from .rendering import Line, split


class Hit(NamedTuple):
    block: int
    first: int
    """Character of the block's text."""
    last: int
    """The one after it."""


Part = tuple[int, int, int]
"""A line of a block, the first character of a place in it, and the one after the last."""


class Finding:
    """What was typed, and where it is found so far; the case, diacritics and hyphens of words don't matter."""

    def __init__(self, laid: Laid) -> None:
        self.typed = ""
        self.hits: list[Hit] = []
        self.current = -1
        """The index of the hit that the reader is at; -1 before there is one."""
        self.laid = laid
        self._saw_all = False
        self._texts: dict[int, tuple[str, list[int] | None, list[Part]]] = {}

    def seek(self, typed: str) -> None:
        """All places of what is laid out, in their order."""
        self.typed, self.hits = typed, []
        self._saw_all = self.laid.is_whole
        words = comparable(typed).split(" ")
        if any(words):
            pattern = re.compile(BETWEEN_WORDS.join(map(re.escape, words)))
            for block in range(self.laid.count):
                self.hits += (Hit(block, *place) for place in self._places(block, pattern))
        self.current = min(self.current, len(self.hits) - 1)

    def goes_on(self, laid: Laid) -> None:
        """The same words in another layout, or in one that is whole now."""
        if laid is not self.laid:
            self.laid, self._texts = laid, {}
        elif self._saw_all or not laid.is_whole:
            return
        self.seek(self.typed)

    def from_line(self, y: int) -> None:
        """The first hit from that line on, else the first of all, becomes the current one."""
        self.current = next((at for at, hit in enumerate(self.hits) if self.y(hit) >= y), 0 if self.hits else -1)

    def step(self, step: int) -> None:
        """To the next hit or the one before, from the last one to the first again."""
        if self.hits:
            self.current = (self.current + step) % len(self.hits)

    def y(self, hit: Hit) -> int:
        return self.laid.start(hit.block) + next((line for line, _, _ in self.parts(hit)), 0)

    def parts(self, hit: Hit) -> Iterator[Part]:
        """The lines that the hit stands on."""
        for line, start, shift in self._texts[hit.block][2]:
            end = start + sum(len(text) for text, _ in self.laid.lines(hit.block)[line]) - shift
            if hit.first < end and hit.last > start:
                yield line, max(hit.first, start) - start + shift, min(hit.last, end) - start + shift

    def marked(self, y: int, line: Line) -> Line:
        """The line with its hits in the styles `found` and, for the current one, `here`."""
        block = self.laid.block_at(y) if self.hits else 0
        within = y - self.laid.start(block) if self.hits else 0
        first, last = bisect_left(self.hits, (block,)), bisect_left(self.hits, (block + 1,))
        for number in range(first, last):
            for at, start, end in self.parts(self.hits[number]):
                if at == within:
                    before, inside, after = split(line, start, end)
                    style = "here" if number == self.current else "found"
                    line = (*before, *((text, style) for text, _ in inside), *after)
        return line

    def _places(self, block: int, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
        if (lines := self.laid.known(block)) is None:
            return
        if block not in self._texts:
            self._texts[block] = _text(lines, self.laid.indent(block))
        text, origins, _ = self._texts[block]
        for found in pattern.finditer(text):
            first, last = found.span()
            yield (first, last) if origins is None else (origins[first], origins[last - 1] + 1)


def _text(lines: Sequence[Line], indent: int) -> tuple[str, list[int] | None, list[tuple[int, int, int]]]:
    """The lines as one folded text, joined by blanks; where each of its characters stood before, None for the same place;
    and for each line its number, where it begins, and how many characters before it are no part of the text."""
    texts, starts, length = [], [], 0
    for number, line in enumerate(lines):
        whole = "".join(text for text, _ in line)
        shift = min(indent, len(whole)) if number or not whole[:indent].strip() else 0
        texts.append(whole[shift:])
        starts.append((number, length, shift))
        length += len(whole) - shift + 1
    text, origins = letters(" ".join(texts))
    return text, origins, starts
