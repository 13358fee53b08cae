"""Where the rooms are joined: the only module that knows them all, but for the two faces of the program."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import __version__
from .apart import reading_apart, topics_by
from .desktop.machine import Machine
from .desktop.painter import Painter
from .model.budget import budgets
from .model.check import Check, State
from .model.limits import Limits
from .model.value import Value, replace
from .services import Services
from .services.archive import Archive
from .services.arxiv import Arxiv
from .services.clock import SystemClock
from .services.examining import limit_checks, proxy_check, service_check, token_check
from .services.exporting import Exporting
from .services.feed import Feed
from .services.importing import Importing
from .services.marking import Marking
from .services.pdf import Pdfs
from .services.pictures import Pictures
from .services.ports import ArxivSource, Beside, Clock, Pace, PictureSource, Source
from .services.reading import Reading
from .services.resolving import Resolving
from .services.saving import Means, Saving
from .services.searching import Searching
from .services.shelves import Shelves
from .services.sparing import sparing
from .services.watching import Watching
from .services.zotero import Connector, Zotero
from .settings import Settings
from .sources.later import list_reader, page_reader, sample
from .sources.offline import LazyArxiv, LazySource, OfflineArxiv, OfflineSource
from .store.cache import Cache
from .store.documents import Documents
from .store.index import Index
from .store.library import Library
from .store.outbox import Outbox
from .store.pace import SharedPace
from .store.pdf_files import PdfFiles
from .store.thread import StoreThread

if TYPE_CHECKING:
    from .sources.hub_reading import Read
    from .sources.http import Fetcher

PROJECT_URL = "https://github.com/paperbrowse/paperbrowse"
USER_AGENT = f"paperbrowse/{__version__} (+{PROJECT_URL})"

_OFFLINE = "working offline, as asked"
_DAYS_AT_ONCE = 8
"""For each request that may be under way: while days are read and kept, others are asked for. So many come before the
process that reads many of them has started."""
_LONGEST_LOOK = 20.0
"""Seconds for the one question that `examine_service` asks."""


class Stores(Value):
    """The files of ours, each on its own thread; opened at the first call, so that making them costs nothing."""

    cache: Cache
    library: Library
    index: Index


def open_stores(settings: Settings) -> Stores:
    """May be called before any event loop runs, to read the first listing while the screen is being imported."""
    cache = Cache(settings.cache_directory, StoreThread("cache"), max_bytes=settings.cache_max_bytes)
    index = Index(settings.directories.cache / "index", StoreThread("index"), StoreThread("search"))
    return Stores(cache, Library(settings.library_file, StoreThread("library")), index)


def open_pace(settings: Settings, clock: Clock) -> SharedPace:
    """How often services were asked by all programs of this user."""
    return SharedPace(
        settings.directories.state / "pace.db", StoreThread("pace"), budgets(settings.limits),
        lambda: clock.now().timestamp(),
    )  # fmt: skip


class _Outside(Value):
    """What the services ask, and what they write into besides the stores."""

    pace: SharedPace
    source: Source
    arxiv: ArxivSource
    pdfs: PdfFiles
    documents: Documents
    zotero: Outbox
    beside: Beside

    async def close(self) -> None:
        for each in (self.source, self.arxiv, self.pace, self.pdfs, self.documents, self.zotero):
            await each.close()


def _outside(settings: Settings, clock: Clock) -> _Outside:
    pace = open_pace(settings, clock)
    arxiv = _arxiv_site(settings, clock, pace)
    reading = cache(lambda: reading_apart(_own_topics(settings)))
    return _Outside(
        pace,
        _source(settings, clock, pace, arxiv, reading),
        arxiv,
        PdfFiles(StoreThread("pdf")),
        Documents(StoreThread("documents")),
        Outbox(settings.directories.data / "zotero", StoreThread("zotero")),
        lambda: reading().beside(),
    )


@asynccontextmanager
async def open_services(
    settings: Settings, stores: Stores | None = None, clock: Clock | None = None
) -> AsyncIterator[Services]:
    """All services for one run; at the end what is queued for the disk is written and the network closed."""
    stores = stores or open_stores(settings)
    clock = clock or SystemClock()
    outside = _outside(settings, clock)
    services = _joined(settings, stores, clock, outside)
    try:
        yield services
    finally:
        asking = (services.feed, services.arxiv, services.reading, services.zotero, *filter(None, (services.pictures,)))
        for each in (*asking, outside, stores.cache, stores.library, stores.index):
            await each.close()


def _joined(settings: Settings, stores: Stores, clock: Clock, outside: _Outside) -> Services:
    source, desktop = outside.source, Machine()
    pictures = _pictures(settings, stores.cache, clock, outside.pace)
    marking = Marking(stores.library, clock, stores.index)
    arxiv = Arxiv(outside.arxiv, stores.cache, stores.library, marking, clock, stores.index)
    topics = topics_by(_own_topics(settings), arxiv.categories)
    feed = Feed(source, stores.cache, topics, clock, stores.index)
    searching = Searching(stores.index, stores.cache, stores.library, topics, marking, clock)
    shelves = Shelves(stores.cache, stores.library, topics, clock, page_reader(clock), stores.index)
    exporting = Exporting(arxiv, marking, outside.documents)
    api, pages = (sparing(outside.pace, settings.limits, bucket) for bucket in ("api", "pages"))
    reading = Reading(source, stores.cache, clock)
    pdfs = Pdfs(outside.arxiv, outside.pdfs, desktop, clock, settings.pdf_directory, settings.pdf_viewer)
    return Services(
        feed=feed,
        archive=Archive(feed, stores.cache, clock, _DAYS_AT_ONCE * settings.limits.at_once, api, outside.beside),
        arxiv=arxiv,
        pdfs=pdfs,
        marking=marking,
        shelves=shelves,
        importing=Importing(list_reader, shelves, marking, arxiv, feed, clock),
        topics=topics,
        watching=Watching(marking),
        reading=reading,
        resolving=Resolving(source, stores.library, marking, clock),
        saving=Saving(Means(feed, reading, arxiv, pdfs, stores.cache, clock, api, pages)),
        searching=searching,
        exporting=exporting,
        zotero=Zotero(lambda: _connector(settings), outside.zotero, exporting, clock),
        desktop=desktop,
        clock=clock,
        sample=sample,
        warm=lambda: _warm(searching, source),
        try_again=lambda: _try_again(source, outside.arxiv, pictures),
        tidy=lambda: _tidy(stores.cache, marking, searching),
        notice=lambda: stores.library.notice or stores.cache.notice or source.notice,
        pictures=pictures,
    )


def _try_again(source: Source, arxiv_site: ArxivSource, pictures: Pictures | None) -> None:
    for each in (source, arxiv_site, pictures):
        if each is not None:
            each.forget_failures()


async def _warm(searching: Searching, source: Source) -> None:
    searching.begin_to_warm()
    if isinstance(source, LazySource):
        await source.warm()


async def _tidy(cache: Cache, marking: Marking, searching: Searching) -> None:
    pinned = frozenset(paper_id for paper_id, marks in marking.all.items() if marks.bookmarked)
    await cache.sweep(pinned, searching.forget)
    await marking.back_up_if_due()
    await searching.catch_up()


def _own_topics(settings: Settings) -> Path:
    return settings.directories.config / "topics.toml"


def _source(settings: Settings, clock: Clock, pace: Pace, arxiv: ArxivSource, reading: "Callable[[], Read]") -> Source:
    if settings.offline:
        return OfflineSource(_OFFLINE)
    limits = settings.limits
    return LazySource(lambda: _hub(_fetcher(settings, limits, clock, pace), arxiv, limits, clock, reading()))


def _arxiv_site(settings: Settings, clock: Clock, pace: Pace) -> ArxivSource:
    if settings.offline:
        return OfflineArxiv(_OFFLINE)

    def make() -> ArxivSource:
        from .sources.arxiv import ArxivSite

        api, pages = (_arxiv_fetcher(each, settings, clock, pace) for each in (settings.arxiv_api, settings.arxiv_pages))
        return ArxivSite(api, pages)

    return LazyArxiv(make)


def _connector(settings: Settings) -> Connector:
    from .sources.zotero import ZoteroConnector  # loads httpx too

    return ZoteroConnector(settings.zotero, USER_AGENT)


def _pictures(settings: Settings, cache: Cache, clock: Clock, pace: Pace) -> Pictures | None:
    if not settings.images or settings.ascii:
        return None

    def make() -> PictureSource:
        from .sources.thumbnails import thumbnails  # loads httpx too

        return thumbnails(settings.thumbnails, settings.limits, clock, pace, USER_AGENT)

    return Pictures(None if settings.offline else make, cache, Painter(), clock)


def _fetcher(settings: Settings, limits: Limits, clock: Clock, pace: Pace) -> "Fetcher":
    from .sources.http import Fetcher  # loads httpx: a third of the time to the first paint

    token = settings.token.value if settings.token else None
    return Fetcher(settings.endpoint, limits=limits, clock=clock, pace=pace, token=token, user_agent=USER_AGENT)


def _arxiv_fetcher(address: str, settings: Settings, clock: Clock, pace: Pace) -> "Fetcher":
    from .sources.http import Fetcher  # as above

    limits = replace(settings.limits, at_once=1)
    return Fetcher(
        address, limits=limits, clock=clock, pace=pace, token=None, user_agent=USER_AGENT, bucket="arxiv", stays_connected=False
    )


def _hub(
    fetcher: "Fetcher", arxiv: ArxivSource, limits: Limits, clock: Clock, read: "Read | None" = None
) -> Source:  # fmt: skip
    from .sources.full_texts import FullTexts
    from .sources.hub import Hub
    from .sources.hub_api import HubApi
    from .sources.hub_page import HubPage

    return Hub(HubApi(fetcher, limits, clock, read), HubPage(fetcher, clock), FullTexts(fetcher, arxiv, clock))


async def examine_desktop() -> tuple[Check, ...]:
    """What of the machine around us takes copies and links."""
    return await Machine().examine()


def can_draw_pictures() -> bool:
    """Whether the extra for it is installed."""
    return Painter().is_there


async def examine_service(settings: Settings, clock: Clock | None = None) -> tuple[Check, ...]:
    """One request to the service, without a second try, and what came to light with it."""
    from .sources.unconnected import proxy_variable

    clock = clock or SystemClock()
    pace = open_pace(settings, clock)
    limits = replace(settings.limits, tries=1, longest_wait=0.0, whole=min(settings.limits.whole, _LONGEST_LOOK))
    fetcher = _fetcher(settings, limits, clock, pace)
    source = _hub(fetcher, _arxiv_site(settings, clock, pace), limits, clock)
    host = settings.endpoint.partition("://")[2]
    try:
        answer = await service_check(source, host, clock, _LONGEST_LOOK)
        return (
            answer,
            proxy_check(proxy_variable(settings.endpoint)),
            token_check(settings.token is not None, fetcher.token_refused, answer.state is State.OK),
            *await limit_checks(pace, budgets(limits), {"api": "API limit", "pages": "page limit"}),
        )
    finally:
        await source.close()
        await pace.close()
