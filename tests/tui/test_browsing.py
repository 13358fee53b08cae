from datetime import timedelta

import pytest
from msgspec.structs import replace

from paperbrowse.model.facets import Facet, FacetCount, Kind
from paperbrowse.model.period import Month, Trending, Week
from paperbrowse.model.seen import Seen
from paperbrowse.model.view import Order, View
from paperbrowse.services.feed import Offline, Refreshed, Unchanged
from paperbrowse.tui.browsing import Browsing, Shelf, heading, list_title, seconds_to_wait, title_line
from paperbrowse.tui.page import plain
from paperbrowse.tui.rendering import ASCII

from .papers import papers
from .states import LIMITED, MONDAY, NOW, OFFLINE, TODAY, UNREADABLE, WAITING, listing, showing, view_of
from .test_rendering import cells_of

OLD = NOW - timedelta(hours=3)
UNTIL = "14:05"
HERE = listing(at=OLD)
SAMPLE = Browsing(Shelf.SAMPLE, papers=papers(3))

STATUS = {
    "live": (showing(listing(), outcome=Refreshed(listing())), "● live · checked just now"),
    "unchanged": (showing(HERE, outcome=Unchanged(HERE)), "● live · checked 3 h ago"),
    "fetching": (showing(HERE, is_fetching=True), "fetching…"),
    "waiting": (showing(HERE, is_fetching=True, waiting=WAITING), "no answer yet · next try in 40 s"),
    "kept": (showing(HERE), "checked 3 h ago"),
    "offline": (showing(HERE, outcome=OFFLINE), "offline · copy from 3 h ago"),
    "offline, nothing kept": (showing(None, outcome=OFFLINE), "offline · R tries again"),
    "limited": (showing(HERE, outcome=LIMITED), f"the Hub limits us until {UNTIL} · copy from 3 h ago"),
    "limited, nothing kept": (showing(None, outcome=LIMITED), f"the Hub limits us until {UNTIL}"),
    "unreadable": (showing(HERE, outcome=UNREADABLE), "the Hub's answer cannot be used · copy from 3 h ago"),
    "sample": (SAMPLE, "sample edition"),
    "sample, offline": (replace(SAMPLE, outcome=OFFLINE), "sample edition · no network · R tries again"),
    "sample, fetching": (replace(SAMPLE, is_fetching=True), "fetching…"),
    "a saved page": (Browsing(Shelf.IMPORTED, page="k", papers=(), listing=HERE), "saved page · imported 3 h ago"),
    "saved pages": (Browsing(Shelf.IMPORTED, papers=()), "on this machine"),
    "bookmarks": (Browsing(Shelf.BOOKMARKS, papers=()), "on this machine"),
    "nothing yet": (showing(None), ""),
}


def titles(state: Browsing, cells: int = 160) -> tuple[str, str]:
    left, right = title_line(state, view_of(state), NOW, cells)
    return plain([left]), plain([right])


@pytest.mark.parametrize("name", STATUS)
def test_the_status_tells_the_truth(name: str) -> None:
    state, status = STATUS[name]

    assert status == titles(state)[1].strip()


def test_a_limit_is_never_called_a_network_problem() -> None:
    for name in ("limited", "limited, nothing kept"):
        for cells in range(40, 161, 8):
            said = " ".join(titles(STATUS[name][0], cells)).lower()
            assert UNTIL in said
            assert "offline" not in said and "network" not in said


@pytest.mark.parametrize("cells", range(40, 161, 5))
@pytest.mark.parametrize("period", [MONDAY, Week(2026, 52), Month(2026, 9), Trending()], ids=str)
def test_the_title_line_is_never_wider_than_the_terminal(period: object, cells: int) -> None:
    looked = Seen(OLD, {"2606.00001": 3})
    copy = listing(period, 3, left_out=2)
    for outcome in (None, OFFLINE, LIMITED, UNREADABLE, Refreshed(copy)):
        for fetching in ({}, {"is_fetching": True, "waiting": WAITING}):
            offer = "12 Jun is out, 14 so far: D shows it"
            state = showing(copy, period, outcome=outcome, seen=looked, offer=offer, **fetching)
            left, right = title_line(state, view_of(state), NOW, cells)
            assert cells_of(left) + cells_of(right) <= cells


