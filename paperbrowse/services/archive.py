"""The archive of all days on this machine: brought newest first, a few at once, each kept as it comes."""

from contextlib import nullcontext
from datetime import date

from ..model.archive import Held, due, weekdays
from ..model.listing import Listing
from ..model.period import Day
from ..model.value import Value
from ..store.cache import Cache
from .feed import Failure, Feed, Refreshed
from .ports import Beside, Clock, Waiting
from .round import End, OnStep, Round, Step, silently
from .sparing import Sparing


MANY = 60
"""Days that are worth another process, which takes as long to start as a third of them to be read."""


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
    failure: End | None
    """What ended it early."""
    is_stopped: bool
    """Whether somebody ended it early."""
    seconds: float


class Archive:
    """`at_once`: questions under way together. `sparing` leaves calls to the reader; without it none are left.
    `beside`: who helps with MANY days."""

    def __init__(
        self, feed: Feed, cache: Cache, clock: Clock, at_once: int, sparing: Sparing | None = None,
        beside: Beside = nullcontext,
    ) -> None:  # fmt: skip
        self._feed = feed
        self._cache = cache
        self._clock = clock
        self._at_once = at_once
        self._sparing = sparing
        self._beside = beside
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
        self._sync = _Sync(self._feed, self._clock, self._sparing, on_step, self._at_once)
        try:
            days = weekdays(first, last, self._feed.today())
            return await self._sync.run(days, await self._cache.held(), self._beside)
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

    def __init__(self, feed: Feed, clock: Clock, sparing: Sparing | None, on_step: OnStep, at_once: int) -> None:
        self._feed = feed
        self._clock = clock
        self._sparing = sparing
        self._on_step = on_step
        self._round = Round[Day](self._bring, clock, self._tell, at_once)
        self._held: dict[date, Held] = {}
        self._changed = self._papers = self._new = 0

    async def run(self, span: tuple[Day, ...], held: dict[date, Held], beside: Beside) -> Synced:
        self._held = held
        self._round.add(due(span, held, self._clock.now()))
        async with beside() if self._round.total >= MANY else nullcontext():
            await self._round.run()
        skipped = (Skipped(day.day, failure.sentence) for day, failure in self._round.skipped)
        return Synced(
            fresh=len(span) - self._round.total,
            asked=self._round.done,
            changed=self._changed,
            papers=self._papers,
            new=self._new,
            skipped=tuple(sorted(skipped, key=lambda skipped: skipped.day, reverse=True)),
            left=self._round.left,
            failure=self._round.failure,
            is_stopped=self._round.is_stopped,
            seconds=self._round.seconds,
        )

    def stop(self) -> None:
        self._round.stop()

    async def _bring(self, day: Day) -> Failure | None:
        async with self._sparing.call(self._clock, self._tell) if self._sparing else nullcontext():
            outcome = await self._feed.refresh(day, self._tell, may_be_kept=day.day in self._held)
        if isinstance(outcome, Failure):
            return outcome
        self._take(day, outcome.listing, has_changed=isinstance(outcome, Refreshed))
        return None

    def _take(self, day: Day, listing: Listing, *, has_changed: bool) -> None:
        known = self._held.get(day.day)
        before = frozenset(known.ids) if known else frozenset()
        self._changed += has_changed
        self._papers += len(listing.papers)
        self._new += sum(paper.id not in before for paper in listing.papers)

    def _tell(self, waiting: Waiting | None = None) -> None:
        self._on_step(Step(self._round.passed, self._round.total, self._papers, self._round.seconds, waiting))
