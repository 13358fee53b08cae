"""Marks and the copies of papers in the library, in SQL. Each function runs on the library's thread."""

import sqlite3
from collections.abc import Iterable, Sequence

import msgspec
from msgspec import structs

from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from .forms import decoded, encoded, moment_of, text_of

_FOUND_ANEW = ("topics", "topics_by")
"""What is found in the words of a paper is found anew where there are more of them."""

_MARKS = "SELECT paper_id, bookmarked_at, read_at, tags, note FROM marks"


def marks(connection: sqlite3.Connection) -> dict[str, Marks]:
    return {paper_id: _marks(*columns) for paper_id, *columns in connection.execute(_MARKS)}


def marks_of(connection: sqlite3.Connection, paper_id: str) -> Marks:
    row = connection.execute(f"{_MARKS} WHERE paper_id = :id", {"id": paper_id}).fetchone()
    return _marks(*row[1:]) if row else UNMARKED


def marks_of_each(connection: sqlite3.Connection, ids: Sequence[str]) -> dict[str, Marks]:
    return {paper_id: marks_of(connection, paper_id) for paper_id in ids}


def put_marks(connection: sqlite3.Connection, paper_id: str, said: Marks) -> None:
    if said == UNMARKED:
        connection.execute("DELETE FROM marks WHERE paper_id = :id", {"id": paper_id})
        return
    connection.execute(
        "INSERT INTO marks (paper_id, bookmarked_at, read_at, tags, note)"
        " VALUES (:id, :bookmarked_at, :read_at, :tags, :note)"
        " ON CONFLICT (paper_id) DO UPDATE SET bookmarked_at = excluded.bookmarked_at, read_at = excluded.read_at,"
        " tags = excluded.tags, note = excluded.note",
        {
            "id": paper_id,
            "bookmarked_at": text_of(said.bookmarked_at),
            "read_at": text_of(said.read_at),
            "tags": msgspec.json.encode(said.tags).decode(),
            "note": said.note,
        },
    )


def bookmarked(connection: sqlite3.Connection) -> tuple[Paper, ...]:
    rows = connection.execute(
        "SELECT id, title, copy FROM marks JOIN papers ON id = paper_id WHERE bookmarked_at IS NOT NULL"
        " ORDER BY bookmarked_at DESC, id DESC"
    )
    return tuple(_paper(*row) for row in rows)


def papers(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Paper, ...]:
    found = (stored(connection, paper_id) for paper_id in ids)
    return tuple(paper for paper in found if paper is not None)


def stored(connection: sqlite3.Connection, paper_id: str) -> Paper | None:
    row = connection.execute("SELECT id, title, copy FROM papers WHERE id = :id", {"id": paper_id}).fetchone()
    return _paper(*row) if row else None


def keep_copy(connection: sqlite3.Connection, paper: Paper) -> Paper:
    """In the place of an older copy, with what it lacks taken from that; answers what is kept."""
    kept = stored(connection, paper.id)
    whole = completed(paper, kept) if kept else paper
    if whole != kept:
        connection.execute(
            "INSERT INTO papers (id, title, copy) VALUES (:id, :title, :copy)"
            " ON CONFLICT (id) DO UPDATE SET title = excluded.title, copy = excluded.copy",
            {"id": whole.id, "title": whole.title, "copy": encoded(whole)},
        )
    return whole


def drop_copies(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Of those papers that have no marks and that no step may bring back."""
    connection.executemany(
        "DELETE FROM papers WHERE id = :id"
        " AND NOT EXISTS (SELECT 1 FROM marks WHERE paper_id = :id)"
        " AND NOT EXISTS (SELECT 1 FROM stepped WHERE paper_id = :id)",
        [{"id": each} for each in ids],
    )


def completed(paper: Paper, stored: Paper) -> Paper:
    """The paper, with what it lacks taken from the stored copy."""
    lacking = [name for name in paper.__struct_fields__ if getattr(paper, name) in (None, ()) and name not in _FOUND_ANEW]
    return structs.replace(paper, **{name: getattr(stored, name) for name in lacking})


def _paper(paper_id: str, title: str, copy: str) -> Paper:
    """A copy that no longer decodes still has its id and title."""
    return decoded(copy, Paper) or Paper(paper_id, title)


def _marks(bookmarked_at: str | None, read_at: str | None, tags: str, note: str | None) -> Marks:
    return Marks(moment_of(bookmarked_at), moment_of(read_at), msgspec.json.decode(tags, type=tuple[str, ...]), note)
