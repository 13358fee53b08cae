"""Where the rooms are joined: the only module that knows them all, but for the two faces of the program."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import TYPE_CHECKING

from . import __version__
from .apart import reading_apart
from .joined import Joined, Outside, Stores, own_topics
from .model.budget import budgets
from .model.limits import Limits
from .model.value import replace
from .services import Services
from .services.clock import SystemClock
from .services.ports import ArxivSource, Clock, Pace, PictureSource, Source
from .settings import Settings
from .sources.offline import LazyArxiv, LazySource, OfflineArxiv, OfflineSource
from .store.cache import Cache
from .store.index import Index
from .store.pace import SharedPace
from .store.thread import StoreThread

if TYPE_CHECKING:
    from .model.check import Check
    from .services.zotero import Connector
    from .sources.full_texts import FullTexts
    from .sources.hub_page import HubPage
    from .sources.hub_reading import Read
    from .sources.http import Fetcher

PROJECT_URL = "https://github.com/paperbrowse/paperbrowse"
USER_AGENT = f"paperbrowse/{__version__} (+{PROJECT_URL})"

_OFFLINE = "working offline, as asked"
_LONGEST_LOOK = 20.0
"""Seconds for the one question that `examine_service` asks."""


def open_stores(settings: Settings) -> Stores:
    """May be called before any event loop runs, to read the first listing while the screen is being imported."""
    cache = Cache(settings.cache_directory, StoreThread("cache"), max_bytes=settings.cache_max_bytes)
    index = Index(settings.directories.cache / "index", StoreThread("index"), StoreThread("search"))
    return Stores(cache, index, settings.library_file)


def open_pace(settings: Settings, clock: Clock) -> SharedPace:
    """How often services were asked by all programs of this user."""
    return SharedPace(
        settings.directories.state / "pace.db", StoreThread("pace"), budgets(settings.limits),
        lambda: clock.now().timestamp(),
    )  # fmt: skip


def _outside(settings: Settings, clock: Clock) -> Outside:
    pace = open_pace(settings, clock)
    arxiv = _arxiv_site(settings, clock, pace)
    reading = cache(lambda: reading_apart(own_topics(settings)))
    return Outside(
        pace,
        _source(settings, clock, pace, arxiv, reading),
        arxiv,
        lambda: _connector(settings),
        None if settings.offline else lambda: _thumbnails(settings, clock, pace),
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
    services = Joined(settings, stores, clock, outside)
    try:
        yield services
    finally:
        await services.close()
        await outside.close()
        await stores.close()


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


def _connector(settings: Settings) -> "Connector":
    from .sources.zotero import ZoteroConnector  # loads httpx too

    return ZoteroConnector(settings.zotero, USER_AGENT)


def _thumbnails(settings: Settings, clock: Clock, pace: Pace) -> PictureSource:
    from .sources.thumbnails import thumbnails  # loads httpx too

    return thumbnails(settings.thumbnails, settings.limits, clock, pace, USER_AGENT)


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
    from .sources.hub import Hub
    from .sources.hub_api import HubApi

    def page() -> "HubPage":
        from .sources.hub_page import HubPage

        return HubPage(fetcher, clock)

    def texts() -> "FullTexts":
        from .sources.full_texts import FullTexts

        return FullTexts(fetcher, arxiv, clock)

    return Hub(HubApi(fetcher, limits, clock, read), page, texts)


async def examine_desktop() -> "tuple[Check, ...]":
    """What of the machine around us takes copies and links."""
    from .desktop.machine import Machine

    return await Machine().examine()


def can_draw_pictures() -> bool:
    """Whether the extra for it is installed."""
    from .desktop.painter import Painter

    return Painter().is_there


async def examine_service(settings: Settings, clock: Clock | None = None) -> "tuple[Check, ...]":
    """One request to the service, without a second try, and what came to light with it."""
    from .model.check import State
    from .services.examining import limit_checks, proxy_check, service_check, token_check
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
