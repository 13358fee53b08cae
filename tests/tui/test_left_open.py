"""A screen that is left open: overnight, over a sleep of the machine, while the network comes and goes."""

from datetime import UTC, date, datetime, timedelta

import pytest

from paperbrowse.errors import Refused, Unreachable, Unreadable
from paperbrowse.model.period import Day, Trending

from .conftest import SAMPLE, World
from .driving import Driver
from .papers import EDITION, FRIDAY, THURSDAY, papers

AN_HOUR = 3600
LAST_MONDAY = date(2026, 6, 1)
MONDAY = date(2026, 6, 15)
DNS = Unreachable("dns", "no answer from huggingface.co (nobody knows this name)")
WAYS_TO_FAIL = [
    (DNS, "offline"),
    (Unreachable("proxy", "the proxy named in HTTPS_PROXY wants a password"), "the proxy wants a password"),
    (Unreachable("login page", "a login page answered in place of the service"), "a login page answers"),
    (Unreachable("tls", "the certificate of huggingface.co is not trusted (expired)"), "the certificate is not trusted"),
    (Unreadable("the answer is no list of papers"), "the Hub's answer cannot be used"),
]


async def looks(reader: Driver) -> None:
    """The timer ticks."""
    reader.screen.look_around()
    await reader.settle()


async def test_a_screen_left_open_on_friday_evening_offers_monday(world: World) -> None:
    world.clock.set(datetime(2026, 6, 12, 20, 0, tzinfo=UTC))

    async with world.opened() as reader:
        while world.clock.now() < datetime(2026, 6, 15, 6, 0, tzinfo=UTC):
            world.clock.advance(2 * AN_HOUR)
            await looks(reader)
            assert "is out" not in reader.title
        assert "Fri 12 Jun" in reader.title
        world.source.day(MONDAY, *papers(14, first=50))
        world.clock.advance(AN_HOUR)
        await looks(reader)

        assert "Fri 12 Jun" in reader.title
        assert "15 Jun is out, 14 so far: D shows it" in reader.title
        assert EDITION[0].id == reader.paper.id
        await reader.press("D")
        assert "Mon 15 Jun" in reader.title and "is out" not in reader.title

    assert not {"2026-06-13", "2026-06-14"} & set(world.source.asked)
    assert len(world.source.asked) < 50


async def test_the_hourly_look_needs_an_hour(world: World) -> None:
    async with world.opened() as reader:
        asked = len(world.source.asked)
        for _ in range(5):
            world.clock.advance(10 * 60)
            await looks(reader)
        assert asked == len(world.source.asked)

        world.clock.advance(10 * 60)
        await looks(reader)

        assert asked < len(world.source.asked)


# ---- midnight


async def test_midnight_moves_today_without_a_key(world: World) -> None:
    world.source.day(THURSDAY, *papers(3))
    world.clock.set(datetime(2026, 6, 11, 23, 59, tzinfo=UTC))

    async with world.opened() as reader:
        assert "3 so far at 23:59" in reader.title
        world.clock.advance(120)
        await looks(reader)

        assert "so far" not in reader.title and "may have grown since" in reader.title
        assert "Thu 11 Jun" in reader.title
        await reader.press("d")
        await reader.press("right", "enter")
        assert "Fri 12 Jun" in reader.title
        await reader.press("[", "D")
        assert "Fri 12 Jun" in reader.title


async def test_a_calendar_that_is_open_over_midnight_knows_the_new_day(world: World) -> None:
    world.source.day(THURSDAY, *papers(3))
    world.clock.set(datetime(2026, 6, 11, 23, 59, tzinfo=UTC))

    async with world.opened() as reader:
        await reader.press("d")
        world.clock.advance(120)
        await reader.press("right", "enter")

        assert "Fri 12 Jun" in reader.title


async def test_at_midnight_the_sidebar_counts_the_new_day(world: World) -> None:
    world.source.day(THURSDAY, *papers(3))
    world.clock.set(datetime(2026, 6, 11, 23, 59, tzinfo=UTC))
    await world.keep(FRIDAY, *papers(7), at=world.clock.now())

    async with world.opened() as reader:
        await reader.click_on("Bookmarks")
        assert ["Day", "3"] == reader.pane("sidebar")[0].split()[-2:]
        world.clock.advance(120)
        await looks(reader)

        assert ["Day", "7"] == reader.pane("sidebar")[0].split()[-2:]


