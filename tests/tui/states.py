"""What the screen may be showing, made for tests: a day with three papers unless a test says otherwise."""

from msgspec.structs import replace
from datetime import date, datetime, timedelta

from paperbrowse.model.listing import Listing
from paperbrowse.model.period import Day, Period
from paperbrowse.model.view import View, make_view
from paperbrowse.services.feed import Limited, Offline, Unreadable
from paperbrowse.services.ports import Waiting
from paperbrowse.tui.browsing import Browsing, Shelf
from tests.clocks import FakeClock

from .papers import papers

NOW = FakeClock().now()
TODAY = NOW.date()
OFFLINE = Offline("dns", "no answer from huggingface.co (nobody knows this name)")
LIMITED = Limited(NOW + timedelta(minutes=125), "the Hub asks for patience")
UNREADABLE = Unreadable("the answer is no list of papers")
WAITING = Waiting("no answer yet", 39.6)

MONDAY = Day(date(2026, 6, 8))


def listing(period: Period = MONDAY, count: int = 3, at: datetime = NOW, **fields: object) -> Listing:
    return Listing(**{"edition": str(period), "papers": papers(count), "fetched_at": at, "checked_at": at, **fields})


def showing(listing: Listing | None, period: Period = MONDAY, **changes: object) -> Browsing:
    """A shelf of editions with this copy of one, or without any."""
    state = Browsing(Shelf.of(period), period, listing=listing, papers=listing.papers if listing else None)
    return replace(state, **changes)


def view_of(state: Browsing) -> View:
    return make_view(state.papers or (), {}, state.narrowing, state.order)
