"""Files of ours on the disk: who may read them, and what an error about one means."""

import os
import sqlite3
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from ..errors import Damaged, Full, Locked, StoreError

_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_REFUSED = {
    sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PERM, sqlite3.SQLITE_READONLY
}


def make_private_folder(folder: Path) -> None:
    """Makes the folder, and whatever is missing above it, for this user alone. One that exists stays as it is."""
    if not folder.exists():
        make_private_folder(folder.parent)
        folder.mkdir(0o700, exist_ok=True)


def identity(path: Path) -> tuple[int, int] | None:
    """Which file lies at the path now, to notice one that was removed or replaced; None for none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def connect(path: Path, timeout: float) -> sqlite3.Connection:
    """A connection to a database file that exists, in autocommit. `timeout`: seconds to wait for another program.

    Raises Damaged where the path is no regular file, sqlite3.Error and OSError.
    """
    for name in (path, *(path.with_name(path.name + tail) for tail in ("-wal", "-shm", "-journal"))):
        if name.exists() and not stat.S_ISREG(name.stat().st_mode):
            raise Damaged(path, f"{name} is not a file that can be read.")
    address = f"{path.absolute().as_uri()}?mode=rw"
    return sqlite3.connect(address, timeout=timeout, isolation_level=None, uri=True)


@contextmanager
def unfinished_beside(path: Path) -> Iterator[Path]:
    """An empty file of our own in the same folder, gone afterwards unless it was renamed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    try:
        yield Path(name)
    finally:
        Path(name).unlink(missing_ok=True)


def place(unfinished: Path, path: Path) -> bool:
    """Gives a file its name where there is none of that name yet; whether it did."""
    try:
        os.link(unfinished, path)
    except FileExistsError:
        return False
    except OSError:  # a file system without hard links
        if path.exists():
            return False
        unfinished.rename(path)
    return True


def sync(path: Path) -> None:
    """Waits until a file's content, or the names in a folder, are on the disk. Windows cannot do that to a folder."""
    if os.name == "posix":
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; takes the write lock at once."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


@contextmanager
def store_errors(path: Path) -> Iterator[None]:
    """Turns what the disk, SQLite and msgspec raise about the file at `path` into our errors. Bugs pass."""
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError):
        raise
    except (sqlite3.Error, OSError) as error:
        raise store_error(path, error) from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise Damaged(path, f"{path} is damaged: {error}.") from error


def store_error(path: Path, error: sqlite3.Error | OSError) -> StoreError:
    """What the error means for the file at `path`."""
    if isinstance(error, OSError):
        return Full(path, f"{path} cannot be used: {error.strerror or error}.")
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    if code in _HELD:
        return Locked(path, f"{path} is in use by another program.")
    # A garbled header can claim that the file is for reading only.
    if code == sqlite3.SQLITE_READONLY and os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return Damaged(path, f"{path} is damaged: its header forbids writing.")
    if code in _REFUSED:
        return Full(path, f"{path} cannot be used: {error}.")
    return Damaged(path, f"{path} is damaged: {error}.")
