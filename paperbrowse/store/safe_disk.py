"""diskcache without its pickle, and without its trust in what the database says about files (CVE-2025-69872)."""

import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from diskcache import UNKNOWN, Disk
from diskcache.core import MODE_BINARY, MODE_RAW

from .envelope import MAX_BYTES

_NAME = r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{28}\.val"
# A FIFO would hang the reader, a link would lead outside. Windows has neither flag, and needs O_BINARY.
_READ = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
_WRITE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
_TRIES = 10
"""Another program may remove a folder that it finds empty while we are about to fill it."""


class SafeDisk(Disk):
    """Keys are str, values are bytes. Anything else in the database is an OSError, which diskcache takes for a miss."""

    def put(self, key: str) -> tuple[str, bool]:
        if type(key) is not str:
            raise TypeError(f"a cache key is a str, not {key!r}")
        return key, True

    def get(self, key: object, raw: object) -> str:
        if type(key) is not str or not raw:
            raise OSError("not a key of ours")
        return key

    def store(self, value: bytes, read: bool, key: object = UNKNOWN) -> tuple[int, int, str | None, bytes | None]:
        if type(value) is not bytes or read:
            raise TypeError("a cache value is bytes")
        if len(value) < self.min_file_size:
            return 0, MODE_RAW, None, value
        name, _ = self.filename()
        name = name.replace(os.sep, "/")
        _write(Path(self._directory, name), value)
        return len(value), MODE_BINARY, name, None

    def fetch(self, mode: object, filename: object, value: object, read: bool) -> bytes:
        if mode == MODE_RAW and type(value) is bytes:
            return value
        path = self._path(filename)
        if mode != MODE_BINARY or read or path is None:
            raise OSError("not a value of ours")
        descriptor = os.open(path, _READ)
        with open(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
                raise OSError("not a value of ours")
            return file.read(MAX_BYTES)

    def remove(self, file_path: object) -> None:
        path = self._path(file_path)
        with suppress(OSError):
            if path is not None and stat.S_ISREG(path.lstat().st_mode):
                path.unlink()
                path.parent.rmdir()
                path.parent.parent.rmdir()

    def orphans(self, known: set[str], before: float) -> Iterator[Path]:
        """Value files that no entry knows, last written before a moment (seconds since the epoch)."""
        for path in Path(self._directory).glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*.val"):
            name = path.relative_to(self._directory).as_posix()
            if name not in known and self._path(name) is not None:
                status = path.lstat()
                if stat.S_ISREG(status.st_mode) and status.st_mtime < before:
                    yield path

    def _path(self, filename: object) -> Path | None:
        """Where a value of ours with this name lies, or None: the name is the database's, and not to be trusted."""
        if type(filename) is not str or not re.fullmatch(_NAME, filename):
            return None
        path = Path(self._directory, filename)
        inside = Path(os.path.realpath(self._directory), filename).parent
        return path if Path(os.path.realpath(path.parent)) == inside else None


def _write(path: Path, value: bytes) -> None:
    try:
        with open(_new_file(path), "wb") as file:
            file.write(value)
    except OSError:
        path.unlink(missing_ok=True)
        raise


def _new_file(path: Path) -> int:
    for _ in range(_TRIES):
        with suppress(FileNotFoundError):
            path.parent.parent.mkdir(0o700, exist_ok=True)
            path.parent.mkdir(0o700, exist_ok=True)
            return os.open(path, _WRITE, 0o600)
    raise FileNotFoundError(f"{path.parent} vanishes as soon as it is made")
