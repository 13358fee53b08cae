"""The questions that the library is asked, in SQL. Each runs on the library's thread."""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from ..model.arxiv import ArxivRecord
from ..model.listing import Listing, SavedPage
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.saved_search import SavedSearch
from ..model.seen import Seen
from .files import transaction

T = TypeVar("T", bound=Struct)

_FOUND_ANEW = ("topics", "topics_by")
"""What is found in the words of a paper is found anew where there are more of them."""

_ARXIV = "arxiv record "
_MARKS = "SELECT paper_id, bookmarked_at, read_at, tags, note FROM marks"


def marks(connection: sqlite3.Connection) -> dict[str, Marks]:
    return {paper_id: _marks(*columns) for paper_id, *columns in connection.execute(_MARKS)}


def set_marks(connection: sqlite3.Connection, changes: Sequence[tuple[Paper, Marks]]) -> dict[str, Marks]:
    with transaction(connection):
        for paper, said in changes:
            if said == UNMARKED:
                connection.execute("DELETE FROM marks WHERE paper_id = :id", {"id": paper.id})
            else:
                _mark(connection, paper, said)
        return {paper.id: _marks_of(connection, paper.id) for paper, _ in changes}


def become(connection: sqlite3.Connection, title_id: str, paper: Paper) -> Paper:
    with transaction(connection):
        if stored := _stored(connection, title_id):
            paper = _completed(paper, stored)
        said = _marks_of(connection, paper.id).merged(_marks_of(connection, title_id))
        connection.execute("DELETE FROM marks WHERE paper_id = :id", {"id": title_id})
        if said != UNMARKED:
            _mark(connection, paper, said)
        _become_in_pages(connection, title_id, paper)
        _become_in_seen(connection, title_id, paper.id)
    return paper


def bookmarked(connection: sqlite3.Connection) -> tuple[Paper, ...]:
    rows = connection.execute(
        "SELECT id, title, copy FROM marks JOIN papers ON id = paper_id WHERE bookmarked_at IS NOT NULL"
        " ORDER BY bookmarked_at DESC, id DESC"
    )
    return tuple(_paper(*row) for row in rows)


def papers(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Paper, ...]:
    found = (_stored(connection, paper_id) for paper_id in ids)
    return tuple(paper for paper in found if paper is not None)


def keep_topics(connection: sqlite3.Connection, papers: Sequence[Paper]) -> None:
    by_id = {paper.id: paper for paper in papers}

    def with_topics(kept: Paper) -> Paper:
        new = by_id.get(kept.id, kept)
        categories = new.categories or kept.categories
        return structs.replace(kept, topics=new.topics, topics_by=new.topics_by, categories=categories)

    with transaction(connection):
        for paper_id in by_id:
            row = connection.execute("SELECT copy FROM papers WHERE id = :id", {"id": paper_id}).fetchone()
            if row and (kept := _decoded(row[0], Paper)):  # what we cannot read may be read by a later version
                changed = {"id": paper_id, "copy": _encoded(with_topics(kept))}
                connection.execute("UPDATE papers SET copy = :copy WHERE id = :id", changed)
        for key, json in connection.execute("SELECT key, listing FROM pages").fetchall():
            listing = _decoded(json, Listing)
            if listing is not None and not by_id.keys().isdisjoint(paper.id for paper in listing.papers):
                listing = structs.replace(listing, papers=tuple(map(with_topics, listing.papers)))
                changed = {"key": key, "listing": _encoded(listing)}
                connection.execute("UPDATE pages SET listing = :listing WHERE key = :key", changed)


def seen(connection: sqlite3.Connection, edition: str) -> Seen | None:
    row = connection.execute("SELECT seen FROM seen WHERE edition = :edition", {"edition": edition}).fetchone()
    return _decoded(row[0], Seen) if row else None


def see(connection: sqlite3.Connection, edition: str, seen: Seen) -> None:
    connection.execute(
        "INSERT INTO seen (edition, seen) VALUES (:edition, :seen)"
        " ON CONFLICT (edition) DO UPDATE SET seen = excluded.seen",
        {"edition": edition, "seen": _encoded(seen)},
    )


def add_page(connection: sqlite3.Connection, page: SavedPage, listing: Listing) -> bool:
    added = connection.execute(
        "INSERT INTO pages (key, name, fetched_at, listing) VALUES (:key, :name, :fetched_at, :listing)"
        " ON CONFLICT (key) DO NOTHING",
        {"key": page.key, "name": page.name, "fetched_at": _text(listing.fetched_at), "listing": _encoded(listing)},
    )
    return added.rowcount == 1


def pages(connection: sqlite3.Connection) -> tuple[tuple[SavedPage, Listing], ...]:
    rows = connection.execute("SELECT key, name, fetched_at, listing FROM pages ORDER BY number DESC")
    return tuple(_page(*row) for row in rows)


def remove_page(connection: sqlite3.Connection, key: str) -> None:
    connection.execute("DELETE FROM pages WHERE key = :key", {"key": key})


def searches(connection: sqlite3.Connection) -> tuple[SavedSearch, ...]:
    return tuple(SavedSearch(*row) for row in connection.execute("SELECT name, typed FROM searches ORDER BY number"))


def save_search(connection: sqlite3.Connection, search: SavedSearch) -> None:
    connection.execute(
        "INSERT INTO searches (name, typed) VALUES (:name, :typed)"
        " ON CONFLICT (name) DO UPDATE SET typed = excluded.typed",
        {"name": search.name, "typed": search.typed},
    )


def remove_search(connection: sqlite3.Connection, name: str) -> bool:
    return connection.execute("DELETE FROM searches WHERE name = :name", {"name": name}).rowcount == 1


