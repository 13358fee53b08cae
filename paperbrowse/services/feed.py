"""Editions: what we have of them, and what the Hub says of them now."""

from datetime import date, datetime, timedelta

from ..errors import Refused, SourceError, Unreachable
from ..model.archive import days_of, made_of_days
from ..model.freshness import Freshness, freshness, newest_expected
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import FIRST_DAY, Day, Period, Span, Trending
from ..model.value import Value
from ..store.cache import Cache
from .ports import NO_INDEX, Clock, Indexing, OnWait, Source, Waiting
from .topics import Topics
from .under_way import UnderWay

_PAUSE = 0.05
"""Seconds between two editions whose topics are found, so that a key never waits for them."""

_FOUND_AT_MOST = 120
"""Papers that the Hub is asked for in a search."""

EDITIONS_BACK = 7
"""How many empty editions in a row are walked over to find the newest: a long holiday."""

LONGEST_LIMIT = timedelta(days=1)
"""A service that asks for more patience is asked again after that."""


class Refreshed(Value):
    """The service answered with a list that differs from the copy we had."""

    listing: Listing


class Fresh(Value):
    """The copy we have is new enough; nobody was asked."""

    listing: Listing


class Unchanged(Value):
    """The copy we had still holds; its `checked_at` has moved."""

    listing: Listing


class Offline(Value):
    """No answer arrived. `reason` is one of Unreachable.REASONS."""

    reason: str
    sentence: str


class Limited(Value):
    """The service limits us until then (UTC). It is no network problem."""

    until: datetime
    sentence: str


class Unreadable(Value):
    """The service answered, and not with what was asked."""

    sentence: str


Failure = Offline | Limited | Unreadable
Success = Fresh | Refreshed | Unchanged
Outcome = Success | Failure


def quietly(waiting: Waiting) -> None:
    """For requests that nobody watches."""


def failure_of(error: SourceError, now: datetime) -> Failure:
    match error:
        case Unreachable():
            return Offline(error.reason, str(error))
        case Refused(retry_after=float() | int() as seconds):
            return Limited(now + timedelta(seconds=min(seconds, LONGEST_LIMIT.total_seconds())), str(error))
        case _:
            return Unreadable(str(error))


