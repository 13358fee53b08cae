"""What the network told us: it may vanish at any time, and no trouble with it ever reaches the caller."""

import re
import sqlite3
import time
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote

from msgspec import Struct

from ..errors import Damaged, StoreError
from ..model.archive import Held
from ..model.arxiv import ArxivRecord
from ..model.listing import Listing
from ..model.offline import Holdings, Saved
from ..model.paper import Paper
from ..model.picture import Picture
from ..model.reading import Comments, FullText, Linked, NoFullText
from .cache_folder import CacheFolder, Opened
from .cache_rows import (
    ARXIV,
    LISTING,
    PAGES,
    PAPER,
    Contents,
    all_rows,
    categories,
    census,
    contents_key,
    contents_of_page,
    data_version,
    day_counts,
    fetched_at,
    held_days,
    holdings,
    kept_editions,
    latest_first,
    listing_rows,
    papers_of,
    stored,
    written,
)
from .envelope import sealed, unsealed
from .files import store_error
from .sweeping import Swept, sweep
from .thread import StoreThread
from .value_files import orphans

T = TypeVar("T")
OnGone = Callable[[frozenset[str]], None]
P = TypeVar("P", FullText, NoFullText, Comments, Linked, Saved, Picture)

_EDITION = r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}-W[0-9]{2}|[0-9]{4}-[0-9]{2}|trending"
_A_DAY = 24 * 3600


