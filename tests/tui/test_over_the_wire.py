"""The screen over the whole stack: real sources, real stores, and a service on the loopback that behaves and misbehaves."""

import shutil
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paperbrowse.assembly import open_services, open_stores
from paperbrowse.model.listing import Listing
from paperbrowse.model.period import Day, Newest, Period, Trending, Week
from tests.hub import Hub, faults

from .conftest import CalmApp, World
from .driving import Driver
from .papers import paper

FRIDAY = date(2026, 6, 12)
MONDAY = Day(date(2026, 6, 8))
Opened = Callable[..., AbstractAsyncContextManager[Driver]]


@pytest.fixture
async def hub() -> AsyncIterator[Hub]:
    async with Hub(today=FRIDAY, papers=2) as hub:
        yield hub


@pytest.fixture
def opened(world: World, hub: Hub) -> Opened:
    """`async with opened(Day(…), today=…) as reader:`, at noon of that day here and there."""

    @asynccontextmanager
    async def opened(asked: Period | Newest, *, today: date = FRIDAY, **wishes: object) -> AsyncIterator[Driver]:
        world.clock.set(datetime(today.year, today.month, today.day, 12, 0, tzinfo=UTC))
        hub.today = today
        settings = world.settings(**{"endpoint": hub.url, "images": False, **wishes})
        async with open_services(settings, clock=world.clock) as services:
            app = CalmApp(services, settings, asked)
            async with app.run_test(size=(140, 34), notifications=True) as pilot:
                driver = Driver(app, pilot)
                await driver.until(lambda: driver.screen.state.papers is not None or driver.screen.state.outcome is not None)
                await driver.settle()
                yield driver

    return opened


# ---- week 53, the turn of the year


async def test_week_53_is_shown_walked_over_and_kept(opened: Opened, hub: Hub) -> None:
    async with opened(Week(2026, 53), today=date(2027, 1, 12)) as reader:
        assert "Week 53, 2026: 28 Dec 2026 to 3 Jan 2027" in reader.title
        assert "10 papers" in reader.title and "● live" in reader.title
        assert "Week 53 of 2026 ─ Hub order" in reader.text

        for key, heading in (("]", "Week 1, 2027: 4 Jan to 10 Jan"), ("[", "Week 53, 2026"), ("[", "Week 52, 2026")):
            await reader.press(key)
            assert heading in reader.title
    assert "2026-W53" not in {request.query.get("week") for request in hub.requests}

    async with opened(Week(2026, 53), today=date(2027, 1, 12), offline=True) as reader:
        assert "10 papers" in reader.title and "offline" not in reader.title


async def test_week_53_fills_while_it_lasts(opened: Opened, hub: Hub) -> None:
    async with opened(Week(2026, 53), today=date(2026, 12, 30)) as reader:
        assert "6 papers" in reader.title and "6 so far at 12:00" in reader.title

        await reader.press("]")
        assert "This is the newest edition." == reader.said

        await reader.press("D")
        assert "Wed 30 Dec 2026" in reader.title

    assert all(request.query["date"] <= "2026-12-30" for request in hub.requests if "date" in request.query)


async def test_the_turn_of_the_year_is_walked_over_by_days_weeks_and_months(opened: Opened) -> None:
    async with opened(Day(date(2026, 1, 2)), today=date(2026, 1, 2)) as reader:
        for key, heading in (
            ("[", "Thu 1 Jan 2026"), ("[", "Wed 31 Dec 2025"), ("W", "Week 1, 2026: 29 Dec 2025 to 4 Jan 2026"),
            ("[", "Week 52, 2025: 22 Dec 2025 to 28 Dec 2025"), ("]", "Week 1, 2026"), ("M", "January 2026"),
            ("[", "December 2025"), ("]", "January 2026"), ("D", "Fri 2 Jan 2026"),
        ):
            await reader.press(key)
            assert heading in reader.title
            assert reader.titles


