"""Where the rooms are joined: the only module that knows them all, but for the two faces of the program."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date

from . import __version__
from .desktop.machine import Machine
from .model.budget import budgets
from .model.listing import Listing, SavedPage
from .model.value import Value
from .services import Services
from .services.clock import SystemClock
from .services.feed import Feed
from .services.marking import Marking
from .services.ports import Clock, Pace, Source
from .services.resolving import Resolving
from .services.shelves import Shelves
from .settings import Settings
from .sources.offline import LazySource, OfflineSource
from .store.cache import Cache
from .store.library import Library
from .store.pace import SharedPace
from .store.thread import StoreThread

PROJECT_URL = "https://github.com/paperbrowse/paperbrowse"
USER_AGENT = f"paperbrowse/{__version__} (+{PROJECT_URL})"


class Stores(Value):
    """The files of ours, each on its own thread; opened at the first call, so that making them costs nothing."""

    cache: Cache
    library: Library


def open_stores(settings: Settings) -> Stores:
    """May be called before any event loop runs, to read the first listing while the screen is being imported."""
    cache = Cache(settings.cache_directory, StoreThread("cache"), max_bytes=settings.cache_max_bytes)
    return Stores(cache, Library(settings.library_file, StoreThread("library")))


def open_pace(settings: Settings, clock: Clock) -> SharedPace:
    """How often services were asked by all programs of this user."""
    return SharedPace(
        settings.directories.state / "pace.db", StoreThread("pace"), budgets(settings.limits),
        lambda: clock.now().timestamp(),
    )  # fmt: skip


@asynccontextmanager
async def open_services(
    settings: Settings, stores: Stores | None = None, clock: Clock | None = None
) -> AsyncIterator[Services]:
    """All services for one run; at the end what is queued for the disk is written and the network closed."""
    stores = stores or open_stores(settings)
    clock = clock or SystemClock()
    pace = open_pace(settings, clock)
    source = _source(settings, clock, pace)

    async def warm() -> None:
        if isinstance(source, LazySource):
            await source.warm()

    marking = Marking(stores.library, clock)

    async def tidy() -> None:
        await stores.cache.sweep(frozenset(paper_id for paper_id, marks in marking.all.items() if marks.bookmarked))

    try:
        yield Services(
            feed=Feed(source, stores.cache, clock),
            marking=marking,
            shelves=Shelves(stores.cache, stores.library, clock, _reader_of_pages(clock)),
            resolving=Resolving(source, stores.library, marking, clock),
            desktop=Machine(),
            clock=clock,
            sample=_sample,
            warm=warm,
            try_again=source.forget_failures,
            tidy=tidy,
            notice=lambda: stores.cache.notice,
        )
    finally:
        await source.close()
        await pace.close()
        await stores.cache.close()
        await stores.library.close()


def _source(settings: Settings, clock: Clock, pace: Pace) -> Source:
    if settings.offline:
        return OfflineSource("working offline, as asked")

    def make() -> Source:
        from .sources.http import Fetcher  # loads httpx: a third of the time to the first paint
        from .sources.hub import Hub
        from .sources.hub_api import HubApi
        from .sources.hub_page import HubPage

        token = settings.token.value if settings.token else None
        fetcher = Fetcher(
            settings.endpoint, limits=settings.limits, clock=clock, pace=pace, token=token, user_agent=USER_AGENT
        )
        return Hub(HubApi(fetcher, settings.limits, clock), HubPage(fetcher, clock))

    return LazySource(make)


def _sample() -> Listing:
    from .sources.sample import sample_listing  # read only when it is shown

    return sample_listing()


def _reader_of_pages(clock: Clock):
    def read(content: bytes, name: str, saved_on: date | None) -> tuple[SavedPage, Listing]:
        from .sources.saved_page import read_saved_page

        return read_saved_page(content, name, now=clock.now(), saved_on=saved_on)

    return read
