from datetime import date, timedelta

from paperbrowse.model.archive import Held, days_of, due, made_of_days, weekdays
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper
from paperbrowse.model.period import FIRST_DAY, Day, Month, Trending, Week

from .made import NOON, day_listing, paper

FRIDAY = NOON.date()
WEEK = Week.of(FRIDAY)


def names(days: tuple[Day, ...]) -> list[str]:
    return [str(day) for day in days]


def titles(listing: Listing | None) -> list[str]:
    return [each.title for each in listing.papers] if listing else []


def held(days_after: int, day: date, **fields: object) -> dict[date, Held]:
    return {day: Held(NOON.replace(day=day.day) + timedelta(days=days_after), (), **fields)}


def test_the_days_of_a_span_come_newest_first_and_without_weekends() -> None:
    days = weekdays(date(2026, 6, 4), date(2026, 6, 9), FRIDAY)

    assert ["2026-06-09", "2026-06-08", "2026-06-05", "2026-06-04"] == names(days)


def test_neither_the_future_nor_the_time_before_the_first_day_is_asked_for() -> None:
    days = weekdays(date(2020, 1, 1), date(2030, 1, 1), FRIDAY)

    assert (Day(FRIDAY), Day(FIRST_DAY)) == (days[0], days[-1])


def test_a_span_that_is_no_span_has_no_days() -> None:
    assert () == weekdays(FRIDAY, FRIDAY - timedelta(days=7), FRIDAY)


def test_a_day_is_due_where_it_is_missing_or_has_not_settled_when_it_was_checked() -> None:
    monday, tuesday, wednesday = (date(2026, 6, number) for number in (1, 2, 3))
    here = held(3, monday) | held(1, tuesday) | held(4, wednesday, complete=False)

    assert ["2026-06-04", "2026-06-03", "2026-06-02"] == names(due(weekdays(monday, date(2026, 6, 4), FRIDAY), here, NOON))


def test_a_day_that_was_checked_a_moment_ago_is_not_due() -> None:
    assert () == due((Day(FRIDAY),), {FRIDAY: Held(NOON, ())}, NOON + timedelta(minutes=1))


def test_a_week_is_made_of_its_weekdays_most_upvotes_first() -> None:
    listings = [
        day_listing(day.day, paper(number, upvotes=number), at=NOON - timedelta(hours=number))
        for number, day in enumerate(days_of(WEEK, FRIDAY), 1)
    ]

    week = made_of_days(WEEK, listings, NOON)

    assert ["Paper 5", "Paper 4", "Paper 3", "Paper 2", "Paper 1"] == titles(week)
    assert ("2026-W24", "archive", 5, True) == (week.edition, week.origin, week.made_of, week.complete)
    assert NOON - timedelta(hours=3) == week.checked_at  # what was asked of Monday and Tuesday will stay


def test_a_day_that_had_settled_makes_a_month_no_older() -> None:
    monday, june = date(2026, 6, 1), Month(2026, 6)
    settled = day_listing(monday, paper(1), at=NOON - timedelta(days=5))
    unsettled = day_listing(date(2026, 6, 10), paper(2), at=NOON - timedelta(hours=9))

    assert NOON - timedelta(hours=9) == made_of_days(june, [settled, unsettled, day_listing(FRIDAY)], NOON).checked_at
    assert NOON - timedelta(days=5) == made_of_days(june, [settled], NOON).checked_at


def test_a_week_that_lacks_a_day_is_a_part_of_it() -> None:
    week = made_of_days(WEEK, [day_listing(FRIDAY, paper(1)), day_listing(date(2026, 6, 11))], NOON)

    assert (2, False) == (week.made_of, week.complete)


def test_days_that_have_not_come_are_not_missed() -> None:
    monday = NOON.replace(day=8)

    assert made_of_days(WEEK, [day_listing(monday.date(), paper(1))], monday).complete


def test_a_paper_of_two_days_is_there_once() -> None:
    month = made_of_days(Month(2026, 6), [day_listing(FRIDAY, paper(1)), day_listing(date(2026, 6, 11), paper(1))], NOON)

    assert ["Paper 1"] == titles(month)


def test_nothing_is_made_of_days_without_papers() -> None:
    assert made_of_days(WEEK, [day_listing(FRIDAY)], NOON) is None
    assert made_of_days(WEEK, [], NOON) is None


def aged(number: int, days: int, **fields: object) -> Paper:
    return paper(number, day=FRIDAY - timedelta(days=days), **fields)


def test_trending_weighs_upvotes_by_the_days_that_they_took() -> None:
    old, new = aged(1, days=19, upvotes=60), aged(2, days=1, upvotes=40)

    trending = made_of_days(Trending(), [day_listing(FRIDAY, old, new)], NOON)

    assert ["Paper 2", "Paper 1"] == titles(trending)


def test_trending_knows_stars() -> None:
    plain, starred = aged(1, days=4, upvotes=20), aged(2, days=4, upvotes=10, stars=2000)

    trending = made_of_days(Trending(), [day_listing(FRIDAY, plain, starred)], NOON)

    assert ["Paper 2", "Paper 1"] == titles(trending)


def test_trending_bears_papers_of_which_nothing_is_known_and_days_to_come() -> None:
    papers = paper(1), aged(2, days=-3, upvotes=1), paper(3, upvotes=-5, stars=-1)

    trending = made_of_days(Trending(), [day_listing(FRIDAY, *papers)], NOON)

    assert ["Paper 2", "Paper 1", "Paper 3"] == titles(trending)


def test_trending_ends_where_the_site_would() -> None:
    trending = made_of_days(Trending(), [day_listing(FRIDAY, *(paper(number, upvotes=number) for number in range(80)))], NOON)

    assert 50 == len(trending.papers)
    assert "Paper 79" == trending.papers[0].title


def test_trending_looks_back_thirty_days() -> None:
    days = days_of(Trending(), FRIDAY)

    assert (Day(FRIDAY), Day(date(2026, 5, 14))) == (days[0], days[-1])
