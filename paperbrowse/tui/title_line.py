"""The title line: what is shown, how much of it there is, and the truth about where it comes from. No Textual here."""

from datetime import date, datetime, timedelta

from ..model.catching_up import CatchingUp
from ..model.freshness import day_state, is_recent
from ..model.period import Trending
from ..model.text import count
from ..model.view import View
from ..services.feed import Failure, Limited, Offline, Refreshed, Unchanged, Unreadable
from .archive_words import beside_status, origin_of, with_coming
from .browsing import Browsing, Shelf, brief_heading, heading
from .rendering import UNICODE, Glyphs, Line, width
from .seeking import of_hub
from .wording import HUB, age, catching_up_in_words, cause, clock_time, copy_from, edition_state, left_out


def title_line(
    state: Browsing,
    view: View,
    now: datetime,
    cells: int,
    glyphs: Glyphs = UNICODE,
    host: str = HUB,
    inbox: CatchingUp | None = None,
) -> tuple[Line, Line]:
    """The left and the right of the title line, said as fully as there is room for. `host` is who is asked; `inbox`
    what waits there, where that is what is shown."""
    forms, style = _status(state, now, glyphs, host)
    dot = f" {glyphs.dot} "
    with_saving = beside_status(with_coming(forms, state.coming, dot), state.saving, dot)
    *longer, short = beside_status(with_saving, state.syncing, dot)
    facts, briefly = _facts(state, view, now.date()), _facts(state, view, now.date(), brief=True)
    if inbox is not None:
        facts, briefly = [catching_up_in_words(inbox)], [f"{inbox.unread:,} unread"]
    name, brief = _name(state, _heading_at(state, now), glyphs), brief_heading(state, now.date())
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
