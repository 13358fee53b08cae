"""Services over real stores, a source with verbs and a clock that never sleeps."""

import hashlib
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from paperbrowse.errors import Unreadable
from paperbrowse.model.identifier import title_id
from paperbrowse.model.listing import Listing, SavedPage
from paperbrowse.model.paper import Paper
from paperbrowse.services.feed import Feed
from paperbrowse.services.marking import Marking
from paperbrowse.services.resolving import Resolving
from paperbrowse.services.shelves import Shelves
from paperbrowse.store.cache import Cache
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock

from .fake_source import FakeSource
from .fake_topics import no_topics


@pytest.fixture
def clock() -> FakeClock:
    """Friday, 12 June 2026, noon."""
    return FakeClock()


@pytest.fixture
def source(clock: FakeClock) -> FakeSource:
    return FakeSource(clock)


@pytest.fixture
async def cache(tmp_path: Path) -> AsyncIterator[Cache]:
    cache = Cache(tmp_path / "cache", StoreThread("cache"), max_bytes=10_000_000)
    yield cache
    await cache.close()


@pytest.fixture
async def library(tmp_path: Path) -> AsyncIterator[Library]:
    library = Library(tmp_path / "library.db", StoreThread("library"), timeout=0.1)
    yield library
    await library.close()


@pytest.fixture
def feed(source: FakeSource, cache: Cache, clock: FakeClock) -> Feed:
    return Feed(source, cache, no_topics(), clock)


@pytest.fixture
def marking(library: Library, clock: FakeClock) -> Marking:
    return Marking(lambda: library, clock)


@pytest.fixture
def resolving(source: FakeSource, library: Library, marking: Marking, clock: FakeClock) -> Resolving:
    return Resolving(source, library, marking, clock)


@pytest.fixture
def shelves(cache: Cache, library: Library, clock: FakeClock) -> Shelves:
    def read(content: bytes, name: str, saved_on: date | None) -> tuple[SavedPage, Listing]:
        """A page whose lines are titles."""
        if not content:
            raise Unreadable(f"No papers found in {name}.")
        page = SavedPage(hashlib.sha256(content).hexdigest(), name)
        papers = tuple(Paper(title_id(title), title, published=saved_on) for title in content.decode().splitlines())
        return page, Listing(str(page), papers, clock.now(), clock.now(), origin="saved page")

    return Shelves(cache, library, no_topics(), clock, read)