# ---- the first day


async def test_the_first_day_week_and_month_are_the_first(opened: Opened, hub: Hub) -> None:
    async with opened(Day(date(2023, 5, 4))) as reader:
        for key, heading, number in (("D", "Fri 12 Jun 2026", 2), ("d", "", 2)):
            await reader.press(key)
            assert number == len(reader.titles) and heading in reader.title
        await reader.type("2023-05-03")
        await reader.press("enter")
        assert "nothing before 2023-05-04" in reader.text
        await reader.press("escape")

        for typed, heading, number in (
            ("2023-W18", "Week 18, 2023: 1 May 2023 to 7 May 2023", 4), ("2023-05", "May 2023", 40), ("2023-05-04", "4 May", 2),
        ):
            await reader.press("d")
            await reader.type(typed)
            await reader.press("enter")
            assert heading in reader.title and number == len(reader.titles)
            await reader.press("[")
            assert "Nothing before 4 May 2023, the first day of Daily Papers." == reader.said
            assert heading in reader.title

    asked = {value for request in hub.requests for value in request.query.values()}
    assert not asked & {"2023-05-03", "2023-W17", "2023-04"}


# ---- holes, and what is going on


@pytest.mark.real
async def test_a_hole_in_the_record_is_told_and_its_months_hold_the_rest(
    shared: Path, world: World, opened: Opened, hub: Hub
) -> None:
    async with Hub(days=shared / "hub" / "days", today=FRIDAY) as recorded:
        async with opened(Day(date(2024, 4, 10)), endpoint=recorded.url) as reader:
            assert "No papers on 10 Apr 2024" in reader.text

            await reader.press("W")
            assert "The Hub has no papers of week 15 of 2024." in reader.text

            for key, heading in (("M", "April 2024"), ("]", "May 2024")):
                await reader.press(key)
                assert heading in reader.title and reader.titles
                assert "complete" in reader.title


async def test_the_current_week_and_month_have_no_future_and_fill(opened: Opened, hub: Hub, world: World) -> None:
    async with opened(Week(2026, 24), today=date(2026, 6, 10)) as reader:
        assert "Week 24, 2026: 8 Jun to 14 Jun" in reader.title and "6 so far at 12:00" in reader.title
        await reader.press("M")
        assert "June 2026" in reader.title and "16 so far at 12:00" in reader.title

        hub.today = date(2026, 6, 11)
        world.clock.advance(24 * 3600)
        await reader.press("j")

        assert "18 so far at 12:00" in reader.title


# ---- a network that comes and goes


def _proxy(hub: Hub) -> None:
    hub.fault(faults.status(407))


def _login_page(hub: Hub) -> None:
    hub.fault(faults.login_page())


def _limit(hub: Hub) -> None:
    hub.fault(faults.status(429, RateLimit='"api";r=0;t=240'))


@pytest.mark.fault("N67")
@pytest.mark.parametrize(
    ("trouble", "said"),
    [
        (_proxy, "the proxy wants a password · copy from 1 h ago"),
        (_login_page, "a login page answers · copy from 1 h ago"),
        (_limit, "the Hub limits us until 13:04 · copy from 1 h ago"),
    ],
)
async def test_trouble_is_told_at_the_next_key_and_gone_at_the_one_after_it_is_over(
    opened: Opened, hub: Hub, world: World, trouble: Callable[[Hub], None], said: str
) -> None:
    async with opened(Newest()) as reader:
        assert "● live" in reader.title
        trouble(hub)
        world.clock.advance(3600)
        await reader.press("j")
        assert said in reader.title

        hub.heal()
        world.clock.advance(5 * 60)
        await reader.press("k")

        assert "● live · checked just now" in reader.title


