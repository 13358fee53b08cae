"""The lines of a page of Daily Papers in plain text, and what a line says by itself wherever it stands."""

import re
from collections.abc import Iterable

from ...model.paper import Organization, Paper
from ...model.text import clean_line, folded
from ...model.value import Value, replace
from .dates import printed_date

SHORT = 200
"""Characters. A longer line is text, never a label or a count, and in an unwrapped page it is a paragraph."""

_AUTHORS = re.compile(r"\W? ?([0-9]{1,5}) authors?", re.IGNORECASE)
_COUNT = re.compile(r"[0-9][0-9.,]{0,8}k?|[-–—]")
_WHOLE = re.compile(r"[0-9]{1,7}|[0-9]{1,3}(?:,[0-9]{3}){1,2}")
_THOUSANDS = re.compile(r"([0-9]{1,4}(?:\.[0-9]{1,3})?)k", re.IGNORECASE)
_LOGIN = re.compile(r"[A-Za-z0-9._-]{1,96}")
_QUOTES = ")]”’\"'"
_FURNITURE = frozenset(
    "new|subscribe|daily papers|papers|trending papers|trending|daily|weekly|monthly|previous|next|upvote|submitted by"
    "|get trending papers in your email inbox!|get trending papers in your email inbox once a day!"
    "|trending papers ranked by github stars activity|byak and the research community|by ak and the research community"
    "|by|ak|and the research community|github|arxiv page|arxiv|skip to content|sort|search any paper with ai"
    "|hugging face|models|datasets|spaces|buckets|community|docs|enterprise|pricing|log in|sign up|search|system theme"
    "|company|tos|privacy|about|careers|jobs|website|inference endpoints|huggingchat|© hugging face".split("|")
)
"""Lines of the site that are not part of a card, in lower case."""


class Found(Value):
    """What a page holds, in its order, each paper once."""

    papers: tuple[Paper, ...]
    left_out: int = 0
    """Cards without a title."""


def comments_as_shown(papers: Iterable[Paper]) -> tuple[Paper, ...]:
    """Where no card shows a number of comments, the page may show none at all: then none is known."""
    known = tuple(papers)
    return known if any(paper.comments for paper in known) else tuple(replace(paper, comments=None) for paper in known)


def clean_lines(text: str) -> list[str]:
    """Clean lines; `3 authors · Feb 12 2` becomes three, as it is elsewhere, and one blank line stands for many."""
    lines: list[str] = []
    for raw in text.split("\n"):
        line = clean_line(raw)
        before, dot, after = line.rpartition("·") if len(line) <= SHORT else (line, "", "")
        if dot and (not after or printed_date(after.strip())):
            lines.extend(part for part in (before.strip(), dot, after.strip()) if part)
        elif line or (lines and lines[-1]):
            lines.append(line)
    return lines


def author_count(line: str) -> int | None:
    """The number in `• 3 authors`."""
    counted = _AUTHORS.fullmatch(line) if len(line) <= SHORT else None
    return int(counted[1]) if counted else None


def is_count(line: str) -> bool:
    return len(line) <= SHORT and _COUNT.fullmatch(line) is not None


def count(line: str) -> int | None:
    """What a count says: `101`, `1,234`, `1.28k`; a dash is none."""
    if line in ("-", "–", "—"):
        return 0
    if _WHOLE.fullmatch(line):
        return int(line.replace(",", ""))
    thousands = _THOUSANDS.fullmatch(line)
    return round(float(thousands[1]) * 1000) if thousands else None


def is_furniture(line: str) -> bool:
    """Whether the line is the site's own: a label, a count, a date."""
    if len(line) > SHORT:
        return False
    return line.lower() in _FURNITURE or is_count(line) or printed_date(line) is not None


def ends_a_sentence(block: str) -> bool:
    return block.rstrip(_QUOTES).endswith((".", "。"))


def organization(line: str) -> Organization:
    """`some-lab Some Lab` is login and name; `Some University` is a name."""
    login, _, fullname = line.partition(" ")
    alike = exact_organization(line).login is not None
    if fullname and _LOGIN.fullmatch(login) and (alike or not login.isalpha() or login.islower()):
        return Organization(login=login, fullname=fullname)
    return Organization(fullname=line)


def exact_organization(line: str) -> Organization:
    """`nvidia NVIDIA` is login and name; all else is a name, since a page that a browser copied shows no logins."""
    login, _, fullname = line.partition(" ")
    alike = re.sub(r"\W", "", folded(fullname)).startswith(re.sub(r"\W", "", folded(login)))
    if fullname and alike and _LOGIN.fullmatch(login):
        return Organization(login=login, fullname=fullname)
    return Organization(fullname=line)
