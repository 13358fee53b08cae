"""The lines in which papers go from one paperbrowse to another, complete: JSON, UTF-8, a value a line.

The first line names the form: `{"paperbrowse": "papers", "version": 1}`. Each following line is one paper:

    {"paper": {…}, "marks": {…}, "arxiv": {…}}

`paper` has the fields of `model.paper.Paper`, `marks` those of `model.marks.Marks`, `arxiv` those of
`model.arxiv.ArxivRecord`. Fields that have their plain value are left out, and `marks` and `arxiv` where nothing is known.
Moments are ISO 8601 in UTC, days `2026-06-08`. A higher version means that an older program could misread it.
"""

from datetime import UTC

import msgspec
from msgspec import Struct

from ..errors import Unreadable
from .arxiv import ArxivRecord
from .identifier import arxiv_id, is_title_id
from .marks import UNMARKED, Marks
from .paper import Paper
from .tags import clean_note, clean_tag, once
from .taken import Taken
from .text import clean_line, clean_markdown

VERSION = 1
_SEVERAL_LINES = ("note", "bibtex")
_WEB = ("https://", "http://")


class _Head(Struct):
    paperbrowse: str
    version: int


class _Line(Struct, omit_defaults=True):
    paper: Paper
    marks: Marks = UNMARKED
    arxiv: ArxivRecord | None = None


def head() -> str:
    """The first line."""
    return msgspec.json.encode(_Head("papers", VERSION)).decode()


def line(taken: Taken) -> str:
    return msgspec.json.encode(_Line(taken.paper, taken.marks, taken.record)).decode()


def is_head(text: str) -> bool:
    """Whether it is the first line of such a file. Raises Unreadable where a newer program wrote it."""
    try:
        found = msgspec.json.decode(text, type=_Head)
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return False
    if found.version > VERSION:
        raise Unreadable(f"a newer paperbrowse wrote it (form {found.version}; this one reads {VERSION})")
    return True


def read_line(text: str) -> Taken:
    """Raises Unreadable. Text is cleaned as that of any source: the file may come from anybody."""
    try:
        found = msgspec.convert(_clean(msgspec.json.decode(text)), type=_Line)
    except (msgspec.MsgspecError, RecursionError, UnicodeError) as error:
        raise Unreadable(f"not a paper of ours ({clean_line(str(error))[:100]})") from error
    paper, record = found.paper, found.arxiv
    if not paper.title or not (is_title_id(paper.id) or arxiv_id(paper.id) == paper.id):
        raise Unreadable("no paper has such an id" if paper.title else "no title")
    if paper.github and not paper.github.startswith("https://github.com/"):
        paper = msgspec.structs.replace(paper, github=None)
    if paper.project and not paper.project.startswith(_WEB):
        paper = msgspec.structs.replace(paper, project=None)
    return Taken(paper, _marks(found.marks), record if record and record.paper_id == paper.id else None)


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
