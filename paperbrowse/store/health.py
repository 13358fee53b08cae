"""A look at our files that changes nothing: not even a damaged one is set aside, and none is begun."""

import glob
import os
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ..errors import Damaged
from ..model.value import Value
from .cache_rows import Census, census
from .files import connect, store_errors
from .probe import probe
from .schema import MIGRATIONS, checked_version
from .value_files import DBNAME

NEWEST_FORMAT = len(MIGRATIONS)
_EVERY = 10_000
"""Steps of SQLite between two looks at the clock."""
_COUNTS = (
    "SELECT (SELECT COUNT(*) FROM marks WHERE bookmarked_at IS NOT NULL),"
    " (SELECT COUNT(*) FROM marks WHERE read_at IS NOT NULL), (SELECT COUNT(*) FROM papers),"
    " (SELECT COUNT(*) FROM pages), (SELECT COUNT(*) FROM seen)"
)


class LibraryHealth(Value):
    format: int
    """NEWEST_FORMAT, or that of an older version."""
    bookmarks: int = 0
    read: int = 0
    papers: int = 0
    pages: int = 0
    seen: int = 0
    """Editions that were looked at."""
    is_whole: bool = True
    """False where the check did not end in time."""


def library_health(path: Path, timeout: float, limit: float) -> LibraryHealth | None:
    """None where there is none yet. Waits `timeout` seconds for another program, and checks for `limit` seconds.

    Raises Locked, Damaged, TooNew and Full, which is also the answer to a file that cannot be written.
    """
    with store_errors(path):
        if not path.exists():
            return None
        with closing(connect(path, timeout)) as connection:
            version = checked_version(path, connection)
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
            if version < NEWEST_FORMAT:
                return LibraryHealth(version)
            is_whole = _is_whole(path, connection, limit)
            return LibraryHealth(version, *connection.execute(_COUNTS).fetchone(), is_whole=is_whole)


def cache_health(folder: Path, timeout: float) -> Census | None:
    """None where there is none yet. Raises StoreError."""
    path = folder / DBNAME
    with store_errors(path):
        if not path.exists():
            return None
        try:
            with closing(probe(folder, timeout)) as rows:
                if not rows.execute("SELECT 1 FROM sqlite_master WHERE name = 'Cache'").fetchone():
                    return None
                return census(rows)
        except UnicodeDecodeError as error:
            raise Damaged(path, f"{path} is damaged: {error}.") from error


def set_aside(folder: Path) -> tuple[Path, ...]:
    """Damaged caches that were kept, the oldest first."""
    return tuple(sorted(folder.parent.glob(f"{glob.escape(folder.name)}.damaged-*")))


def size_on_disk(path: Path) -> int:
    """Bytes of a file, or of all files in a folder; what cannot be seen counts as nothing."""
    files = [os.path.join(folder, name) for folder, _, names in os.walk(path) for name in names] or [str(path)]
    return sum(_size(file) for file in files)


def can_be_made(path: Path) -> bool:
    """Whether what is missing there may be made by us."""
    above = next(folder for folder in path.parents if os.path.lexists(folder))
    return os.path.isdir(above) and os.access(above, os.W_OK | os.X_OK)


def _size(file: str) -> int:
    try:
        status = os.lstat(file)
    except OSError:
        return 0
    return status.st_size if stat.S_ISREG(status.st_mode) else 0


def _is_whole(path: Path, connection: sqlite3.Connection, limit: float) -> bool:
    with _ended_after(connection, limit):
        try:
            (answer,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                return False
            raise
    if answer != "ok":
        raise Damaged(path, f"{path} is damaged: {answer}.")
    return True


@contextmanager
def _ended_after(connection: sqlite3.Connection, seconds: float) -> Iterator[None]:
    deadline = time.monotonic() + seconds
    connection.set_progress_handler(lambda: time.monotonic() > deadline, _EVERY)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)
