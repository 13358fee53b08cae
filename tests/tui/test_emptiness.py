from datetime import date

import pytest
from msgspec.structs import replace

from paperbrowse.model.period import Day, Month, Period, Trending, Week
from paperbrowse.services.feed import Offline
from paperbrowse.tui.browsing import Browsing, Shelf
from paperbrowse.tui.emptiness import reasons

from .states import LIMITED, OFFLINE, TODAY, UNREADABLE, WAITING, listing, showing

SATURDAY = Day(date(2026, 6, 6))


def said(state: Browsing) -> str:
    return " ".join(reasons(state, TODAY))


def test_a_weekend_is_no_failure() -> None:
    for copy in (None, listing(SATURDAY, 0)):
        assert "A weekend: no papers are expected. [ goes to the edition before." == said(
            showing(copy, SATURDAY, papers=())
        )


def test_a_weekday_without_papers_is_taken_for_a_holiday() -> None:
    assert "No papers on 8 Jun: a holiday, as it seems. [ goes to the edition before." == said(showing(listing(count=0)))


@pytest.mark.parametrize(
    ("period", "said_of_it"),
    [
        (Trending(), "Nothing is trending, as the Hub says. R asks again. D leads back to the days."),
        (Month(2024, 5), "The Hub has no papers of May 2024. [ goes to the edition before."),
        (Week(2024, 18), "The Hub has no papers of week 18 of 2024. [ goes to the edition before."),
        (Month(2023, 5), "The Hub has no papers of May 2023. ] goes to the edition after."),
        (Week(2026, 24), "No papers yet in week 24. They come during the day. [ shows the edition before, R asks again."),
        (Day(date(2023, 5, 3)), "No papers on 3 May 2023: Daily Papers began on 4 May 2023. ] goes to the edition after."),
    ],
    ids=str,
)
def test_only_a_day_is_taken_for_a_holiday(period: Period, said_of_it: str) -> None:
    assert said_of_it == said(showing(listing(period, 0), period))


def test_today_may_be_too_early() -> None:
    today = Day(TODAY)

    assert said(showing(listing(today, 0), today)).startswith("No papers yet today. They come during the day.")


def test_a_filter_that_nothing_fits_says_what_clears_it() -> None:
    state = showing(listing(), typed="zebra")

    assert "No paper fits the filter. 3 papers without it: 0 clears it." == said(state)
    assert "No paper fits the filter." == reasons(replace(state, typed="", include=frozenset({"a"})), TODAY)[0]


def test_an_edition_that_was_never_fetched_says_how_to_ask() -> None:
    assert "8 Jun was never fetched. R asks for it." == said(showing(None, papers=()))


def test_fetching_says_what_and_from_where_and_what_it_waits_for() -> None:
    state = showing(None, is_fetching=True)

    assert "Fetching 8 Jun from huggingface.co…" == said(state)
    assert said(replace(state, waiting=WAITING)).lower().endswith("no answer yet: next try in 40 s.")


def test_a_failure_without_a_copy_says_why_and_what_to_do() -> None:
    for outcome in (OFFLINE, LIMITED, UNREADABLE):
        first, why, then = reasons(showing(None, outcome=outcome), TODAY)
        assert "No copy of 8 Jun on this machine." == first
        assert outcome.sentence[1:] in why
        assert "R tries again. [ and ] go to other editions." == then


def test_a_sentence_begins_with_a_capital_and_a_host_does_not() -> None:
    named = Offline("redirect", "hub.example.org redirects in circles")

    assert "No answer from huggingface.co (nobody knows this name)." == reasons(showing(None, outcome=OFFLINE), TODAY)[1]
    assert "hub.example.org redirects in circles." == reasons(showing(None, outcome=named), TODAY)[1]


def test_a_limit_is_not_called_a_network_problem() -> None:
    text = said(showing(None, outcome=LIMITED)).lower()

    assert "offline" not in text and "network" not in text


def test_an_edition_of_which_nothing_could_be_read_says_so() -> None:
    state = showing(listing(count=0, left_out=3))

    assert "3 entries could not be read, and nothing else came. R asks again." == said(state)


def test_empty_shelves_say_how_they_fill() -> None:
    for shelf, first in (
        (Shelf.INBOX, "Nothing unread."),
        (Shelf.BOOKMARKS, "No bookmarks yet."),
        (Shelf.IMPORTED, "No saved pages yet."),
    ):
        assert said(Browsing(shelf, papers=())).startswith(first)
        assert "" == said(Browsing(shelf))


def test_a_week_is_called_a_week() -> None:
    week = Week(2026, 23)

    assert "week 23 was never fetched." == reasons(showing(None, week, papers=()), TODAY)[0].lower()


def test_every_sentence_is_calm() -> None:
    states = [
        showing(listing(count=0)), showing(None, papers=()), showing(None, outcome=OFFLINE), showing(listing(), typed="z"),
        *(Browsing(shelf, papers=()) for shelf in Shelf),
    ]

    for state in states:
        text = said(state)
        assert "!" not in text and "please" not in text.lower() and "success" not in text.lower()
