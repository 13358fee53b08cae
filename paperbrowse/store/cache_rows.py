"""What the table of the cache's entries says, without reading the entries themselves."""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from urllib.parse import unquote

from msgspec import Struct

from ..model.archive import Held
from ..model.listing import Listing
from ..model.offline import Holdings, Part, Saved
from ..model.paper import Paper
from ..model.picture import Picture
from ..model.reading import Comments, FullText, Linked, NoFullText
from ..model.value import Value
from .cache_folder import Opened
from .envelope import unsealed

LISTING = "listing/1/"
PAPER = "paper/1/"
ARXIV = "arxiv/1/"
SAVED = "saved/1/"
PAGES = {
    FullText: "text/1/", NoFullText: "no-text/1/", Comments: "comments/1/", Linked: "linked/1/", Saved: SAVED,
    Picture: "picture/1/",
}  # fmt: skip
"""What is kept of a paper beyond the lists, each under a key of its own."""
EVICTED = "evicted/1"
_DAY = LISTING + "[0-9]{4}-[0-9]{2}-[0-9]{2}"
_KEYS = "SELECT key FROM Cache WHERE key >= :first AND key < :after"
_STORED = "SELECT key, store_time FROM Cache WHERE key >= :first AND key < :after"
_ROWS = (
    "SELECT key, tag, size + COALESCE(LENGTH(value), 0) FROM Cache"
    " WHERE key >= :first AND key < :after ORDER BY key DESC"
)


class Contents(Struct, frozen=True):
    """What is in an entry, kept beside it so that 800 days can be surveyed without reading them."""

    fetched_at: datetime
    ids: tuple[str, ...]
    checked_at: datetime | None = None
    """None for a single paper, and where an older version wrote it."""
    complete: bool = True
    categories: tuple[str, ...] = ()
    """Of the one paper that it is about, as arXiv says."""
    lacks: tuple[Part, ...] = ()
    """Of the one paper that was saved."""


class Evicted(Struct, frozen=True):
    """What had to go so that the rest fits."""

    editions: int
    """Since the cache was begun."""
    at: datetime
    """The last time."""
    last: tuple[str, ...]
    """The editions that went then."""


class Census(Value):
    """What a cache holds."""

    editions: int
    papers: int
    """Kept alone."""
    size: int
    """Bytes of all entries."""
    evicted: Evicted | None


class Row(Value):
    key: str
    contents: Contents | None
    """None where it is damaged."""
    size: int
    """Bytes."""


def census(rows: sqlite3.Connection) -> Census:
    """Raises sqlite3.Error."""
    held = [row for row in all_rows(rows) if row.key != EVICTED]
    editions = sum(row.key.startswith(LISTING) for row in held)
    found = rows.execute("SELECT value FROM Cache WHERE key = :key", {"key": EVICTED}).fetchone()
    evicted = unsealed(EVICTED, found[0], Evicted) if found else None
    alone = sum(row.key.startswith(PAPER) for row in held)
    return Census(editions, alone, sum(row.size for row in held), evicted)


def all_rows(rows: sqlite3.Connection, first: str = "", after: str = "\U0010ffff") -> Iterator[Row]:
    for key, tag, size in rows.execute(_ROWS, {"first": first, "after": after}):
        yield Row(key, unsealed(contents_key(key), tag, Contents), size)


def bytes_of_all(rows: sqlite3.Connection) -> float:
    """Without reading what is in them."""
    return rows.execute("SELECT TOTAL(size + COALESCE(LENGTH(value), 0)) FROM Cache").fetchone()[0]


def listing_rows(opened: Opened, after: str = "~") -> Iterator[Row]:
    return all_rows(opened.rows, LISTING, LISTING + after)


def stored(opened: Opened) -> dict[str, float]:
    bounds = ({"first": kind, "after": kind + "~"} for kind in (LISTING, PAPER))
    return {key: at for each in bounds for key, at in opened.rows.execute(_STORED, each)}


