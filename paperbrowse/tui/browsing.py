"""What the browse screen is showing, as one frozen value, and what can be said of it in words. No Textual here."""

from datetime import date, datetime, timedelta
from enum import Enum

from ..model.facets import Facet, FacetCount
from ..model.freshness import day_state, is_recent
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Day, Month, Period, Trending, Week
from ..model.query import Query, parse_query
from ..model.seen import Seen
from ..model.text import count
from ..model.value import Value
from ..model.view import Narrowing, Order, View
from ..services.archive import Step
from ..services.feed import Failure, Limited, Offline, Outcome, Refreshed, Unchanged, Unreadable
from ..services.ports import Waiting
from .archive_words import beside_status, origin_of, with_coming
from .rendering import UNICODE, Glyphs, Line, width
from .seeking import Search, in_title, of_hub
from .wording import (
    HUB,
    age,
    cause,
    clock_time,
    copy_from,
    edition_state,
    left_out,
    period_in_words,
    short_period,
)


class Shelf(Enum):
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    TRENDING = "trending"
    INBOX = "inbox"
    BOOKMARKS = "bookmarks"
    IMPORTED = "imported"
    SAMPLE = "sample"
    SEARCH = "search"

    @classmethod
    def of(cls, period: Period) -> "Shelf":
        return {Day: cls.DAY, Week: cls.WEEK, Month: cls.MONTH, Trending: cls.TRENDING}[type(period)]


