"""A cache to be damaged: what is in it, what can be asked of it, and what may become of it."""

import random
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from paperbrowse.store.cache import Cache

from tests.store.making import DAY, days, listing, open_cache, paper

EDITION = str(DAY)
SMALL = str(days(2)[1])
"""An edition that is small enough to lie in the database itself."""

# Every public method, and what it answers where there is no cache.
CALLS: dict[str, tuple[Callable[[Cache], Awaitable[object]], object]] = {
    "listing": (lambda cache: cache.listing(EDITION), None),
    "submit_listing": (lambda cache: _answered(cache.submit_listing(EDITION).result()), None),
    "keep": (lambda cache: _kind_of(cache.keep(listing(papers=3))), dict),
    "newest": (lambda cache: cache.newest(), None),
    "day_sizes": (lambda cache: cache.day_sizes(), {}),
    "held": (lambda cache: cache.held(), {}),
    "find": (lambda cache: cache.find("2606.00001"), None),
    "keep_paper": (lambda cache: _kind_of(cache.keep_paper(paper())), dict),
    "sweep": (lambda cache: cache.sweep(frozenset()), 0),
    "stored": (lambda cache: cache.stored(), {}),
    "latest_first": (lambda cache: cache.latest_first(["listing/1/2026-06-08"]), ()),
    "papers_of": (lambda cache: cache.papers_of("listing/1/2026-06-08"), ()),
    "size": (lambda cache: cache.size(), (0, 0)),
}


async def _kind_of(answer: Awaitable[object]) -> type:
    """Of an answer that depends on whether there is a cache anew."""
    return type(await answer)


async def _answered(answer: object) -> object:
    return answer


@contextmanager
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "cache.db", isolation_level=None)) as connection:
        yield connection


def value_file(folder: Path) -> Path:
    (path,) = folder.rglob("*.val")
    return path


def set_aside(folder: Path) -> list[Path]:
    return sorted(folder.parent.glob("cache.damaged-*"))


async def assert_begun_anew(folder: Path) -> None:
    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        assert cache.notice.startswith("The cache was damaged and begun anew; the old one is at ")
        assert [cache.notice.split(" is at ")[1].rstrip(".")] == [str(path) for path in set_aside(folder)]
        await cache.keep(listing(papers=4))
    async with open_cache(folder) as cache:
        assert listing(papers=4) == await cache.listing(EDITION)
        assert cache.notice is None


def flip(path: Path, seed: int, count: int) -> None:
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)
    for _ in range(count):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
