"""Text of several styles in lines."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter

from ..model.text import drawable
from .rendering import Line, Span, wrap

_BLANKS = "[ \t\n]+"


def wrap_spans(spans: Iterable[Span], cells: int) -> Iterator[Line]:
    """The spans as one text in lines of at most that many cells, broken between words where it can be.

    A span that is a line feed alone begins a line. Linear in the length of the text.
    """
    part: list[Span] = []
    for span in spans:
        if span[0] == "\n":
            yield from _wrapped(part, cells)
            part = []
        else:
            part.append(span)
    yield from _wrapped(part, cells)


def _wrapped(spans: list[Span], cells: int) -> Iterator[Line]:
    spans = list(_single_spaced(spans))
    text = "".join(part for part, _ in spans)
    done, rest = 0, list(reversed(spans))
    for piece in wrap(text, cells) if text else ():
        gap = int(text[done] == " " and piece[:1] != " ")
        if not text.startswith(piece, done + gap):  # marks piled up across two spans: fewer of them are drawn
            yield ((piece, spans[0][1]),)
            continue
        _taken(rest, gap)
        yield _taken(rest, len(piece))
        done += gap + len(piece)


def _taken(rest: list[Span], length: int) -> Line:
    """So many characters from the end of the list, which is the start of the text."""
    line: list[Span] = []
    while length > 0 and rest:
        text, style = rest.pop()
        if len(text) > length:
            rest.append((text[length:], style))
            text = text[:length]
        line.append((text, style))
        length -= len(text)
    return tuple(line)


def _single_spaced(spans: list[Span]) -> Iterator[Span]:
    """Drawable, neighbours of one style as one, every run of white space one blank, none at the start and the end."""
    joined = [("".join(text for text, _ in group), style) for style, group in groupby(spans, key=itemgetter(1))]
    ends_blank = True
    last = max((at for at, (text, _) in enumerate(joined) if text.strip()), default=-1)
    for at, (text, style) in enumerate(joined[: last + 1]):
        text = re.sub(_BLANKS, " ", drawable(text))
        if ends_blank:
            text = text.removeprefix(" ")
        if at == last:
            text = text.rstrip(" ")
        if text:
            ends_blank = text.endswith(" ")
            yield text, style
