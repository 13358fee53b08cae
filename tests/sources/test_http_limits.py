"""When the service asks to be left alone: how long we wait, what the reader is told, and when we rather stop."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused
from paperbrowse.services.ports import Waiting
from paperbrowse.sources.http import Fetcher
from paperbrowse.sources.patience import asked_wait, calls_left
from tests.clocks import FakeClock
from tests.hub import Hub, faults

from .conftest import LIMITS
from .test_http import ask, failure_of

MakeFetcher = Callable[..., Fetcher]
NOW = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)


@pytest.mark.fault("N25", "N30")
@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Retry_After": "2"}, 2),
        ({"RateLimit": '"api";r=0;t=40'}, 41),
        ({"RateLimit": '"api"; r=0 ; t=40', "Retry_After": "2"}, 41),
        ({"RateLimit": '"api";r=7;t=40', "Retry_After": "2"}, 2),
    ],
)
async def test_the_wait_that_the_service_asks_for_is_kept_and_shown(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock, waits: list[Waiting], headers: dict[str, str], seconds: int
):
    hub.fault(faults.status(429, **headers), times=1)

    answer = await ask(make_fetcher(), waits)

    assert answer.value
    assert [Waiting("127.0.0.1 limits us", seconds)] == waits
    assert [seconds] == clock.waited


@pytest.mark.fault("N26", "N61")
@pytest.mark.parametrize("their_clock", [NOW, NOW + timedelta(days=1), NOW - timedelta(days=1)])
async def test_a_wait_until_a_date_counts_on_the_clock_of_the_service(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock, their_clock: datetime
):
    date, until = format_datetime(their_clock, usegmt=True), format_datetime(their_clock + timedelta(seconds=3), usegmt=True)
    hub.fault(faults.status(429, Date=date, Retry_After=until), times=1)

    await ask(make_fetcher())

    assert [3] == clock.waited


@pytest.mark.fault("N27")
@pytest.mark.parametrize("asked", ["Fri, 12 Jun 2020 12:00:00 GMT", "-5", "soon", "", "1e3", "٣", "Mon, 99 Foo 20 GMT"])
async def test_a_wait_that_makes_no_sense_is_our_own_choice(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock, asked: str
):
    hub.fault(faults.status(429, Retry_After=asked.encode().decode("latin-1")), times=1)

    await ask(make_fetcher())

    assert [0.25] == clock.waited


@pytest.mark.fault("N28")
async def test_a_limit_without_a_time_is_tried_three_times(hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock):
    hub.fault(faults.status(429))

    error = await failure_of(make_fetcher())

    assert isinstance(error, Refused)
    assert (429, 60.0) == (error.status, error.retry_after)
    assert [0.25, 0.5] == clock.waited


@pytest.mark.fault("N29")
@pytest.mark.parametrize(("asked", "seconds"), [("61", 61), ("300", 300), ("99999999", 3600), ("9" * 12, 3600)])
async def test_a_long_limit_is_not_waited_for_and_nothing_is_asked_until_it_is_over(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock, asked: str, seconds: int
):
    hub.fault(faults.status(429, Retry_After=asked), times=1)
    fetcher = make_fetcher()

    first = await failure_of(fetcher)
    clock.advance(0.5)
    second = await failure_of(fetcher)
    requests_while_limited = len(hub.requests)
    clock.advance(seconds)
    answer = await ask(fetcher)

    assert isinstance(first, Refused)
    assert seconds == first.retry_after
    assert isinstance(second, Refused)
    assert seconds - 0.5 == second.retry_after
    assert 1 == requests_while_limited
    assert [] == clock.waited
    assert answer.value


async def test_a_limit_of_the_pages_does_not_close_the_api(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.status(429, Retry_After="300"), path="/papers/")
    fetcher = make_fetcher()

    with pytest.raises(Refused):
        await fetcher.get("/papers/2606.08001.md", {}, parse=lambda body: body, on_wait=[].append)
    answer = await ask(fetcher)

    assert answer.value


async def test_with_the_last_request_of_the_window_we_wait_without_being_told_no(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock
):
    hub.budget, hub.window = 2, 30
    fetcher = make_fetcher()

    for _ in range(3):
        await ask(fetcher)

    assert [31] == clock.waited
    assert 3 == len(hub.requests)


async def test_the_sentence_of_a_limit_names_the_span(hub: Hub, make_fetcher: MakeFetcher):
    hub.fault(faults.status(429, Retry_After="720"), times=1)

    error = await failure_of(make_fetcher())

    assert "127.0.0.1 limits us for another 12 minutes" == str(error)


@pytest.mark.parametrize("headers", [{}, {"ratelimit": '"api";r=0'}, {"ratelimit": "x" * 5000}, {"retry-after": "0"}])
def test_headers_without_a_wait_ask_for_none(headers: dict[str, str]):
    assert not asked_wait(headers, NOW)


def test_a_header_says_how_many_calls_are_left():
    said = {"ratelimit": '"api";r=7;t=40'}

    assert (7, 41.0) == calls_left(said)


@pytest.mark.parametrize("header", ["", '"api";r=7', '"api";r=-7;t=40', f'"api";r=7;t={"9" * 10}', "r=7;t=40"])
def test_a_header_that_cannot_be_read_says_nothing(header: str):
    assert calls_left({"ratelimit": header}) is None


async def test_calls_are_spread_over_windows_before_the_service_says_no(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock, waits: list[Waiting]
):
    fetcher = make_fetcher(limits=replace(LIMITS, api_calls=2, window=20.0))

    for _ in range(5):
        await ask(fetcher, waits)

    assert [20.0, 20.0] == clock.waited
    assert [Waiting("127.0.0.1 limits us", 20.0)] * 2 == waits
    assert 5 == len(hub.requests)


async def test_what_the_service_says_is_left_counts_more_than_what_we_counted(
    hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock
):
    fetcher = make_fetcher(limits=replace(LIMITS, api_calls=3))
    hub.fault(faults.status(200, RateLimit='"api";r=1;t=9'), times=1)

    for _ in range(3):
        await ask(fetcher)

    assert [10.0] == clock.waited


async def test_a_budget_spent_for_long_is_said_at_once(hub: Hub, make_fetcher: MakeFetcher, clock: FakeClock):
    fetcher = make_fetcher(limits=replace(LIMITS, api_calls=1))

    await ask(fetcher)
    clock.advance(100)
    error = await failure_of(fetcher)

    assert isinstance(error, Refused)
    assert (429, 200.0) == (error.status, error.retry_after)
    assert 1 == len(hub.requests)
