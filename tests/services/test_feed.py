import asyncio
from datetime import UTC, date, datetime, timedelta

import pytest

from paperbrowse.errors import Refused, SourceError, TooBig, Unreachable
from paperbrowse.errors import Unreadable as UnreadableAnswer
from paperbrowse.model.freshness import Freshness
from paperbrowse.model.period import FIRST_DAY, Day, Month, Trending, Week
from paperbrowse.services.feed import EDITIONS_BACK, Feed, Fresh, Limited, Offline, Refreshed, Success, Unchanged, Unreadable
from paperbrowse.services.ports import Waiting
from paperbrowse.store.cache import Cache
from tests.clocks import FakeClock
from tests.model.made import NOON, day_listing, paper

from .fake_source import FakeSource

FRIDAY = Day(date(2026, 6, 12))
THURSDAY = FRIDAY.before()
WEDNESDAY = THURSDAY.before()
MONDAY = FRIDAY.after()
OFFLINE = Unreachable("dns", "The name huggingface.co is not known here.")


def ids(outcome: Success) -> list[str]:
    return [each.id for each in outcome.listing.papers]


async def test_nothing_is_on_this_machine_before_the_first_refresh(feed: Feed) -> None:
    assert await feed.cached(FRIDAY) is None


async def test_a_refresh_brings_the_edition_and_keeps_a_copy(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1), paper(2))

    outcome = await feed.refresh(FRIDAY)

    assert isinstance(outcome, Refreshed)
    assert ["2606.00001", "2606.00002"] == ids(outcome)
    assert outcome.listing == await feed.cached(FRIDAY)


@pytest.mark.fault("N46")
async def test_an_edition_without_papers_is_kept_as_such(feed: Feed) -> None:
    outcome = await feed.refresh(FRIDAY)

    assert isinstance(outcome, Refreshed)
    assert outcome.listing == day_listing() == await feed.cached(FRIDAY)


@pytest.mark.fault("N19")
async def test_where_the_service_says_unchanged_only_the_check_moves(
    feed: Feed, source: FakeSource, clock: FakeClock
) -> None:
    source.day(FRIDAY, paper(1))
    first = await feed.refresh(FRIDAY)
    source.unchanged()
    clock.advance(3600)

    second = await feed.refresh(FRIDAY)

    assert second == Unchanged(first.listing.confirmed(NOON + timedelta(hours=1)))
    assert second.listing == await feed.cached(FRIDAY)


async def test_of_a_day_that_is_known_to_be_missing_no_copy_is_looked_for(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1))
    await feed.refresh(FRIDAY)

    again = await feed.refresh(FRIDAY, may_be_kept=False)

    assert isinstance(again, Refreshed) and again.listing.papers == (await feed.cached(FRIDAY)).papers


async def test_the_same_papers_again_are_unchanged_too(feed: Feed, source: FakeSource, clock: FakeClock) -> None:
    source.day(FRIDAY, paper(1), paper(2))
    first = await feed.refresh(FRIDAY)
    clock.advance(3600)

    second = await feed.refresh(FRIDAY)

    assert second == Unchanged(first.listing.confirmed(clock.now()))


async def test_one_more_upvote_is_a_new_list(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1, upvotes=1))
    await feed.refresh(FRIDAY)
    source.day(FRIDAY, paper(1, upvotes=2))

    assert isinstance(await feed.refresh(FRIDAY), Refreshed)


@pytest.mark.fault("N1", "N29", "N35")
@pytest.mark.parametrize(
    ("error", "outcome"),
    [
        (OFFLINE, Offline("dns", str(OFFLINE))),
        (Refused(429, "The Hub limits us.", 90.0), Limited(NOON + timedelta(seconds=90), "The Hub limits us.")),
        (Refused(429, "Wait long.", 99999999), Limited(NOON + timedelta(days=1), "Wait long.")),
        (Refused(429, "Wait for ever.", 1e300), Limited(NOON + timedelta(days=1), "Wait for ever.")),
        (Refused(500, "The Hub is in trouble."), Unreadable("The Hub is in trouble.")),
        (UnreadableAnswer("Not JSON."), Unreadable("Not JSON.")),
        (TooBig("Too much."), Unreadable("Too much.")),
    ],
)
async def test_a_failure_is_told_and_the_copy_stays_with_its_time(
    feed: Feed, source: FakeSource, clock: FakeClock, error: SourceError, outcome: object
) -> None:
    source.day(FRIDAY, paper(1))
    kept = (await feed.refresh(FRIDAY)).listing
    source.fails(error)

    failed = await feed.refresh(FRIDAY)

    assert outcome == failed
    assert kept == await feed.cached(FRIDAY)