async def test_the_year_turns_at_midnight_too(world: World) -> None:
    eve = date(2026, 12, 31)
    world.source.day(eve, *papers(3))
    world.clock.set(datetime(2026, 12, 31, 23, 59, tzinfo=UTC))

    async with world.opened() as reader:
        assert "31 Dec ─ Hub order" in reader.text
        world.clock.advance(120)
        await looks(reader)

        assert "31 Dec 2026 ─ Hub order" in reader.text


async def test_an_edition_that_is_offered_is_not_so_far_once_its_day_is_over(world: World) -> None:
    world.source.day(FRIDAY)
    world.source.day(THURSDAY, *papers(2))

    async with world.opened() as reader:
        world.source.day(FRIDAY, *EDITION)
        world.clock.advance(AN_HOUR)
        await looks(reader)
        assert "12 Jun is out, 5 so far: D shows it" in reader.title

        world.source.fails(DNS)
        world.clock.set(datetime(2026, 6, 13, 0, 1, tzinfo=UTC))
        await looks(reader)

        assert "12 Jun is out, 5: D shows it" in reader.title


async def test_the_inbox_gets_the_new_edition_while_it_is_open(world: World) -> None:
    world.source.day(FRIDAY)
    world.source.day(THURSDAY, *papers(2))

    async with world.opened() as reader:
        await reader.click_on("Inbox")
        assert ["Paper 1", "Paper 2"] == reader.titles
        await reader.press("j")
        world.source.day(FRIDAY, *papers(2, first=8))
        world.clock.advance(AN_HOUR)
        await looks(reader)

        assert ["Paper 8", "Paper 9", "Paper 1", "Paper 2"] == reader.titles
        assert "Paper 2" == reader.paper.title
        assert "12 Jun is out, 2 so far" in reader.title


# ---- the next key


async def test_a_key_renews_the_words_at_most_every_two_seconds(world: World) -> None:
    async with world.opened(Day(LAST_MONDAY)) as reader:
        world.clock.advance(59)
        await reader.press("j")
        assert "checked just now" in reader.title

        world.clock.advance(1.5)
        await reader.press("j")
        assert "checked just now" in reader.title

        world.clock.advance(1)
        await reader.press("j")
        assert "checked 1 min ago" in reader.title


async def test_live_is_said_for_a_quarter_of_an_hour(world: World) -> None:
    async with world.opened(Day(LAST_MONDAY)) as reader:
        assert "● live · checked just now" in reader.title
        world.clock.advance(14 * 60)
        await reader.press("j")
        assert "● live · checked 14 min ago" in reader.title

        world.clock.advance(6 * 60)
        await reader.press("j")

        assert "live" not in reader.title and "checked 20 min ago" in reader.title


async def test_at_a_key_a_copy_that_has_grown_old_is_checked_in_silence(world: World) -> None:
    async with world.opened() as reader:
        world.clock.advance(11 * 60)
        world.source.hangs()
        await reader.tap("j")
        await reader.until(lambda: world.source.asked.count(str(FRIDAY)) == 2)
        meanwhile = reader.title
        world.source.day(FRIDAY, *papers(8))
        world.source.answers()
        await reader.settle()

        assert "● live · checked 11 min ago" in meanwhile
        assert "● live · checked just now" in reader.title
        assert 8 == len(reader.titles)


async def test_keys_ask_no_more_than_once_a_minute(world: World) -> None:
    async with world.opened() as reader:
        world.source.fails(Refused(500, "huggingface.co is in trouble (status 500)"))
        world.clock.advance(11 * 60)
        for _ in range(15):
            world.clock.advance(3)
            await reader.press("j")

        assert 2 == world.source.asked.count(str(FRIDAY))
        assert "the Hub's answer cannot be used" in reader.title


async def test_a_fresh_copy_is_not_asked_for_however_many_keys_come(world: World) -> None:
    async with world.opened() as reader:
        asked = len(world.source.asked)
        for _ in range(3):
            world.clock.advance(120)
            await reader.press("j")

        assert asked == len(world.source.asked)


# ---- sleep, and clocks that are set