def test_the_number_of_unread_papers_outlasts_the_other_facts() -> None:
    state = showing(listing(left_out=2), outcome=Refreshed(listing()))

    assert " paperbrowse   ‹ Mon 8 Jun 2026 ›   3 papers · 3 unread · complete · 2 entries could not be read" == titles(state)[0]
    assert (" ‹ Mon 8 Jun 2026 ›   3 unread", "● live ") == titles(state, 40)


def test_what_is_shown_and_how_it_stands_outlast_everything() -> None:
    state = showing(listing(Week(2025, 52)), Week(2025, 52), outcome=LIMITED)

    assert (" Week 52 of 2025", f"limited until {UNTIL} ") == titles(state, 40)


def test_the_title_line_counts_what_came_since_the_reader_looked() -> None:
    state = showing(listing(), seen=Seen(OLD, {"2606.00001": 3}))

    assert "3 papers · 3 unread · +2 since you looked" in titles(state)[0]


def test_entries_that_could_not_be_read_are_counted() -> None:
    assert "2 entries could not be read" in titles(showing(listing(left_out=2)))[0]


def test_an_edition_that_still_fills_says_how_far_it_is() -> None:
    state = showing(listing(at=NOW.replace(day=8)))

    assert "3 so far at 12:00" in titles(state)[0]


def test_a_part_of_an_edition_is_called_a_part() -> None:
    assert "a part of it" in titles(showing(listing(complete=False)))[0]


def test_what_is_not_known_is_not_counted() -> None:
    assert "0" not in titles(showing(None))[0].replace("2026", "")


def test_arrows_show_only_where_there_are_neighbours() -> None:
    assert "‹" not in titles(showing(listing(Trending()), Trending()))[0]
    assert "‹" not in titles(SAMPLE)[0]


def test_every_shelf_has_a_heading() -> None:
    headings = [heading(Browsing(shelf), TODAY) for shelf in list(Shelf)[4:]]

    assert ["Inbox", "Bookmarks", "Imported pages", "Sample edition"] == headings


def test_the_border_of_the_list_names_the_order_and_what_narrows_it() -> None:
    b, a, lab = Facet(Kind.TOPIC, "b"), Facet(Kind.TOPIC, "a"), Facet(Kind.ORGANIZATION, "lab")
    state = showing(listing(), order=Order.STARS, typed="undo", include=frozenset({b, a}), exclude=frozenset({lab}))
    view = View(papers(1), 49, 49, (FacetCount(lab, "The Lab", 0),))

    assert "8 Jun ─ Hub order" == list_title(showing(listing()), view, TODAY)
    assert "8 Jun ─ most stars ─ “undo”, a, b, not The Lab: 1 of 49" == list_title(state, view, TODAY)
    assert "Week 24 - Hub order" == list_title(showing(None, Week(2026, 24)), view, TODAY, ASCII)
    assert "Bookmarks" == list_title(Browsing(Shelf.BOOKMARKS), view, TODAY)


def test_a_paper_of_the_inbox_is_shown_while_it_is_unread() -> None:
    assert Browsing(Shelf.INBOX).narrowing.unread_only
    assert not Browsing(Shelf.DAY).narrowing.unread_only


def test_offline_is_said_whatever_the_reason() -> None:
    for reason in ("dns", "tls", "proxy", "login page", "cut"):
        assert titles(showing(HERE, outcome=Offline(reason, "no answer")))[1].startswith("offline · copy from")


def test_a_wait_counts_down_and_ends_at_nothing() -> None:
    state = replace(showing(None), is_fetching=True, waiting=WAITING, wait_ends=NOW + timedelta(seconds=40))

    assert [40, 15, 0] == [seconds_to_wait(state, NOW + timedelta(seconds=passed)) for passed in (0, 25, 60)]