async def test_two_who_ask_at_once_share_one_request(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1))

    first, second = await asyncio.gather(feed.refresh(FRIDAY), feed.refresh(FRIDAY))

    assert first is second
    assert ["2026-06-12"] == source.asked


async def test_two_editions_are_asked_for_side_by_side(feed: Feed, source: FakeSource) -> None:
    with source.held_back():
        both = asyncio.gather(feed.refresh(FRIDAY), feed.refresh(THURSDAY))
        while len(source.asked) < 2:
            await asyncio.sleep(0)
    await both

    assert {"2026-06-12", "2026-06-11"} == set(source.asked)


async def test_whoever_stops_waiting_does_not_stop_the_request(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1))
    with source.held_back():
        impatient = asyncio.ensure_future(feed.refresh(FRIDAY))
        patient = asyncio.ensure_future(feed.refresh(FRIDAY))
        while not source.asked:
            await asyncio.sleep(0)
        impatient.cancel()

    assert ["2606.00001"] == ids(await patient)
    assert impatient.cancelled()
    assert ["2026-06-12"] == source.asked


async def test_the_next_who_asks_gets_a_request_of_their_own(feed: Feed, source: FakeSource) -> None:
    await feed.refresh(FRIDAY)
    await feed.refresh(FRIDAY)

    assert ["2026-06-12", "2026-06-12"] == source.asked


@pytest.mark.fault("N25")
async def test_everybody_who_waits_is_told_what_for(feed: Feed, source: FakeSource) -> None:
    waiting = Waiting("the Hub limits us", 2.0)
    source.waits(waiting)
    first: list[Waiting] = []
    second: list[Waiting] = []

    await asyncio.gather(feed.refresh(FRIDAY, first.append), feed.refresh(FRIDAY, second.append))

    assert ([waiting], [waiting]) == (first, second)


async def test_a_fresh_copy_is_brought_without_a_question(feed: Feed, source: FakeSource, clock: FakeClock) -> None:
    source.day(FRIDAY, paper(1))
    kept = (await feed.refresh(FRIDAY)).listing
    clock.advance(60)

    assert Fresh(kept) == await feed.bring(FRIDAY)
    assert 1 == len(source.asked)


async def test_a_stale_copy_is_brought_anew(feed: Feed, source: FakeSource, clock: FakeClock) -> None:
    await feed.refresh(FRIDAY)
    clock.advance(11 * 60)

    assert Freshness.STALE is feed.freshness(FRIDAY, await feed.cached(FRIDAY))

    await feed.bring(FRIDAY)

    assert 2 == len(source.asked)


async def test_the_newest_edition_is_todays_where_it_has_papers(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1))
    source.day(THURSDAY, paper(2))

    day, outcome = await feed.newest()

    assert (FRIDAY, ["2606.00001"]) == (day, ids(outcome))
    assert ["2026-06-12"] == source.asked


async def test_the_newest_edition_in_the_early_morning_is_yesterdays(feed: Feed, source: FakeSource) -> None:
    source.day(THURSDAY, paper(2))

    day, outcome = await feed.newest()

    assert (THURSDAY, ["2606.00002"]) == (day, ids(outcome))


async def test_the_newest_edition_on_a_weekend_is_fridays_and_the_weekend_is_not_asked_for(
    feed: Feed, source: FakeSource, clock: FakeClock
) -> None:
    clock.set(datetime(2026, 6, 14, 9, 0, tzinfo=UTC))
    source.day(FRIDAY, paper(1))

    day, _ = await feed.newest()

    assert (FRIDAY, ["2026-06-12"]) == (day, source.asked)


