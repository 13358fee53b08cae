"""A damaged library is set aside, never deleted, and built anew from the newest backup and the journal."""

import os
import shutil
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

from ..model.text import count
from .backups import Backup, backups
from .files import identity, sync, transaction, unfinished_beside
from .journal import Unread, read_journals
from .sayings_sql import hear, introduce
from .schema import open_library

_TAILS = ("-wal", "-shm", "-journal", "")
"""The library itself goes last: as long as it lies there, whoever finds it begins again."""
_TEXT = 4096


def can_be_rescued(path: Path, journal: Path) -> bool:
    """Whether there is anything to build it from, and what lies there is not somebody's text."""
    return not _is_text(path) and (any(journal.glob("*.jsonl")) or bool(backups(path)))


def rescue(path: Path, journal: Path, timeout: float, now: datetime, reason: str) -> str | None:
    """What was recovered, as sentences; None where another program was faster.

    Raises StoreError, sqlite3.Error and OSError, and then all is as it was.
    """
    found = identity(path)
    newest = next(iter(backups(path)), None)
    with unfinished_beside(path) as building:
        if newest is None:
            building.unlink()
        else:
            shutil.copyfile(newest.path, building)
        said, marked = _rebuild(building, journal, timeout)
        for old in building.parent.glob(f"{building.name}.before-v*"):
            old.unlink()
        if identity(path) != found:
            return None
        building.replace(_rescued(path))
    aside = _set_aside(path, now)
    finish(path)
    return _told(reason, aside, newest, said, marked)


def finish(path: Path) -> None:
    """Puts a rebuilt library into its empty place; also of a rescue that was cut off there."""
    rescued = _rescued(path)
    if rescued.exists() and not os.path.lexists(path):
        rescued.rename(path)
        sync(path.parent)


def _rebuild(path: Path, journal: Path, timeout: float) -> tuple[int, int]:
    """How many papers the journal knew better, and how many have marks in the end."""
    with closing(open_library(path, timeout)) as connection:
        introduce(connection)
        with transaction(connection):
            changed = hear(connection, read_journals(journal, Unread()))
        (marked,) = connection.execute("SELECT COUNT(*) FROM marks").fetchone()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        with suppress(sqlite3.Error):  # so that one file holds all, and can be renamed
            connection.execute("PRAGMA journal_mode = DELETE")
    sync(path)
    return len(changed.marks), marked


def _set_aside(path: Path, now: datetime) -> Path:
    aside = path.with_name(f"{path.name}.damaged-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}")
    for tail in _TAILS:
        part = path.with_name(path.name + tail)
        if os.path.lexists(part):
            part.rename(aside.with_name(aside.name + tail))
    return aside


def _rescued(path: Path) -> Path:
    return path.with_name(f"{path.name}.rescued")


def _told(reason: str, aside: Path, newest: Backup | None, said: int, marked: int) -> str:
    sources = [f"the backup of {newest.made_at:%Y-%m-%d %H:%M} UTC"] if newest else []
    if said or not sources:
        sources.append(f"the journal ({count(said, 'paper')})")
    return f"{reason} It is set aside as {aside.name}. Recovered {count(marked, 'marked paper')} from {' and '.join(sources)}."


def _is_text(path: Path) -> bool:
    try:
        if not path.is_file():
            return False
        with path.open("rb") as file:
            beginning = file.read(_TEXT)
        text = beginning.decode()
    except (OSError, UnicodeDecodeError):
        return False
    return bool(text) and "\0" not in text and not text.startswith("SQLite format")
