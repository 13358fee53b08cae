"""The archive of days: which of them to ask for, and the editions that are put together from those on this machine."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import chain
from math import log2

from msgspec import Struct

from .freshness import SETTLED_AFTER, Freshness, freshness
from .listing import Listing
from .paper import Paper
from .period import FIRST_DAY, Day, Month, Trending, Week

TRENDING_LOOKS_BACK = 30
"""Days."""
_MOST_TRENDING = 50
"""As many as the site shows."""


class Held(Struct, frozen=True):
    """What is known of a day on this machine without reading its papers."""

    checked_at: datetime
    ids: tuple[str, ...]
    complete: bool = True


def weekdays(first: date, last: date, today: date) -> tuple[Day, ...]:
    """The days of a span that may have an edition by now, newest first.

    Never a Saturday or a Sunday: the service answers those with an empty list (probed 2026-09, and none of 596 recorded
    editions is of one), so there is nothing to ask for and nothing to remember.
    """
    first, last = max(first, FIRST_DAY), min(last, today)
    days = (Day(last - timedelta(days=back)) for back in range((last - first).days + 1))
    return tuple(day for day in days if not day.is_weekend)


def due(days: Iterable[Day], held: Mapping[date, Held], now: datetime) -> tuple[Day, ...]:
    """Those that are missing or may have changed since they were checked, in their order."""
    return tuple(day for day in days if freshness(day, held.get(day.day), now) is not Freshness.FRESH)


def days_of(period: Week | Month | Trending, today: date) -> tuple[Day, ...]:
    """The days from which an edition can be put together, newest first."""
    if isinstance(period, Trending):
        return weekdays(today - timedelta(days=TRENDING_LOOKS_BACK - 1), today, today)
    return weekdays(period.first, period.last, today)


def made_of_days(period: Week | Month | Trending, listings: Sequence[Listing], now: datetime) -> Listing | None:
    """The edition as far as its days tell, given in any order; None where none of them has papers.

    It is as old as the oldest of them that may have changed since, and a part of the whole where a weekday is missing.
    """
    if not any(listing.papers for listing in listings):
        return None
    papers = {paper.id: paper for paper in chain.from_iterable(listing.papers for listing in listings)}
    order = _trend(now.date()) if isinstance(period, Trending) else _upvotes
    ordered = tuple(sorted(papers.values(), key=order, reverse=True))
    return Listing(
        edition=str(period),
        papers=ordered[:_MOST_TRENDING] if isinstance(period, Trending) else ordered,
        fetched_at=max(listing.fetched_at for listing in listings),
        checked_at=_checked_at(listings),
        origin="archive",
        left_out=sum(listing.left_out for listing in listings),
        complete=len(listings) == len(days_of(period, now.date())) and all(listing.complete for listing in listings),
        made_of=len(listings),
    )


def _checked_at(listings: Sequence[Listing]) -> datetime:
    """A day that had settled when it was checked is as good as one that was checked today."""
    unsettled = [each.checked_at for each in listings if each.checked_at.date() - each.period.last < SETTLED_AFTER]
    return min(unsettled, default=max(each.checked_at for each in listings))


def _upvotes(paper: Paper) -> float:
    return paper.upvotes or 0


def _trend(today: date) -> Callable[[Paper], float]:
    """What trends is new and liked: upvotes a day since the paper was submitted, and a point for each doubling of its
    stars."""

    def trend(paper: Paper) -> float:
        days = max(0, (today - (paper.day or paper.published or today)).days) + 1
        return (paper.upvotes or 0) / days + log2(1 + max(0, paper.stars or 0))

    return trend
