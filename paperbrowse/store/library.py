"""What the reader told us: marks with a copy of each paper, imported pages, what was seen. It must never vanish."""

import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from typing import TypeVar

from ..errors import Damaged
from ..model.arxiv import ArxivRecord
from ..model.history import Change
from ..model.interests import Interests
from ..model.listing import Listing, SavedPage
from ..model.marks import Marks
from ..model.paper import Paper
from ..model.saved_search import SavedSearch
from ..model.seen import Seen
from . import library_sql as sql
from .backups import EVERY, Backup, back_up, back_up_if_due, backups
from .files import identity, store_errors
from .journal import Journal, Merged, merge
from .rescue import can_be_rescued, finish, rescue
from .restoring import restore
from .sayings_sql import introduce
from .schema import Foreign, open_library
from .steps_sql import Taken, Window, last_step, redo_step, take_step, undo_step
from .thread import StoreThread

T = TypeVar("T")

_AT_THE_END = 0.2
"""Seconds that a queued call waits for another program once the reader has left."""


class Library:
    """One file, opened at the first call; two programs may write it at once.

    Every method may raise Locked (after `timeout` seconds), Damaged, TooNew and Full. A change that is answered is on
    the disk; one that raises has changed nothing. After an error the next call tries anew.
    """

    def __init__(self, path: Path, thread: StoreThread, *, timeout: float = 5.0, now: Callable[[], float] = time.time) -> None:
        """`now` answers seconds since the epoch."""
        self._path = path.absolute()
        self._thread = thread
        self._timeout = timeout
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._window: Window | None = None
        self._journal = Journal(self._path.parent / "journal")
        self._now = now
        self._version: tuple[tuple[int, int] | None, int] | None = None
        self._is_suspect = False
        """A damaged page was met: the whole file is checked at the next opening."""
        self.notice: str | None = None
        """What became of a damaged library, as a sentence."""

    async def marks(self) -> dict[str, Marks]:
        """By paper id, without the papers that have none."""
        return await self._run(sql.marks)

    async def marks_of(self, ids: Iterable[str]) -> dict[str, Marks]:
        """Of each of these papers, whatever was said."""
        return await self._run(sql.marks_of_each, tuple(ids))

    async def interests(self) -> Interests:
        """What is watched and muted; a step changes it."""
        return await self._run(sql.wishes)

    async def set_marks(self, changes: Sequence[tuple[Paper, Marks]]) -> dict[str, Marks]:
        """All of the changes or none; answers what the file says afterwards about each paper.

        Each marked paper is kept whole, and keeps what it already had of abstract, authors and the like where the new
        copy lacks them. A paper without marks loses its copy.
        """
        return await self._run(sql.set_marks, tuple(changes))

    async def take_step(self, change: Change, now: datetime) -> Taken:
        """All of the step or nothing, done to what is said of each paper by then; `undo_step` takes it back."""
        return await self._run(lambda connection: take_step(connection, self._window, change, now))

    async def undo_step(self, now: datetime) -> Taken | None:
        """Takes back the last of the steps that were taken here or before this window opened; also after a restart.

        What was said since by others stays. None where there is nothing to undo, UNDO_DEPTH steps back at most.
        """
        return await self._run(lambda connection: undo_step(connection, self._window, now))

    async def redo_step(self, now: datetime) -> Taken | None:
        """Takes the step again that was undone last, unless another was taken since."""
        return await self._run(lambda connection: redo_step(connection, self._window, now))

    async def become(self, title_id: str, paper: Paper) -> Paper:
        """The paper that was known by its title alone is this one, in marks, copies, imported pages and what was seen.

        All of it or nothing. Marks of both are merged; the paper comes back with what the old copy knew and it lacks.
        """
        return await self._run(sql.become, title_id, paper)

    async def bookmarked(self) -> tuple[Paper, ...]:
        """The newest bookmark first."""
        return await self._run(sql.bookmarked)

    async def paper(self, paper_id: str) -> Paper | None:
        """The copy that came with a mark."""
        return next(iter(await self.papers((paper_id,))), None)

    async def papers(self, ids: Iterable[str]) -> tuple[Paper, ...]:
        """The copies that came with marks, in the order of `ids`, without those that there are not."""
        return await self._run(sql.papers, tuple(ids))

    async def keep_topics(self, papers: Sequence[Paper]) -> None:
        """The topics of these papers, in every copy of them."""
        await self._run(sql.keep_topics, tuple(papers))

    async def seen(self, edition: str) -> Seen | None:
        return await self._run(sql.seen, edition)

    async def see(self, edition: str, seen: Seen) -> None:
        await self._run(sql.see, edition, seen)

    async def add_page(self, page: SavedPage, listing: Listing) -> bool:
        """False where that very file was imported before: then nothing changes."""
        return await self._run(sql.add_page, page, listing)

    async def pages(self) -> tuple[tuple[SavedPage, Listing], ...]:
        """The newest import first."""
        return await self._run(sql.pages)

    async def remove_page(self, key: str) -> None:
        await self._run(sql.remove_page, key)

    async def searches(self) -> tuple[SavedSearch, ...]:
        """In the order in which they were saved."""
        return await self._run(sql.searches)

    async def save_search(self, search: SavedSearch) -> None:
        """In the place of the one that has its name."""
        await self._run(sql.save_search, search)

    async def remove_search(self, name: str) -> bool:
        """Whether there was one."""
        return await self._run(sql.remove_search, name)

    async def first_start(self, today: date) -> date:
        """The `today` of the first call ever."""
        return await self._run(sql.first_start, today)

    async def remember(self, key: str, value: str) -> None:
        """Small things about the screen, such as the width of a pane."""
        await self._run(sql.remember, key, value)

    async def recall(self, key: str) -> str | None:
        return await self._run(sql.recall, key)

    async def keep_arxiv_record(self, record: ArxivRecord) -> None:
        """What arXiv says of a bookmarked paper, which shall not vanish with the cache."""
        await self._run(sql.keep_arxiv_record, record)

    async def arxiv_record(self, paper_id: str) -> ArxivRecord | None:
        return await self._run(sql.arxiv_record, paper_id)

    async def merge(self, folder: Path) -> Merged:
        """Takes over what other machines laid into a folder, and lays there what was said here."""
        return await self._run(lambda connection: merge(connection, self._journal, folder))

    async def back_up(self, now: datetime) -> Backup:
        """Into the folder `backups` beside the library; the last few are kept."""
        return await self._run(lambda connection: back_up(connection, self._path, now))

    async def back_up_if_due(self, now: datetime, every: timedelta = EVERY) -> Backup | None:
        """Where anything has changed since the last one, and that is so old."""
        return await self._run(lambda connection: back_up_if_due(connection, self._path, now, every))

    async def backups(self) -> tuple[Backup, ...]:
        """Those that are whole, the newest first; also where the library itself cannot be used."""
        return await self._thread.run(lambda: backups(self._path))

    async def restore(self, backup: Backup, now: datetime) -> Taken:
        """Marks become those of the backup, as a step that can be undone; pages and searches come back, none goes."""
        sentence = f"Restored the backup of {backup.made_at:%Y-%m-%d %H:%M} UTC:"
        return await self._run(lambda connection: restore(connection, self._window, backup.path, now, sentence))

    async def has_changed_elsewhere(self) -> bool:
        """Whether another program has written since this was asked last; takes some microseconds."""
        return await self._run(self._look)

    async def close(self) -> None:
        """Does what is queued, leaves one file that holds all, and ends the thread.

        From now on nothing waits long for another program: the reader wants to leave.
        """
        self._timeout = min(self._timeout, _AT_THE_END)
        await self._thread.run(self._close)
        self._thread.close()

    async def _run(self, question: Callable[..., T], *arguments: object) -> T:
        return await self._thread.run(self._ask, question, *arguments)

    def _ask(self, question: Callable[..., T], *arguments: object) -> T:
        with self._errors():
            connection = self._opened()
            before = connection.total_changes
            answer = question(connection, *arguments)
            if connection.total_changes != before:
                with suppress(sqlite3.Error, OSError):  # what is not in the journal yet waits in the outbox
                    self._journal.post(connection)
            return answer

    def _opened(self) -> sqlite3.Connection:
        if self._timeout == _AT_THE_END and self._connection is not None:
            self._connection.execute(f"PRAGMA busy_timeout = {round(_AT_THE_END * 1000)}")
        if self._connection is None or self._identity != identity(self._path):
            self._close()
            self._connection = self._open()
            introduce(self._connection)
            self._window = self._window or Window(token_hex(8), last_step(self._connection))
            # A file that was removed or replaced meanwhile would take what is written to nowhere.
            self._identity = identity(self._path)
            if self._version is None:
                self._look(self._connection)  # what is read from now on is no older
        return self._connection

    def _open(self) -> sqlite3.Connection:
        finish(self._path)
        found = identity(self._path)
        try:
            with store_errors(self._path):
                connection = open_library(self._path, self._timeout, is_suspect=self._is_suspect)
        except Foreign:
            raise
        except Damaged as error:
            if identity(self._path) == found and not can_be_rescued(self._path, self._journal.folder):
                raise
            now = datetime.fromtimestamp(self._now(), UTC)
            self.notice = rescue(self._path, self._journal.folder, self._timeout, now, str(error)) or self.notice
            connection = open_library(self._path, self._timeout)
        self._is_suspect = False
        return connection

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            with store_errors(self._path):
                yield
        except Damaged:
            if self._connection is not None:
                self._is_suspect = True
                self._close()
            raise

    def _look(self, connection: sqlite3.Connection) -> bool:
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        before, self._version = self._version, (self._identity, version)
        return before != self._version and before is not None

    def _close(self) -> None:
        """The file is whole either way: a checkpoint that fails only leaves work for the next opening."""
        connection, self._connection = self._connection, None
        if connection is not None:
            with closing(connection), suppress(sqlite3.Error):
                if self._identity == identity(self._path):
                    with suppress(OSError):
                        self._journal.post(connection, at_once=True)
                    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