_HEADINGS = {
    Shelf.INBOX: "Inbox",
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
        return Narrowing(self.query, self.include, self.exclude, unread_only=self.shelf is Shelf.INBOX)

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


def _brief(state: Browsing, today: date) -> str:
    """The name of what is shown in at most 15 cells or so: for the border of the list, and where there is little room."""
    name = short_period(state.period, today) if state.period is not None else heading(state, today)
    return name[:1].upper() + name[1:]


def title_line(
    state: Browsing, view: View, now: datetime, cells: int, glyphs: Glyphs = UNICODE, host: str = HUB
) -> tuple[Line, Line]:
    """The left and the right of the title line, said as fully as there is room for. `host` is who is asked."""
    forms, style = _status(state, now, glyphs, host)
    *longer, short = beside_status(with_coming(forms, state.coming, f" {glyphs.dot} "), state.syncing, f" {glyphs.dot} ")
    facts, briefly = _facts(state, view, now.date()), _facts(state, view, now.date(), brief=True)
    name, brief = _name(state, _heading_at(state, now), glyphs), _brief(state, now.date())
    offer: Line = (("   ", "plain"), (state.offer, "live@screen.shelf('day')")) if state.offer else ()
    brand: Line = ((" paperbrowse ", "accent"), (" ", "plain"))
    tries = [(brand, facts, end) for end in longer[:1]] + [((), facts, end) for end in (*longer, short)]
    for begin, said, end in (*tries, ((), briefly, short), ((), facts[1:2], short)):
        told: Line = ((f" {glyphs.dot} ".join(said), "quiet"),) if said else ()
        left, right = (*begin, *name, *told, *offer), ((end + " ", style),)
        if _wide(left) + 2 + _wide(right) <= cells:
            return left, right
    right = ((short + " ", style),)
    for left in (name, _name(state, brief, glyphs)):
        if _wide(left) + _wide(right) <= cells:
            return left, right
    return ((" ", "plain"), (brief, "strong@screen.go_to_date")), right


def _heading_at(state: Browsing, now: datetime) -> str:
    """Trending is of its moment: an old copy is said to be one."""
    name, listing = heading(state, now.date()), state.listing
    if not isinstance(state.period, Trending) or listing is None or now - listing.checked_at < timedelta(minutes=1):
        return name
    is_old = isinstance(state.outcome, Failure) or not is_recent(listing, now)
    return f"{name} as it was {age(listing.checked_at, now)}" if is_old else name


def _wide(line: Line) -> int:
    return sum(width(text) for text, _ in line)


def _name(state: Browsing, name: str, glyphs: Glyphs) -> Line:
    """What is shown, with arrows where there are neighbours."""
    if state.period is None or isinstance(state.period, Trending):
        return (" ", "plain"), (name, "strong"), ("   ", "plain")
    return (
        (f" {glyphs.before} ", "accent@screen.edition(-1)"),
        (name, "strong@screen.go_to_date"),
        (f" {glyphs.after} ", "accent@screen.edition(1)"),
        ("  ", "plain"),
    )


def _facts(state: Browsing, view: View, today: date, *, brief: bool = False) -> list[str]:
    """The number of papers, the unread ones second, then what is special."""
    if state.papers is None or (state.search is not None and state.search.query.is_empty):
        return []
    facts = [count(view.total, "paper")]
    if view.total:
        facts.append(f"{view.unread:,} unread")
    if state.came_since:
        facts.append(f"+{state.came_since} since you looked")
    is_whole = state.listing is not None and (state.listing.complete or not state.listing.made_of)
    if state.listing and is_whole and state.period is not None and not isinstance(state.period, Trending):
        known = day_state(state.period, state.listing)
        facts += filter(None, (edition_state(known, state.listing, is_over=state.period.last < today),))
    if state.listing and (origin := origin_of(state.listing, today)):
        facts.append(origin[brief])
    if state.listing and state.listing.left_out:
        facts.append(left_out(state.listing.left_out))
    return facts


def seconds_to_wait(state: Browsing, now: datetime) -> int:
    """Until the next try; 0 where none is planned: the answer to the last one may still come."""
    if state.waiting is None:
        return 0
    seconds = state.waiting.seconds if state.wait_ends is None else (state.wait_ends - now).total_seconds()
    return max(0, round(seconds))


def _status(state: Browsing, now: datetime, glyphs: Glyphs, host: str) -> tuple[tuple[str, ...], str]:
    """The truth about where this comes from, in full first and in short last, and its style."""
    dot = f" {glyphs.dot} "
    if state.is_fetching and state.waiting:
        seconds = seconds_to_wait(state, now)
        if not seconds:
            return (state.waiting.reason, state.waiting.reason), "warning"
        return (f"{state.waiting.reason}{dot}next try in {seconds} s", f"next try in {seconds} s"), "warning"
    if state.is_fetching:
        return (fetching := f"fetching{glyphs.ellipsis}", fetching), "quiet"
    if state.shelf is Shelf.SAMPLE:
        if isinstance(state.outcome, Offline):
            why = cause(state.outcome.reason, state.outcome.sentence) or "no network"
            return (dot.join(("sample edition", why, "R tries again")), why), "warning"
        return ("sample edition", "sample"), "warning"
    if state.shelf is Shelf.IMPORTED and state.listing:
        return (f"saved page{dot}imported {age(state.listing.fetched_at, now)}", "saved page"), "quiet"
    if state.search is not None:
        return of_hub(state.search), "warning" if isinstance(state.search.answer, Failure) else "quiet"
    if state.period is None:
        return ("on this machine", ""), "quiet"
    if isinstance(state.outcome, Failure) and (forms := _failure(state, state.outcome, now, dot, host)):
        return forms, "warning"
    if state.listing is None:
        return ("", ""), "quiet"
    checked = f"checked {age(state.listing.checked_at, now)}"
    if isinstance(state.outcome, Refreshed | Unchanged) and is_recent(state.listing, now):
        return (f"{glyphs.live} live{dot}{checked}", f"{glyphs.live} live"), "live"
    return (checked, checked), "quiet"


def _failure(state: Browsing, failure: Failure, now: datetime, dot: str, host: str) -> tuple[str, ...]:
    """What keeps us from asking, in full first; empty for a limit that is over."""
    kept = copy_from(state.listing.checked_at, now) if state.listing else "R tries again"
    match failure:
        case Offline(reason, sentence):
            why = cause(reason, sentence) or "offline"
            forms = f"{why}{dot}{kept}", why
            is_ours = host != HUB and reason in ("dns", "refused", "timeout")
            return (f"{forms[0]}{dot}HF_ENDPOINT does not answer", *forms) if is_ours else forms
        case Limited(until) if until > now:
            limited = f"the Hub limits us until {clock_time(until)}"
            return f"{limited}{dot}{kept}" if state.listing else limited, f"limited until {clock_time(until)}"
        case Unreadable():
            return f"the Hub's answer cannot be used{dot}{kept}", "unusable answer"
    return ()


def list_title(state: Browsing, view: View, today: date, glyphs: Glyphs = UNICODE) -> str:
    """For the border of the list: `8 Jun ─ Hub order`, and what narrows it: `agents, not video: 9 of 49`."""
    parts = [_brief(state, today)]
    if state.shelf in (Shelf.DAY, Shelf.WEEK, Shelf.MONTH, Shelf.TRENDING) or state.order is not Order.HUB:
        parts.append(state.order.title)
    if state.search is not None:
        parts += filter(None, (in_title(state.search), state.search.remark))
    if state.is_narrowed:
        parts.append(f"{_narrowed_in_words(state, view)}: {len(view.papers):,} of {view.total:,}")
    return f" {glyphs.rule} ".join(parts)


def _narrowed_in_words(state: Browsing, view: View) -> str:
    """`“memory”, agents, video, not robotics`."""
    names = {each.facet: each.name for each in view.facets}
    typed = [f"“{state.typed}”"] if state.typed else []
    wanted = sorted(names.get(facet, facet.key) for facet in state.include)
    unwanted = sorted(names.get(facet, facet.key) for facet in state.exclude)
    return ", ".join([*typed, *wanted, *(f"not {name}" for name in unwanted)])
