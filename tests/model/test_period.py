from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.errors import UsageError
from paperbrowse.model.period import (
    FIRST_DAY,
    FORMS,
    Day,
    Month,
    Newest,
    Period,
    Trending,
    Week,
    looks_like_period,
    parse_period,
    period_of,
)

TODAY = date(2026, 6, 12)
days = st.dates(FIRST_DAY, date(2100, 12, 31))
weekdays = days.filter(lambda day: day.weekday() < 5)


@given(weekdays)
def test_the_day_after_the_day_before_a_weekday_is_that_day_again(day: date) -> None:
    assert Day(day) == Day(day).before().after() == Day(day).after().before()


@given(days)
def test_walking_from_day_to_day_never_meets_a_weekend(day: date) -> None:
    assert not Day(day).before().is_weekend
    assert not Day(day).after().is_weekend


@pytest.mark.parametrize("weekend", [date(2026, 6, 13), date(2026, 6, 14)])
def test_a_weekend_lies_between_its_friday_and_its_monday(weekend: date) -> None:
    assert (Day(date(2026, 6, 12)), Day(date(2026, 6, 15))) == (Day(weekend).before(), Day(weekend).after())


@given(days)
def test_the_week_and_the_month_after_the_one_before_are_the_same_again(day: date) -> None:
    assert Week.of(day) == Week.of(day).before().after()
    assert Month.of(day) == Month.of(day).before().after()


@given(days)
def test_a_week_and_a_month_hold_their_day_and_end_where_the_next_begins(day: date) -> None:
    for span in (Week.of(day), Month.of(day)):
        assert span.first <= day <= span.last
        assert span.last + timedelta(days=1) == span.after().first


def test_a_year_can_have_a_week_53_that_belongs_to_the_next_calendar_year_too() -> None:
    week = Week.of(date(2021, 1, 1))

    assert ("2020-W53", date(2020, 12, 28), Week(2021, 1)) == (str(week), week.first, week.after())


def test_the_turn_of_the_year_is_crossed_by_days_weeks_and_months() -> None:
    assert Day(date(2025, 12, 31)) == Day(date(2026, 1, 1)).before()
    assert Week(2026, 53) == Week(2027, 1).before()
    assert Month(2026, 1) == Month(2025, 12).after()


def test_a_week_has_seven_days_from_monday() -> None:
    days = Week(2026, 24).days()

    assert (7, "2026-06-08", "2026-06-14") == (len(days), str(days[0]), str(days[-1]))


@pytest.mark.parametrize(
    ("typed", "period"),
    [
        ("today", Newest()),
        ("yesterday", Newest(back=1)),
        ("week", Week(2026, 24)),
        ("month", Month(2026, 6)),
        ("trending", Trending()),
        (" TODAY ", Newest()),
        ("2026-06-08", Day(date(2026, 6, 8))),
        ("2024-02-29", Day(date(2024, 2, 29))),
        ("2026-w24", Week(2026, 24)),
        ("2026-06", Month(2026, 6)),
        ("2026-06-12", Day(TODAY)),
        ("2023-05-04", Day(FIRST_DAY)),
        ("2023-05", Month(2023, 5)),
    ],
)
def test_every_form_is_read(typed: str, period: Period | Newest) -> None:
    assert period == parse_period(typed, TODAY)


@pytest.mark.fault("I9")
def test_week_53_is_read_in_the_years_that_have_one() -> None:
    assert Week(2026, 53) == parse_period("2026-W53", date(2026, 12, 31))
    assert Week(2020, 53) == period_of("2020-W53")


@pytest.mark.fault("I1", "I2", "I3", "I9")
@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("2024-02-30", "day"),
        ("2024-13-01", "day"),
        ("2023-02-29", "day"),
        ("0000-01-01", "day"),
        ("2024-W60", "week"),
        ("2024-W00", "week"),
        ("2024-W53", "week"),
        ("2024-13", "month"),
        ("2024-00", "month"),
    ],
)
def test_a_period_that_does_not_exist_is_named_with_what_was_typed(typed: str, kind: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(typed, TODAY)

    assert f"“{typed}”: there is no such {kind}; accepted: {FORMS}" == str(caught.value)


@pytest.mark.fault("I4", "I5", "I6", "I7", "I8")
@pytest.mark.parametrize(
    "typed",
    [
        "24-1-1",
        "2024-1-1",
        "20240101",
        "2024-W01-1",
        "2024W01",
        "٢٠٢٤-٠١-٠١",
        "２０２４-01-01",
        "",
        "  ",
        "2024–01–01",
        "2024-01-01T00:00",
        "-1",
        "2024",
        "2024-01-01\n2024-01-02",
        "../2024-01-01",
    ],
)
def test_what_is_no_period_is_answered_with_the_forms_that_are(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(typed, TODAY)

    assert f"“{typed}”: not a period; accepted: {FORMS}" == str(caught.value)


@pytest.mark.parametrize(("typed", "meant"), [("tody", "today"), ("Yesterdy", "yesterday"), ("trendng", "trending")])
def test_a_slip_in_a_word_is_answered_with_the_word_that_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(UsageError, match=f"^“{typed}”: not a period; did you mean {meant}\\? accepted: "):
        parse_period(typed, TODAY)


@pytest.mark.fault("I10")
@pytest.mark.parametrize("typed", ["2026-06-13", "2026-W25", "2026-07", "9999-12-31", "9999-W52", "9999-12"])
def test_the_future_is_not_yet(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(typed, TODAY)

    assert f"“{typed}”: not yet: it is 2026-06-12 (UTC, as the Hub counts days)" == str(caught.value)


@pytest.mark.fault("I11")
@pytest.mark.parametrize("typed", ["2023-05-03", "2023-W17", "2023-04", "0001-01-01", "0001-W01", "0001-01"])
def test_there_is_nothing_before_the_first_day(typed: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_period(typed, TODAY)

    assert f"“{typed}”: nothing before 2023-05-04, the first day of Daily Papers" == str(caught.value)


def test_the_error_carries_what_was_typed_and_what_is_accepted() -> None:
    with pytest.raises(UsageError) as caught:
        parse_period("soon", TODAY)

    assert ("soon", f"not a period; accepted: {FORMS}") == (caught.value.typed, caught.value.accepted)


@pytest.mark.parametrize("period", [Day(TODAY), Week(2020, 53), Month(2023, 5), Trending()])
def test_a_period_is_known_again_by_its_text_in_any_time(period: Period) -> None:
    assert period == period_of(str(period))


@given(st.text())
def test_whatever_is_typed_is_a_period_or_a_usage_error(typed: str) -> None:
    try:
        period = parse_period(typed, TODAY)
    except UsageError as error:
        assert typed == error.typed
    else:
        assert period == parse_period(str(period), TODAY)


@pytest.mark.parametrize("typed", ["today", "Trending", "2026-06-08", "2024-02-30", "20240101", "2024–01–01"])
def test_somebody_who_typed_this_meant_a_period(typed: str) -> None:
    assert looks_like_period(typed)


@pytest.mark.parametrize("typed", ["page.html", "./2026-06-08.html", "papers-2026.txt", "", "weekly.html"])
def test_somebody_who_typed_this_meant_a_file(typed: str) -> None:
    assert not looks_like_period(typed)