class Cache:
    """Listings by edition and single papers, in a folder of its own; opens at the first call.

    Two programs may use one folder at once. Reading what is missing, damaged or out of reach answers None or nothing;
    writing it is given up quietly, and `notice` says why.
    """

    notice: str | None = None
    """A sentence for the reader once something went wrong: the latest trouble."""

    def __init__(
        self,
        directory: Path,
        thread: StoreThread,
        *,
        max_bytes: int,
        timeout: float = 1.0,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._thread = thread
        self._max_bytes = max_bytes
        self._now = now
        self._folder = CacheFolder(directory, timeout, now, self._tell)

    def submit_listing(self, edition: str) -> Future[Listing | None]:
        """`listing`, asked before any event loop runs."""
        return self._thread.submit(self._listing, _listing_key(edition))

    async def listing(self, edition: str) -> Listing | None:
        """The copy of an edition (`str` of a Period). Raises ValueError for any other text."""
        return await self._thread.run(self._listing, _listing_key(edition))

    async def keep(self, listing: Listing) -> dict[str, float]:
        """Answers what `stored` says of it now; nothing where it could not be written.

        Raises ValueError for a listing that is of no Period."""
        _listing_key(listing.edition)
        return await self._thread.run(self._write_listing, listing)

    async def keep_instead(self, known: Listing, listing: Listing) -> None:
        """Keeps the listing where the copy is still the one that is known: nobody's later answer is lost."""
        key = _listing_key(listing.edition)
        await self._thread.run(lambda: self._listing(key) == known and self._write_listing(listing))

    async def editions(self) -> tuple[str, ...]:
        """All that are kept, days first, newest first."""
        return await self._thread.run(self._attempt, kept_editions, ())

    async def newest(self, before: date | None = None) -> Listing | None:
        """The newest day (before a day) that has papers."""
        return await self._thread.run(self._attempt, lambda opened: _newest(opened, before), None)

    async def day_sizes(self) -> dict[date, int]:
        """How many papers each day has, newest first. Some 10 ms for 800 days."""
        return await self._thread.run(self._attempt, lambda opened: dict(day_counts(opened)), {})

    async def held(self) -> dict[date, Held]:
        """What is known of each day, newest first, without its papers: as cheap as `day_sizes`."""
        return await self._thread.run(self._attempt, lambda opened: dict(held_days(opened)), {})

    async def changes(self) -> int | None:
        """A number that differs from the one before where anybody has written since; None where nobody can."""
        return await self._thread.run(self._attempt, data_version, None)

    async def find(self, paper_id: str) -> Paper | None:
        """The copy that was fetched last, kept alone or in any edition."""
        return await self._thread.run(self._attempt, lambda opened: _find(opened, paper_id), None)

    async def stored(self) -> dict[str, float]:
        """Every entry with papers (an edition, or one paper), and when it was written: a number that differs from the
        one before where it was written again. A few ms for 1,000 editions, however large."""
        return await self._thread.run(self._attempt, stored, {})

    async def latest_first(self, entries: Iterable[str]) -> tuple[str, ...]:
        """Those of the entries that there are, the one that was fetched last first."""
        return await self._thread.run(self._attempt, lambda opened: latest_first(opened, entries), ())

    async def papers_of(self, entry: str) -> tuple[Paper, ...]:
        """Of one that is `stored`."""
        return await self._thread.run(self._attempt, lambda opened: papers_of(opened, entry), ())

    async def keep_paper(self, paper: Paper) -> dict[str, float]:
        """Answers as `keep` does."""
        contents = Contents(paper.fetched_at or datetime.min.replace(tzinfo=UTC), (paper.id,))
        return await self._thread.run(self._write, _key(PAPER, paper.id), paper, contents)

    async def arxiv_record(self, paper_id: str) -> ArxivRecord | None:
        key = _key(ARXIV, paper_id)
        return await self._thread.run(
            self._attempt, lambda opened: unsealed(key, opened.get(key), ArxivRecord), None
        )

    async def keep_arxiv_record(self, record: ArxivRecord, at: datetime) -> None:
        contents = Contents(at, (record.paper_id,), categories=record.categories)
        await self._thread.run(self._write, _key(ARXIV, record.paper_id), record, contents)

    async def categories(self) -> dict[str, tuple[str, ...]]:
        """Of all papers whose record is kept, by id, without reading the records: 10 ms for a thousand."""
        return await self._thread.run(self._attempt, categories, {})

    async def page(self, kind: type[P], paper_id: str) -> P | None:
        """The full text, the comments, the links or the picture of a paper, or that it was saved, as they were kept."""
        key = _key(PAGES[kind], paper_id)
        return await self._thread.run(self._attempt, lambda opened: unsealed(key, opened.get(key), kind), None)

    async def keep_page(self, page: FullText | NoFullText | Comments | Linked | Saved | Picture) -> bool:
        """False where it could not be written."""
        key = _key(PAGES[type(page)], page.paper_id)
        return bool(await self._thread.run(self._write, key, page, contents_of_page(page)))

    async def holdings(self) -> Holdings:
        """What is here of all papers, without reading any of it; PDFs lie elsewhere. 10 ms for a thousand papers."""
        return await self._thread.run(self._attempt, holdings, Holdings())

    async def sweep(self, pinned: frozenset[str], on_gone: OnGone = lambda ids: None) -> int:
        """Makes room, as `sweeping.sweep` says; answers how many editions went. `on_gone` is told, in the thread of the
        cache, the papers of which no copy is left."""
        return await self._thread.run(self._attempt, lambda opened: self._sweep(opened, pinned, on_gone), 0)

    async def size(self) -> tuple[int, int]:
        """Editions, and bytes of all entries."""
        return await self._thread.run(self._attempt, _size, (0, 0))

    async def close(self) -> None:
        """Does what is queued, then closes the file and ends the thread."""
        await self._thread.run(self._folder.close)
        self._thread.close()

    def _listing(self, key: str) -> Listing | None:
        return self._attempt(lambda opened: unsealed(key, opened.get(key), Listing), None)

    def _write_listing(self, listing: Listing) -> dict[str, float]:
        ids = tuple(paper.id for paper in listing.papers)
        contents = Contents(listing.fetched_at, ids, listing.checked_at, listing.complete)
        return self._write(_listing_key(listing.edition), listing, contents)

    def _write(self, key: str, value: Struct, contents: Contents) -> dict[str, float]:
        envelope = sealed(key, value)
        tag = sealed(contents_key(key), contents)
        return self._attempt(lambda opened: opened.cache.set(key, envelope, tag=tag) and written(opened, key), {})

    def _sweep(self, opened: Opened, pinned: frozenset[str], on_gone: OnGone) -> int:
        swept: Swept = sweep(opened, pinned, self._max_bytes, self._now())
        if swept.papers:
            on_gone(swept.papers)
        known = {name for (name,) in opened.rows.execute("SELECT filename FROM Cache WHERE filename IS NOT NULL")}
        for orphan in orphans(self._folder.folder, known, before=self._now() - _A_DAY):
            orphan.unlink(missing_ok=True)
        return swept.editions

    def _attempt(self, question: Callable[[Opened], T], otherwise: T) -> T:
        """The one border to diskcache."""
        try:
            return question(self._folder.opened())
        except Exception as error:
            # Over a damaged file diskcache raises almost anything: sqlite3's errors, KeyError, TypeError,
            # UnicodeDecodeError, its own Timeout (85 ways of damage were tried). Each means that there is no copy.
            failure = self._meaning(error)
            self._tell(f"The cache cannot be used: {failure}")
            if isinstance(failure, Damaged):
                self._folder.doubt()
            return otherwise

    def _meaning(self, error: Exception) -> StoreError:
        from diskcache import Timeout  # not loaded for reading

        path = self._folder.path
        match error:
            case StoreError():
                return error
            case sqlite3.Error() | OSError():
                return store_error(path, error)
            case Timeout():
                return StoreError(path, f"{path} is in use by another program, or cannot be written.")
        return Damaged(path, f"{path} is damaged.")

    def _tell(self, sentence: str) -> None:
        self.notice = sentence


def _listing_key(edition: str) -> str:
    if not re.fullmatch(_EDITION, edition):
        raise ValueError(f"not an edition that is cached: {edition!r}")
    return LISTING + edition


def _key(page: str, paper_id: str) -> str:
    return page + quote(paper_id, safe="", errors="surrogatepass")


def _newest(opened: Opened, before: date | None) -> Listing | None:
    for day, papers in day_counts(opened, before):
        key = _listing_key(day.isoformat())
        if papers and (listing := unsealed(key, opened.get(key), Listing)):
            return listing
    return None


def _find(opened: Opened, paper_id: str) -> Paper | None:
    key = _key(PAPER, paper_id)
    rows = [*all_rows(opened.rows, key, key + "\0"), *listing_rows(opened)]
    holders = (row for row in rows if row.contents and paper_id in row.contents.ids)
    for row in sorted(holders, key=fetched_at, reverse=True):
        envelope = opened.get(row.key)
        if row.key == key:
            if paper := unsealed(key, envelope, Paper):
                return paper
        elif listing := unsealed(row.key, envelope, Listing):
            return next((paper for paper in listing.papers if paper.id == paper_id), None)
    return None


def _size(opened: Opened) -> tuple[int, int]:
    held = census(opened.rows)
    return held.editions, held.size
