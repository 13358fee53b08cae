"""What the screen says in words: dates, ages, counts, states. Local time lives here and nowhere else."""

from datetime import date, datetime, timedelta

from ..model.catching_up import CatchingUp
from ..model.freshness import DayState
from ..model.listing import Listing
from ..model.period import Day, Month, Period, Trending, Week
from ..model.text import count

HUB = "huggingface.co"


def day_in_words(day: date, today: date) -> str:
    """`8 Jun`, with the year only where it is not the current one."""
    return f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b} {day.year}"


def period_in_words(period: Period, today: date) -> str:
    """`Mon 8 Jun 2026`, `week 24 · 8 to 14 Jun`, `June 2026`, `Trending`."""
    match period:
        case Day(day):
            return f"{day:%a} {day.day} {day:%b} {day.year}"
        case Week(year, number):
            first, last = period.first, period.last
            if first.year != last.year:  # both with their year, whatever the current one
                return f"Week {number}, {year}: {first.day} {first:%b %Y} to {last.day} {last:%b %Y}"
            return f"Week {number}, {year}: {day_in_words(first, today)} to {day_in_words(last, today)}"
        case Month():
            return f"{period.first:%B} {period.year}"
        case Trending():
            return "Trending"


def short_period(period: Period, today: date) -> str:
    """`8 Jun`, `week 24`, `June`, `trending`: as one says it in a sentence."""
    match period:
        case Day(day):
            return day_in_words(day, today)
        case Week(year, number):
            return f"week {number}" if year == today.year else f"week {number} of {year}"
        case Month():
            return f"{period.first:%B}" if period.year == today.year else f"{period.first:%B} {period.year}"
        case Trending():
            return "trending"


def age(then: datetime, now: datetime) -> str:
    """`just now`, `2 min ago`, `3 h ago`, `5 days ago`. A moment in the future is just now."""
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return "just now"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)} h ago"
    return f"{int(seconds // 86400)} days ago"


def copy_from(then: datetime, now: datetime) -> str:
    """`copy from 3 h ago`."""
    return "copy from a moment ago" if now - then < timedelta(minutes=1) else f"copy from {age(then, now)}"


def clock_time(moment: datetime) -> str:
    """Hours and minutes where the reader is."""
    return f"{moment.astimezone():%H:%M}"


def short_number(number: int) -> str:
    """`987`, `1.5k`, `110k`."""
    if number < 1_000:
        return str(number)
    if number < 99_950:
        return f"{number / 1_000:.1f}".rstrip("0").rstrip(".") + "k"
    return f"{round(number / 1_000)}k" if number < 999_500 else f"{number / 1_000_000:.1f}M"


def edition_state(state: DayState, listing: Listing | None, is_over: bool = False) -> str:
    """What is honestly known of an edition, in a phrase. `is_over`: its time has passed, perhaps since we looked."""
    match state:
        case DayState.FILLING if is_over:
            return "may have grown since"
        case DayState.FILLING if listing is not None:
            return f"{len(listing.papers)} so far at {clock_time(listing.checked_at)}"
        case DayState.SETTLING:
            return "may still grow"
        case DayState.COMPLETE:
            return "complete"
        case DayState.NONE_EXPECTED:
            return "a weekend, none expected"
        case DayState.PARTLY:
            return "a part of it"
        case DayState.NEVER_FETCHED:
            return "never fetched"
        case DayState.EMPTY:
            return "no papers"
    return ""


def catching_up_in_words(inbox: CatchingUp) -> str:
    """`away 6 days: 143 papers, 38 on your topics, about 9 minutes`; once some are read, `120 of 143 unread, …`."""
    away = f"away {inbox.away} days: " if inbox.away else ""
    if not inbox.unread:
        return f"{away}all {count(inbox.total, 'paper')} read" if inbox.total > 1 else f"{away}nothing unread"
    is_begun = inbox.unread < inbox.total
    papers = f"{inbox.unread:,} of {inbox.total:,} unread" if is_begun else count(inbox.total, "paper")
    mine = f", {inbox.on_topics:,} on your topics" if inbox.on_topics else ""
    return f"{away}{papers}{mine}, about {count(inbox.minutes, 'minute')}"


_CAUSES = (
    ("proxy", "wants a password", "the proxy wants a password"),
    ("proxy", "cannot be used", "the proxy cannot be used"),
    ("proxy", "", "the proxy does not answer"),
    ("tls", "is not trusted", "the certificate is not trusted"),
    ("tls", "certificates", "the certificates cannot be used"),
    ("tls", "", "no safe connection"),
    ("login page", "", "a login page answers"),
    ("redirect", "", "the Hub redirects astray"),
)
"""Reason, words of the sentence, and what is said of it in short."""


def cause(reason: str, sentence: str) -> str:
    """What keeps us from the Hub, where the reader can do something about it; empty where “offline” says it all."""
    causes = (said for kind, words, said in _CAUSES if kind == reason and words in sentence)
    return next(causes, "")


ORIGINS = {
    "hub page": ("read from the site's page", "from the site's page"),
    "hub cards": ("the site's page has changed: titles and counts only", "titles and counts only"),
}
"""Where papers come from if not from the Hub's API: in full and in short."""


def as_sentence(text: str) -> str:
    """With a capital and a full stop; the name of a host stays as it is."""
    if "." not in text.split(" ", 1)[0]:
        text = text[:1].upper() + text[1:]
    return text if text.endswith(".") else text + "."


def left_out(number: int) -> str:
    """What is said of entries that could not be read; empty where there are none."""
    return f"{count(number, 'entry', 'entries')} could not be read" if number else ""
