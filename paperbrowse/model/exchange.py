"""The lines in which papers go from one paperbrowse to another, complete: JSON, UTF-8, a value a line.

The first line names the form: `{"paperbrowse": "papers", "version": 1}`. Each following line is one paper:

    {"paper": {…}, "marks": {…}, "arxiv": {…}}

`paper` has the fields of `model.paper.Paper`, `marks` those of `model.marks.Marks`, `arxiv` those of
`model.arxiv.ArxivRecord`. Fields that have their plain value are left out, and `marks` and `arxiv` where nothing is known.
Moments are ISO 8601 in UTC, days `2026-06-08`. A higher version means that an older program could misread it.

Where everything is taken along, lines follow with the rest of what the reader keeps, which is what a restored backup brings
back too: imported pages, saved searches, and what is watched and muted.

    {"page": {"key": "0a1b…", "name": "page.html"}, "listing": {…}}
    {"search": {"name": "caches", "typed": "kv cache"}}
    {"interest": {"subject": "topic", "name": "agents", "wish": "watch"}}

What was seen of an edition, and when the reader was here, is of the one machine and stays there.
"""

import re
from collections.abc import Iterator
from datetime import UTC

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from ..errors import Unreadable
from .arxiv import ArxivRecord
from .besides import Besides
from .identifier import arxiv_id, is_title_id
from .interests import Interest, interest_told
from .listing import Listing, SavedPage
from .marks import UNMARKED, Marks
from .paper import Paper
from .saved_search import LONGEST_NAME, SavedSearch
from .tags import clean_note, clean_tag, once
from .taken import Taken
from .text import clean_line, clean_markdown

VERSION = 1
_PAGE_KEY = re.compile(r"[\w-]{1,64}")
_SEVERAL_LINES = ("note", "bibtex")
_WEB = ("https://", "http://")


class _Head(Struct):
    paperbrowse: str
    version: int


class _Line(Struct, omit_defaults=True):
    paper: Paper
    marks: Marks = UNMARKED
    arxiv: ArxivRecord | None = None


class _Page(Struct):
    page: SavedPage
    listing: Listing


class _Search(Struct):
    search: SavedSearch


class _Interest(Struct):
    interest: Interest


_KINDS = {"paper": _Line, "page": _Page, "search": _Search, "interest": _Interest}
"""By the key that a line of the kind has."""


def head() -> str:
    """The first line."""
    return msgspec.json.encode(_Head("papers", VERSION)).decode()


def line(taken: Taken) -> str:
    return msgspec.json.encode(_Line(taken.paper, taken.marks, taken.record)).decode()


def lines(besides: Besides) -> Iterator[str]:
    rest = (
        *(_Page(page, listing) for page, listing in besides.pages),
        *map(_Search, besides.searches),
        *map(_Interest, besides.interests),
    )
    return (msgspec.json.encode(each).decode() for each in rest)


def is_head(text: str) -> bool:
    """Whether it is the first line of such a file. Raises Unreadable where a newer program wrote it."""
    try:
        found = msgspec.json.decode(text, type=_Head)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return False
    if found.version > VERSION:
        raise Unreadable(f"a newer paperbrowse wrote it (form {found.version}; this one reads {VERSION})")
    return True


def read_line(text: str) -> Taken | Besides:
    """Raises Unreadable. Text is cleaned as that of any source: the file may come from anybody."""
    try:
        line = _clean(msgspec.json.decode(text))
        kind = next((kind for key, kind in _KINDS.items() if isinstance(line, dict) and key in line), _Line)
        found = msgspec.convert(line, type=kind)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Unreadable(f"not a line of ours ({clean_line(str(error))[:100]})") from error
    match found:
        case _Page():
            return Besides(pages=(_page(found.page, found.listing),))
        case _Search():
            return Besides(searches=(_search(found.search),))
        case _Interest():
            return Besides(interests=(_interest(found.interest),))
    paper, record = _sound(found.paper), found.arxiv
    return Taken(paper, _marks(found.marks), record if record and record.paper_id == paper.id else None)


def _sound(paper: Paper) -> Paper:
    """Raises Unreadable."""
    if not paper.title or not (is_title_id(paper.id) or arxiv_id(paper.id) == paper.id):
        raise Unreadable("no paper has such an id" if paper.title else "no title")
    if paper.github and not paper.github.startswith("https://github.com/"):
        paper = replace(paper, github=None)
    if paper.project and not paper.project.startswith(_WEB):
        paper = replace(paper, project=None)
    return paper


def _page(page: SavedPage, listing: Listing) -> tuple[SavedPage, Listing]:
    """Raises Unreadable."""
    if not _PAGE_KEY.fullmatch(page.key) or listing.fetched_at.tzinfo is None or listing.checked_at.tzinfo is None:
        raise Unreadable("no imported page has such a key, or such a moment")
    papers = {paper.id: paper for paper in map(_sound, listing.papers)}
    return page, replace(listing, edition=str(page), papers=tuple(papers.values()))


def _search(search: SavedSearch) -> SavedSearch:
    """Raises Unreadable."""
    if not search.name or len(search.name) > LONGEST_NAME or not search.typed:
        raise Unreadable("a saved search has a name and words")
    return search


def _interest(interest: Interest) -> Interest:
    """Raises Unreadable."""
    if interest_told(interest.key, interest.told) != interest:
        raise Unreadable("nothing that could be watched or muted")
    return interest


def _marks(said: Marks) -> Marks:
    """Raises Unreadable for a moment of which nobody knows where it was."""
    moments = [said.bookmarked_at, said.read_at]
    if any(at is not None and at.tzinfo is None for at in moments):
        raise Unreadable("a moment without a time zone")
    bookmarked_at, read_at = (at and at.astimezone(UTC) for at in moments)
    tags = once(filter(None, map(clean_tag, said.tags)))
    return Marks(bookmarked_at, read_at, tags, clean_note(said.note) if said.note else None)


def _clean(value: object, name: str = "") -> object:
    match value:
        case str():
            return clean_markdown(value) if name in _SEVERAL_LINES else clean_line(value)
        case list():
            return [_clean(each) for each in value]
        case dict():
            return {key: _clean(each, key) for key, each in value.items()}
        case _:
            return value
