import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, timedelta

import pytest

from paperbrowse.errors import Refused, SourceError, Unreachable, Unreadable
from paperbrowse.model.period import Day
from paperbrowse.services.archive import MANY, Archive, Skipped, Synced
from paperbrowse.services.feed import Feed, Limited, Offline
from paperbrowse.services.ports import Waiting
from paperbrowse.services.round import Step
from paperbrowse.store.cache import Cache
from tests.clocks import FakeClock
from tests.model.made import NOON, paper

from .fake_source import FakeSource

TODAY = NOON.date()
MONDAY = date(2026, 6, 1)
"""Ten weekdays lie between it and today."""
OFFLINE = Unreachable("dns", "The name huggingface.co is not known here.")
TROUBLE = Refused(503, "The Hub is in trouble.")


@pytest.fixture
def archive(feed: Feed, cache: Cache, clock: FakeClock) -> Archive:
    return Archive(feed, cache, clock, at_once=1)


@pytest.fixture(autouse=True)
def two_papers_a_day(source: FakeSource) -> None:
    for number in range(1, 13):
        source.day(date(2026, 6, number), paper(2 * number), paper(2 * number + 1))


async def test_all_weekdays_of_a_span_come_newest_first_and_are_kept(
    archive: Archive, source: FakeSource, feed: Feed
) -> None:
    synced = await archive.sync(MONDAY, TODAY)

    assert [f"2026-06-{day:02}" for day in (12, 11, 10, 9, 8, 5, 4, 3, 2, 1)] == source.asked
    assert (10, 10, 20, 20, 0) == (synced.asked, synced.changed, synced.papers, synced.new, synced.fresh)
    assert ((), 0, None, False) == (synced.skipped, synced.left, synced.failure, synced.is_stopped)
    assert 2 == len((await feed.cached(Day(MONDAY))).papers)


async def test_a_second_sync_asks_for_nothing_and_a_later_one_only_for_days_that_had_not_settled(
    archive: Archive, source: FakeSource, clock: FakeClock
) -> None:
    await archive.sync(MONDAY, TODAY)
    source.asked.clear()

    again = await archive.sync(MONDAY, TODAY)
    assert [] == source.asked
    assert (10, 0) == (again.fresh, again.asked)

    clock.advance(4 * 3600)
    await archive.sync(MONDAY, TODAY)
    assert ["2026-06-12", "2026-06-11", "2026-06-10"] == source.asked


async def test_papers_that_were_here_before_are_not_new(
    archive: Archive, source: FakeSource, clock: FakeClock
) -> None:
    await archive.sync(TODAY, TODAY)
    source.day(TODAY, paper(24), paper(25), paper(99))
    clock.advance(3600)

    synced = await archive.sync(TODAY, TODAY)

    assert (1, 1, 3, 1) == (synced.asked, synced.changed, synced.papers, synced.new)


async def test_an_unchanged_day_is_asked_for_and_has_not_changed(archive: Archive, clock: FakeClock) -> None:
    await archive.sync(TODAY, TODAY)
    clock.advance(3600)

    synced = await archive.sync(TODAY, TODAY)

    assert (1, 0, 0) == (synced.asked, synced.changed, synced.new)


async def test_a_weekday_without_papers_is_remembered_too(archive: Archive, source: FakeSource) -> None:
    holiday = date(2026, 5, 25)
    await archive.sync(holiday, holiday)

    await archive.sync(holiday, holiday)

    assert ["2026-05-25"] == source.asked


async def test_so_many_are_asked_for_at_once_and_no_more(
    feed: Feed, cache: Cache, clock: FakeClock, source: FakeSource
) -> None:
    archive = Archive(feed, cache, clock, at_once=4)
    with source.held_back():
        syncing = asyncio.create_task(archive.sync(MONDAY, TODAY))
        while len(source.asked) < 4:
            await asyncio.sleep(0)
        for _ in range(20):
            await asyncio.sleep(0)
        assert 4 == len(source.asked)

    assert 10 == (await syncing).asked


@pytest.mark.parametrize(("days", "helped"), [(MANY, ["begins", "ends"]), (MANY - 1, [])])
async def test_another_process_helps_with_many_days_and_with_no_fewer(
    feed: Feed, cache: Cache, clock: FakeClock, source: FakeSource, days: int, helped: list[str]
) -> None:
    told: list[str] = []

    @asynccontextmanager
    async def beside() -> AsyncIterator[None]:
        told.append("begins")
        yield
        told.append("ends")

    weeks, rest = divmod(days, 5)
    first = TODAY - timedelta(days=7 * weeks + rest - 1)
    synced = await Archive(feed, cache, clock, at_once=4, beside=beside).sync(first, TODAY)

    assert (days, helped) == (synced.asked, told)


async def test_what_has_come_is_kept_when_it_is_stopped_and_the_next_sync_goes_on(
    archive: Archive, source: FakeSource
) -> None:
    def stop_after_four(step: Step) -> None:
        if step.done == 4:
            archive.stop()

    stopped = await archive.sync(MONDAY, TODAY, stop_after_four)
    source.asked.clear()
    rest = await archive.sync(MONDAY, TODAY)

    assert (4, 6, True) == (stopped.asked, stopped.left, stopped.is_stopped)
    assert (6, 4) == (rest.asked, rest.fresh)
    assert "2026-06-08" == source.asked[0]


async def test_a_request_that_hangs_does_not_hold_up_a_stop_and_its_answer_is_kept(
    archive: Archive, source: FakeSource, feed: Feed
) -> None:
    with source.held_back():
        syncing = asyncio.create_task(archive.sync(MONDAY, TODAY))
        while not source.asked:
            await asyncio.sleep(0)
        archive.stop()
        assert (await syncing).is_stopped
        assert not archive.is_syncing

    assert 2 == len((await feed.refresh(Day(TODAY))).listing.papers)
    assert ["2026-06-12"] == source.asked


