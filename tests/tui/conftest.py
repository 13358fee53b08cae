"""The real application over real services: what it asks of the network, the clock and the desktop is made up."""

import os

os.environ["TEXTUAL_ANIMATIONS"] = "none"  # read when Textual is imported

import hashlib
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import Future
from contextlib import asynccontextmanager
from datetime import date, datetime
from pathlib import Path

import pytest
from textual.events import Resize
from textual.message import Message

from paperbrowse.errors import Unreadable
from paperbrowse.model.identifier import title_id
from paperbrowse.model.listing import Listing, Sample, SavedPage
from paperbrowse.model.paper import Paper
from paperbrowse.model.period import Newest, Period
from paperbrowse.services import Services
from paperbrowse.services.archive import Archive
from paperbrowse.services.arxiv import Arxiv
from paperbrowse.services.exporting import Exporting
from paperbrowse.services.feed import Feed
from paperbrowse.services.importing import Importing
from paperbrowse.services.marking import Marking
from paperbrowse.services.pdf import Pdfs
from paperbrowse.services.pictures import Pictures
from paperbrowse.services.ports import OnWait
from paperbrowse.services.reading import Reading
from paperbrowse.services.resolving import Resolving
from paperbrowse.services.saving import Means, Saving
from paperbrowse.services.searching import Searching
from paperbrowse.services.shelves import Shelves
from paperbrowse.services.watching import Watching
from paperbrowse.services.zotero import Zotero
from paperbrowse.settings import Directories, Settings
from paperbrowse.store.cache import Cache
from paperbrowse.store.documents import Documents
from paperbrowse.store.index import Index
from paperbrowse.store.library import Library
from paperbrowse.store.outbox import Outbox
from paperbrowse.store.pdf_files import PdfFiles
from paperbrowse.store.thread import StoreThread
from paperbrowse.tui.app import PaperbrowseApp
from tests.clocks import FakeClock
from tests.patience import PATIENCE
from tests.services.fake_arxiv import FakeArxiv
from tests.services.fake_source import FakeSource
from tests.services.fake_topics import no_topics
from tests.services.fake_zotero import FakeZotero

from .driving import Driver
from .fake_desktop import FakeDesktop
from .papers import EDITION, FRIDAY

SAMPLE = tuple(Paper(f"2601.{number:05}", f"Sample {number}", source="sample") for number in range(1, 4))


class Hub(FakeSource):
    """One whose answers a test can hold back across blocks; what a request waits for is told while it hangs."""

    def hangs(self) -> None:
        """From now on no answer arrives."""
        self._open.clear()

    def answers(self) -> None:
        """All answers that hang arrive now."""
        self._open.set()

    async def _ask(self, subject: str, on_wait: OnWait) -> None:
        if self._waiting:
            on_wait(self._waiting)
        await super()._ask(subject, on_wait)


class CalmApp(PaperbrowseApp):
    """Takes the slowness of a busy machine for none of the network's."""

    SILENCE = 10 * PATIENCE