def first_start(connection: sqlite3.Connection, today: date) -> date:
    question = "SELECT day FROM beginnings WHERE what = 'first start'"
    row = connection.execute(question).fetchone()
    if row is None:
        connection.execute(
            "INSERT INTO beginnings (what, day) VALUES ('first start', :today) ON CONFLICT (what) DO NOTHING",
            {"today": today.isoformat()},
        )
        row = connection.execute(question).fetchone()
    return msgspec.convert(row[0], date)


def remember(connection: sqlite3.Connection, key: str, value: str) -> None:
    connection.execute(
        "INSERT INTO remembered (key, value) VALUES (:key, :value)"
        " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        {"key": key, "value": value},
    )


def recall(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM remembered WHERE key = :key", {"key": key}).fetchone()
    return row[0] if row else None


def keep_arxiv_record(connection: sqlite3.Connection, record: ArxivRecord) -> None:
    remember(connection, f"{_ARXIV}{record.paper_id}", _encoded(record))


def arxiv_record(connection: sqlite3.Connection, paper_id: str) -> ArxivRecord | None:
    kept = recall(connection, f"{_ARXIV}{paper_id}")
    return _decoded(kept, ArxivRecord) if kept else None


def _mark(connection: sqlite3.Connection, paper: Paper, said: Marks) -> None:
    connection.execute(
        "INSERT INTO marks (paper_id, bookmarked_at, read_at, tags, note)"
        " VALUES (:id, :bookmarked_at, :read_at, :tags, :note)"
        " ON CONFLICT (paper_id) DO UPDATE SET bookmarked_at = excluded.bookmarked_at, read_at = excluded.read_at,"
        " tags = excluded.tags, note = excluded.note",
        {
            "id": paper.id,
            "bookmarked_at": _text(said.bookmarked_at),
            "read_at": _text(said.read_at),
            "tags": msgspec.json.encode(said.tags).decode(),
            "note": said.note,
        },
    )
    stored = _stored(connection, paper.id)
    whole = _completed(paper, stored) if stored else paper
    connection.execute(
        "INSERT INTO papers (id, title, copy) VALUES (:id, :title, :copy)"
        " ON CONFLICT (id) DO UPDATE SET title = excluded.title, copy = excluded.copy",
        {"id": whole.id, "title": whole.title, "copy": _encoded(whole)},
    )


def _become_in_pages(connection: sqlite3.Connection, title_id: str, paper: Paper) -> None:
    rows = connection.execute(
        "SELECT key, listing FROM pages WHERE instr(listing, :title_id) > 0", {"title_id": title_id}
    ).fetchall()
    for key, text in rows:
        if (listing := _decoded(text, Listing)) is not None:
            papers = (_completed(paper, each) if each.id == title_id else each for each in listing.papers)
            once: dict[str, Paper] = {}
            for each in papers:
                once.setdefault(each.id, each)
            connection.execute(
                "UPDATE pages SET listing = :listing WHERE key = :key",
                {"key": key, "listing": _encoded(structs.replace(listing, papers=tuple(once.values())))},
            )


def _become_in_seen(connection: sqlite3.Connection, title_id: str, paper_id: str) -> None:
    rows = connection.execute(
        "SELECT edition, seen FROM seen WHERE instr(seen, :title_id) > 0", {"title_id": title_id}
    ).fetchall()
    for edition, text in rows:
        if (seen := _decoded(text, Seen)) is not None and title_id in seen.upvotes:
            upvotes = {paper_id: seen.upvotes[title_id]} | seen.upvotes
            del upvotes[title_id]
            see(connection, edition, structs.replace(seen, upvotes=upvotes))


def _marks_of(connection: sqlite3.Connection, paper_id: str) -> Marks:
    row = connection.execute(f"{_MARKS} WHERE paper_id = :id", {"id": paper_id}).fetchone()
    return _marks(*row[1:]) if row else UNMARKED


def _stored(connection: sqlite3.Connection, paper_id: str) -> Paper | None:
    row = connection.execute("SELECT id, title, copy FROM papers WHERE id = :id", {"id": paper_id}).fetchone()
    return _paper(*row) if row else None


def _completed(paper: Paper, stored: Paper) -> Paper:
    """The paper, with what it lacks taken from the stored copy."""
    lacking = [name for name in paper.__struct_fields__ if getattr(paper, name) in (None, ()) and name not in _FOUND_ANEW]
    return structs.replace(paper, **{name: getattr(stored, name) for name in lacking})


def _paper(paper_id: str, title: str, copy: str) -> Paper:
    """A copy that no longer decodes still has its id and title."""
    return _decoded(copy, Paper) or Paper(paper_id, title)


def _page(key: str, name: str, fetched_at: str, listing: str) -> tuple[SavedPage, Listing]:
    page = SavedPage(key, name)
    at = msgspec.convert(fetched_at, datetime)
    empty = Listing(str(page), (), at, at, origin="saved page", complete=False)
    return page, _decoded(listing, Listing) or empty


def _marks(bookmarked_at: str | None, read_at: str | None, tags: str, note: str | None) -> Marks:
    return Marks(_moment(bookmarked_at), _moment(read_at), msgspec.json.decode(tags, type=tuple[str, ...]), note)


def _text(moment: datetime | None) -> str | None:
    """In UTC and always of one length, so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


def _moment(text: str | None) -> datetime | None:
    return msgspec.convert(text, datetime) if text else None


def _encoded(value: Struct) -> str:
    return msgspec.json.encode(value).decode()


def _decoded(json: str, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(json, type=kind)
    except msgspec.MsgspecError:
        return None
