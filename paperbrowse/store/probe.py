"""A look at the cache's database before diskcache opens it: diskcache trusts what it finds, and may wait a minute."""

import os
import pickle
import sqlite3
from pathlib import Path

from ..errors import Damaged
from .files import connect
from .value_files import DBNAME

SETTINGS: dict[str, int | str] = {
    "statistics": 0,
    "tag_index": 0,
    "eviction_policy": "none",  # what is kept is our decision: see `Cache.sweep`
    "size_limit": 2**62,
    "cull_limit": 0,
    "sqlite_auto_vacuum": 1,
    "sqlite_cache_size": 2**10,
    "sqlite_journal_mode": "wal",
    "sqlite_mmap_size": 0,
    "sqlite_synchronous": 1,
    "disk_min_file_size": 2**13,
    "disk_pickle_protocol": pickle.HIGHEST_PROTOCOL,
}
"""All of diskcache's settings: any that is not given would be taken from the file."""

_COUNTS = {"count", "size", "hits", "misses"}
_COLUMNS = [
    "rowid", "key", "raw", "store_time", "expire_time", "access_time", "access_count", "tag", "size", "mode",
    "filename", "value",
]
_SCHEMA = {
    ("table", "Cache"), ("table", "Settings"), ("index", "Cache_key_raw"), ("index", "Cache_expire_time"),
    ("index", "sqlite_autoindex_Settings_1"),
    ("trigger", "Settings_count_insert"), ("trigger", "Settings_count_delete"), ("trigger", "Settings_size_insert"),
    ("trigger", "Settings_size_update"), ("trigger", "Settings_size_delete"),
}


def probe(folder: Path, timeout: float) -> sqlite3.Connection:
    """A connection for reading to the cache in an existing folder, once it is found sound and free to be written.

    Makes an empty database where there is none. Raises Damaged, sqlite3.Error, OSError and UnicodeDecodeError.
    """
    path = folder / DBNAME
    if not os.path.lexists(path):
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    elif path.stat().st_size == 0 and any(child.is_dir() for child in folder.glob("[0-9a-f][0-9a-f]")):
        raise Damaged(path, f"{path} is empty.")
    connection = connect(path, timeout)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("ROLLBACK")
        _check(path, connection)
        connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    return connection


def is_whole(rows: sqlite3.Connection) -> bool:
    """Whether diskcache has made all that it needs."""
    return set(rows.execute("SELECT type, name FROM sqlite_master")) == _SCHEMA


def _check(path: Path, connection: sqlite3.Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise Damaged(path, f"{path} is damaged.")
    schema = set(connection.execute("SELECT type, name FROM sqlite_master"))
    if not schema <= _SCHEMA:
        raise Damaged(path, f"{path} holds other tables than ours.")
    # Either table may be missing while another window is making them.
    if ("table", "Cache") in schema:
        if [row[1] for row in connection.execute("PRAGMA table_info(Cache)")] != _COLUMNS:
            raise Damaged(path, f"{path} holds other columns than ours.")
    if ("table", "Settings") in schema:
        for key, value in connection.execute("SELECT key, value FROM Settings"):
            if key not in _COUNTS and type(value) is not type(SETTINGS.get(key)):
                raise Damaged(path, f"{path} holds settings that are not ours.")
