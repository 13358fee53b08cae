"""Backups of the library beside it: made by SQLite's own call, checked, a few kept."""

import re
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ..errors import StoreError
from ..model.value import Value
from .files import connect, make_private_folder, store_errors, sync, unfinished_beside
from .schema import checked_version

KEPT = 5
EVERY = timedelta(days=1)

_NAME = r"library-(\d{8}T\d{6}Z)\.db"
_TIME = "%Y%m%dT%H%M%SZ"
_COUNTS = (
    "SELECT (SELECT COUNT(*) FROM marks WHERE bookmarked_at IS NOT NULL), (SELECT COUNT(*) FROM marks),"
    " (SELECT COUNT(*) FROM pages)"
)
_IS_EMPTY = "SELECT " + " AND ".join(f"NOT EXISTS (SELECT 1 FROM {table})" for table in ("said", "pages", "searches"))
_STATE = (
    "SELECT (SELECT last FROM machine), (SELECT ifnull(sum(length(listing)), 0) FROM pages),"
    " (SELECT ifnull(sum(length(name || typed)), 0) FROM searches), (SELECT ifnull(sum(length(seen)), 0) FROM seen)"
)
"""Differs where anything worth keeping has changed."""


class Backup(Value):
    path: Path
    made_at: datetime
    """UTC."""
    bookmarks: int
    marked: int
    """Papers with any mark."""
    pages: int
    """Imported."""


def folder_of(library: Path) -> Path:
    return library.parent / "backups"


def back_up(connection: sqlite3.Connection, library: Path, now: datetime) -> Backup:
    """Older backups go only when this one is whole. Raises Damaged, sqlite3.Error and OSError."""
    folder = folder_of(library)
    make_private_folder(folder)
    path = folder / f"library-{now.astimezone(UTC):{_TIME}}.db"
    with unfinished_beside(path) as unfinished:
        with closing(sqlite3.connect(unfinished, isolation_level=None)) as copy:
            connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
        found = _examined(unfinished)
        sync(unfinished)
        unfinished.replace(path)
    sync(folder)
    for old in _files(library)[KEPT:]:
        old.unlink(missing_ok=True)
    return Backup(path, _made_at(path), *found)


def back_up_if_due(connection: sqlite3.Connection, library: Path, now: datetime, every: timedelta) -> Backup | None:
    """Where anything has changed since the newest one, and that is so old. Raises as `back_up`."""
    newest = next(iter(_files(library)), None)
    if newest is not None:
        if abs(now - _made_at(newest)) < every:
            return None
        with suppress(StoreError, sqlite3.Error, OSError), closing(connect(newest, 0)) as copy:
            if copy.execute(_STATE).fetchone() == connection.execute(_STATE).fetchone():
                return None
    elif connection.execute(_IS_EMPTY).fetchone() == (1,):
        return None
    return back_up(connection, library, now)


def backups(library: Path) -> tuple[Backup, ...]:
    """Those that are whole, the newest first."""
    found: list[Backup] = []
    for path in _files(library):
        with suppress(StoreError), store_errors(path):
            found.append(Backup(path, _made_at(path), *_examined(path)))
    return tuple(found)


def _files(library: Path) -> list[Path]:
    folder = folder_of(library)
    names = (path for path in folder.glob("library-*.db") if re.fullmatch(_NAME, path.name)) if folder.is_dir() else ()
    return sorted(names, reverse=True)


def _made_at(path: Path) -> datetime:
    match = re.fullmatch(_NAME, path.name)
    assert match is not None
    return datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)


def _examined(path: Path) -> tuple[int, int, int]:
    """Raises Damaged, TooNew, sqlite3.Error and OSError where it is not whole."""
    with closing(connect(path, 0)) as connection:
        connection.execute("PRAGMA query_only = ON")
        checked_version(path, connection, is_suspect=True)
        return connection.execute(_COUNTS).fetchone()
