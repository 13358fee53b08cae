from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from paperbrowse.model.facets import Facet, FacetCount, Kind
from paperbrowse.model.period import Day, Month, Trending, Week
from paperbrowse.model.seen import Seen
from paperbrowse.model.view import Order, View
from paperbrowse.services.feed import Offline, Refreshed, Unchanged
from paperbrowse.tui.browsing import Browsing, Shelf, heading, list_title
from paperbrowse.tui.page import plain
from paperbrowse.tui.rendering import ASCII
from paperbrowse.tui.title_line import seconds_to_wait, title_line

from .papers import papers
from .states import LIMITED, MONDAY, NOW, OFFLINE, TODAY, UNREADABLE, WAITING, listing, showing, view_of
from .test_rendering import cells_of

OLD = NOW - timedelta(hours=3)
UNTIL = "14:05"
HERE = listing(at=OLD)
SHORTLY = listing(at=NOW - timedelta(minutes=14))
AHEAD = listing(at=NOW + timedelta(hours=2))
SAMPLE = Browsing(Shelf.SAMPLE, papers=papers(3))

STATUS = {
    "live": (showing(listing(), outcome=Refreshed(listing())), "● live · checked just now"),
    "unchanged": (showing(SHORTLY, outcome=Unchanged(SHORTLY)), "● live · checked 14 min ago"),
    "live once": (showing(HERE, outcome=Refreshed(HERE)), "checked 3 h ago"),
    "checked in the future": (showing(AHEAD, outcome=Refreshed(AHEAD)), "checked just now"),
    "fetching": (showing(HERE, is_fetching=True), "fetching…"),
    "waiting": (showing(HERE, is_fetching=True, waiting=WAITING), "no answer yet · next try in 40 s"),
    "kept": (showing(HERE), "checked 3 h ago"),
    "offline": (showing(HERE, outcome=OFFLINE), "offline · copy from 3 h ago"),
    "offline, nothing kept": (showing(None, outcome=OFFLINE), "offline · R tries again"),
    "limited": (showing(HERE, outcome=LIMITED), f"the Hub limits us until {UNTIL} · copy from 3 h ago"),
    "limited, nothing kept": (showing(None, outcome=LIMITED), f"the Hub limits us until {UNTIL}"),
    "no longer limited": (showing(HERE, outcome=replace(LIMITED, until=NOW)), "checked 3 h ago"),
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
    state = showing(listing(Day(TODAY)), Day(TODAY))

    assert "3 so far at 12:00" in titles(state)[0]


def test_an_edition_whose_time_ended_since_is_not_said_to_fill() -> None:
    state = showing(listing(at=NOW.replace(day=8)))

    assert "so far" not in titles(state)[0]
    assert "may have grown since" in titles(state)[0]


def test_a_part_of_an_edition_is_called_a_part() -> None:
    assert "a part of it" in titles(showing(listing(complete=False)))[0]


def test_what_is_not_known_is_not_counted() -> None:
    assert "0" not in titles(showing(None))[0].replace("2026", "")


def test_arrows_show_only_where_there_are_neighbours() -> None:
    assert "‹" not in titles(showing(listing(Trending()), Trending()))[0]
    assert "‹" not in titles(SAMPLE)[0]


def test_every_shelf_has_a_heading() -> None:
    headings = [heading(Browsing(shelf), TODAY) for shelf in list(Shelf)[4:]]

    assert ["Inbox", "Watched", "Bookmarks", "Imported pages", "Sample edition", "Search"] == headings


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


@pytest.mark.parametrize("reason", ["dns", "refused", "timeout", "cut", "offline"])
def test_offline_says_it_where_there_is_nothing_to_mend(reason: str) -> None:
    assert "offline · copy from 3 h ago" == titles(showing(HERE, outcome=Offline(reason, "no answer")))[1].strip()


CAUSES = [
    ("proxy", "the proxy named in HTTPS_PROXY wants a password", "the proxy wants a password"),
    ("proxy", "the proxy named in ALL_PROXY cannot be used (no valid address)", "the proxy cannot be used"),
    ("proxy", "no answer from the proxy named in HTTPS_PROXY", "the proxy does not answer"),
    ("tls", "the certificate of hub.example.org is not trusted (self-signed)", "the certificate is not trusted"),
    ("tls", "the certificates named in SSL_CERT_FILE cannot be used (no such file)", "the certificates cannot be used"),
    ("tls", "no safe connection to hub.example.org (wrong version number)", "no safe connection"),
    ("login page", "the network wants a login", "a login page answers"),
    ("redirect", "hub.example.org redirects in circles", "the Hub redirects astray"),
]


@pytest.mark.parametrize(("reason", "sentence", "said"), CAUSES)
def test_a_cause_that_the_reader_can_mend_is_named(reason: str, sentence: str, said: str) -> None:
    outcome = Offline(reason, sentence)

    assert f"{said} · copy from 3 h ago" == titles(showing(HERE, outcome=outcome))[1].strip()
    assert said == titles(showing(HERE, outcome=outcome), 60)[1].strip()
    assert f"sample edition · {said} · R tries again" == titles(replace(SAMPLE, outcome=outcome))[1].strip()


def test_an_endpoint_of_the_readers_own_is_named_where_it_does_not_answer() -> None:
    state = showing(HERE, outcome=OFFLINE)

    def right(cells: int) -> str:
        return plain([title_line(state, view_of(state), NOW, cells, host="hub.example.org")[1]]).strip()

    assert "offline · copy from 3 h ago · HF_ENDPOINT does not answer" == right(160)
    assert "offline · copy from 3 h ago" == right(100)
    assert "offline" == right(60)


def test_what_comes_from_the_sites_page_is_said() -> None:
    def facts(origin: str, cells: int) -> str:
        return titles(showing(listing(origin=origin), outcome=Refreshed(listing())), cells)[0]

    assert "read from the site's page" in facts("hub page", 160)
    assert "the site's page has changed: titles and counts only" in facts("hub cards", 160)
    assert "titles and counts only" in facts("hub cards", 90) and "changed" not in facts("hub cards", 90)
    assert " ‹ Mon 8 Jun 2026 ›   3 unread" == facts("hub cards", 40)
    assert "page" not in facts("hub days", 160)


def test_of_trending_the_page_is_the_usual_way_and_only_its_change_is_said() -> None:
    def facts(origin: str) -> str:
        return titles(showing(listing(Trending(), origin=origin), Trending()))[0]

    assert "page" not in facts("hub page")
    assert "the site's page has changed: titles and counts only" in facts("hub cards")


@pytest.mark.parametrize(
    ("outcome", "at", "name"),
    [
        (Refreshed(listing(Trending())), NOW, "Trending "),
        (Refreshed(listing(Trending())), NOW - timedelta(minutes=14), "Trending "),
        (Refreshed(listing(Trending())), NOW - timedelta(minutes=20), "Trending as it was 20 min ago"),
        (None, OLD, "Trending as it was 3 h ago"),
        (OFFLINE, NOW - timedelta(minutes=5), "Trending as it was 5 min ago"),
        (OFFLINE, OLD, "Trending as it was 3 h ago"),
        (OFFLINE, NOW, "Trending "),
    ],
)
def test_trending_is_said_to_be_of_its_moment(outcome: object, at: datetime, name: str) -> None:
    left, right = titles(showing(listing(Trending(), at=at), Trending(), outcome=outcome))

    assert f" paperbrowse   {name}" in left
    assert "as it was" not in left or "live" not in right


def test_a_wait_counts_down_and_ends_at_nothing() -> None:
    state = replace(showing(None), is_fetching=True, waiting=WAITING, wait_ends=NOW + timedelta(seconds=40))

    assert [40, 15, 0] == [seconds_to_wait(state, NOW + timedelta(seconds=passed)) for passed in (0, 25, 60)]
