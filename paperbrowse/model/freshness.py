"""Whether a copy is good enough to show without asking, and what may honestly be said of an edition."""

from datetime import date, datetime, timedelta
from enum import Enum
from typing import Protocol

from .listing import Listing
from .period import Day, Period, Trending


class Freshness(Enum):
    FRESH = "fresh"
    STALE = "stale"
    MISSING = "missing"


class DayState(Enum):
    """What an edition is, as far as our copy can tell."""

    COMPLETE = "complete"
    FILLING = "still filling"
    """Its time is not over, or was not when we last looked."""
    SETTLING = "over, and may still gain a few"
    NONE_EXPECTED = "none expected"
    """A weekend."""
    EMPTY = "no papers"
    """A weekday without any: a holiday, or too early in the day."""
    PARTLY = "a part of it"
    """The service had more than could be read."""
    NEVER_FETCHED = "never fetched"


class Checked(Protocol):
    """A copy, or what is known of it without reading it."""

    @property
    def checked_at(self) -> datetime: ...

    @property
    def complete(self) -> bool: ...


SETTLED_AFTER = timedelta(days=3)
"""After the end of an edition it no longer changes."""
RECENT = timedelta(minutes=15)
"""So long after a check what was checked may be called live."""
_AGE_WHILE_FILLING = timedelta(minutes=10)
_AGE_WHILE_SETTLING = timedelta(hours=3)


def freshness(period: Period, listing: Checked | None, now: datetime) -> Freshness:
    """Whether `listing` may stand for `period` at `now` (UTC) without asking the service."""
    if listing is None:
        return Freshness.MISSING
    age = now - listing.checked_at
    if age < timedelta(0):
        return Freshness.STALE
    if isinstance(period, Trending):
        return Freshness.FRESH if age < timedelta(hours=1) else Freshness.STALE
    if not listing.complete:
        return Freshness.FRESH if age < _AGE_WHILE_FILLING else Freshness.STALE
    checked_after = listing.checked_at.date() - period.last
    if checked_after >= SETTLED_AFTER:
        return Freshness.FRESH
    allowed = _AGE_WHILE_SETTLING if checked_after > timedelta(0) else _AGE_WHILE_FILLING
    return Freshness.FRESH if age < allowed else Freshness.STALE


def is_recent(listing: Listing, now: datetime) -> bool:
    """Whether the service was asked a moment ago. A check in the future is none that can be trusted."""
    return timedelta(minutes=-1) < now - listing.checked_at < RECENT


def day_state(period: Period, listing: Listing | None) -> DayState:
    """What can be said of `period` from the copy we have."""
    if listing is None:
        never = isinstance(period, Day) and period.is_weekend
        return DayState.NONE_EXPECTED if never else DayState.NEVER_FETCHED
    if isinstance(period, Trending):
        return DayState.COMPLETE
    if not listing.complete:
        return DayState.PARTLY
    checked_after = listing.checked_at.date() - period.last
    if not listing.papers and isinstance(period, Day):
        return DayState.NONE_EXPECTED if period.is_weekend else DayState.EMPTY
    if checked_after <= timedelta(0):
        return DayState.FILLING
    return DayState.COMPLETE if checked_after >= SETTLED_AFTER else DayState.SETTLING


def newest_expected(today: date) -> Day:
    """The newest day that may have an edition: `today`, or the Friday before a weekend."""
    day = Day(today)
    return day.before() if day.is_weekend else day
