"""Marks and the copies of papers in the library, in SQL. Each function runs on the library's thread."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import msgspec
from msgspec import structs

from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from .forms import AMONG, decoded, encoded, listed, moment_of, text_of

_FOUND_ANEW = ("topics", "broader_topics", "topics_by")
"""What is found in the words of a paper is found anew where there are more of them."""

_MARKS = "SELECT paper_id, bookmarked_at, read_at, tags, note FROM marks"


def marks(connection: sqlite3.Connection) -> dict[str, Marks]:
    return {paper_id: _marks(*columns) for paper_id, *columns in connection.execute(_MARKS)}


def marks_of(connection: sqlite3.Connection, paper_id: str) -> Marks:
    return marks_of_each(connection, (paper_id,))[paper_id]


def marks_of_each(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Marks]:
    """In the order of the ids."""
    found: dict[str, Marks] = dict.fromkeys(ids, UNMARKED)
    rows = connection.execute(f"{_MARKS} WHERE paper_id {AMONG}", listed(found))
    return found | {paper_id: _marks(*columns) for paper_id, *columns in rows}


def put_marks(connection: sqlite3.Connection, said: Mapping[str, Marks]) -> None:
    """By paper id."""
    gone = [paper_id for paper_id, marks in said.items() if marks == UNMARKED]
    connection.execute(f"DELETE FROM marks WHERE paper_id {AMONG}", listed(gone))
    connection.executemany(
        "INSERT INTO marks (paper_id, bookmarked_at, read_at, tags, note)"
        " VALUES (:id, :bookmarked_at, :read_at, :tags, :note)"
        " ON CONFLICT (paper_id) DO UPDATE SET bookmarked_at = excluded.bookmarked_at, read_at = excluded.read_at,"
        " tags = excluded.tags, note = excluded.note",
        (
            {
                "id": paper_id,
                "bookmarked_at": text_of(marks.bookmarked_at),
                "read_at": text_of(marks.read_at),
                "tags": _tags_text(marks.tags),
                "note": marks.note,
            }
            for paper_id, marks in said.items()
            if marks != UNMARKED
        ),
    )


def bookmarked(connection: sqlite3.Connection) -> tuple[Paper, ...]:
    rows = connection.execute(
        "SELECT id, title, copy FROM marks JOIN papers ON id = paper_id WHERE bookmarked_at IS NOT NULL"
        " ORDER BY bookmarked_at DESC, id DESC"
    )
    return tuple(paper_of(*row) for row in rows)


def papers(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Paper, ...]:
    found = stored_of_each(connection, ids)
    return tuple(found[paper_id] for paper_id in ids if paper_id in found)


def stored(connection: sqlite3.Connection, paper_id: str) -> Paper | None:
    return stored_of_each(connection, (paper_id,)).get(paper_id)


def stored_of_each(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Paper]:
    """The copies that there are, by id."""
    return {paper_id: paper_of(paper_id, *columns) for paper_id, *columns in _rows(connection, ids)}


def keep_copies(connection: sqlite3.Connection, papers: Sequence[Paper]) -> dict[str, Paper]:
    """In the place of older copies, with what they lack taken from those; answers what is kept, by id."""
    kept = {paper_id: (title, copy) for paper_id, title, copy in _rows(connection, [paper.id for paper in papers])}
    whole: dict[str, Paper] = {}
    changed: list[dict[str, str]] = []
    for paper in papers:
        title, copy = kept.get(paper.id, ("", ""))
        new = encoded(paper)
        if new != copy and copy:  # to compare texts is faster than to read them
            paper = completed(paper, paper_of(paper.id, title, copy))
            new = encoded(paper)
        whole[paper.id] = paper
        if new != copy:
            changed.append({"id": paper.id, "title": paper.title, "copy": new})
    connection.executemany(
        "INSERT INTO papers (id, title, copy) VALUES (:id, :title, :copy)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, copy = excluded.copy",
        changed,
    )
    return whole


def drop_copies(connection: sqlite3.Connection, ids: Iterable[str]) -> None:
    """Of those papers that have no marks and that no step may bring back."""
    connection.execute(
        f"DELETE FROM papers WHERE id {AMONG}"
        " AND NOT EXISTS (SELECT 1 FROM marks WHERE paper_id = id)"
        " AND NOT EXISTS (SELECT 1 FROM stepped WHERE paper_id = id)",
        listed(ids),
    )


def completed(paper: Paper, stored: Paper) -> Paper:
    """The paper, with what it lacks taken from the stored copy."""
    lacking = [name for name in paper.__struct_fields__ if getattr(paper, name) in (None, ()) and name not in _FOUND_ANEW]
    return structs.replace(paper, **{name: getattr(stored, name) for name in lacking})


def _rows(connection: sqlite3.Connection, ids: Iterable[str]) -> list[tuple[str, str, str]]:
    return connection.execute(f"SELECT id, title, copy FROM papers WHERE id {AMONG}", listed(ids)).fetchall()


def paper_of(paper_id: str, title: str, copy: str) -> Paper:
    """A copy that no longer decodes still has its id and title."""
    return decoded(copy, Paper) or Paper(paper_id, title)


def _marks(bookmarked_at: str | None, read_at: str | None, tags: str, note: str | None) -> Marks:
    return Marks(moment_of(bookmarked_at), moment_of(read_at), _tags(tags), note)


@lru_cache(maxsize=1024)
def _tags(text: str) -> tuple[str, ...]:
    """Many papers have the same."""
    return msgspec.json.decode(text, type=tuple[str, ...])


@lru_cache(maxsize=1024)
def _tags_text(tags: tuple[str, ...]) -> str:
    return msgspec.json.encode(tags).decode()