async def test_after_a_sleep_the_next_key_tells_the_truth(world: World) -> None:
    async with world.opened() as reader:
        asked_after = world.clock.monotonic()
        world.clock.set(world.clock.now() + timedelta(hours=9))
        world.source.fails(DNS)
        await reader.press("j")

        assert "offline · copy from 9 h ago" in reader.title

        world.source.recovers()
        world.clock.set(world.clock.now() + timedelta(seconds=3))
        await reader.press("k")

        assert "● live · checked just now" in reader.title
        assert asked_after == world.clock.monotonic()


@pytest.mark.fault("S20")
async def test_a_clock_that_is_set_back_ten_years_loses_nothing(world: World) -> None:
    async with world.opened() as reader:
        world.clock.set(datetime(2016, 6, 12, 12, 0, tzinfo=UTC))
        world.source.fails(DNS)
        await reader.press("j")
        assert "Fri 12 Jun 2026" in reader.title and "offline" in reader.title
        assert len(EDITION) == len(reader.titles)

        await reader.press("[", "D")
        assert len(EDITION) == len(reader.titles)

        world.source.recovers()
        world.clock.set(datetime(2026, 6, 12, 12, 1, tzinfo=UTC))
        await reader.press("j")
        assert "checked 1 min ago" in reader.title and "offline" not in reader.title

    world.clock.set(datetime(2016, 6, 13, 12, 0, tzinfo=UTC))
    async with world.opened() as reader:
        assert "Fri 12 Jun 2026" in reader.title
        assert len(EDITION) == len(reader.titles)


@pytest.mark.fault("S20")
async def test_a_clock_that_is_set_to_tomorrow_moves_today_and_loses_nothing(world: World) -> None:
    async with world.opened(Day(LAST_MONDAY)) as reader:
        world.clock.set(datetime(2026, 6, 15, 12, 0, tzinfo=UTC))
        await reader.press("j")
        await reader.press("D")

        assert "Fri 12 Jun 2026" in reader.title
        assert len(EDITION) == len(reader.titles)
        await reader.press("]")
        assert "No papers yet today." in reader.text


# ---- a network that comes and goes


@pytest.mark.fault("N67")
@pytest.mark.parametrize(("failure", "said"), WAYS_TO_FAIL, ids=lambda case: case if isinstance(case, str) else "")
async def test_a_failure_of_the_hourly_look_is_told_and_goes_on_the_next_success(
    world: World, failure: Exception, said: str
) -> None:
    async with world.opened() as reader:
        world.source.fails(failure)
        world.clock.advance(AN_HOUR)
        await looks(reader)
        assert f"{said} · copy from 1 h ago" in reader.title
        assert len(EDITION) == len(reader.titles)

        world.source.recovers()
        world.clock.advance(61)
        await reader.press("j")

        assert "● live · checked just now" in reader.title


@pytest.mark.fault("N67")
async def test_a_network_that_is_back_is_seen_without_a_key(world: World) -> None:
    async with world.opened() as reader:
        world.source.fails(DNS)
        world.clock.advance(AN_HOUR)
        await looks(reader)
        world.source.recovers()
        world.clock.advance(4 * 60)
        await looks(reader)
        assert "offline" in reader.title

        world.clock.advance(60)
        await looks(reader)

        assert "● live · checked just now" in reader.title


async def test_who_asks_again_is_told_the_cause_in_full_where_it_can_be_mended(world: World) -> None:
    async with world.opened() as reader:
        world.source.fails(DNS)
        await reader.press("R")
        assert [] == reader.messages

        world.source.fails(Unreachable("proxy", "the proxy named in HTTPS_PROXY wants a password"))
        await reader.press("R")

        assert "The proxy named in HTTPS_PROXY wants a password. R tries again." == reader.said


async def test_an_old_edition_is_called_offline_and_live_again_though_it_is_complete(world: World) -> None:
    async with world.opened(Day(LAST_MONDAY)) as reader:
        world.source.fails(DNS)
        world.clock.advance(AN_HOUR)
        await looks(reader)
        assert "offline · copy from 1 h ago" in reader.title

        world.source.recovers()
        world.clock.advance(3)
        await reader.press("j")

        assert "offline" not in reader.title and "checked 1 h ago" in reader.title


