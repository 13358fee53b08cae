"""What a full text in Markdown says of itself: its headings, and the papers that it cites."""

import re
from collections.abc import Iterator

from .identifier import arxiv_id
from .text import clean_line
from .value import Value

_MOST_SHOWN = 2_000_000
"""Characters; the longest theses have a million."""
_MOST_HEADINGS = 1_000
_TITLE = 300
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ ]+(.*))?")
_CLOSING = re.compile(r"[ ]+#+\Z")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})([^`]*)")
_UNDERLINE = re.compile(r" {0,3}(?:(=+)|-{3,})")
_LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}(?:[ ]\"[^\"]{0,200}\")?\)")
_EMPHASIS = re.compile(r"(\*{1,3}|_{2,3})(?=\S)([^*_]{1,300})(?<=\S)\1")
_MENTION = re.compile(
    r"(?:arxiv:[ ]?|arxiv\.org/(?:abs|pdf|html)/|(?:huggingface|hf)\.co/papers/|10\.48550/arxiv\."
    r"|\b(?:corr,?[ ]|preprint[ ]|corr,?[ ]preprint[ ])?abs/|\barxiv[ ](?:preprint[ ])?)([a-z0-9][a-z0-9./-]{6,40})"
)
_SIGNS = ("arxiv", "abs/", ".co/papers/")
"""One of which is in every mention."""
_KNOWN_START = re.compile(r"[0-9]{4}\.[0-9]{4,5}(?![0-9])|[a-z.-]{1,30}/[0-9]{7}(?![0-9])")


class Heading(Value):
    level: int
    """1 is the widest."""
    title: str
    line: int
    """Of the Markdown, from 0."""


class Cited(Value):
    id: str
    """An arXiv id without a version."""
    count: int
    """Lines that name it."""


def shown_part(markdown: str) -> tuple[str, bool]:
    """As many whole lines as anybody reads, and whether some are missing."""
    if len(markdown) <= _MOST_SHOWN:
        return markdown, False
    end = markdown.rfind("\n", _MOST_SHOWN // 2, _MOST_SHOWN)
    return markdown[: end if end > 0 else _MOST_SHOWN].rstrip(), True


def headings(markdown: str) -> tuple[Heading, ...]:
    """In their order; what stands in code is none. At most 1,000."""
    found: list[Heading] = []
    fence = ""
    lines = markdown.split("\n")
    for number, line in enumerate(lines):
        if mark := _FENCE.match(line):
            if not fence:
                fence = mark[1]
            elif mark[1].startswith(fence) and not mark[2].strip():
                fence = ""
        elif not fence and (heading := _heading(lines, number)):
            found.append(heading)
            if len(found) == _MOST_HEADINGS:
                break
    return tuple(found)


def cited(markdown: str, paper_id: str) -> tuple[Cited, ...]:
    """The papers whose arXiv ids the text names, but for the paper itself, in the order of their first mention."""
    counts: dict[str, int] = {}
    for line in markdown.lower().split("\n"):
        if not any(sign in line for sign in _SIGNS):  # ten times as fast as looking for mentions
            continue
        for named in dict.fromkeys(_mentions(line)):
            counts[named] = counts.get(named, 0) + 1
    return tuple(Cited(named, count) for named, count in counts.items() if named != paper_id)


def _heading(lines: list[str], number: int) -> Heading | None:
    line = lines[number]
    if match := _HEADING.fullmatch(line):
        title = _plain(_CLOSING.sub("", match[2] or ""))
        return Heading(len(match[1]), title, number) if title.strip("#") else None
    below = lines[number + 1] if number + 1 < len(lines) else ""
    match = _UNDERLINE.fullmatch(below)
    is_alone = number == 0 or not lines[number - 1].strip()
    if match and is_alone and line.strip() and line[:1] not in "|->#*" and (title := _plain(line)):
        return Heading(1 if match[1] else 2, title, number)
    return None


def _plain(title: str) -> str:
    """Without the signs of Markdown; TeX stays."""
    return clean_line(_EMPHASIS.sub(r"\2", _LINK.sub(r"\1", title[:2_000])))[:_TITLE]


def _mentions(line: str) -> Iterator[str]:
    """The ids in a line of lower case."""
    for mention in _MENTION.finditer(line):
        start = _KNOWN_START.match(mention[1])
        if start and (named := arxiv_id(start[0])):
            yield named
