"""The library's tables, how they came to be, and how a library is opened, begun and brought up to date."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path

from ..errors import Damaged, TooNew
from .files import connect, make_private_folder, place, sync, transaction, unfinished_beside

APPLICATION_ID = int.from_bytes(b"pbrw")
"""In the header of every library, so that `file` and we know it."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE marks ("
        " paper_id TEXT PRIMARY KEY, bookmarked_at TEXT, read_at TEXT, tags TEXT NOT NULL DEFAULT '[]', note TEXT"
        ") STRICT, WITHOUT ROWID",
        "CREATE INDEX marks_by_bookmark ON marks (bookmarked_at) WHERE bookmarked_at IS NOT NULL",
        "CREATE TABLE papers ("
        " id TEXT PRIMARY KEY REFERENCES marks (paper_id) ON DELETE CASCADE, title TEXT NOT NULL, copy TEXT NOT NULL"
        ") STRICT",
        "CREATE TABLE seen (edition TEXT PRIMARY KEY, seen TEXT NOT NULL) STRICT",
        "CREATE TABLE pages ("
        " number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,"
        " fetched_at TEXT NOT NULL, listing TEXT NOT NULL"
        ") STRICT",
        "CREATE TABLE beginnings (what TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT",
        "CREATE TABLE remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
    ),
    (
        "CREATE TABLE searches ("
        " number INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, typed TEXT NOT NULL"
        ") STRICT",
    ),
    (
        # A copy stays as long as a step that can be undone may bring its marks back.
        "CREATE TABLE copies (id TEXT PRIMARY KEY, title TEXT NOT NULL, copy TEXT NOT NULL) STRICT",
        "INSERT INTO copies SELECT id, title, copy FROM papers",
        "DROP TABLE papers",
        "ALTER TABLE copies RENAME TO papers",
        "CREATE TABLE steps ("
        " number INTEGER PRIMARY KEY AUTOINCREMENT, window TEXT NOT NULL, sentence TEXT NOT NULL,"
        " undone INTEGER NOT NULL DEFAULT 0"
        ") STRICT",
        "CREATE TABLE stepped ("
        " step INTEGER NOT NULL REFERENCES steps (number) ON DELETE CASCADE, place INTEGER NOT NULL,"
        " paper_id TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL, PRIMARY KEY (step, place)"
        ") STRICT, WITHOUT ROWID",
        "CREATE INDEX stepped_by_paper ON stepped (paper_id)",
        "CREATE TABLE machine (id TEXT PRIMARY KEY, last INTEGER NOT NULL) STRICT",
        "CREATE TABLE said ("
        " paper_id TEXT NOT NULL, field TEXT NOT NULL, at TEXT NOT NULL, value TEXT, PRIMARY KEY (paper_id, field)"
        ") STRICT, WITHOUT ROWID",
        "CREATE TABLE outbox (number INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT NULL) STRICT",
    ),
    (
        "CREATE TABLE wishes_stepped ("
        " step INTEGER NOT NULL REFERENCES steps (number) ON DELETE CASCADE, key TEXT NOT NULL, before TEXT, after TEXT,"
        " PRIMARY KEY (step, key)"
        ") STRICT, WITHOUT ROWID",
        # What was watched and muted is said like everything else: at the first moment of all, so that any other is later.
        "CREATE TABLE wished AS"
        " SELECT key AS kept, substr(key, 10) AS key,"
        " json_extract(value, '$.wish') || ' ' || json_extract(value, '$.name') AS told,"
        " '0000000000000001 ' || id AS at FROM remembered, machine WHERE key GLOB 'interest *' AND json_valid(value)",
        "INSERT INTO said (paper_id, field, at, value) SELECT 'wishes', key, at, told FROM wished WHERE told IS NOT NULL",
        "INSERT INTO outbox (line) SELECT json_object('at', at, 'id', 'wishes', 'title', 'wishes', 'said', json_object(key, told))"
        " FROM wished WHERE told IS NOT NULL",
        "DELETE FROM remembered WHERE key IN (SELECT kept FROM wished WHERE told IS NOT NULL)",
        "DROP TABLE wished",
    ),
)
"""The statements that lead from version n to version n + 1. Times are UTC in ISO 8601, tags and copies are JSON."""

