"""The questions that the library is asked, in SQL. Each runs on the library's thread."""

import sqlite3
from collections.abc import Sequence
from datetime import date, datetime

import msgspec
from msgspec import structs

from ..model.arxiv import ArxivRecord
from ..model.history import Merging
from ..model.listing import Listing, SavedPage
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.saved_search import SavedSearch
from ..model.seen import Seen
from .files import transaction
from .forms import decoded, encoded, text_of
from .marks_sql import bookmarked, completed, drop_copies, keep_copies, marks, marks_of, marks_of_each, papers, stored
from .sayings_sql import say, wishes
from .steps_sql import become_in_steps

__all__ = ["bookmarked", "marks", "marks_of_each", "papers", "wishes"]

_ARXIV = "arxiv record "


def set_marks(connection: sqlite3.Connection, changes: Sequence[tuple[Paper, Marks]]) -> dict[str, Marks]:
    with transaction(connection):
        say(connection, changes, None)
        drop_copies(connection, {paper.id for paper, said in changes if said == UNMARKED})
        return marks_of_each(connection, [paper.id for paper, _ in changes])


def become(connection: sqlite3.Connection, title_id: str, paper: Paper) -> Paper:
    with transaction(connection):
        if old := stored(connection, title_id):
            paper = completed(paper, old)
        if title_id == paper.id:  # only more is known of it
            if old:
                keep_copies(connection, [paper])
            _become_in_pages(connection, title_id, paper)
            return paper
        by_title, by_id = marks_of(connection, title_id), marks_of(connection, paper.id)
        said = [(structs.replace(paper, id=title_id), UNMARKED), (paper, by_id.merged(by_title))]
        say(connection, said, None)
        keep_copies(connection, [paper])
        become_in_steps(connection, Merging(title_id, paper.id, by_title, by_id), paper)
        drop_copies(connection, (title_id, paper.id))
        _become_in_pages(connection, title_id, paper)
        _become_in_seen(connection, title_id, paper.id)
    return paper


def keep_topics(connection: sqlite3.Connection, papers: Sequence[Paper]) -> None:
    by_id = {paper.id: paper for paper in papers}

    def with_topics(kept: Paper) -> Paper:
        new = by_id.get(kept.id, kept)
        return structs.replace(
            kept,
            topics=new.topics,
            broader_topics=new.broader_topics,
            topics_by=new.topics_by,
            categories=new.categories or kept.categories,
        )

    with transaction(connection):
        for paper_id in by_id:
            row = connection.execute("SELECT copy FROM papers WHERE id = :id", {"id": paper_id}).fetchone()
            if row and (kept := decoded(row[0], Paper)):  # what we cannot read may be read by a later version
                changed = {"id": paper_id, "copy": encoded(with_topics(kept))}
                connection.execute("UPDATE papers SET copy = :copy WHERE id = :id", changed)
        for key, json in connection.execute("SELECT key, listing FROM pages").fetchall():
            listing = decoded(json, Listing)
            if listing is not None and not by_id.keys().isdisjoint(paper.id for paper in listing.papers):
                listing = structs.replace(listing, papers=tuple(map(with_topics, listing.papers)))
                changed = {"key": key, "listing": encoded(listing)}
                connection.execute("UPDATE pages SET listing = :listing WHERE key = :key", changed)


def seen(connection: sqlite3.Connection, edition: str) -> Seen | None:
    row = connection.execute("SELECT seen FROM seen WHERE edition = :edition", {"edition": edition}).fetchone()
    return decoded(row[0], Seen) if row else None


def see(connection: sqlite3.Connection, edition: str, seen: Seen) -> None:
    connection.execute(
        "INSERT INTO seen (edition, seen) VALUES (:edition, :seen)"
        " ON CONFLICT (edition) DO UPDATE SET seen = excluded.seen",
        {"edition": edition, "seen": encoded(seen)},
    )


def add_page(connection: sqlite3.Connection, page: SavedPage, listing: Listing) -> bool:
    added = connection.execute(
        "INSERT INTO pages (key, name, fetched_at, listing) VALUES (:key, :name, :fetched_at, :listing)"
        " ON CONFLICT (key) DO NOTHING",
        {"key": page.key, "name": page.name, "fetched_at": text_of(listing.fetched_at), "listing": encoded(listing)},
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
    remember(connection, f"{_ARXIV}{record.paper_id}", encoded(record))


def arxiv_record(connection: sqlite3.Connection, paper_id: str) -> ArxivRecord | None:
    kept = recall(connection, f"{_ARXIV}{paper_id}")
    return decoded(kept, ArxivRecord) if kept else None


def _become_in_pages(connection: sqlite3.Connection, title_id: str, paper: Paper) -> None:
    rows = connection.execute(
        "SELECT key, listing FROM pages WHERE instr(listing, :title_id) > 0", {"title_id": title_id}
    ).fetchall()
    for key, text in rows:
        if (listing := decoded(text, Listing)) is not None:
            papers = (completed(paper, each) if each.id == title_id else each for each in listing.papers)
            once: dict[str, Paper] = {}
            for each in papers:
                once.setdefault(each.id, each)
            connection.execute(
                "UPDATE pages SET listing = :listing WHERE key = :key",
                {"key": key, "listing": encoded(structs.replace(listing, papers=tuple(once.values())))},
            )


def _become_in_seen(connection: sqlite3.Connection, title_id: str, paper_id: str) -> None:
    rows = connection.execute(
        "SELECT edition, seen FROM seen WHERE instr(seen, :title_id) > 0", {"title_id": title_id}
    ).fetchall()
    for edition, text in rows:
        if (seen := decoded(text, Seen)) is not None and title_id in seen.upvotes:
            upvotes = {paper_id: seen.upvotes[title_id]} | seen.upvotes
            del upvotes[title_id]
            see(connection, edition, structs.replace(seen, upvotes=upvotes))


def _page(key: str, name: str, fetched_at: str, listing: str) -> tuple[SavedPage, Listing]:
    page = SavedPage(key, name)
    at = msgspec.convert(fetched_at, datetime)
    empty = Listing(str(page), (), at, at, origin="saved page", complete=False)
    return page, decoded(listing, Listing) or empty
