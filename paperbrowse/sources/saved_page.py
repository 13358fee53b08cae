"""A page of Daily Papers that the reader saved as plain text.

Source: the text of `huggingface.co/papers?q=…` as seen 2026-04. After the site's header come cards, with blank lines
between their parts:

    Title

    Abstract, whole, mostly one paragraph

      • 3 authors                      or an organization: `some-lab Some Lab`
    ·
    Feb 12 2                           or `Oct 17, 2024`; the number after the date counts comments, none means 0

The last lines of a card may be missing. Votes and arXiv ids are not in the text. Required: at least one card with its
last lines. Line ends, blank lines, bullets, wrapped lines and the site's own lines may differ from the picture.

The way is text -> lines -> blocks (paragraphs) up to each footer -> title and abstract. Every step looks at a line a
fixed number of times, and patterns meet short lines only, so the time is linear in the size of the page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from ..errors import TooBig, Unreadable
from ..model.identifier import title_id
from ..model.listing import Listing, SavedPage
from ..model.paper import Organization, Paper
from ..model.text import clean_line, folded
from .saved_text import content_key, decoded, instead

MAX_BYTES = 16 * 1024 * 1024
_MAX_LINES = 100_000
_SHORT = 200
"""Characters. A longer line is never a footer, and in an unwrapped page it is a paragraph."""
_TITLE = 300
"""Characters that a title has at most, unless its place says that it is one."""
_ABSTRACT = 150
"""Characters that an abstract has at least, where nothing but its length tells it from a remark."""

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_DATE = re.compile(rf"({_MONTH})\.? (3[01]|[12][0-9]|0?[1-9])(?:, ?([0-9]{{4}}))?(?: ?([0-9]{{1,6}}))?", re.ASCII)
_AUTHORS = re.compile(r"\W? ?([0-9]{1,5}) authors?", re.IGNORECASE)
_COUNT = re.compile(r"[0-9][0-9.,]{0,8}k?|[-–—]")
_QUOTES = ")]”’\"'"
_FURNITURE = frozenset(
    "new|subscribe|daily papers|papers|trending papers|trending|daily|weekly|monthly|previous|next|upvote|submitted by"
    "|get trending papers in your email inbox!|get trending papers in your email inbox once a day!"
    "|trending papers ranked by github stars activity|byak and the research community|by ak and the research community"
    "|hugging face|models|datasets|spaces|buckets|community|docs|enterprise|pricing|log in|sign up|search|system theme"
    "|company|tos|privacy|about|careers|website|inference endpoints|huggingchat|© hugging face".split("|")
)
"""Lines of the site that are not part of a card, in lower case."""


@dataclass(frozen=True, slots=True)
class _Footer:
    authors: int | None = None
    organization: str | None = None
    month_day: tuple[int, int] | None = None
    year: int | None = None
    comments: int | None = None


@dataclass(frozen=True, slots=True)
class _Card:
    title: str | None
    abstract: str | None
    footer: _Footer


def read_saved_page(
    content: bytes, name: str, *, now: datetime, saved_on: date | None = None
) -> tuple[SavedPage, Listing]:
    """The papers of a file called `name`, in its order, each title once; `now` is UTC.

    A date without a year belongs to the latest year in which it is not after `saved_on`; where that is not known, to
    the year after the latest one that is written out, since the site leaves out the current year alone. A card
    without a title is counted in `left_out`. Raises TooBig, and Unreadable with what the file seems to be instead.
    """
    name = clean_line(name) or "the file"
    if len(content) > MAX_BYTES:
        raise TooBig(f"{name} is larger than {MAX_BYTES // 2**20} MiB; a saved page is far smaller")
    text = decoded(content, name)
    if text.count("\n") > _MAX_LINES:
        raise TooBig(f"{name} has more than {_MAX_LINES:,} lines; a saved page has far fewer")
    cards = [card for blocks, footer in _sections(_lines(text)) for card in _cards(blocks, footer)]
    if not any(card.title and card.footer != _Footer() for card in cards):
        raise Unreadable(f"No papers found in {name}: {instead(text)}")
    years = [card.footer.year for card in cards if card.footer.year is not None]
    papers: dict[str, Paper] = {}
    for card in cards:
        if card.title and (paper_id := title_id(card.title)) not in papers:
            published = _published(card.footer, max(years, default=None), saved_on)
            papers[paper_id] = _paper(paper_id, card.title, card, published, now)
    page = SavedPage(key=content_key(text), name=name)
    left_out = sum(not card.title for card in cards)
    return page, Listing(str(page), tuple(papers.values()), now, now, origin="saved page", left_out=left_out)


def _paper(paper_id: str, title: str, card: _Card, published: date | None, now: datetime) -> Paper:
    footer = card.footer
    return Paper(
        id=paper_id,
        title=title,
        abstract=card.abstract,
        author_count=footer.authors,
        organization=_organization(footer.organization) if footer.organization else None,
        published=published,
        comments=footer.comments,
        source="saved page",
        fetched_at=now,
    )


def _lines(text: str) -> list[str]:
    """Clean lines; `3 authors · Feb 12 2` becomes three, as it is elsewhere, and one blank line stands for many."""
    lines: list[str] = []
    for raw in text.split("\n"):
        line = clean_line(raw)
        before, dot, after = line.rpartition("·") if len(line) <= _SHORT else (line, "", "")
        if dot and (not after or _DATE.fullmatch(after.strip())):
            lines.extend(part for part in (before.strip(), dot, after.strip()) if part)
        elif line or (lines and lines[-1]):
            lines.append(line)
    return lines


def _sections(lines: list[str]) -> Iterator[tuple[list[str], _Footer | None]]:
    """The paragraphs up to each footer, and the footer; last those that no footer follows, with None."""
    body: list[str] = []
    at = 0
    while at < len(lines):
        found = _footer(lines, at, body)
        if found is None:
            body.append(lines[at])
            at += 1
        else:
            footer, at = found
            yield _blocks(body), footer
            body = []
    yield _blocks(body), None


def _footer(lines: list[str], at: int, body: list[str]) -> tuple[_Footer, int] | None:
    """The footer that begins at this line, and the line after it; takes an organization from the end of `body`."""
    line = lines[at]
    if len(line) > _SHORT or not line:
        return None
    counted = _AUTHORS.fullmatch(line)
    if not counted and line != "·" and not (_DATE.fullmatch(line) and any(len(text) > _SHORT for text in body[-9:])):
        return None
    first = at + 1 if counted or line == "·" else at
    place = next((i for i in range(first, min(first + 4, len(lines))) if len(lines[i]) > 1), first)
    dated = _DATE.fullmatch(lines[place]) if place < len(lines) and len(lines[place]) <= _SHORT else None
    authors = int(counted[1]) if counted else None
    if dated is None:
        return (_Footer(authors=authors), at + 1) if counted else None
    organization = None if counted else _pop_organization(body)
    # A number on a line of its own may count votes or comments: then neither is known.
    unsure = not dated[4] and place + 1 < len(lines) and lines[place + 1][:9].isdecimal()
    comments = None if unsure else int(dated[4] or 0)
    month_day = (_MONTHS[dated[1][:3].lower()], int(dated[2]))
    return _Footer(authors, organization, month_day, int(dated[3]) if dated[3] else None, comments), place + 1


def _pop_organization(body: list[str]) -> str | None:
    """The last line of the body, where a title and an abstract stand before it and it is no end of a sentence."""
    while body and not body[-1]:
        body.pop()
    if len(body) < 3 or len(body[-1]) > _SHORT or _ends_a_sentence(body[-1]) or not _is_prose(body[-2] or body[-3]):
        return None
    return body.pop()


def _organization(line: str) -> Organization:
    """`some-lab Some Lab` is login and name; `Some University` is a name."""
    login, _, fullname = line.partition(" ")
    alike = re.sub(r"\W", "", folded(fullname)).startswith(re.sub(r"\W", "", folded(login)))
    if fullname and re.fullmatch(r"[A-Za-z0-9._-]{1,96}", login) and (alike or not login.isalpha() or login.islower()):
        return Organization(login=login, fullname=fullname)
    return Organization(fullname=line)


def _blocks(body: list[str]) -> list[str]:
    """The paragraphs of a body, without the site's own lines; lines of one paragraph are joined."""
    paragraphs: list[list[str]] = [[]]
    for line in body:
        if not line:
            paragraphs.append([])
        elif paragraphs[-1] or not _is_furniture(line):
            paragraphs[-1].append(line)
    filled = [paragraph for paragraph in paragraphs if paragraph]
    if len(filled) == 1 and len(filled[0]) > 1 and all(len(line) <= _SHORT for line in filled[0]):
        return [filled[0][0], " ".join(filled[0][1:])]
    return [block for paragraph in filled for block in _unwrapped(paragraph)]


