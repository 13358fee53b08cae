"""What the tests of the network share: a stand-in for the Hub, a clock that nothing waits on, and the source between them."""

from collections.abc import AsyncIterator, Callable
from datetime import date

import pytest
from msgspec.structs import replace

from paperbrowse.model.budget import budgets
from paperbrowse.model.limits import Limits
from paperbrowse.services.ports import Waiting
from paperbrowse.sources.http import Fetcher
from paperbrowse.sources.hub_api import HubApi
from paperbrowse.store.pace import SharedPace
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.hub import Hub
from tests.patience import PATIENCE

TODAY = date(2026, 6, 12)
LIMITS = Limits(connect=PATIENCE, read=PATIENCE, whole=PATIENCE)
IMPATIENT = replace(LIMITS, read=0.1)
"""For a test of silence: whoever should be answered may lose patience, on a busy machine."""

MakeApi = Callable[..., HubApi]


@pytest.fixture
def clock() -> FakeClock:
    """It is the noon of TODAY."""
    return FakeClock()


@pytest.fixture
async def hub(clock: FakeClock) -> AsyncIterator[Hub]:
    async with Hub(today=TODAY, papers=3, monotonic=clock.monotonic) as hub:
        yield hub


@pytest.fixture
async def make_pace(clock: FakeClock) -> AsyncIterator[Callable[[Limits], SharedPace]]:
    """Makes one that counts in the process alone."""
    made: list[SharedPace] = []

    def make(limits: Limits) -> SharedPace:
        made.append(SharedPace(None, StoreThread("pace"), budgets(limits), lambda: clock.now().timestamp()))
        return made[-1]

    yield make
    for pace in made:
        await pace.close()


@pytest.fixture
async def make_fetcher(
    hub: Hub, clock: FakeClock, make_pace: Callable[[Limits], SharedPace]
) -> AsyncIterator[Callable[..., Fetcher]]:
    """Makes fetchers for the stand-in, or for another `endpoint`, and closes them."""
    made: list[Fetcher] = []

    def make(endpoint: str | None = None, limits: Limits = LIMITS, token: str | None = None) -> Fetcher:
        made.append(
            Fetcher(
                endpoint or hub.url, limits=limits, clock=clock, pace=make_pace(limits), token=token,
                user_agent="paperbrowse/test",
            )
        )
        return made[-1]

    yield make
    for fetcher in made:
        await fetcher.close()


@pytest.fixture
def make_api(make_fetcher: Callable[..., Fetcher], clock: FakeClock) -> MakeApi:
    def make(endpoint: str | None = None, limits: Limits = LIMITS, token: str | None = None) -> HubApi:
        return HubApi(make_fetcher(endpoint, limits, token), limits, clock)

    return make


@pytest.fixture
def api(make_api: MakeApi) -> HubApi:
    return make_api()


@pytest.fixture
def waits() -> list[Waiting]:
    """What a test's `on_wait` was told: give `waits.append`."""
    return []
