"""The cache's folder: opened with care, set aside when damaged, made again when it vanished."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Damaged, Full, StoreError
from .files import identity, make_private_folder, store_errors
from .probe import SETTINGS, is_whole, probe
from .value_files import DBNAME, fetched

if TYPE_CHECKING:
    import diskcache

_ENTRY = "SELECT mode, filename, value FROM Cache WHERE key = :key AND raw = 1"


class Opened:
    """`rows` is for reading: the table of entries, and with `get` the entries themselves."""

    def __init__(self, folder: Path, rows: sqlite3.Connection, timeout: float) -> None:
        self.rows = rows
        self.identity = identity(folder / DBNAME)
        self._folder = folder
        self._timeout = timeout

    def get(self, key: str) -> bytes | None:
        """None where there is no such entry, or its file is gone."""
        entry = self.rows.execute(_ENTRY, {"key": key}).fetchone()
        try:
            return fetched(self._folder, *entry) if entry else None
        except OSError:
            return None

    @cached_property
    def cache(self) -> "diskcache.Cache":
        """For writing, loaded and opened when first something is written: that writes all its settings anew."""
        import diskcache

        from .safe_disk import SafeDisk

        with store_errors(self._folder / DBNAME):
            return diskcache.Cache(str(self._folder), timeout=self._timeout, disk=SafeDisk, **SETTINGS)

    def close(self) -> None:
        if "cache" in vars(self):
            self.cache.close()
        self.rows.close()


class CacheFolder:
    """`tell` is called with a sentence when a damaged cache was set aside; `now` answers seconds since the epoch."""

    def __init__(self, folder: Path, timeout: float, now: Callable[[], float], tell: Callable[[str], None]) -> None:
        self.folder = folder.absolute()
        self.path = self.folder / DBNAME
        self._timeout = timeout
        self._now = now
        self._tell = tell
        self._opened: Opened | None = None
        self._has_set_aside = False
        self._is_doubted = False
        self._refusal: StoreError | None = None

    def opened(self) -> Opened:
        """The open cache. A StoreError at opening stands for the rest of this run: asking again costs a second each."""
        if self._refusal is not None:
            raise self._refusal
        if self._opened is None or self._opened.identity != identity(self.path):
            self.close()
            try:
                self._opened = self._open_or_begin_anew()
            except StoreError as error:
                self._refusal = error
                raise
        return self._opened

    def close(self) -> None:
        if self._opened is not None:
            with suppress(sqlite3.Error):
                self._opened.close()
            self._opened = None

    def doubt(self) -> None:
        """Damage was met: the next call opens all of it anew, and sets it aside where that cannot be."""
        self.close()
        self._is_doubted = True

    def _open_or_begin_anew(self) -> Opened:
        found = identity(self.path)
        try:
            return self._open()
        except Damaged:
            if self._has_set_aside:
                raise
        if found != identity(self.path):  # another window has begun it anew meanwhile
            return self._open()
        self._has_set_aside = True
        with store_errors(self.folder):
            aside = self._set_aside()
        self._tell(f"The cache was damaged and begun anew; the old one is at {aside}.")
        return self._open()

    def _open(self) -> Opened:
        if os.path.expandvars(self.folder) != str(self.folder):
            raise Full(self.path, f"{self.folder} cannot hold the cache: diskcache would replace the $ in it.")
        with store_errors(self.path):
            make_private_folder(self.folder)
            try:
                rows = probe(self.folder, self._timeout)
            except UnicodeDecodeError as error:
                raise Damaged(self.path, f"{self.path} is damaged: {error}.") from error
            opened = Opened(self.folder, rows, self._timeout)
            try:
                if self._is_doubted or not is_whole(rows):
                    opened.cache  # makes what is missing
            except BaseException:
                opened.close()
                raise
        self._is_doubted = False
        return opened

    def _set_aside(self) -> Path:
        import glob  # here, because caches are rarely damaged

        for older in self.folder.parent.glob(f"{glob.escape(self.folder.name)}.damaged-*"):
            shutil.rmtree(older, ignore_errors=True)
        when = datetime.fromtimestamp(self._now(), UTC)
        return self.folder.rename(self.folder.with_name(f"{self.folder.name}.damaged-{when:%Y%m%dT%H%M%SZ}"))
