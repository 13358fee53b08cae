"""diskcache without its pickle, and without its trust in what the database says about files (CVE-2025-69872)."""

import os
import stat
from contextlib import suppress
from pathlib import Path

from diskcache import UNKNOWN, Disk

from .value_files import MODE_BINARY, MODE_RAW, fetched, value_path

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
        if read:
            raise OSError("a cache value is bytes")
        return fetched(Path(self._directory), mode, filename, value)

    def remove(self, file_path: object) -> None:
        path = value_path(Path(self._directory), file_path)
        with suppress(OSError):
            if path is not None and stat.S_ISREG(path.lstat().st_mode):
                path.unlink()
                path.parent.rmdir()
                path.parent.parent.rmdir()


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