def _unwrapped(paragraph: list[str]) -> Iterator[str]:
    """One block, or where a page without blank lines is not wrapped, one for each long line and the lines between."""
    short: list[str] = []
    for line in paragraph:
        if len(line) <= _SHORT:
            short.append(line)
            continue
        if short:
            yield " ".join(short)
        short = []
        yield line
    if short:
        yield " ".join(short)


def _is_furniture(line: str) -> bool:
    if len(line) > _SHORT:
        return False
    return line.lower() in _FURNITURE or _COUNT.fullmatch(line) is not None or _DATE.fullmatch(line) is not None


def _cards(blocks: list[str], footer: _Footer | None) -> Iterator[_Card]:
    """The cards of a section. Only the last has the footer: the ones before it lost theirs."""
    starts: list[int] = []
    for at, (block, following) in enumerate(zip(blocks, blocks[1:])):
        surely = _is_title(block) and _is_prose(following) and len(following) >= _ABSTRACT
        if surely or (footer and not starts and _is_prose(following) and not _is_long_prose(block)):
            starts.append(at)
    if not starts and footer:
        whole = not blocks or _is_long_prose(blocks[0])
        yield _Card(None if whole else blocks[0], " ".join(blocks[not whole :]) or None, footer)
    for start, end in zip(starts, [*starts[1:], len(blocks)]):
        is_last = end == len(blocks)
        yield _Card(blocks[start], " ".join(blocks[start + 1 : end]), footer if footer and is_last else _Footer())


def _is_title(block: str) -> bool:
    """Whether a paragraph after an abstract is the title of another paper: more than a heading such as `Results`."""
    is_item = block.startswith(("•", "*", "-", "("))
    return len(block) <= _TITLE and " " in block and not is_item and not block.endswith((".", ":", ";", ","))


def _is_prose(block: str) -> bool:
    return len(block) > _TITLE or _ends_a_sentence(block)


def _ends_a_sentence(block: str) -> bool:
    return block.rstrip(_QUOTES).endswith((".", "。"))


def _is_long_prose(block: str) -> bool:
    return len(block) > _TITLE and _ends_a_sentence(block)


def _published(footer: _Footer, latest_year: int | None, saved_on: date | None) -> date | None:
    if footer.month_day is None:
        return None
    if footer.year is not None:
        return _date(footer.year, *footer.month_day)
    if saved_on is None:
        return _date(latest_year + 1, *footer.month_day) if latest_year is not None else None
    # 29 February may be eight years back.
    past = (_date(saved_on.year - back, *footer.month_day) for back in range(9))
    return next((day for day in past if day is not None and day <= saved_on), None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
