import sys
import time
from datetime import UTC, date, datetime, timedelta

import pytest

from paperbrowse.model.catching_up import CatchingUp
from paperbrowse.model.period import Day, Month, Period, Trending, Week
from paperbrowse.tui.wording import (
    age,
    catching_up_in_words,
    clock_time,
    copy_from,
    count,
    day_in_words,
    left_out,
    period_in_words,
    short_number,
    short_period,
)

NOW = datetime(2026, 6, 12, 12, tzinfo=UTC)
TODAY = NOW.date()


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0"), (999, "999"), (1_000, "1k"), (1_512, "1.5k"), (9_960, "10k"), (99_949, "99.9k"), (99_950, "100k"),
        (110_400, "110k"), (999_499, "999k"), (999_500, "1.0M"), (12_345_678, "12.3M"),
    ],
)
def test_a_large_number_is_short(number: int, shown: str) -> None:
    assert shown == short_number(number)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-3600, "just now"), (0, "just now"), (59, "just now"), (60, "1 min ago"), (3599, "59 min ago"),
        (3600, "1 h ago"), (47 * 3600, "47 h ago"), (48 * 3600, "2 days ago"), (400 * 86400, "400 days ago"),
    ],
)
def test_ages_are_told_in_the_unit_that_fits(seconds: int, words: str) -> None:
    assert words == age(NOW - timedelta(seconds=seconds), NOW)


@pytest.mark.fault("S20")
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no time zone by name")
def test_an_hour_that_comes_twice_is_an_hour_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    first, second = (datetime(2026, 10, 25, hour, 30, tzinfo=UTC) for hour in (0, 1))

    assert ("02:30", "02:30") == (clock_time(first), clock_time(second))
    assert "1 h ago" == age(first, second)


def test_a_copy_is_told_with_its_age() -> None:
    assert "copy from 3 h ago" == copy_from(NOW - timedelta(hours=3), NOW)
    assert "copy from a moment ago" == copy_from(NOW, NOW)


@pytest.mark.parametrize(
    ("period", "long", "short"),
    [
        (Day(date(2026, 6, 8)), "Mon 8 Jun 2026", "8 Jun"),
        (Day(date(2025, 12, 31)), "Wed 31 Dec 2025", "31 Dec 2025"),
        (Week(2026, 24), "Week 24, 2026: 8 Jun to 14 Jun", "week 24"),
        (Week(2025, 1), "Week 1, 2025: 30 Dec 2024 to 5 Jan 2025", "week 1 of 2025"),
        (Week(2026, 1), "Week 1, 2026: 29 Dec 2025 to 4 Jan 2026", "week 1"),
        (Week(2026, 53), "Week 53, 2026: 28 Dec 2026 to 3 Jan 2027", "week 53"),
        (Month(2026, 6), "June 2026", "June"),
        (Month(2024, 2), "February 2024", "February 2024"),
        (Trending(), "Trending", "trending"),
    ],
)
def test_an_edition_has_a_long_and_a_short_name(period: Period, long: str, short: str) -> None:
    assert (long, short) == (period_in_words(period, TODAY), short_period(period, TODAY))


def test_week_53_after_the_turn_of_the_year_is_called_by_its_own_year() -> None:
    assert "week 53 of 2026" == short_period(Week(2026, 53), date(2027, 1, 2))
    assert "week 1 of 2026" == short_period(Week(2026, 1), date(2025, 12, 30))


def test_a_date_of_another_year_has_its_year() -> None:
    assert ["8 Jun", "8 Jun 2025"] == [day_in_words(date(year, 6, 8), TODAY) for year in (2026, 2025)]


def test_numbers_and_nouns_agree() -> None:
    assert ["0 papers", "1 paper", "1,204 papers"] == [count(number, "paper") for number in (0, 1, 1204)]
    assert ["", "1 entry could not be read", "2 entries could not be read"] == [left_out(number) for number in (0, 1, 2)]


@pytest.mark.parametrize(
    ("inbox", "words"),
    [
        (CatchingUp(143, 143, 38, 9, 6), "away 6 days: 143 papers, 38 on your topics, about 9 minutes"),
        (CatchingUp(120, 143, 30, 1, 6), "away 6 days: 120 of 143 unread, 30 on your topics, about 1 minute"),
        (CatchingUp(0, 143, 0, 0, 6), "away 6 days: all 143 papers read"),
        (CatchingUp(1, 1, 0, 1), "1 paper, about 1 minute"),
        (CatchingUp(0, 0, 0, 0), "nothing unread"),
    ],
)
def test_the_inbox_says_what_waits_and_how_long_it_takes(inbox: CatchingUp, words: str) -> None:
    assert words == catching_up_in_words(inbox)
