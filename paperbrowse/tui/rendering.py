"""From model values to what a terminal draws: cells, lines of styled spans, and the glyphs they use.

Remote text becomes drawable here and nowhere else; it is never parsed as markup.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rich.cells import cell_len, chop_cells, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from ..model.mathtext import readable
from ..model.paper import Paper
from ..model.text import drawable
from ..model.value import Value, replace
from .plain import plain, plain_paper

Span = tuple[str, str]
"""Drawable text and the name of its style; the widget that draws knows what the name looks like."""
Line = tuple[Span, ...]

_LONGEST_DRAWN = 30_000
"""Characters of one text that are ever laid out: a limit of drawing, not of the value."""
_PARTS = "[^-]*-|[^-]+"


class Glyphs(Value):
    """The characters beyond letters that the screen uses."""

    cursor: str = "▌"
    unread: str = "●"
    bookmark: str = "◆"
    chosen: str = "✓"
    upvotes: str = "▲"
    stars: str = "★"
    dot: str = "·"
    ellipsis: str = "…"
    before: str = "‹"
    after: str = "›"
    rule: str = "─"
    live: str = "●"
    down: str = "↓"
    folded: str = "▸"
    unfolded: str = "▾"
    watched: str = "»"
    muted: str = "×"
    saved: str = "↓"


UNICODE = Glyphs()
ASCII = Glyphs("|", "*", "#", "x", "^", "*", "-", "...", "<", ">", "-", "*", "v", ">", "v", "=", "x", "v")
"""No character whose width a terminal may take as one or two cells."""


def spelled(text: str, glyphs: Glyphs) -> str:
    """The text as it is drawn where the screen uses those glyphs."""
    return plain(text) if glyphs is ASCII else text


def spelled_paper(paper: Paper, glyphs: Glyphs) -> Paper:
    """The paper as it is drawn where the screen uses those glyphs."""
    return plain_paper(paper) if glyphs is ASCII else paper


@lru_cache(maxsize=2_048)
def readable_line(text: str) -> str:
    """The text with its TeX as a person reads it; remembered, because rows are drawn again and again."""
    return readable(text)


def readable_paper(paper: Paper) -> Paper:
    """The paper with the TeX of its prose as a person reads it."""
    title, abstract, summary = (text and readable_line(text) for text in (paper.title, paper.abstract, paper.summary))
    return replace(paper, title=title, abstract=abstract, summary=summary)


@lru_cache(maxsize=8_192)
def width(text: str) -> int:
    """Cells that the text takes."""
    return cell_len(text)


def fit(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text in at most that many cells, its end replaced by the ellipsis where it is longer."""
    if width(text) <= cells:
        return text
    if cells <= len(ellipsis):
        return ellipsis[: max(0, cells)]
    return set_cell_size(text, cells - len(ellipsis)).rstrip() + ellipsis


def wrap(text: str, cells: int) -> Iterator[str]:
    """The clean text in lines of at most that many cells, broken between words where it can be. Linear in its length."""
    cells = max(cells, 2)
    line, used = [], 0
    for word in drawable(text[:_LONGEST_DRAWN]).split(" "):
        wide = width(word)
        if used and used + 1 + wide > cells:
            yield " ".join(line)
            line, used = [], 0
        if wide > cells:
            *whole, word = _pieces(word, cells)
            yield from whole
            wide = width(word)
        used += wide + bool(line)
        line.append(word)
    if line:
        yield " ".join(line)


def _pieces(word: str, cells: int) -> Iterator[str]:
    """Of a word wider than a line: broken after hyphens where that is enough."""
    piece, used = "", 0
    for part in re.findall(_PARTS, word):
        wide = width(part)
        if piece and used + wide > cells:
            yield piece
            piece, used = "", 0
        if wide > cells:
            *whole, part = chop_cells(part, cells)
            yield from whole
            wide = width(part)
        piece, used = piece + part, used + wide
    yield piece


def wrap_to(text: str, cells: int, most: int, ellipsis: str = "…") -> list[str]:
    """Like `wrap`, but at most `most` lines, the last ending in the ellipsis where something is missing."""
    lines: list[str] = []
    for line in wrap(text, cells):
        if len(lines) == most:
            lines[-1] = fit(lines[-1] + " " * cells, cells, ellipsis)
            break
        lines.append(line)
    return lines


def flow(spans: Iterable[Span], cells: int, joint: Span) -> Iterator[Line]:
    """Spans one after the other, joined by `joint`, on as many lines as they need; a span is broken only if it must be."""
    line: list[Span] = []
    used = 0
    for text, style in spans:
        *whole, text = list(wrap(text, cells)) or [""]
        if whole and line:
            yield tuple(line)
            line, used = [], 0
        yield from (((part, style),) for part in whole)
        gap = width(joint[0]) if line else 0
        if line and used + gap + width(text) > cells:
            yield tuple(line)
            line, used, gap = [], 0, 0
        if line:
            line.append(joint)
        line.append((text, style))
        used += gap + width(text)
    if line:
        yield tuple(line)


def fill(spans: Iterable[Span], cells: int, joint: Span) -> Line:
    """As many of the spans as fit on one line, in order; what does not fit is left out whole."""
    line: list[Span] = []
    used = 0
    for text, style in spans:
        text = drawable(text)
        needed = width(text) + (width(joint[0]) if line else 0)
        if used + needed > cells:
            break
        if line:
            line.append(joint)
        line.append((text, style))
        used += needed
    return tuple(line)


def split(line: Line, start: int, end: int) -> tuple[Line, Line, Line]:
    """The line before, inside and after these character positions."""
    parts: tuple[list[Span], list[Span], list[Span]] = ([], [], [])
    position = 0
    for text, style in line:
        cuts = [0, *(min(max(at - position, 0), len(text)) for at in (start, end)), len(text)]
        for part, (first, last) in zip(parts, zip(cuts, cuts[1:], strict=False), strict=True):
            if last > first:
                part.append((text[first:last], style))
        position += len(text)
    return tuple(parts[0]), tuple(parts[1]), tuple(parts[2])


def to_strip(line: Line, styles: dict[str, Style], cells: int) -> Strip:
    """The line as Textual draws it, cut or filled to `cells`. `styles[""]` is that of the rest."""
    segments = [Segment(text, styles[style]) for text, style in line if text]
    room = cells - sum([width(text) for text, _ in line])
    if room < 0:
        return Strip(segments).adjust_cell_length(max(cells, 0))
    return Strip([*segments, Segment(" " * room, styles[""])] if room else segments, cells)