async def test_a_limit_is_kept_and_its_end_is_noticed(world: World) -> None:
    async with world.opened() as reader:
        world.source.fails(Refused(429, "huggingface.co limits us for another 20 minutes", 1200))
        world.clock.advance(11 * 60)
        await reader.press("j")
        assert "the Hub limits us until 12:31" in reader.title
        asked = len(world.source.asked)
        world.clock.advance(19 * 60)
        await reader.press("j")
        assert asked == len(world.source.asked)

        world.source.recovers()
        world.clock.advance(60)
        await reader.press("j")

        assert "● live · checked just now" in reader.title


@pytest.mark.fault("N67")
async def test_the_sample_notices_at_a_key_that_the_network_is_back(world: World) -> None:
    world.source.fails(DNS)

    async with world.opened() as reader:
        world.source.recovers()
        world.clock.advance(61)
        await reader.press("j")

        assert len(SAMPLE) == len(reader.titles)
        assert "no network" not in reader.title
        assert "12 Jun is out, 5 so far: D shows it" in reader.title


@pytest.mark.parametrize("wish", [{"offline": True}, {"check_every": 0}], ids=str)
async def test_who_wishes_so_is_never_asked_for(world: World, wish: dict[str, object]) -> None:
    await world.keep(FRIDAY, *EDITION)

    async with world.opened(**wish) as reader:
        asked = len(world.source.asked)
        world.clock.advance(30 * AN_HOUR)
        await looks(reader)
        await reader.press("j")

        assert asked == len(world.source.asked)
        assert "checked 30 h ago" in reader.title


# ---- trending


async def test_trending_has_no_neighbours_and_says_which_key_leads_on(world: World) -> None:
    world.source.day("trending", *papers(6))

    async with world.opened(Day(LAST_MONDAY)) as reader:
        await reader.press("T")
        assert "Trending is of now, not of 1 Jun: D leads back there." == reader.said

        for key in ("[", "]", "H", "L"):
            await reader.press(key)
            assert "Trending is of now and has no edition before or after. D leads to 1 Jun." == reader.said
            assert 6 == len(reader.titles)

        await reader.press("D")
        assert "Mon 1 Jun 2026" in reader.title
        await reader.press("D")
        assert "Fri 12 Jun 2026" in reader.title


async def test_the_way_back_to_a_week_is_named(world: World) -> None:
    async with world.opened(Day(LAST_MONDAY)) as reader:
        await reader.press("W", "T")

        assert "Trending is of now, not of week 23: W leads back there." == reader.said


async def test_from_today_trending_needs_no_explanation(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("T")
        assert "Nothing is trending, as the Hub says." in reader.text
        assert [] == reader.messages

        await reader.press("T", "[", "D")
        assert "Fri 12 Jun 2026" in reader.title


@pytest.mark.parametrize(
    ("key", "way_back", "there"), [("W", "W", "Week 23, 2026"), ("M", "M", "June 2026"), ("W", "D", "Fri 5 Jun 2026")]
)
async def test_the_way_back_from_trending_is_the_edition_one_came_from(
    world: World, key: str, way_back: str, there: str
) -> None:
    async with world.opened(Day(LAST_MONDAY)) as reader:
        await reader.press(key, "T", "T", way_back)

        assert there in reader.title


async def test_the_calendar_opens_where_one_came_from_trending(world: World) -> None:
    async with world.opened(Day(LAST_MONDAY)) as reader:
        await reader.press("T", "d")
        await reader.press("enter")

        assert "Mon 1 Jun 2026" in reader.title


async def test_trending_that_was_opened_first_leads_to_the_newest_day(world: World) -> None:
    async with world.opened(Trending()) as reader:
        await reader.press("[")
        assert reader.said.endswith("D leads to 12 Jun.")

        await reader.press("D")
        assert "Fri 12 Jun 2026" in reader.title


async def test_an_old_copy_of_trending_is_never_called_now(world: World) -> None:
    world.source.day("trending", *papers(6))

    async with world.opened(Trending()) as reader:
        assert " Trending " in reader.title and "● live" in reader.title
        world.source.fails(DNS)
        world.clock.advance(3 * AN_HOUR)
        await reader.press("j")

        assert "Trending as it was 3 h ago" in reader.title
        assert "offline · copy from 3 h ago" in reader.title

    async with world.opened(Trending()) as reader:
        assert "Trending as it was 3 h ago" in reader.title