class Feed:
    def __init__(
        self, source: Source, cache: Cache, topics: Topics, clock: Clock, index: Indexing = NO_INDEX
    ) -> None:
        self._source = source
        self._cache = cache
        self._topics = topics
        self._clock = clock
        self._index = index
        self._under_way: UnderWay[Outcome] = UnderWay()
        self.has_answered = False
        """Whether the service answered the last question."""

    def today(self) -> date:
        """The day it is, UTC."""
        return self._clock.now().date()

    async def cached(self, period: Period) -> Listing | None:
        """The copy on this machine, whatever its age. Costs about a millisecond, more where topics have to be found."""
        return await self._sorted(await self._cache.listing(str(period)))

    async def made_of_days(self, period: Period) -> Listing | None:
        """A week, a month or what trends, put together from the days on this machine and not kept: for when the Hub
        cannot be asked and there is no copy. None for a day, and where none of its days has papers."""
        if isinstance(period, Day):
            return None
        days = [await self.cached(day) for day in days_of(period, self.today())]
        return made_of_days(period, [day for day in days if day is not None], self._clock.now())

    async def newest_cached(self) -> Listing | None:
        """The newest day with papers on this machine."""
        return await self._sorted(await self._cache.newest())

    async def catch_up(self) -> None:
        """Finds the topics of all papers in the cache by the vocabulary of now, newest edition first, with pauses."""
        for edition in await self._cache.editions():
            if listing := await self._sorted(await self._cache.listing(edition)):
                self._index.hand(listing.papers)
            await self._clock.sleep(_PAUSE)

    async def day_sizes(self) -> dict[date, int]:
        """Papers on this machine by day."""
        return await self._cache.day_sizes()

    def freshness(self, period: Period, listing: Listing | None) -> Freshness:
        return freshness(period, listing, self._clock.now())

    async def refresh(self, period: Period, on_wait: OnWait = quietly, *, may_be_kept: bool = True) -> Outcome:
        """Asks the service. Two who ask for one period at once share the answer; cancelling one harms neither.

        `may_be_kept`: there may be a copy on this machine; it is looked for."""
        return await self._under_way.ask(str(period), lambda tell: self._refresh(period, may_be_kept, tell), on_wait)

    async def bring(self, period: Period, on_wait: OnWait = quietly) -> Outcome:
        """The copy we have where it is fresh enough, else the answer of the service."""
        listing = await self.cached(period)
        if listing is not None and self.freshness(period, listing) is Freshness.FRESH:
            return Fresh(listing)
        return await self.refresh(period, on_wait)

    async def newest(self, back: int = 0, on_wait: OnWait = quietly) -> tuple[Day, Outcome]:
        """The newest day that has papers, `back` such days before it, and how asking for it went.

        Walks over at most EDITIONS_BACK empty editions in a row; where there are more, the first of them. Where the
        service cannot be asked, the newest on this machine; so also by a clock that stands before the first edition.
        """
        day = newest_expected(self.today())
        if day.day < FIRST_DAY and (kept := await self.newest_cached()) is not None:
            day = Day(kept.period.first)
            return day, await self.bring(day, on_wait)
        empty: list[tuple[Day, Outcome]] = []
        while len(empty) < EDITIONS_BACK:
            outcome = await self.bring(day, on_wait)
            if isinstance(outcome, Failure):
                return await self._newest_kept(day, back, outcome)
            if not outcome.listing.papers:
                empty.append((day, outcome))
            elif back == 0:
                return day, outcome
            else:
                back -= 1
                empty.clear()
            day = day.before()
        return empty[0]

    async def _newest_kept(self, failed: Day, back: int, failure: Failure) -> tuple[Day, Outcome]:
        listing = await self.cached(failed)
        if listing is None or not listing.papers:
            listing = await self._cache.newest(before=failed.day)
        day = Day(listing.period.first) if listing else failed
        for _ in range(back):
            listing = await self._cache.newest(before=day.day)
            day = Day(listing.period.first) if listing else day.before()
        return day, failure

    async def neighbours(self, period: Period) -> None:
        """Brings the editions beside `period` that are missing, and gives up silently at the first failure."""
        if isinstance(period, Trending):
            return
        for neighbour in (period.before(), period.after()):
            if self.is_open(neighbour) and await self.cached(neighbour) is None:
                if isinstance(await self.refresh(neighbour), Failure):
                    return

    def is_open(self, period: Span) -> bool:
        """Whether Daily Papers may have this edition by now."""
        return FIRST_DAY <= period.last and period.first <= self.today()

    async def kept_paper(self, paper_id: str) -> Paper | None:
        """The copy in the cache."""
        paper = await self._cache.find(paper_id)
        return (await self._topics.of((paper,)))[0] if paper else None

    async def paper(self, paper_id: str, on_wait: OnWait = quietly) -> Paper | None:
        """From this machine, else from the Hub; None where the Hub does not know it. Raises SourceError."""
        if kept := await self.kept_paper(paper_id):
            return kept
        paper = await self._source.paper(paper_id, on_wait)
        if paper is None:
            return None
        (paper,) = await self._topics.of((paper,))
        self._index.hand((paper,), await self._cache.keep_paper(paper))
        return paper

    async def keep(self, paper: Paper) -> None:
        """So that it is found again, where there is no copy of it in the cache."""
        if paper.title and await self._cache.find(paper.id) is None:
            self._index.hand((paper,), await self._cache.keep_paper(paper))

    async def find(self, paper_id: str, on_wait: OnWait = quietly) -> Paper | Failure | None:
        """`paper`, whose failure is an answer."""
        try:
            return await self.paper(paper_id, on_wait)
        except SourceError as error:
            return failure_of(error, self._clock.now())

    async def search(self, words: str, on_wait: OnWait = quietly) -> tuple[Paper, ...] | Failure:
        """What the Hub finds for the words, best first. Nothing of it is kept."""
        try:
            found = await self._source.search(words, _FOUND_AT_MOST, on_wait)
        except SourceError as error:
            self.has_answered = False
            return failure_of(error, self._clock.now())
        self.has_answered = True
        return await self._topics.of(found)

    async def close(self) -> None:
        """Ends the requests that nobody waits for any more; what has arrived is kept."""
        await self._under_way.close()

    async def _sorted(self, listing: Listing | None) -> Listing | None:
        """With the topics of its papers; what had to be found is kept."""
        if listing is None or (found := await self._topics.of_listing(listing)) is listing:
            return listing
        await self._cache.keep_instead(listing, found)
        return found

    async def _refresh(self, period: Period, may_be_kept: bool, on_wait: OnWait) -> Outcome:
        known = await self.cached(period) if may_be_kept else None
        try:
            listing = await self._topics.of_listing(await self._source.listing(period, known, on_wait))
        except SourceError as error:
            self.has_answered = False
            return failure_of(error, self._clock.now())
        self.has_answered = True
        same = known.confirmed_by(listing) if known else None
        entries = await self._cache.keep(same or listing)
        if same is None:
            self._index.hand(listing.papers, entries)
        return Unchanged(same) if same else Refreshed(listing)