def written(opened: Opened, key: str) -> dict[str, float]:
    return {name: at for name, at in opened.rows.execute(_STORED, {"first": key, "after": key + "\0"})}


def latest_first(opened: Opened, keys: Iterable[str]) -> tuple[str, ...]:
    rows = ((fetched_at(row), key) for key in keys for row in all_rows(opened.rows, key, key + "\0"))
    return tuple(key for _, key in sorted(rows, reverse=True))


def papers_of(opened: Opened, key: str) -> tuple[Paper, ...]:
    envelope = opened.get(key)
    if key.startswith(PAPER):
        paper = unsealed(key, envelope, Paper)
        return (paper,) if paper else ()
    listing = unsealed(key, envelope, Listing)
    return listing.papers if listing else ()


def categories(opened: Opened) -> dict[str, tuple[str, ...]]:
    rows = (row.contents for row in all_rows(opened.rows, ARXIV, ARXIV + "~") if row.contents)
    return {contents.ids[0]: contents.categories for contents in rows if contents.ids and contents.categories}


def ids_under(opened: Opened, prefix: str) -> frozenset[str]:
    """Of the papers that an entry is about, by the keys alone: a microsecond each."""
    keys = opened.rows.execute(_KEYS, {"first": prefix, "after": prefix + "\U0010ffff"})
    return frozenset(unquote(key.removeprefix(prefix), errors="surrogatepass") for (key,) in keys)


def holdings(opened: Opened) -> Holdings:
    """Without the PDFs, which lie elsewhere."""

    def contents(kind: type[Saved | NoFullText]) -> Iterator[Contents]:
        rows = all_rows(opened.rows, PAGES[kind], PAGES[kind] + "\U0010ffff")
        return (row.contents for row in rows if row.contents and row.contents.ids)

    return Holdings(
        texts=ids_under(opened, PAGES[FullText]),
        without_text={found.ids[0]: found.fetched_at for found in contents(NoFullText)},
        talks=ids_under(opened, PAGES[Comments]) & ids_under(opened, PAGES[Linked]),
        records=ids_under(opened, ARXIV),
        saved={found.ids[0]: Saved(found.ids[0], found.fetched_at, found.lacks) for found in contents(Saved)},
    )


def fetched_at(row: Row) -> datetime:
    return row.contents.fetched_at if row.contents else datetime.min.replace(tzinfo=UTC)


def day_counts(opened: Opened, before: date | None = None) -> Iterator[tuple[date, int]]:
    for row in listing_rows(opened, before.isoformat() if before else "~"):
        if row.contents is not None and re.fullmatch(_DAY, row.key):
            yield date.fromisoformat(row.key.removeprefix(LISTING)), len(row.contents.ids)


def held_days(opened: Opened) -> Iterator[tuple[date, Held]]:
    for row in listing_rows(opened):
        if row.contents is not None and re.fullmatch(_DAY, row.key):
            checked_at = row.contents.checked_at or row.contents.fetched_at
            yield date.fromisoformat(row.key.removeprefix(LISTING)), Held(checked_at, row.contents.ids, row.contents.complete)


def data_version(opened: Opened) -> int:
    return opened.rows.execute("PRAGMA data_version").fetchone()[0]


def kept_editions(opened: Opened) -> tuple[str, ...]:
    editions = [row.key.removeprefix(LISTING) for row in listing_rows(opened)]
    return tuple(sorted(editions, key=lambda edition: re.fullmatch(_DAY, LISTING + edition) is None))


def contents_of_page(page: FullText | NoFullText | Comments | Linked | Saved | Picture) -> Contents:
    match page:
        case Picture(fetched_at=at):
            return Contents(at, ())  # nothing holds a picture fast: it is large, and comes again
        case FullText(fetched_at=at):
            return Contents(at, (page.paper_id,))
        case Saved(checked_at=at):
            return Contents(at, (page.paper_id,), lacks=page.lacks)
        case _:
            return Contents(page.checked_at, (page.paper_id,))


def contents_key(key: str) -> str:
    return f"contents/{key}"
