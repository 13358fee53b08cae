"""Papers, listings and open stores for the tests of this room."""

import os
import sqlite3
import stat
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Author, Paper
from paperbrowse.store.cache import Cache
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread

NOW = datetime(2026, 6, 10, 12, tzinfo=UTC)
DAY = date(2026, 6, 8)
MANY = 60
"""Papers of a listing that is large enough to lie in a file of its own."""


def paper(number: int = 1, **fields: object) -> Paper:
    given = {
        "abstract": " ".join(f"word{number * word}" for word in range(60)),
        "authors": (Author(f"Ada Writer {number}"), Author("Bo Reader", login="bo")),
        "day": DAY,
        "upvotes": number,
        "fetched_at": NOW,
    }
    return Paper(f"2606.{number:05}", f"Paper number {number}", **(given | fields))


def listing(edition: object = DAY, papers: int | tuple[Paper, ...] = 2, fetched_at: datetime = NOW) -> Listing:
    inside = tuple(paper(number) for number in range(1, papers + 1)) if isinstance(papers, int) else papers
    return Listing(str(edition), inside, fetched_at, fetched_at)


def days(count: int) -> list[date]:
    return [DAY - timedelta(days=number) for number in range(count)]


@asynccontextmanager
async def open_cache(folder: Path, thread: StoreThread | None = None, **given: object) -> AsyncIterator[Cache]:
    settings = {"max_bytes": 10**9, "timeout": 0.05} | given
    cache = Cache(folder, thread or StoreThread("cache"), **settings)
    try:
        yield cache
    finally:
        await cache.close()


@asynccontextmanager
async def open_library(path: Path, thread: StoreThread | None = None, timeout: float = 0.05) -> AsyncIterator[Library]:
    library = Library(path, thread or StoreThread("library"), timeout=timeout)
    try:
        yield library
    finally:
        await library.close()


async def make_cache(folder: Path, *listings: Listing) -> None:
    async with open_cache(folder) as cache:
        for one in listings or (listing(),):
            await cache.keep(one)


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Another program is in the middle of a write."""
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        connection.close()


@contextmanager
def full_disk(bytes_left: int = 0) -> Iterator[None]:
    """No file grows beyond this size any more."""
    resource = pytest.importorskip("resource")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_left, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def modes_in(folder: Path) -> tuple[set[int], set[int], int]:
    """The permissions of all folders, those of all files, and how many files there are."""
    modes = [path.stat().st_mode for path in (folder, *folder.rglob("*"))]
    files = [stat.S_IMODE(mode) for mode in modes if stat.S_ISREG(mode)]
    return {stat.S_IMODE(mode) for mode in modes if stat.S_ISDIR(mode)}, set(files), len(files)


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """For threads that `bound_thread` made."""
    inside = (folder, *folder.rglob("*"))
    for path in inside:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        yield
    finally:
        for path in inside:
            path.chmod(0o700 if path.is_dir() else 0o600)


def bound_thread(name: str) -> StoreThread:
    """A thread for which permissions count, also where the tests run as root."""
    if sys.platform == "win32":
        pytest.skip("permissions mean something else here")
    thread = StoreThread(name)
    if os.geteuid() == 0:
        thread.submit(_drop_override).result()
    return thread


def _drop_override() -> None:
    """Linux gives capabilities to threads: without CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH root is like anyone."""
    import ctypes

    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    sets = (ctypes.c_uint32 * 6)()
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.capget(header, sets) == 0
    for index in (0, 1):
        sets[index] &= ~0b110
    assert libc.capset(header, sets) == 0
