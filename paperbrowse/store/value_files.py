"""Values of the cache as diskcache lays them down: in its table, or in files whose names stand there.

Those names are the database's, and not to be trusted. Reading needs nothing of diskcache, which the first paint would wait
for.
"""

import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from .envelope import MAX_BYTES

DBNAME = "cache.db"
MODE_RAW, MODE_BINARY = 1, 2
"""As diskcache has them: in the table, in a file."""

_NAME = r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}\.val"
# A FIFO would hang the reader, a link would lead outside. Windows has neither flag, and needs O_BINARY.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


def fetched(folder: Path, mode: object, filename: object, value: object) -> bytes:
    """The value of a row of the table. Raises OSError for what is none of ours."""
    if mode == MODE_RAW and type(value) is bytes:
        return value
    path = value_path(folder, filename)
    if mode != MODE_BINARY or path is None:
        raise OSError("not a value of ours")
    descriptor = os.open(path, _READ)
    with open(descriptor, "rb") as file:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            raise OSError("not a value of ours")
        return file.read(MAX_BYTES)


def orphans(folder: Path, known: set[str], before: float) -> Iterator[Path]:
    """Value files that no entry knows, last written before a moment (seconds since the epoch)."""
    for path in folder.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*.val"):
        name = path.relative_to(folder).as_posix()
        if name not in known and value_path(folder, name) is not None:
            status = path.lstat()
            if stat.S_ISREG(status.st_mode) and status.st_mtime < before:
                yield path


def value_path(folder: Path, filename: object) -> Path | None:
    """Where a value of ours with this name lies; None where it would be none of ours."""
    if type(filename) is not str or not re.fullmatch(_NAME, filename):
        return None
    path = folder / filename
    inside = Path(os.path.realpath(folder), filename).parent
    return path if Path(os.path.realpath(path.parent)) == inside else None