async def test_the_newest_edition_is_found_behind_a_long_holiday(feed: Feed, source: FakeSource) -> None:
    day = FRIDAY
    for _ in range(EDITIONS_BACK - 1):
        day = day.before()
    source.day(day, paper(1))

    assert day == (await feed.newest())[0]


async def test_where_all_editions_are_empty_the_first_of_them_is_shown_with_its_own_answer(
    feed: Feed, source: FakeSource
) -> None:
    day, outcome = await feed.newest()

    assert (FRIDAY, "2026-06-12") == (day, outcome.listing.edition)
    assert EDITIONS_BACK == len(source.asked)


async def test_the_edition_before_the_newest_is_the_one_before_that_has_papers(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1))
    source.day(WEDNESDAY, paper(3))

    day, outcome = await feed.newest(back=1)

    assert (WEDNESDAY, ["2606.00003"]) == (day, ids(outcome))


async def test_the_edition_before_the_only_one_is_empty_and_says_so(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1))

    day, outcome = await feed.newest(back=1)

    assert (THURSDAY, "2026-06-11", []) == (day, outcome.listing.edition, ids(outcome))


@pytest.mark.fault("N1")
async def test_the_newest_edition_without_a_network_is_the_newest_copy(
    feed: Feed, source: FakeSource, cache: Cache
) -> None:
    await cache.keep(day_listing(WEDNESDAY.day, paper(3)))
    await cache.keep(day_listing(THURSDAY.day))
    source.fails(OFFLINE)

    assert (WEDNESDAY, Offline("dns", str(OFFLINE))) == await feed.newest()


async def test_a_limit_met_on_the_way_back_shows_the_newest_copy_too(
    feed: Feed, source: FakeSource, cache: Cache
) -> None:
    await cache.keep(day_listing(WEDNESDAY.day, paper(3)))
    source.fails(Refused(429, "The Hub limits us.", 60), subject="2026-06-11")

    assert (WEDNESDAY, Limited(NOON + timedelta(minutes=1), "The Hub limits us.")) == await feed.newest()


async def test_todays_copy_is_shown_where_it_can_not_be_checked(
    feed: Feed, source: FakeSource, clock: FakeClock
) -> None:
    source.day(FRIDAY, paper(1))
    await feed.refresh(FRIDAY)
    clock.advance(3600)
    source.fails(OFFLINE)

    assert FRIDAY == (await feed.newest())[0]


async def test_without_a_network_and_a_copy_it_is_todays_that_is_missing(feed: Feed, source: FakeSource) -> None:
    source.fails(OFFLINE)

    assert (FRIDAY, Offline("dns", str(OFFLINE))) == await feed.newest()


async def test_the_copy_before_the_newest_is_found_without_a_network(
    feed: Feed, source: FakeSource, cache: Cache
) -> None:
    for day in (FRIDAY, WEDNESDAY, WEDNESDAY.before()):
        await cache.keep(day_listing(day.day, paper(1), at=NOON - timedelta(hours=5)))
    source.fails(OFFLINE)

    assert WEDNESDAY == (await feed.newest(back=1))[0]


async def test_without_a_copy_before_the_newest_it_is_the_day_before_that_is_missing(
    feed: Feed, source: FakeSource, cache: Cache
) -> None:
    await cache.keep(day_listing(FRIDAY.day, paper(1), at=NOON - timedelta(hours=5)))
    source.fails(OFFLINE)

    assert THURSDAY == (await feed.newest(back=1))[0]


@pytest.mark.fault("S20")
async def test_by_a_clock_before_the_first_day_the_newest_is_the_newest_copy(
    feed: Feed, source: FakeSource, clock: FakeClock
) -> None:
    source.day(FRIDAY, paper())
    await feed.refresh(FRIDAY)
    clock.set(datetime(2016, 6, 12, tzinfo=UTC))

    day, outcome = await feed.newest()

    assert FRIDAY == day
    assert 1 == len(outcome.listing.papers)
    assert {"2026-06-12"} == set(source.asked)


