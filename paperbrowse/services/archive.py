"""The archive of all days on this machine: brought newest first, a few at once, each kept as it comes."""

import asyncio
from collections import deque
from collections.abc import Callable
from datetime import date, timedelta

from ..model.archive import Held, due, weekdays
from ..model.listing import Listing
from ..model.period import Day
from ..model.value import Value
from ..store.cache import Cache
from .feed import Failure, Feed, Limited, Offline, Outcome, Refreshed, Unreadable
from .ports import Clock, Waiting
from .sparing import Sparing

UNREACHED_AT_MOST = 3
"""Days in a row that nobody answered for, until the network is taken for gone."""
UNREADABLE_AT_MOST = 8
"""Days in a row that could not be read, until the service is taken to be in trouble."""
LONGEST_WAIT = timedelta(minutes=15)
"""For which a limit of the service is waited for: three of its windows."""


class Step(Value):
    """How far a sync has come."""

    done: int
    """Days of `total` that were answered or given up."""
    total: int
    papers: int
    """On the days that were answered."""
    seconds: float
    """Since the start."""
    waiting: Waiting | None = None
    """What everything waits for now."""

    @property
    def seconds_left(self) -> float | None:
        """At the pace so far; None before the first day."""
        return self.seconds / self.done * (self.total - self.done) if self.done else None

    @property
    def papers_a_second(self) -> float:
        return self.papers / self.seconds if self.seconds else 0.0


class Skipped(Value):
    day: date
    why: str
    """A sentence."""


class Synced(Value):
    """What a sync has brought."""

    fresh: int
    """Days of the span that needed no question."""
    asked: int
    """Days that were answered."""
    changed: int
    """Of those, the days that were missing or have become different."""
    papers: int
    """On the days that were answered."""
    new: int
    """Of those, the papers that were not on this machine as part of their day."""
    skipped: tuple[Skipped, ...]
    """Days that could not be read, newest first."""
    left: int
    """Days that nobody has come to."""
    failure: Failure | None
    """What ended it early."""
    is_stopped: bool
    """Whether somebody ended it early."""
    seconds: float


OnStep = Callable[[Step], None]


def silently(step: Step) -> None:
    """For a sync that nobody watches."""


class Archive:
    """`at_once`: questions under way together. `sparing` leaves calls to the reader; without it none are left."""

    def __init__(self, feed: Feed, cache: Cache, clock: Clock, at_once: int, sparing: Sparing | None = None) -> None:
        self._feed = feed
        self._cache = cache
        self._clock = clock
        self._at_once = at_once
        self._sparing = sparing
        self._sync: _Sync | None = None

    @property
    def is_syncing(self) -> bool:
        return self._sync is not None

    async def sync(self, first: date, last: date, on_step: OnStep = silently) -> Synced:
        """Brings the days of the span that are missing or may have changed; what is kept stays, however it ends.

        Waits where the service limits us. Raises RuntimeError while another sync of this archive is going on.
        """
        if self._sync is not None:
            raise RuntimeError("one sync at a time")
        self._sync = _Sync(self._feed, self._clock, self._sparing, on_step)
        try:
            days = weekdays(first, last, self._feed.today())
            return await self._sync.run(days, await self._cache.held(), self._at_once)
        finally:
            self._sync = None

    def stop(self) -> None:
        """Ends the sync that is going on; answers under way are kept all the same."""
        if self._sync is not None:
            self._sync.stop()

    async def changes(self) -> int | None:
        """A number that is another one once anybody has written to what is on this machine."""
        return await self._cache.changes()


