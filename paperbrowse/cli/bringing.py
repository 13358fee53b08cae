"""One edition for the command line: from this machine where that is good enough, else from the Hub, saying which."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, Unreachable
from ..model.freshness import newest_expected
from ..model.listing import Listing
from ..model.period import Day, Newest, Period, Trending
from .output import say
from .session import say_wait

if TYPE_CHECKING:
    from ..services import Services
    from ..services.feed import Failure, Feed, Outcome

_NO_NETWORK = ("dns", "refused", "timeout", "cut", "offline")
"""Reasons that “offline” says well enough; the others have a cause of their own that the reader can mend."""


async def bring(services: "Services", asked: Period | Newest, refresh: bool) -> Listing:
    """The edition; says where it is not what was asked for, or not new. Raises PaperbrowseError where there is none.

    `refresh` asks the Hub, however fresh our copy is.
    """
    from ..services.feed import Failure

    feed = services.feed
    if isinstance(asked, Newest):
        period, outcome = await _newest(feed, asked.back, refresh)
    else:
        period = asked
        outcome = await (feed.refresh if refresh else feed.bring)(period, say_wait)
    if isinstance(outcome, Failure):
        listing = await _kept(services, asked, period, outcome)
    else:
        listing = outcome.listing
        if isinstance(asked, Newest) and listing.papers:
            _say_which(period, asked, feed.today())
    _say_state(period, listing)
    return listing


async def _newest(feed: "Feed", back: int, refresh: bool) -> "tuple[Day, Outcome]":
    from ..services.feed import Failure

    expected = newest_expected(feed.today())
    if refresh:
        await feed.refresh(expected, say_wait)
    day, outcome = await feed.newest(back, say_wait)
    if refresh and day != expected and not isinstance(outcome, Failure):
        outcome = await feed.refresh(day, say_wait)
    return day, outcome


async def _kept(services: "Services", asked: Period | Newest, period: Period, failure: "Failure") -> Listing:
    listing = await services.feed.cached(period)
    if listing is None and (made := await services.feed.made_of_days(period)) is not None:
        say(f"{why(failure)}: {period} is made from {_days(period, made, services.feed.today())} on this machine.")
        return made
    if listing is None:
        raise _nothing_kept(failure, "no edition" if isinstance(asked, Newest) else f"nothing of {period}")
    from_when = "as it was" if isinstance(period, Trending) else "from"
    say(f"{why(failure)}: showing {period} {from_when} {age(listing.checked_at, services.clock.now())}.")
    return listing


def _days(period: Period, made: Listing, today: date) -> str:
    """`4 of 5 days`, and for what trends the measure."""
    from ..model.archive import days_of

    days = f"{made.made_of} of {len(days_of(period, today))} days"
    return f"upvotes a day and stars of {days}" if isinstance(period, Trending) else days


def _nothing_kept(failure: "Failure", what: str) -> PaperbrowseError:
    from ..services.feed import Offline

    sentence = f"{failure.sentence.rstrip('.')}, and {what} is kept on this machine"
    if isinstance(failure, Offline):
        return Unreachable(failure.reason, f"{sentence}; --sample shows the built-in edition")
    return PaperbrowseError(sentence)


def why(failure: "Failure") -> str:
    """`Offline`, or what else is the matter, to begin a sentence with."""
    from ..services.feed import Limited, Offline

    match failure:
        case Offline(reason=reason) if reason in _NO_NETWORK:
            return "Offline"
        case Limited(until=until):
            return f"The Hub limits us until {until.astimezone():%H:%M}"
        case _:
            return failure.sentence[:1].upper() + failure.sentence[1:].rstrip(".")


def _say_which(day: Day, asked: Newest, today: date) -> None:
    if asked.back:
        say(f"Showing {_named(day)}, the edition before the newest.")
    elif day.day != today:
        say(f"Showing {_named(day)}, the newest edition that has papers.")


def _say_state(period: Period, listing: Listing) -> None:
    if not listing.papers:
        say(_nothing_in(period, listing))
    if origin := _origin(period, listing):
        say(origin)
    if not listing.complete and not listing.made_of:
        say(f"This is a part of {period}: the rest could not be read.")
    if listing.left_out:
        entries = "1 entry" if listing.left_out == 1 else f"{listing.left_out} entries"
        say(f"{entries} could not be read and {'is' if listing.left_out == 1 else 'are'} left out.")


def _origin(period: Period, listing: Listing) -> str | None:
    """What is said where the papers do not come from the Hub's API; only the site's page knows what trends."""
    match listing.origin:
        case "hub cards":
            return "The site's page has changed: titles, links and counts only."
        case "hub page" if not isinstance(period, Trending):
            return "The API's answer could not be read: this is what the site's page says."
    return None


def _nothing_in(period: Period, listing: Listing) -> str:
    match period:
        case Trending():
            return "No papers are trending."
        case Day(day):
            if period.is_weekend:
                return f"No papers on {_named(period)}: a weekend, none expected."
            return f"No papers on {_named(period)}{' yet' if listing.checked_at.date() <= day else ''}."
        case _:
            return f"No papers in {period}{' yet' if listing.checked_at.date() <= period.last else ''}."


def _named(period: Period) -> str:
    return f"{period.day:%a} {period}" if isinstance(period, Day) else str(period)


def age(then: datetime, now: datetime) -> str:
    """`a moment ago`, `2 min ago`, `3 h ago`, `5 days ago`."""
    seconds = (now - then).total_seconds()
    if seconds < 60:
        return "a moment ago"
    if seconds < 3600:
        return f"{int(seconds // 60)} min ago"
    if seconds < 48 * 3600:
        return f"{int(seconds // 3600)} h ago"
    return f"{int(seconds // 86400)} days ago"
