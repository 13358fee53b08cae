"""The words that a search was found by, made to stand out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from ..model.text import folded
from .rendering import Line, Span

FOUND = "found"
"""The style of what was searched for."""
BETWEEN_WORDS = "[-‐-― ]+"
"""What may stand in the place of a blank, as a pattern."""


def emphasised(lines: Sequence[str], style: str, words: tuple[str, ...]) -> Iterator[Line]:
    """Broken lines of one text in that style, with the `comparable` words in FOUND, also where a phrase is broken.

    A word is found at the start of one, whatever its case, diacritics and hyphens.
    """
    places = _places(" ".join(lines), words) if words else []
    start = 0
    for line in lines:
        yield tuple(_cut(line, start, places, style)) if places else ((line, style),)
        start += len(line) + 1


def _cut(line: str, start: int, places: Iterable[tuple[int, int]], style: str) -> Iterator[Span]:
    """The line that begins at `start` of its text, cut where a place in the text begins or ends."""
    done = 0
    for first, last in places:
        first, last = max(first - start, done), min(last - start, len(line))
        if first < last:
            if done < first:
                yield line[done:first], style
            yield line[first:last], FOUND
            done = last
    if done < len(line) or not line:
        yield line[done:], style


def letters(text: str) -> tuple[str, list[int] | None]:
    """The folded text, and where in the text each of its characters comes from; None where each kept its place."""
    if text.isascii():
        return text.lower(), None
    characters, origins = [], []
    for at, character in enumerate(text):
        for part in folded(character):
            characters.append(part)
            origins.append(at)
    return "".join(characters), origins


def _places(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    text, origins = letters(text)
    found = (each.span() for each in _pattern(words).finditer(text))
    return [*found] if origins is None else [(origins[first], origins[last - 1] + 1) for first, last in found]


@lru_cache(maxsize=64)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(filter(None, words), key=len, reverse=True)
    choices = (BETWEEN_WORDS.join(map(re.escape, word.split(" "))) for word in longest_first)
    return re.compile(f"(?<![a-z0-9])(?:{'|'.join(choices)})" if longest_first else "(?!)")
