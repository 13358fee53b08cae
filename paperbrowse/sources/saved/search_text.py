"""The text of a search page of Daily Papers.

Source: the text of `huggingface.co/papers?q=…` as seen 2026-04. After the site's header come cards, with blank lines
between their parts:

    Title

    Abstract, whole, mostly one paragraph

      • 3 authors                      or an organization: `some-lab Some Lab`
    ·
    Feb 12 2                           or `Oct 17, 2024`; the number after the date counts comments, none means 0

The last lines of a card may be missing. Votes and arXiv ids are not in the text. Required: at least one card with its
last lines. Line ends, blank lines, bullets, wrapped lines and the site's own lines may differ from the picture.

The way is lines -> blocks (paragraphs) up to each footer -> title and abstract. Every step looks at a line a fixed
number of times, and patterns meet short lines only, so the time is linear in the size of the page.
"""

from collections.abc import Iterator
from datetime import date, datetime

from ...model.identifier import title_id
from ...model.paper import Paper
from ...model.value import Value
from .dates import PrintedDate, Years, printed_date
from .lines import SHORT, Found, author_count, ends_a_sentence, is_furniture, organization

_TITLE = 300
"""Characters that a title has at most, unless its place says that it is one."""
_ABSTRACT = 150
"""Characters that an abstract has at least, where nothing but its length tells it from a remark."""


class _Footer(Value):
    authors: int | None = None
    organization: str | None = None
    printed: PrintedDate | None = None
    comments: int | None = None


class _Card(Value):
    title: str | None
    abstract: str | None
    footer: _Footer


def search_papers(lines: list[str], saved_on: date | None, now: datetime) -> Found | None:
    """The papers of a search page; None where no card has its last lines."""
    cards = [card for blocks, footer in _sections(lines) for card in _cards(blocks, footer)]
    if not any(card.title and card.footer != _Footer() for card in cards):
        return None
    years = Years.of(saved_on, (card.footer.printed for card in cards))
    papers: dict[str, Paper] = {}
    for card in cards:
        if card.title and (paper_id := title_id(card.title)) not in papers:
            papers[paper_id] = _paper(paper_id, card.title, card, years, now)
    return Found(tuple(papers.values()), sum(not card.title for card in cards))


def _paper(paper_id: str, title: str, card: _Card, years: Years, now: datetime) -> Paper:
    footer = card.footer
    return Paper(
        id=paper_id,
        title=title,
        abstract=card.abstract,
        author_count=footer.authors,
        organization=organization(footer.organization) if footer.organization else None,
        published=years.day(footer.printed),
        comments=footer.comments,
        source="saved page",
        fetched_at=now,
    )


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
    if len(line) > SHORT or not line:
        return None
    counted = author_count(line)
    is_dated = printed_date(line) is not None and any(len(text) > SHORT for text in body[-9:])
    if counted is None and line != "·" and not is_dated:
        return None
    first = at + 1 if counted is not None or line == "·" else at
    place = next((i for i in range(first, min(first + 4, len(lines))) if len(lines[i]) > 1), first)
    dated = printed_date(lines[place]) if place < len(lines) else None
    if dated is None:
        return (_Footer(authors=counted), at + 1) if counted is not None else None
    name = None if counted is not None else _pop_organization(body)
    # A number on a line of its own may count votes or comments: then neither is known.
    unsure = not dated.number and place + 1 < len(lines) and lines[place + 1][:9].isdecimal()
    return _Footer(counted, name, dated, None if unsure else dated.number or 0), place + 1


def _pop_organization(body: list[str]) -> str | None:
    """The last line of the body, where a title and an abstract stand before it and it is no end of a sentence."""
    while body and not body[-1]:
        body.pop()
    if len(body) < 3 or len(body[-1]) > SHORT or ends_a_sentence(body[-1]) or not _is_prose(body[-2] or body[-3]):
        return None
    return body.pop()


def _blocks(body: list[str]) -> list[str]:
    """The paragraphs of a body, without the site's own lines; lines of one paragraph are joined."""
    paragraphs: list[list[str]] = [[]]
    for line in body:
        if not line:
            paragraphs.append([])
        elif paragraphs[-1] or not is_furniture(line):
            paragraphs[-1].append(line)
    filled = [paragraph for paragraph in paragraphs if paragraph]
    if len(filled) == 1 and len(filled[0]) > 1 and all(len(line) <= SHORT for line in filled[0]):
        return [filled[0][0], " ".join(filled[0][1:])]
    return [block for paragraph in filled for block in _unwrapped(paragraph)]


def _unwrapped(paragraph: list[str]) -> Iterator[str]:
    """One block, or where a page without blank lines is not wrapped, one for each long line and the lines between."""
    short: list[str] = []
    for line in paragraph:
        if len(line) <= SHORT:
            short.append(line)
            continue
        if short:
            yield " ".join(short)
        short = []
        yield line
    if short:
        yield " ".join(short)


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
    return len(block) > _TITLE or ends_a_sentence(block)


def _is_long_prose(block: str) -> bool:
    return len(block) > _TITLE and ends_a_sentence(block)
