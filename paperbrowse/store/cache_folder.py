"""The cache's folder: opened with care, set aside when damaged, made again when it vanished."""

import glob
import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import diskcache
from diskcache.core import DBNAME

from ..model.value import Value
from ..errors import Damaged, Full, StoreError
from .files import identity, make_private_folder, store_errors
from .probe import SETTINGS, probe
from .safe_disk import SafeDisk


class Opened(Value):
    cache: diskcache.Cache
    rows: sqlite3.Connection
    """For reading the table of entries, which diskcache does not offer."""
    identity: tuple[int, int] | None

    @property
    def disk(self) -> SafeDisk:
        return self.cache.disk


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
                self._opened.cache.close()
                self._opened.rows.close()
            self._opened = None

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
            try:
                cache = diskcache.Cache(str(self.folder), timeout=self._timeout, disk=SafeDisk, **SETTINGS)
            except BaseException:
                rows.close()
                raise
        return Opened(cache, rows, identity(self.path))

    def _set_aside(self) -> Path:
        for older in self.folder.parent.glob(f"{glob.escape(self.folder.name)}.damaged-*"):
            shutil.rmtree(older, ignore_errors=True)
        when = datetime.fromtimestamp(self._now(), UTC)
        return self.folder.rename(self.folder.with_name(f"{self.folder.name}.damaged-{when:%Y%m%dT%H%M%SZ}"))
