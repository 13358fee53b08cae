"""`paperbrowse list` at the edges of the calendar: what is asked, what is kept, and what is said beside it."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.clocks import FakeClock
from tests.hub import Hub, faults, make_day, running

TEN_MINUTES = 600
EVE = date(2026, 12, 31)


def at(clock: FakeClock, hub: Hub, day: date) -> None:
    """It is noon of that day, here and there."""
    clock.set(datetime(day.year, day.month, day.day, 12, 0, tzinfo=UTC))
    hub.today = day


def ids(out: str) -> list[str]:
    return out.split()


# ---- week 53, the turn of the year


def test_week_53_is_put_together_from_its_days_and_kept(run: Run, hub: Hub, clock: FakeClock):
    at(clock, hub, date(2027, 1, 12))

    first = run("list", "2026-W53", "-q")
    asked = len(hub.requests)
    again, offline = run("list", "2026-W53", "-q"), run("--offline", "list", "2026-w53", "-q")

    assert (0, "") == (first.code, first.err)
    assert {"2612.28", "2612.29", "2612.30", "2612.31", "2701.01"} == {name[:7] for name in ids(first.out)}
    assert not [request for request in hub.requests if "week" in request.query]
    assert [first.out, first.out] == [again.out, offline.out]
    assert asked == len(hub.requests)


@pytest.mark.parametrize(("day", "days"), [(28, 1), (31, 4)])
def test_the_current_week_may_be_week_53_and_fills(run: Run, hub: Hub, clock: FakeClock, day: int, days: int):
    at(clock, hub, date(2026, 12, day))

    ended = run("list", "week", "-q")

    assert 5 * days == len(ids(ended.out))
    assert all(request.query["date"] <= str(hub.today) for request in hub.requests)


def test_week_53_with_a_day_missing_is_called_a_part(run: Run, hub: Hub, clock: FakeClock):
    at(clock, hub, date(2027, 1, 12))
    hub.fault(faults.status(403), path="/api/daily_papers", times=1)

    ended = run("list", "2026-W53", "-q")

    assert 20 == len(ids(ended.out))
    assert "This is a part of 2026-W53: the rest could not be read.\n" == ended.err


@pytest.mark.parametrize(
    ("today", "week", "month"),
    [
        (date(2025, 12, 29), "2026-W01", "2025-12"),
        (date(2026, 1, 4), "2026-W01", "2026-01"),
        (date(2027, 1, 4), "2027-W01", "2027-01"),
    ],
)
def test_week_and_month_at_the_turn_of_the_year(
    run: Run, hub: Hub, clock: FakeClock, today: date, week: str, month: str
):
    at(clock, hub, today)

    assert [0, 0] == [run("list", word, "-q").code for word in ("week", "month")]

    asked = [request.query.get("week") or request.query["month"] for request in hub.requests]
    assert [week, month] == list(dict.fromkeys(asked))


def test_yesterday_on_new_years_day_is_in_the_old_year(run: Run, hub: Hub, clock: FakeClock):
    at(clock, hub, date(2027, 1, 1))

    ended = run("list", "yesterday", "-q")

    assert ids(ended.out)[0].startswith("2612.31")
    assert "Showing Thu 2026-12-31, the edition before the newest.\n" == ended.err


@pytest.mark.fault("I9")
def test_a_year_without_a_week_53_is_told(run: Run, hub: Hub):
    ended = run("list", "2025-W53")

    assert 2 == ended.code and "there is no such week" in ended.err
    assert [] == hub.requests


# ---- the first day


@pytest.mark.fault("I11")
@pytest.mark.parametrize("typed", ["2023-05-03", "2023-W17", "2023-04", "2020-W53"])
def test_before_the_first_day_nothing_is_asked(run: Run, hub: Hub, typed: str):
    ended = run("list", typed)

    assert (2, "") == (ended.code, ended.out)
    assert "nothing before 2023-05-04, the first day of Daily Papers" in ended.err
    assert [] == hub.requests


@pytest.mark.parametrize(("typed", "number"), [("2023-05-04", 5), ("2023-W18", 10), ("2023-05", 100)])
def test_the_first_editions_are_listed(run: Run, hub: Hub, typed: str, number: int):
    ended = run("list", typed, "-q")

    assert (0, "", number) == (ended.code, ended.err, len(ids(ended.out)))


# ---- what is going on, and what never was


@pytest.mark.parametrize("typed", ["week", "month"])
def test_the_current_week_and_month_are_asked_again_while_they_fill(run: Run, hub: Hub, clock: FakeClock, typed: str):
    first = run("list", typed, "-q")
    hub.days[hub.today].extend(make_day(date(2026, 6, 13), 2))
    soon = run("list", typed, "-q")
    clock.advance(TEN_MINUTES)

    later = run("list", typed, "-q")

    assert first.out == soon.out
    assert len(ids(first.out)) + 2 == len(ids(later.out))


def test_a_week_that_has_only_begun_is_empty_so_far(run: Run, hub: Hub, clock: FakeClock):
    at(clock, hub, date(2026, 6, 15))
    hub.days[hub.today] = []

    assert "No papers in 2026-W25 yet.\n" == run("list", "week").err


@pytest.mark.real
def test_a_hole_in_the_record_is_empty_and_its_months_hold_what_is_around_it(
    run: Run, shared: Path, monkeypatch: pytest.MonkeyPatch
):
    with running(Hub(days=shared / "hub" / "days", today=date(2026, 6, 12))) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)

        day, week = run("list", "2024-04-10"), run("list", "2024-W18")
        april, may = run("list", "2024-04", "-q"), run("list", "2024-05", "-q")

    assert (0, "No papers on Wed 2024-04-10.\n") == (day.code, day.err)
    assert (0, "No papers in 2024-W18.\n") == (week.code, week.err)
    assert all(month.code == 0 and month.out and not month.err for month in (april, may))


# ---- trending, and pages of the site


def test_trending_offline_is_said_to_be_old(run: Run, hub: Hub, clock: FakeClock):
    run("list", "trending")
    clock.advance(3 * 3600)

    ended = run("--offline", "list", "trending", "-q")

    assert ids(ended.out)
    assert "Offline: showing trending as it was 3 h ago.\n" == ended.err


def test_nothing_may_be_trending(run: Run, hub: Hub, clock: FakeClock):
    at(clock, hub, date(2023, 5, 1))

    ended = run("list", "trending")

    assert (0, "", "No papers are trending.\n") == (ended.code, ended.out, ended.err)


def test_where_the_page_stands_in_for_the_api_it_is_said(run: Run, hub: Hub):
    whole = run("list", "2026-06-08", "--json")
    hub.fault(faults.answer(b'{"error": "moved"}'), path="/api/daily_papers")

    ended = run("list", "2026-06-08", "--refresh", "--json")

    assert "The API's answer could not be read: this is what the site's page says.\n" == ended.err
    assert whole.out.count("\n") == ended.out.count("\n")
    assert "origin" not in ended.out


def test_a_page_that_has_changed_is_said_to_have(run: Run, hub: Hub):
    hub.fault(faults.answer(b'{"error": "moved"}'), path="/api/daily_papers")
    hub.look.has_json = False

    day, trending = run("list", "2026-06-08", "-q"), run("list", "trending", "-q")

    assert ["The site's page has changed: titles, links and counts only.\n"] * 2 == [day.err, trending.err]
    assert 5 == len(ids(day.out))


def test_without_the_hub_and_without_a_copy_a_week_is_made_from_its_days(
    run: Run, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("sync", "--from", "2026-06-09", "--to", "2026-06-12")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")

    ended = run("list", "2026-W24", "--quiet")

    assert 0 == ended.code
    assert 4 * 5 == ended.out.count("\n")
    assert "Offline: 2026-W24 is made from 4 of 5 days on this machine.\n" == ended.err


def test_offline_trending_says_what_it_is_made_from(run: Run, hub: Hub) -> None:
    run("sync")

    ended = run("list", "trending", "--offline", "--quiet")

    assert 0 == ended.code
    assert 50 == ended.out.count("\n")
    assert "Offline: trending is made from upvotes a day and stars of 22 of 22 days on this machine.\n" == ended.err