class World:
    """One machine with its files, seen by one run of the program after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = FakeClock()
        self.source = Hub(self.clock)
        self.arxiv = FakeArxiv()
        self.desktop = FakeDesktop()
        self.zotero = FakeZotero()
        self.topics = no_topics()
        self.pictures: Callable[[Cache], Pictures] | None = None
        """What makes the service for pictures; without it there is none."""
        self.forgotten = 0
        """How often the program forgot failures before it asked."""
        self.first_paint = ""
        """What the last run showed when it was about to load the network library."""
        self.asked_before: list[str] = []
        """What it had asked for by then."""
        self.widths: set[int] = set()
        """Of all that was laid out, ever."""
        self.was_warmed = False
        """Whether the last run has come so far."""
        self._driver: Driver | None = None

    @property
    def library_file(self) -> Path:
        return self.folder / "library.db"

    @asynccontextmanager
    async def stores(self) -> AsyncIterator[tuple[Cache, Library]]:
        """What is on the disk, between two runs."""
        self.index = Index(self.folder / "index", StoreThread("index"), StoreThread("search"))
        cache = Cache(self.folder / "cache", StoreThread("cache"), max_bytes=10_000_000)
        library = Library(self.library_file, StoreThread("library"), timeout=0.1)
        self.files, self.documents = PdfFiles(StoreThread("pdf")), Documents(StoreThread("documents"))
        self.outbox = Outbox(self.folder / "zotero", StoreThread("zotero"))
        try:
            yield cache, library
        finally:
            await cache.close()
            await library.close()
            await self.index.close()
            await self.files.close()
            await self.documents.close()
            await self.outbox.close()

    async def keep(self, edition: object, *papers: Paper, at: datetime | None = None) -> None:
        """Lays a copy of an edition into the cache, fetched now or at `at`."""
        at = at or self.clock.now()
        async with self.stores() as (cache, _):
            await cache.keep(Listing(str(edition), papers, at, at))

    async def bring(self, name: str, *titles: str) -> None:
        """Imports a page that holds these titles."""
        async with self.stores() as (cache, library):
            await self.services(cache, library).shelves.add_page("\n".join(titles).encode(), name, None)

    async def _tidy(self) -> None:
        """The cache of a test is small."""

    def services(self, cache: Cache, library: Library) -> Services:
        marking, topics = Marking(lambda: library, self.clock, self.index), self.topics
        feed = Feed(self.source, cache, topics, self.clock, self.index)
        arxiv = Arxiv(self.arxiv, cache, library, marking, self.clock, self.index)
        shelves = Shelves(cache, library, topics, self.clock, self._read, self.index)
        exporting = Exporting(arxiv, marking, self.documents)
        pdfs = Pdfs(self.arxiv, self.files, self.desktop, self.clock, self.folder / "pdf")
        reading = Reading(self.source, cache, self.clock)
        return Services(
            feed=feed,
            archive=Archive(feed, cache, self.clock, at_once=4),
            arxiv=arxiv,
            pdfs=pdfs,
            marking=marking,
            topics=topics,
            watching=Watching(marking),
            shelves=shelves,
            importing=Importing(lambda *_: None, shelves, marking, arxiv, feed, self.clock),
            reading=reading,
            resolving=Resolving(self.source, library, marking, self.clock),
            saving=Saving(Means(feed, reading, arxiv, pdfs, cache, self.clock)),
            searching=Searching(self.index, cache, library, topics, marking, self.clock),
            exporting=exporting,
            zotero=Zotero(lambda: self.zotero, self.outbox, exporting, self.clock),
            desktop=self.desktop,
            clock=self.clock,
            sample=self._sample,
            warm=self._warm,
            try_again=self._forget,
            tidy=self._tidy,
            notice=lambda: cache.notice,
            pictures=self.pictures(cache) if self.pictures else None,
        )

    @asynccontextmanager
    async def opened(
        self,
        asked: Period | Newest | SavedPage | Sample = Newest(),
        *,
        size: tuple[int, int] = (140, 34),
        read_ahead: bool = False,
        settles: bool = True,
        **wishes: object,
    ) -> AsyncIterator[Driver]:
        """The program at work; `wishes` are settings, `read_ahead` as the command line does it for today."""
        async with self.stores() as (cache, library):
            first: Future[Listing | None] | None = cache.submit_listing(str(FRIDAY)) if read_ahead else None
            app = CalmApp(self.services(cache, library), self.settings(**wishes), asked, first)
            self.was_warmed = False
            async with app.run_test(size=size, notifications=True, message_hook=self._note) as pilot:
                self._driver = driver = Driver(app, pilot)
                if settles:
                    await driver.until(lambda: self.was_warmed)
                    await driver.settle()
                yield driver

    def settings(self, **wishes: object) -> Settings:
        folders = Directories(*(self.folder / name for name in ("config", "data", "cache", "state")))
        return Settings(directories=folders, config_file=self.folder / "config.toml", **wishes)

    def _sample(self) -> Listing:
        now = self.clock.now()
        return Listing("sample", SAMPLE, now, now, origin="sample")

    async def _warm(self) -> None:
        """The network library is about to be loaded: by now the papers are painted, and nothing was asked."""
        self.was_warmed = True
        self.first_paint = self._driver.text if self._driver else ""
        self.asked_before = [*self.source.asked]

    def _note(self, message: Message) -> None:
        if isinstance(message, Resize):
            self.widths.add(message.size.width)

    def _forget(self) -> None:
        self.forgotten += 1

    def _read(self, content: bytes, name: str, saved_on: date | None) -> tuple[SavedPage, Listing]:
        """A page whose lines are titles."""
        if not content:
            raise Unreadable(f"No papers found in {name}.")
        page, now = SavedPage(hashlib.sha256(content).hexdigest(), name), self.clock.now()
        found = tuple(Paper(title_id(title), title, published=saved_on) for title in content.decode().splitlines())
        return page, Listing(str(page), found, now, now, origin="saved page")


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What the screen calls local time is the same everywhere."""
    monkeypatch.setenv("TZ", "UTC")
    _take_time_zone()
    yield
    monkeypatch.undo()
    _take_time_zone()


def _take_time_zone() -> None:
    if sys.platform != "win32":
        time.tzset()


@pytest.fixture
def world(tmp_path: Path) -> World:
    """Friday, 12 June 2026, noon; the Hub has papers of that day."""
    world = World(tmp_path)
    world.source.day(FRIDAY, *EDITION)
    return world
