"""Why a list is empty, and which key does something about it."""

from datetime import date

from ..model.catching_up import CatchingUp
from ..model.freshness import DayState, day_state
from ..model.period import FIRST_DAY, Day, Period, Trending
from ..model.text import count
from ..services.feed import Failure
from ..services.ports import Waiting
from .browsing import Browsing, Shelf
from .seeking import why_empty
from .wording import HUB, as_sentence, left_out, short_period

_SHELVES = {
    Shelf.INBOX: ("Nothing unread.", "Papers of new editions come here until you read them. D shows the newest day."),
    Shelf.WATCHED: ("Nothing watched has come yet.", "w on a paper watches a topic, an author, an organization."),
    Shelf.BOOKMARKS: ("No bookmarks yet.", "b on a paper keeps it here, whole, also without a network. D goes back to the papers."),
    Shelf.IMPORTED: (
        "No saved pages yet.",
        "Save a page of Daily Papers as text and run: paperbrowse FILE. D goes back to the papers.",
    ),
}

_SAMPLE_APART = "The sample edition is not kept, and not searched here. In it / filters."


def reasons(state: Browsing, today: date, host: str = HUB, muted: int = 0) -> tuple[str, ...]:
    """Sentences for a list without papers, the first one short; `muted` papers would be in it."""
    if muted:
        return (f"{count(muted, 'paper')} here, muted.", "V shows what is muted.")
    if state.papers and state.is_narrowed:
        return ("No paper fits the filter.", f"{count(len(state.papers), 'paper')} without it: 0 clears it.")
    if state.search is not None:
        apart = (_SAMPLE_APART,) if state.ground.shelf is Shelf.SAMPLE else ()
        return (*why_empty(state.search), *apart)
    if state.shelf in _SHELVES:
        return _SHELVES[state.shelf] if state.papers is not None else ("",)
    name = short_period(state.period, today) if state.period is not None else "the sample"
    if state.is_fetching:
        return tuple(filter(None, (f"Fetching {name} from {host}…", _waiting(state.waiting))))
    if isinstance(state.outcome, Failure) and not state.listing:
        return (f"No copy of {name} on this machine.", as_sentence(state.outcome.sentence), "R tries again. [ and ] go to other editions.")
    if state.papers is None or state.period is None:
        return ("",)
    match day_state(state.period, state.listing):
        case DayState.NONE_EXPECTED:
            return ("A weekend: no papers are expected.", "[ goes to the edition before.")
        case DayState.NEVER_FETCHED:
            return (f"{name} was never fetched.", "R asks for it.")
        case _ if state.listing and state.listing.left_out:
            return (f"{left_out(state.listing.left_out)}, and nothing else came.", "R asks again.")
    return _none_in(state.period, name, today)


def caught_up(inbox: CatchingUp, bookmarked: int) -> tuple[str, ...]:
    """For an inbox whose last paper was read just now; `bookmarked` of those that were read."""
    days = f" of {inbox.away} days" if inbox.away else ""
    kept = f", {bookmarked:,} of them bookmarked" if bookmarked else ""
    return (
        "All caught up.",
        f"{count(inbox.total, 'paper')}{days} read{kept}.",
        "New papers come here with the next edition.",
        "D shows the newest day. u brings the last one back.",
    )


def _none_in(period: Period, name: str, today: date) -> tuple[str, ...]:
    """The service was asked, and has none."""
    match period:
        case Trending():
            return ("Nothing is trending, as the Hub says.", "R asks again. D leads back to the days.")
        case Day(day) if day == today:
            return ("No papers yet today.", "They come during the day. [ shows the edition before, R asks again.")
        case Day(day) if day < FIRST_DAY:
            return (f"No papers on {name}: Daily Papers began on 4 May 2023.", "] goes to the edition after.")
        case Day():
            return (f"No papers on {name}: a holiday, as it seems.", "[ goes to the edition before.")
        case _ if period.last >= today:
            return (f"No papers yet in {name}.", "They come during the day. [ shows the edition before, R asks again.")
    beside = "] goes to the edition after." if period.first <= FIRST_DAY else "[ goes to the edition before."
    return (f"The Hub has no papers of {name}.", beside)


def _waiting(waiting: Waiting | None) -> str:
    if waiting is None:
        return ""
    then = f": next try in {round(waiting.seconds)} s" if waiting.seconds else ""
    return f"{waiting.reason}{then}."
