from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.model.freshness import DayState, Freshness, day_state, freshness, is_recent, newest_expected
from paperbrowse.model.period import Day, Month, Period, Trending, Week

from .made import NOON, day_listing, paper

FRIDAY = Day(date(2026, 6, 12))
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)


def test_what_was_never_fetched_is_missing() -> None:
    assert Freshness.MISSING is freshness(FRIDAY, None, NOON)


@pytest.mark.parametrize(
    ("period", "checked_at", "age", "expected"),
    [
        (FRIDAY, NOON, 0 * MINUTE, Freshness.FRESH),
        (FRIDAY, NOON, 9 * MINUTE, Freshness.FRESH),
        (FRIDAY, NOON, 10 * MINUTE, Freshness.STALE),
        (FRIDAY, datetime(2026, 6, 13, 0, 1, tzinfo=UTC), 179 * MINUTE, Freshness.FRESH),
        (FRIDAY, datetime(2026, 6, 13, 0, 1, tzinfo=UTC), 3 * HOUR, Freshness.STALE),
        (FRIDAY, datetime(2026, 6, 14, 23, 59, tzinfo=UTC), 3 * HOUR, Freshness.STALE),
        (FRIDAY, datetime(2026, 6, 15, 0, 0, tzinfo=UTC), timedelta(days=400), Freshness.FRESH),
        (Week(2026, 24), NOON, 9 * MINUTE, Freshness.FRESH),
        (Week(2026, 24), NOON, 10 * MINUTE, Freshness.STALE),
        (Week(2026, 23), NOON, timedelta(days=400), Freshness.FRESH),
        (Month(2026, 6), NOON, 10 * MINUTE, Freshness.STALE),
        (Month(2026, 5), NOON, timedelta(days=400), Freshness.FRESH),
        (Trending(), NOON, 59 * MINUTE, Freshness.FRESH),
        (Trending(), NOON, HOUR, Freshness.STALE),
    ],
)
def test_a_copy_ages_by_what_can_still_happen_to_its_edition(
    period: Period, checked_at: datetime, age: timedelta, expected: Freshness
) -> None:
    listing = day_listing(at=checked_at, edition=str(period))

    assert expected is freshness(period, listing, checked_at + age)


def test_a_part_of_an_edition_is_asked_for_again_however_old_the_edition() -> None:
    part = day_listing(at=NOON, complete=False)

    assert Freshness.STALE is freshness(Day(date(2026, 1, 5)), part, NOON + 10 * MINUTE)


@pytest.mark.fault("S20")
def test_a_copy_from_the_future_is_checked_and_not_trusted() -> None:
    assert Freshness.STALE is freshness(Day(date(2020, 1, 6)), day_listing(at=NOON), NOON - MINUTE)


@pytest.mark.parametrize(
    ("age", "recent"), [(-HOUR, False), (0 * MINUTE, True), (14 * MINUTE, True), (15 * MINUTE, False), (30 * HOUR, False)]
)
def test_a_check_is_recent_for_a_quarter_of_an_hour(age: timedelta, recent: bool) -> None:
    assert recent is is_recent(day_listing(at=NOON), NOON + age)


@given(st.timedeltas(timedelta(0), timedelta(days=5000)), st.timedeltas(timedelta(0), timedelta(days=20)))
def test_a_copy_that_went_stale_never_becomes_fresh_by_waiting(age: timedelta, more: timedelta) -> None:
    listing = day_listing(at=NOON)

    now, later = (freshness(FRIDAY, listing, NOON + wait) for wait in (age, age + more))

    assert later is Freshness.STALE or now is Freshness.FRESH


@pytest.mark.parametrize(
    ("period", "checked_at", "papers", "expected"),
    [
        (FRIDAY, NOON, 1, DayState.FILLING),
        (FRIDAY, NOON, 0, DayState.EMPTY),
        (FRIDAY, NOON + timedelta(days=1), 1, DayState.SETTLING),
        (FRIDAY, NOON + timedelta(days=3), 1, DayState.COMPLETE),
        (FRIDAY, NOON + timedelta(days=3), 0, DayState.EMPTY),
        (Day(date(2026, 6, 13)), NOON + timedelta(days=1), 0, DayState.NONE_EXPECTED),
        (Day(date(2026, 6, 13)), NOON + timedelta(days=1), 1, DayState.FILLING),
        (Week(2026, 24), NOON, 0, DayState.FILLING),
        (Month(2026, 5), NOON, 1, DayState.COMPLETE),
        (Trending(), NOON, 1, DayState.COMPLETE),
    ],
)
def test_an_edition_is_what_its_copy_can_tell(
    period: Period, checked_at: datetime, papers: int, expected: DayState
) -> None:
    listing = day_listing(at=checked_at, edition=str(period), papers=tuple(map(paper, range(papers))))

    assert expected is day_state(period, listing)


def test_a_copy_that_lacks_something_says_so() -> None:
    assert DayState.PARTLY is day_state(FRIDAY, day_listing(FRIDAY.day, paper(), complete=False))


def test_without_a_copy_only_a_weekend_is_known() -> None:
    assert DayState.NONE_EXPECTED is day_state(Day(date(2026, 6, 14)), None)
    assert DayState.NEVER_FETCHED is day_state(FRIDAY, None)
    assert DayState.NEVER_FETCHED is day_state(Week(2026, 24), None)


@pytest.mark.parametrize(("today", "day"), [(12, 12), (13, 12), (14, 12), (15, 15)])
def test_the_newest_edition_that_may_be_there_is_of_today_or_of_friday(today: int, day: int) -> None:
    assert Day(date(2026, 6, day)) == newest_expected(date(2026, 6, today))