async def test_neighbours_are_brought_where_they_are_missing_and_can_be_there(
    feed: Feed, source: FakeSource, cache: Cache
) -> None:
    await feed.neighbours(FRIDAY)
    await cache.keep(day_listing(FRIDAY.day))
    await feed.neighbours(THURSDAY)

    assert ["2026-06-11", "2026-06-10"] == source.asked


async def test_neighbours_are_given_up_at_the_first_failure(feed: Feed, source: FakeSource) -> None:
    source.fails(OFFLINE)

    await feed.neighbours(THURSDAY)

    assert ["2026-06-10"] == source.asked


async def test_trending_has_no_neighbours(feed: Feed, source: FakeSource) -> None:
    await feed.neighbours(Trending())

    assert [] == source.asked


@pytest.mark.fault("I10", "I11")
@pytest.mark.parametrize(
    ("period", "is_open"),
    [
        (FRIDAY, True),
        (MONDAY, False),
        (Week(2026, 24), True),
        (Week(2026, 25), False),
        (Month(2026, 6), True),
        (Month(2023, 5), True),
        (Month(2023, 4), False),
        (Day(FIRST_DAY), True),
        (Day(FIRST_DAY).before(), False),
    ],
)
def test_an_edition_is_open_from_the_first_day_to_today(feed: Feed, period: Day | Week | Month, is_open: bool) -> None:
    assert is_open == feed.is_open(period)


async def test_today_turns_at_midnight_utc(feed: Feed, clock: FakeClock) -> None:
    before = feed.today()
    clock.advance(12 * 3600)

    assert (date(2026, 6, 12), date(2026, 6, 13)) == (before, feed.today())


async def test_a_paper_of_a_known_edition_needs_no_question(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1, upvotes=7))
    await feed.refresh(FRIDAY)

    found = await feed.paper("2606.00001")

    assert found is not None and 7 == found.upvotes
    assert ["2026-06-12"] == source.asked


async def test_a_paper_is_asked_for_once_and_then_kept(feed: Feed, source: FakeSource) -> None:
    source.knows(paper(9))

    assert paper(9) == await feed.paper("2606.00009") == await feed.paper("2606.00009")
    assert ["2606.00009"] == source.asked


@pytest.mark.fault("N23")
async def test_a_paper_that_the_hub_does_not_know_is_none(feed: Feed) -> None:
    assert await feed.paper("2606.00009") is None


async def test_a_paper_that_cannot_be_asked_for_raises_what_went_wrong(feed: Feed, source: FakeSource) -> None:
    source.fails(OFFLINE)

    with pytest.raises(Unreachable):
        await feed.paper("2606.00009")


async def test_the_newest_copy_and_the_size_of_each_day_come_from_this_machine(feed: Feed, cache: Cache) -> None:
    await cache.keep(day_listing(WEDNESDAY.day, paper(1), paper(2)))
    await cache.keep(day_listing(FRIDAY.day))

    newest = await feed.newest_cached()

    assert newest is not None and WEDNESDAY == newest.period
    assert {date(2026, 6, 12): 0, date(2026, 6, 10): 2} == await feed.day_sizes()


async def test_a_week_is_made_of_the_days_on_this_machine_and_not_kept(feed: Feed, source: FakeSource) -> None:
    source.day(FRIDAY, paper(1, upvotes=1))
    source.day(THURSDAY, paper(2, upvotes=2))
    await feed.refresh(FRIDAY)
    await feed.refresh(THURSDAY)

    week = await feed.made_of_days(Week(2026, 24))

    assert ["2606.00002", "2606.00001"] == [each.id for each in week.papers]
    assert (2, False) == (week.made_of, week.complete)
    assert await feed.cached(Week(2026, 24)) is None


async def test_nothing_is_made_of_no_days_and_no_day_is_made(feed: Feed) -> None:
    assert await feed.made_of_days(Month(2026, 6)) is None
    assert await feed.made_of_days(FRIDAY) is None


async def test_at_the_end_the_requests_that_nobody_waits_for_are_ended(feed: Feed, source: FakeSource) -> None:
    with source.held_back():
        asking = asyncio.create_task(feed.refresh(FRIDAY))
        while not source.asked:
            await asyncio.sleep(0)

        await feed.close()

        with pytest.raises(asyncio.CancelledError):
            await asking
