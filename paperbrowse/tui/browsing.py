"""What the browse screen is showing, as one frozen value, and what it is called. No Textual here."""

from datetime import date, datetime
from enum import Enum

from ..model.facets import Facet, FacetCount
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Day, Month, Period, Trending, Week
from ..model.query import Query, parse_query
from ..model.seen import Seen
from ..model.value import Value
from ..model.view import Narrowing, Order, View
from ..services.round import Step
from ..services.feed import Outcome
from ..services.ports import Waiting
from .rendering import UNICODE, Glyphs
from .seeking import Search, in_title
from .wording import period_in_words, short_period


class Shelf(Enum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TRENDING = "trending"
    INBOX = "inbox"
    WATCHED = "watched"
    BOOKMARKS = "bookmarks"
    IMPORTED = "imported"
    SAMPLE = "sample"
    SEARCH = "search"

    @classmethod
    def of(cls, period: Period) -> "Shelf":
        return {Day: cls.DAY, Week: cls.WEEK, Month: cls.MONTH, Trending: cls.TRENDING}[type(period)]


_HEADINGS = {
    Shelf.INBOX: "Inbox",
    Shelf.WATCHED: "Watched",
    Shelf.BOOKMARKS: "Bookmarks",
    Shelf.IMPORTED: "Imported pages",
    Shelf.SEARCH: "Search",
}


class Browsing(Value):
    shelf: Shelf
    period: Period | None = None
    """Of a shelf of editions."""
    page: str | None = None
    """The key of the one saved page that is shown; None shows them all."""
    papers: tuple[Paper, ...] | None = None
    """None until it is known what the shelf holds."""
    listing: Listing | None = None
    """Where the papers come from, if from one listing."""
    seen: Seen | None = None
    """What the reader had seen of the edition before they opened it now."""
    typed: str = ""
    """The text filter."""
    include: frozenset[Facet] = frozenset()
    exclude: frozenset[Facet] = frozenset()
    shows_muted: bool = False
    order: Order = Order.HUB
    is_fetching: bool = False
    waiting: Waiting | None = None
    """What the request under way waits for."""
    wait_ends: datetime | None = None
    """When the next try comes, UTC."""
    outcome: Outcome | None = None
    """How the last request for this edition went; None if none was made."""
    syncing: Step | None = None
    """How far a sync of the archive is."""
    saving: Step | None = None
    """How far the saving of papers is."""
    coming: str = ""
    """What comes besides, and how far it is: `PDF 1.2 of 3.4 MB`."""
    offer: str = ""
    """A newer edition that appeared: `9 Jun is out, 14 so far: D shows it`."""
    search: Search | None = None
    """Of the shelf of what was searched for."""
    left: "Left | None" = None
    """What a search was begun from."""

    @property
    def query(self) -> Query:
        return parse_query(self.typed, is_typing=True)

    @property
    def narrowing(self) -> Narrowing:
        is_inbox = self.shelf is Shelf.INBOX
        return Narrowing(self.query, self.include, self.exclude, unread_only=is_inbox, shows_muted=self.shows_muted)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.typed or self.include or self.exclude)

    @property
    def ground(self) -> "Browsing":
        """What is shown, or lies below a search."""
        return self.left.state if self.left else self

    @property
    def words(self) -> tuple[str, ...]:
        """What papers were found by."""
        return self.search.query.words_to_emphasise if self.search else ()

    @property
    def came_since(self) -> int:
        """Papers that were not there when the reader last looked."""
        return sum(map(self.seen.is_new, self.papers)) if self.seen and self.papers else 0


class Left(Value):
    """What was on the screen when a search was begun."""

    state: Browsing
    cursor: int
    """The index of the highlighted paper."""
    scroll: int
    """The first line of the list in view."""
    chosen: frozenset[str]
    pane: str


def facets_shown(state: Browsing, view: View) -> tuple[FacetCount, ...]:
    """For the sidebar: those of the papers in the list, or of all that a search has found."""
    is_whole = state.search is not None and state.search.facets and not state.is_narrowed
    return state.search.facets if is_whole else view.facets


def heading(state: Browsing, today: date) -> str:
    """The name of what is shown: for the title line."""
    if state.period is not None:
        return period_in_words(state.period, today)
    return _HEADINGS.get(state.shelf, "Sample edition")


def brief_heading(state: Browsing, today: date) -> str:
    """The name of what is shown in at most 15 cells or so: for the border of the list, and where there is little room."""
    name = short_period(state.period, today) if state.period is not None else heading(state, today)
    return name[:1].upper() + name[1:]


def list_title(state: Browsing, view: View, today: date, glyphs: Glyphs = UNICODE) -> str:
    """For the border of the list: `8 Jun ─ Hub order`, and what narrows it: `agents, not video: 9 of 49`."""
    parts = [brief_heading(state, today)]
    if state.shelf in (Shelf.DAY, Shelf.WEEK, Shelf.MONTH, Shelf.TRENDING) or state.order is not Order.HUB:
        parts.append(state.order.title)
    if state.search is not None:
        parts += filter(None, (in_title(state.search), state.search.remark))
    if state.is_narrowed:
        parts.append(f"{_narrowed_in_words(state, view)}: {len(view.papers):,} of {view.total:,}")
    if view.muted:
        does, them = "hides" if state.shows_muted else "shows", "it" if view.muted == 1 else "them"
        parts.append(f"{view.muted:,} muted, V {does} {them}")
    return f" {glyphs.rule} ".join(parts)


def _narrowed_in_words(state: Browsing, view: View) -> str:
    """`“memory”, agents, video, not robotics`."""
    names = {each.facet: each.name for each in view.facets}
    typed = [f"“{state.typed}”"] if state.typed else []
    wanted = sorted(names.get(facet, facet.key) for facet in state.include)
    unwanted = sorted(names.get(facet, facet.key) for facet in state.exclude)
    return ", ".join([*typed, *wanted, *(f"not {name}" for name in unwanted)])
