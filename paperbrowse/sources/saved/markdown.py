r"""A search page of Daily Papers that a converter wrote as Markdown.

Source: a rendering of `huggingface.co/papers?q=…` by a third party, seen 2026-10. A card is

    [101](https://huggingface.co/login?next=%2Fpapers%2F2606.00683)         upvotes, `-` where there are none
    ### [Title](https://huggingface.co/papers/2606.00683)
    [Abstract, whole](https://huggingface.co/papers/2606.00683)
    [![some-lab](…)Some Lab](https://huggingface.co/some-lab)               or authors: `[- ![](…)` … `- 3 authors](…)`
    ·
    May 29[6](https://huggingface.co/papers/2606.00683#community)           comments; no link where there are none

Required: a heading of any level that is one link to `/papers/ID`. Links may be relative; signs may be escaped.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from ...model.identifier import arxiv_id
from ...model.paper import Organization, Paper
from ...model.text import clean_line
from ...model.value import Value
from .dates import PrintedDate, Years, printed_date
from .lines import Found, comments_as_shown, count

_SITE = r"(?:https?://[^/()\s]{1,100})?"
_HEADING = re.compile(rf"^#{{1,6}} \[(.{{1,2000}}?)\]\({_SITE}/papers/([^()\s/#?]{{1,30}})\)", re.MULTILINE)
_LINK = re.compile(rf"\]\({_SITE}/papers/([^()\s/#?]{{1,30}})(#community)?\)")
_UPVOTES = re.compile(rf"\[(?:Upvote )?([0-9.,k–—-]{{1,9}})\]\({_SITE}/login\?next=%2Fpapers%2F([0-9.]{{9,10}})\)")
_CHIP = re.compile(rf"\[!\[([^\[\]]{{0,200}})\]\([^()]{{0,1000}}\)([^\[\]]{{1,200}})\]\({_SITE}/([A-Za-z0-9][\w.-]{{0,95}})\)")
_FOOT = 2_000
"""Characters of a card after its links that may hold the organization, and before its end that hold the date."""
_AUTHORS = re.compile(r"([0-9]{1,5}) authors?\s{0,9}\Z")
_ESCAPED = re.compile(r"""\\([\\`*_{}\[\]()#+.!|<>~$"'&:;,/^=@%?-])|\\(?=\s)""")


class _Card(Value):
    id: str
    title: str
    abstract: str | None
    organization: Organization | None
    authors: int | None
    printed: PrintedDate | None
    comments: int | None


def is_markdown(text: str) -> bool:
    return _HEADING.search(text) is not None


def markdown_papers(text: str, saved_on: date | None, now: datetime) -> Found | None:
    """The papers of such a page; None where no card has a title and an arXiv id."""
    cards: dict[str, _Card] = {}
    left_out = 0
    for card in _cards(text):
        if card is None:
            left_out += 1
        else:
            cards.setdefault(card.id, card)
    if not cards:
        return None
    upvotes = {found[2]: count(found[1]) for found in _UPVOTES.finditer(text)}
    years = Years.of(saved_on, (card.printed for card in cards.values()))
    return Found(comments_as_shown(_paper(card, upvotes, years, now) for card in cards.values()), left_out)


def _paper(card: _Card, upvotes: dict[str, int | None], years: Years, now: datetime) -> Paper:
    return Paper(
        id=card.id,
        title=card.title,
        abstract=card.abstract,
        author_count=card.authors,
        organization=card.organization,
        published=years.day(card.printed, card.id),
        upvotes=upvotes.get(card.id),
        comments=card.comments,
        source="saved page",
        fetched_at=now,
    )


def _cards(text: str) -> Iterator[_Card | None]:
    """None for a card without a usable id or title."""
    headings = list(_HEADING.finditer(text))
    for heading, end in zip(headings, [*(following.start() for following in headings[1:]), len(text)]):
        known_id, title = arxiv_id(heading[2]), _plain(heading[1])
        yield _card(known_id, title, heading[2], text[heading.end() : end]) if known_id and title else None


def _card(known_id: str, title: str, linked_id: str, body: str) -> _Card:
    abstract, authors, comments, after = None, None, 0, 0
    for link in _LINK.finditer(body):
        if link[1] != linked_id:
            continue
        text, after = body[after : link.start()].lstrip(), link.end()
        if link[2]:
            comments = count(text.rpartition("[")[2].strip())
        elif found := _AUTHORS.search(text[-40:]):
            authors = int(found[1])
        elif text.startswith("[") and abstract is None:
            abstract = _plain(text[1:]) or None
    chip = _CHIP.search(body, 0, after + _FOOT)
    return _Card(
        id=known_id,
        title=title,
        abstract=abstract,
        organization=Organization(chip[3], _plain(chip[2])) if chip else None,
        authors=authors,
        printed=next(filter(None, map(_printed, body[-_FOOT:].split("\n"))), None),
        comments=comments,
    )


def _printed(line: str) -> PrintedDate | None:
    """The date at the start of a line; a link, or a remark after a gap, may follow."""
    return printed_date(clean_line(line.strip().removeprefix("·").partition("[")[0].strip().partition("  ")[0]))


def _plain(text: str) -> str:
    return clean_line(_ESCAPED.sub(r"\1", text))