async def _told_of_a_copy(world: World, opened: Opened, **wishes: object) -> str:
    """What the title line says of a copy of a day where the first question fails."""
    nine, stores = datetime(2026, 6, 12, 9, 0, tzinfo=UTC), open_stores(world.settings())
    await stores.cache.keep(Listing(str(FRIDAY), (paper(1),), nine, nine))
    await stores.cache.close()
    await stores.library.close()
    async with opened(Day(FRIDAY), **wishes) as reader:
        await reader.until(lambda: reader.screen.state.outcome is not None)
        assert ["Paper 1"] == reader.titles
        return reader.title


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("HTTP_PROXY", "http://127.0.0.1:1", "the proxy does not answer · copy from 3 h ago"),
        ("HTTP_PROXY", "socks9://[", "the proxy cannot be used · copy from 3 h ago"),
        ("SSL_CERT_FILE", "/nowhere/at/all.pem", "the certificates cannot be used · copy from 3 h ago"),
    ],
)
async def test_a_variable_that_bars_the_way_is_hinted_at(
    world: World, opened: Opened, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)

    assert said in await _told_of_a_copy(world, opened)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl to make a certificate")
async def test_a_certificate_that_nobody_vouches_for_is_told(world: World, opened: Opened, tmp_path: Path) -> None:
    key, certificate = str(tmp_path / "key.pem"), str(tmp_path / "certificate.pem")
    asked = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", "/CN=made up",
             "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate]
    subprocess.run(["openssl", *asked], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)

    async with Hub(today=FRIDAY, tls=context) as hub:
        title = await _told_of_a_copy(world, opened, endpoint=hub.url)

    assert "the certificate is not trusted · copy from 3 h ago" in title


@pytest.mark.fault("N67")
async def test_a_service_that_goes_and_comes_is_noticed_at_a_key(opened: Opened, hub: Hub, world: World) -> None:
    async with opened(Newest()) as reader:
        port = int(hub.url.rpartition(":")[2])
        await hub.__aexit__()
        world.clock.advance(3600)
        await reader.press("j")
        assert "offline · copy from 1 h ago" in reader.title

        async with Hub(today=FRIDAY, papers=3, port=port):
            world.clock.advance(3)
            await reader.press("j")

            assert "● live · checked just now" in reader.title
            assert 3 == len(reader.titles)


@pytest.mark.fault("N61")
async def test_a_clock_of_the_service_that_is_a_day_off_changes_nothing(opened: Opened, hub: Hub, world: World) -> None:
    hub.fault(faults.status(200, body=b"[]", Date="Thu, 11 Jun 2026 12:00:00 GMT"), path="/api/daily_papers")

    async with opened(MONDAY) as reader:
        assert "● live · checked just now" in reader.title
        asked = len(hub.requests)
        world.clock.advance(9 * 60)
        await reader.press("j")

        assert "● live · checked 9 min ago" in reader.title
        assert asked == len(hub.requests)


# ---- pages in place of the API


async def test_a_page_that_has_changed_is_said_to_have(opened: Opened, hub: Hub) -> None:
    hub.fault(faults.answer(b'{"error": "moved"}'), path="/api/daily_papers")

    async with opened(MONDAY) as reader:
        assert 2 == len(reader.titles) and "read from the site's page" in reader.title

        hub.look.has_json = False
        await reader.press("T")
        assert "titles and counts only" in reader.title
        await reader.pilot.resize_terminal(60, 20)
        await reader.settle()
        assert "Trending" in reader.title and "live" in reader.title


async def test_trending_is_asked_of_the_site_and_offline_it_is_said_to_be_old(
    opened: Opened, hub: Hub, world: World
) -> None:
    async with opened(Trending()) as reader:
        assert " Trending " in reader.title and "● live" in reader.title and "page" not in reader.title
        hub.fault(faults.reset())
        world.clock.advance(3 * 3600)
        await reader.press("j")

        assert "Trending as it was 3 h ago" in reader.title
        assert "offline · copy from 3 h ago" in reader.title
        assert reader.titles