class _Sync:
    """One run."""

    def __init__(self, feed: Feed, clock: Clock, sparing: Sparing | None, on_step: OnStep) -> None:
        self._feed = feed
        self._clock = clock
        self._sparing = sparing
        self._on_step = on_step
        self._held: dict[date, Held] = {}
        self._days: deque[Day] = deque()
        """Still to be asked for, in this order."""
        self._under_way = 0
        self._total = 0
        self._began = clock.monotonic()
        self._asked = self._changed = self._papers = self._new = 0
        self._skipped: list[Skipped] = []
        self._put_back: set[Day] = set()
        """Days that nobody answered for, which wait for a second try."""
        self._failed = 0
        """In a row."""
        self._failure: Failure | None = None
        self._is_stopped = False
        self._workers: list[asyncio.Task[None]] = []

    async def run(self, span: tuple[Day, ...], held: dict[date, Held], at_once: int) -> Synced:
        self._held = held
        self._days.extend(due(span, held, self._clock.now()))
        self._total = len(self._days)
        self._tell()
        self._workers = [asyncio.create_task(self._work()) for _ in range(min(at_once, len(self._days)))]
        try:
            await asyncio.gather(*self._workers)
        except asyncio.CancelledError:
            if not self._is_stopped:
                raise
        finally:
            await self._end_workers()
        return Synced(
            fresh=len(span) - self._total,
            asked=self._asked,
            changed=self._changed,
            papers=self._papers,
            new=self._new,
            skipped=tuple(sorted(self._skipped, key=lambda skipped: skipped.day, reverse=True)),
            left=self._total - self._asked - len(self._skipped),
            failure=self._failure,
            is_stopped=self._is_stopped,
            seconds=self._seconds(),
        )

    def stop(self) -> None:
        self._is_stopped = True
        for worker in self._workers:
            worker.cancel()

    async def _end_workers(self) -> None:
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)

    async def _work(self) -> None:
        while await self._may_go_on():
            day = self._days.popleft()
            match await self._outcome(day):
                case Offline() as failure:
                    self._miss(day, failure)
                case Limited() as failure:
                    self._days.appendleft(day)
                    await self._wait(failure)
                case Unreadable() as failure:
                    self._skip(day, failure)
                case outcome:
                    self._take(day, outcome.listing, has_changed=isinstance(outcome, Refreshed))
            self._tell()

    async def _may_go_on(self) -> bool:
        """Whether there is a day to ask for; waits for its turn."""
        while self._days and not self._failure and not self._is_stopped:
            seconds = await self._sparing.wait(self._under_way) if self._sparing else 0.0
            if not seconds:
                return bool(self._days)
            self._tell(Waiting("the Hub limits us", seconds))
            await self._clock.sleep(seconds)
        return False

    async def _outcome(self, day: Day) -> Outcome:
        self._under_way += 1
        try:
            return await self._feed.refresh(day, self._tell)
        finally:
            self._under_way -= 1

    def _take(self, day: Day, listing: Listing, *, has_changed: bool) -> None:
        known = self._held.get(day.day)
        before = frozenset(known.ids) if known else frozenset()
        self._failed = 0
        self._asked += 1
        self._changed += has_changed
        self._papers += len(listing.papers)
        self._new += sum(paper.id not in before for paper in listing.papers)

    def _miss(self, day: Day, failure: Offline) -> None:
        """A day alone may have bad luck, and gets another try at the end; several in a row mean that nobody answers."""
        self._failed += 1
        is_second = day in self._put_back
        if self._failed >= UNREACHED_AT_MOST or (is_second and self._failed > 1):
            self._failure = failure
        elif is_second:
            self._skipped.append(Skipped(day.day, failure.sentence))
        else:
            self._put_back.add(day)
            self._days.append(day)

    def _skip(self, day: Day, failure: Unreadable) -> None:
        self._failed += 1
        self._skipped.append(Skipped(day.day, failure.sentence))
        if self._failed >= UNREADABLE_AT_MOST:
            self._failure = failure

    async def _wait(self, limit: Limited) -> None:
        seconds = (limit.until - self._clock.now()).total_seconds()
        if seconds > LONGEST_WAIT.total_seconds():
            self._failure = limit
        elif seconds > 0:
            self._tell(Waiting("the Hub limits us", seconds))
            await self._clock.sleep(seconds)

    def _tell(self, waiting: Waiting | None = None) -> None:
        done = self._asked + len(self._skipped)
        self._on_step(Step(done, self._total, self._papers, self._seconds(), waiting))

    def _seconds(self) -> float:
        return self._clock.monotonic() - self._began
