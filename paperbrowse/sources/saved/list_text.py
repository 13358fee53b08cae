"""The text of a day, week, month or trending page of Daily Papers.

Source: the cards of `huggingface.co/papers/date/…` (2026-08) and `…/papers/trending` (2026-10) as a browser copies them
and as w3m and lynx print them. A card begins with its submitter:

    Submitted by                       or `Submitted by taesiri`
    taesiri
    181                                upvotes; not on a trending page
    Title
    Summary, or the abstract           trending alone
    Some Lab                           or `61 authors`
    ·
    Published on Sep 26, 2025          trending alone
    1.28k                              stars, where there are any
    3                                  comments, where there are any; a trending page has `Upvote 180`, `GitHub 1.28k`

Required: `Submitted by` before each card and its title. A count that may be stars as well as comments is neither. A
card that stands there twice, for wide and for narrow screens, is read once.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime

from ...model.identifier import title_id
from ...model.paper import Organization, Paper
from ...model.value import Value
from .dates import PrintedDate, Years, printed_date
from .lines import (
    SHORT,
    Found,
    author_count,
    comments_as_shown,
    count,
    ends_a_sentence,
    exact_organization,
    is_count,
    is_furniture,
)

_START = re.compile(r"Submitted by(?: (.{1,100}))?")
_TITLE = 300
_LABELS = ("Upvote", "GitHub")
_LABELLED = re.compile(r"(Upvote|GitHub) ([0-9.,k–—-]{1,9})")
_NAME = 100
"""Characters that the name of an organization has at most."""
_COMPANY = ("Ltd.", "Inc.", "Corp.", "Co.")
_SENTENCES = re.compile(r"[.!?] +[A-Z]")


class _Card(Value):
    submitted_by: str | None
    title: str
    upvotes: int | None
    tail: "_Tail"


def list_papers(lines: list[str], saved_on: date | None, now: datetime) -> Found | None:
    """The papers of such a page; None where no card is found."""
    cards: list[_Card] = []
    left_out = 0
    for section in _sections(lines):
        card = _card(section)
        if card is None:
            left_out += 1
        else:
            cards.append(card)
    if not cards:
        return None
    years = Years.of(saved_on, (card.tail.printed for card in cards))
    papers: dict[str, Paper] = {}
    for card in cards:
        papers.setdefault(title_id(card.title), _paper(card, years, now))
    return Found(comments_as_shown(papers.values()), left_out)


def _paper(card: _Card, years: Years, now: datetime) -> Paper:
    tail = card.tail
    # A summary of the site is one sentence, an abstract never is.
    is_abstract = tail.text is not None and _SENTENCES.search(tail.text) is not None
    # A trending page shows no comments, a day's page shows those that there are.
    stars, comments = tail.stars_and_comments() if card.upvotes is not None else (tail.stars, None)
    return Paper(
        id=title_id(card.title),
        title=card.title,
        abstract=tail.text if is_abstract else None,
        summary=None if is_abstract else tail.text,
        author_count=tail.authors,
        organization=tail.organization,
        submitted_by=card.submitted_by,
        published=years.day(tail.printed),
        upvotes=card.upvotes if card.upvotes is not None else tail.upvotes,
        comments=comments,
        stars=stars,
        source="saved page",
        fetched_at=now,
    )


def _sections(lines: list[str]) -> Iterator[list[str]]:
    """The lines of each card, the submitter first."""
    section: list[str] | None = None
    for line in lines:
        start = _START.fullmatch(line) if len(line) <= SHORT else None
        if start is None:
            if section is not None:
                section.append(line)
            continue
        if section is not None:
            yield section
        section = [start[1]] if start[1] else []
    if section is not None:
        yield section


def _card(section: list[str]) -> _Card | None:
    """None where no title is left."""
    at = _filled(section, 0)
    submitter = None
    if at < len(section) and len(section[at]) <= SHORT and not is_count(section[at]):
        submitter, at = section[at], at + 1
    counts: list[str] = []
    while (at := _filled(section, at)) < len(section) and is_count(section[at]):
        counts.append(section[at])
        at += 1
    if at == len(section) or len(section[at]) > _TITLE:
        return None
    title, after = _title(section, at)
    upvotes = count(counts[0]) if len(counts) == 1 else None
    return _Card(submitter, title, upvotes, _tail(_until_repeated(section[after:], title), bool(counts)))


def _filled(lines: list[str], at: int) -> int:
    while at < len(lines) and not lines[at]:
        at += 1
    return at


def _title(section: list[str], at: int) -> tuple[str, int]:
    """The title, and the line after it. Between blank lines it may be wrapped."""
    after = at + 1
    if at and not section[at - 1]:
        while after < len(section) and section[after] and len(section[after - 1] + section[after]) > 60:
            after += 1
        is_alone = after == len(section) or not section[after]
        if not is_alone or any(is_count(line) or author_count(line) for line in section[at + 1 : after]):
            after = at + 1
    title = " ".join(section[at:after])
    return (title, after) if len(title) <= _TITLE else (section[at], at + 1)


def _until_repeated(lines: list[str], title: str) -> list[str]:
    return lines[: lines.index(title)] if title in lines else lines


class _Tail(Value):
    """What follows the title of a card."""

    text: str | None = None
    organization: Organization | None = None
    authors: int | None = None
    printed: PrintedDate | None = None
    upvotes: int | None = None
    stars: int | None = None
    counts: tuple[str, ...] = ()
    """Those without a label, in their order: stars, comments."""

    def stars_and_comments(self) -> tuple[int | None, int | None]:
        match self.counts:
            case ():
                return self.stars, 0
            case (comments,) if self.stars is not None:
                return self.stars, count(comments)
            case (stars,) if stars.endswith("k"):
                return count(stars), 0
            case (stars, comments) if self.stars is None and not comments.endswith("k"):
                return count(stars), count(comments)
        return self.stars, None


def _tail(lines: list[str], is_of_a_day: bool) -> _Tail:
    words: list[str] = []
    counts: list[str] = []
    labelled: dict[str, int | None] = {}
    authors, printed, is_over = None, None, False
    for line in _with_labels(lines):
        found = _LABELLED.fullmatch(line) if len(line) <= SHORT else None
        date_of_line, authors_of_line = printed_date(line), author_count(line)
        if not is_over and found is None and authors_of_line is None and _may_name(line):
            words.append(line)
            continue
        is_over = True
        if found:
            labelled.setdefault(found[1], count(found[2]))
        elif is_count(line):
            counts.append(line)
        printed, authors = printed or date_of_line, authors if authors is not None else authors_of_line
    text, name = (None, " ".join(words).strip()) if is_of_a_day else _text_and_name(words, authors is not None)
    named = exact_organization(name) if name and len(name) <= _NAME else None
    return _Tail(text, named, authors, printed, labelled.get("Upvote"), labelled.get("GitHub"), tuple(counts))


def _with_labels(lines: list[str]) -> Iterator[str]:
    """`Upvote` and the count below it are one line; blank lines stay between words."""
    label = None
    for line in lines:
        if line in _LABELS:
            label = line
        elif line or not label:
            yield f"{label} {line}" if label and is_count(line) else line
            label = None


def _may_name(line: str) -> bool:
    """Whether the line may be of a summary, or name an organization: Hugging Face is one."""
    return line != "·" and (not is_furniture(line) or line == "Hugging Face")


def _text_and_name(words: list[str], has_authors: bool) -> tuple[str | None, str | None]:
    """A summary, and the organization that stands where others have their authors: a line by itself after it."""
    while words and not words[-1]:
        words = words[:-1]
    text = " ".join(filter(None, words)) or None
    if has_authors or not words or len(words[-1]) > _NAME:
        return text, None
    before = words[:-1]
    is_apart = not before or not before[-1] or len(before[-1]) > _NAME or ends_a_sentence(before[-1])
    if not is_apart or (ends_a_sentence(words[-1]) and not words[-1].endswith(_COMPANY)):
        return text, None
    return " ".join(filter(None, before)) or None, words[-1]