_NO_VERSION = 10_000
_CHECKED_UP_TO = 64 * 1024 * 1024
"""Bytes: a check of more would be felt at the start (some 60 ms)."""


class Foreign(Damaged):
    """A database of another program: it is none of our business."""


def open_library(
    path: Path, timeout: float, migrations: Sequence[Sequence[str]] = MIGRATIONS, *, is_suspect: bool = False
) -> sqlite3.Connection:
    """The library at the path, begun where there is none, in the newest version.

    A large one is checked only where it `is_suspect`: that takes a second. Before an older one is changed, a checked copy is laid beside it as `NAME.before-vN`.
    Raises Damaged, TooNew, sqlite3.Error and OSError.
    """
    make_private_folder(path.parent)
    if not path.exists():
        _refuse_leftovers(path)
        _begin(path, migrations)
    connection = connect(path, timeout)
    try:
        version = checked_version(path, connection, len(migrations), is_suspect=is_suspect)
        if version < len(migrations):
            _back_up(connection, path, len(migrations))
            _migrate(connection, migrations)
        with suppress(OSError):  # somebody else's file may still be ours to use
            path.chmod(0o600)
        _set_up(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _begin(path: Path, migrations: Sequence[Sequence[str]]) -> None:
    """Made whole under another name: an empty file at the path can then only be damage."""
    with unfinished_beside(path) as unfinished:
        with closing(connect(unfinished, timeout=0)) as connection:
            _migrate(connection, migrations)
            _set_up(connection)
        place(unfinished, path)  # where another window was faster, that one is good
    sync(path.parent)


def _refuse_leftovers(path: Path) -> None:
    """SQLite would write what is left in the log of a library that is gone into the new one."""
    log = path.with_name(path.name + "-wal")
    if log.exists() and not path.exists():
        raise Damaged(path, f"{path} is gone, but {log} still holds changes to it: put it back, or move that away.")


def checked_version(
    path: Path, connection: sqlite3.Connection, newest: int = len(MIGRATIONS), *, is_suspect: bool = False
) -> int:
    """Raises Damaged, Foreign and TooNew for what is no library that we can use, sqlite3.Error."""
    application_id, version = _number(connection, "application_id"), _number(connection, "user_version")
    if path.stat().st_size == 0:
        raise Damaged(path, f"{path} is empty, so the library in it is lost; move it away to begin a new one.")
    if application_id != APPLICATION_ID:
        ours = connection.execute("SELECT COUNT(*) FROM sqlite_master WHERE name IN ('marks', 'remembered')").fetchone()
        kind = Damaged if ours == (2,) else Foreign
        raise kind(path, f"{path} is not a paperbrowse library.")
    if is_suspect or path.stat().st_size <= _CHECKED_UP_TO:
        _check(path, connection)
    if not 0 < version < _NO_VERSION:
        raise Damaged(path, f"{path} is damaged: its header gives no format.")
    if version > newest:
        raise TooNew(path, f"{path} was written by a newer paperbrowse (format {version}; this one knows {newest}).")
    return version


def _check(path: Path, connection: sqlite3.Connection) -> None:
    (answer,) = connection.execute("PRAGMA quick_check(1)").fetchone()
    if answer != "ok":
        raise Damaged(path, f"{path} is damaged: {answer}.")


def _migrate(connection: sqlite3.Connection, migrations: Sequence[Sequence[str]]) -> None:
    with transaction(connection):
        version = _number(connection, "user_version")
        if version >= len(migrations):  # another window has been here since
            return
        for statements in migrations[version:]:
            for statement in statements:
                connection.execute(statement)
        if connection.execute("PRAGMA foreign_key_check").fetchone() is not None:
            raise sqlite3.DatabaseError("a migration would leave a row without its other half")
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return connection.execute(f"PRAGMA {pragma}").fetchone()[0]


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _back_up(connection: sqlite3.Connection, path: Path, target: int) -> None:
    with unfinished_beside(path) as unfinished:
        connection.execute("VACUUM INTO :file", {"file": str(unfinished)})
        with closing(connect(unfinished, timeout=0)) as copy:
            _check(unfinished, copy)
        sync(unfinished)
        unfinished.replace(path.with_name(f"{path.name}.before-v{target}"))
    sync(path.parent)
