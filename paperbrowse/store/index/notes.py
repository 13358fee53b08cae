"""What is noted beside an index, and gone with it: losing it costs time, never a paper."""

import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from ..files import unfinished_beside

T = TypeVar("T")
Stamp = tuple[int, int, float]
"""Size, time of the last change (ns), and when the sum of the file was compared (seconds since the epoch)."""

_TAKEN, _WHOLE = "taken.json", "whole.json"
_A_DAY = 24 * 3600


class Notes:
    """Of the index in one folder, while it is open.

    Which files were found whole is noted at a clean end alone, and for a day: after a crash all are looked at again.
    """

    def __init__(self, folder: Path, now: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._now = now
        self._new: dict[str, float] = {}
        self._whole = _read(folder / _WHOLE, dict[str, Stamp])
        with suppress(OSError):
            (folder / _WHOLE).unlink()

    def taken(self) -> dict[str, float]:
        """Entries of the cache whose papers are committed, and when each of them had been written."""
        return _read(self._folder / _TAKEN, dict[str, float]) | self._new

    def take(self, entries: Mapping[str, float]) -> None:
        """These are committed too."""
        self._new.update(entries)

    def replace(self, entries: Mapping[str, float]) -> None:
        """These and no others."""
        _write(self._folder / _TAKEN, entries)
        self._new.clear()

    def is_whole(self, name: str) -> bool:
        """Whether this very file was found whole a short while ago."""
        size, changed, at = self._whole.get(name, (0, 0, 0.0))
        return 0 <= self._now() - at < _A_DAY and (size, changed) == _size_and_change(self._folder / name)

    def found_whole(self, names: Iterable[str]) -> None:
        """These and no others."""
        now = self._now()
        kept = {name: self._whole[name] for name in names if self.is_whole(name)}
        self._whole = kept | {name: (*_size_and_change(self._folder / name), now) for name in names if name not in kept}

    def save(self) -> None:
        """At a clean end."""
        if self._whole:
            _write(self._folder / _WHOLE, self._whole)
        if self._new:
            self.replace(self.taken())


def _size_and_change(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_size, status.st_mtime_ns


def _read(path: Path, kind: type[T]) -> T:
    """Empty where there is nothing that can be used."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError):
        return kind()


def _write(path: Path, value: object) -> None:
    with suppress(OSError), unfinished_beside(path) as unfinished:
        unfinished.write_bytes(msgspec.json.encode(value))
        unfinished.replace(path)