async def test_a_sync_that_is_stopped_before_it_asked_asks_nothing(archive: Archive, source: FakeSource) -> None:
    syncing = asyncio.create_task(archive.sync(MONDAY, TODAY))
    await asyncio.sleep(0)

    archive.stop()

    assert (True, 10) == ((synced := await syncing).is_stopped, synced.left)
    assert [] == source.asked


async def test_a_sync_that_is_cancelled_leaves_the_archive_free_for_the_next(archive: Archive, source: FakeSource) -> None:
    with source.held_back():
        syncing = asyncio.create_task(archive.sync(MONDAY, TODAY))
        while not source.asked:
            await asyncio.sleep(0)
        syncing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await syncing

    assert 10 == (await archive.sync(MONDAY, TODAY)).asked


async def test_two_syncs_of_one_archive_are_a_mistake(archive: Archive, source: FakeSource) -> None:
    with source.held_back():
        syncing = asyncio.create_task(archive.sync(MONDAY, TODAY))
        await asyncio.sleep(0)

        with pytest.raises(RuntimeError):
            await archive.sync(MONDAY, TODAY)

    await syncing


async def test_a_network_that_is_gone_ends_it_after_three_days_and_says_why(archive: Archive, source: FakeSource) -> None:
    source.fails(OFFLINE)

    synced = await archive.sync(MONDAY, TODAY)

    assert 3 == len(source.asked)
    assert Offline("dns", str(OFFLINE)) == synced.failure
    assert (0, 10, ()) == (synced.asked, synced.left, synced.skipped)


async def test_a_network_that_is_gone_is_told_where_a_single_day_is_due(archive: Archive, source: FakeSource) -> None:
    source.fails(OFFLINE)

    assert isinstance((await archive.sync(TODAY, TODAY)).failure, Offline)


async def test_a_day_that_nobody_answered_for_gets_another_try_at_the_end(archive: Archive, source: FakeSource) -> None:
    source.fails(OFFLINE, "2026-06-09")

    def heal(step: Step) -> None:
        if step.done == 9:
            source.recovers()

    synced = await archive.sync(MONDAY, TODAY, heal)

    assert (10, (), None) == (synced.asked, synced.skipped, synced.failure)
    assert "2026-06-09" == source.asked[-1]


@pytest.mark.parametrize("error", [TROUBLE, Unreadable("Not JSON.")])
async def test_a_day_that_cannot_be_read_is_skipped_and_named(
    archive: Archive, source: FakeSource, error: SourceError
) -> None:
    source.fails(error, "2026-06-09")

    synced = await archive.sync(MONDAY, TODAY)

    assert (Skipped(date(2026, 6, 9), str(error)),) == synced.skipped
    assert (9, 0, None) == (synced.asked, synced.left, synced.failure)


async def test_a_service_that_is_in_trouble_is_not_asked_for_every_day(archive: Archive, source: FakeSource) -> None:
    source.fails(TROUBLE)

    synced = await archive.sync(MONDAY, TODAY)

    assert 8 == len(source.asked) == len(synced.skipped)
    assert 2 == synced.left
    assert str(TROUBLE) == synced.failure.sentence


async def test_a_limit_is_waited_for_and_told(archive: Archive, source: FakeSource, clock: FakeClock) -> None:
    steps: list[Step] = []
    source.fails(Refused(429, "The Hub limits us.", 200.0), "2026-06-09")

    def note(step: Step) -> None:
        steps.append(step)
        if step.waiting:
            source.recovers()

    synced = await archive.sync(MONDAY, TODAY, note)

    assert [200.0] == clock.waited
    assert [Waiting("the Hub limits us", 200.0)] == [step.waiting for step in steps if step.waiting]
    assert (10, 200.0) == (synced.asked, synced.seconds)


async def test_a_limit_of_hours_ends_it(archive: Archive, source: FakeSource, clock: FakeClock) -> None:
    source.fails(Refused(429, "The Hub limits us.", 7200.0))

    synced = await archive.sync(MONDAY, TODAY)

    assert Limited(NOON + timedelta(hours=2), "The Hub limits us.") == synced.failure
    assert [] == clock.waited


async def test_what_a_request_waits_for_is_told(archive: Archive, source: FakeSource) -> None:
    steps: list[Step] = []
    source.waits(Waiting("no answer yet", 2))

    await archive.sync(TODAY, TODAY, steps.append)

    assert [None, Waiting("no answer yet", 2), None] == [step.waiting for step in steps]


async def test_every_day_is_a_step(archive: Archive, source: FakeSource, clock: FakeClock) -> None:
    steps: list[Step] = []
    for number in (10, 11, 12):
        source.day(date(2026, 6, number), paper(number))

    def note(step: Step) -> None:
        steps.append(step)
        clock.advance(2)

    await archive.sync(date(2026, 6, 10), TODAY, note)

    assert [Step(0, 3, 0, 0), Step(1, 3, 1, 2), Step(2, 3, 2, 4), Step(3, 3, 3, 6)] == steps
    assert [None, 4, 2, 0] == [step.seconds_left for step in steps]
    assert 0.5 == steps[-1].papers_a_second


async def test_a_span_without_days_is_done_at_once(archive: Archive) -> None:
    nothing = Synced(0, 0, 0, 0, 0, (), 0, None, False, 0)

    assert nothing == await archive.sync(date(2026, 6, 6), date(2026, 6, 7))


async def test_what_came_in_is_a_change_of_the_archive(archive: Archive) -> None:
    before = await archive.changes()

    await archive.sync(TODAY, TODAY)

    assert before != await archive.changes()
