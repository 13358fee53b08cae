"""The part of the browse screen that opens editions and keeps them fresh: show what we have, then check."""

from collections.abc import Callable
from datetime import timedelta

from textual import work
from textual.worker import Worker

from ...model.freshness import Freshness, newest_expected
from ...model.listing import Listing
from ...model.period import FIRST_DAY, Day, Month, Period, Span, Trending, Week
from ...model.value import replace
from ...services.feed import Failure, Offline, Outcome, Success
from ...services.ports import Waiting
from ..browsing import Browsing, Shelf
from ..wording import as_sentence, cause, short_period
from .parts import BrowseParts

_NO_ANSWER_YET = Waiting("no answer yet", 0)
_KEYS = {Day: "D", Week: "W", Month: "M"}


class Editions(BrowseParts):
    _told: str | None = None

    def fresh_state(self, shelf: Shelf, period: Period | None = None) -> Browsing:
        """Of another shelf or edition; a sync goes on whatever is shown."""
        return Browsing(shelf, period, syncing=self.state.syncing, saving=self.state.saving)

    def with_listing(self, state: Browsing, listing: Listing) -> Browsing:
        return replace(state, listing=listing, papers=listing.papers)

    def open_period(self, period: Period, *, ask: bool = True, outcome: Outcome | None = None) -> Worker[None]:
        """Shows the copy that we have at once; where it is stale and `ask`, the service is asked.

        `outcome` is its answer where it was asked already."""
        if isinstance(period, Trending):
            self._leave_for_trending()
        self.opening, self.bound_for = str(period), period
        return self._open(period, ask and outcome is None, outcome)

    @work(group="open")
    async def _open(self, period: Period, ask: bool, outcome: Outcome | None) -> None:
        feed, shelves = self.services.feed, self.services.shelves
        listing = outcome.listing if isinstance(outcome, Success) else await feed.cached(period)
        is_same = self.state.period == period
        seen = self.state.seen if is_same and self.state.seen else await shelves.seen(str(period))
        if self.opening != str(period):
            return
        ask = ask and feed.freshness(period, listing) is not Freshness.FRESH
        state = self.state if is_same else self._edition_after(self.state.ground, period)
        if not is_same:
            self.chosen = frozenset()
        offer = "" if period == self.newest_offered else self.state.offer
        state = replace(state, outcome=outcome, seen=seen, is_fetching=ask, waiting=None, offer=offer)
        self.state = self.with_listing(state, listing) if listing else state
        self.derive(stay=is_same)
        if listing is not None:
            self.remember_seen(listing)
        if ask:
            self.ask_for(period)
        else:
            self.bring_neighbours(period)

    def _edition_after(self, before: Browsing, period: Period) -> Browsing:
        """The order goes with the reader everywhere; the filter from edition to edition."""
        state = replace(self.fresh_state(Shelf.of(period), period), order=before.order)
        if before.period is None:
            return state
        return replace(state, typed=before.typed, include=before.include, exclude=before.exclude)

    @work(group="network")
    async def ask_for(self, period: Period, *, is_wished: bool = False) -> None:
        """Asks the service; never cancelled, its answer is dropped if it comes for another edition."""
        outcome = await self.services.feed.refresh(period, self.tell_waiting(period))
        self.take(period, outcome)
        if is_wished and isinstance(outcome, Offline) and cause(outcome.reason, outcome.sentence):
            self.tell(f"{as_sentence(outcome.sentence)} R tries again.")  # in full: it may name what to mend

    def tell_waiting(self, period: Period | None) -> Callable[[Waiting], None]:
        """For a request about to be made: says what it waits for, also where for a while nothing comes at all."""
        self.asked_at = self.services.clock.now()

        def on_wait(waiting: Waiting) -> None:
            if self.state.period == period:
                ends = self.services.clock.now() + timedelta(seconds=waiting.seconds)
                self.set_state(waiting=waiting, wait_ends=ends)

        def on_silence() -> None:
            if self.state.is_fetching and self.state.waiting is None:
                on_wait(_NO_ANSWER_YET)

        self.set_timer(self.silence, on_silence)
        return on_wait

    def tell_notice(self) -> None:
        """Says what has come to light about the cache or the service, once."""
        notice = self.services.notice()
        if notice and notice != self._told:
            self._told = notice
            self.tell(notice, is_warning=True)

    def take(self, period: Period, outcome: Outcome) -> None:
        self.tell_notice()
        if self.state.period != period:
            return
        self.state = replace(self.state, is_fetching=False, waiting=None, outcome=outcome)
        if isinstance(outcome, Failure):
            self.derive()
            self._make_do(period)
            return
        self.state = self.with_listing(self.state, outcome.listing)
        self.derive()
        self.remember_seen(outcome.listing)
        self.bring_neighbours(period)

    @work(group="open")
    async def _make_do(self, period: Period) -> None:
        """Without the Hub and without a copy: what the days on this machine say of a week, a month, of what trends."""
        made = await self.services.feed.made_of_days(period) if self.state.listing is None else None
        if made is not None and self.state.period == period and self.state.listing is None:
            self.state = self.with_listing(self.state, made)
            self.derive()

    @work(group="library")
    async def remember_seen(self, listing: Listing) -> None:
        await self.services.shelves.see(listing)
        self.count_shelves()

    @work(group="network")
    async def bring_neighbours(self, period: Period) -> None:
        """So that `[` and `]` are instant."""
        if not isinstance(self.state.outcome, Failure):
            await self.services.feed.neighbours(period)
            self.count_shelves()

    def action_edition(self, step: int) -> None:
        """The edition before (-1) or after (1)."""
        self.is_touched = True
        period = self.bound_for or self.state.period
        if isinstance(period, Trending):
            day = short_period(self.period_on(Shelf.DAY), self.services.feed.today())
            self.tell(f"Trending is of now and has no edition before or after. D leads to {day}.")
            return
        if period is None:
            self.walk_pages(step)
            return
        there = period.before() if step < 0 else period.after()
        if there.last < FIRST_DAY:
            self.tell(f"Nothing before {FIRST_DAY.day} {FIRST_DAY:%b %Y}, the first day of Daily Papers.")
        elif there.first > self.services.feed.today():
            self.tell("This is the newest edition.")
        else:
            self.open_period(there)

    def _leave_for_trending(self) -> None:
        """Keeps the way back; who comes from the past is told that trending has none."""
        left = self.around()
        self.came_from, today = left, self.services.feed.today()
        if left is not None and left.last < today and not isinstance(self.bound_for or self.state.period, Trending):
            self.tell(f"Trending is of now, not of {short_period(left, today)}: {_KEYS[type(left)]} leads back there.")

    def around(self) -> Span | None:
        """The edition around which others open: what is shown, or was left for trending."""
        period = self.bound_for or self.state.period
        return self.came_from if isinstance(period, Trending) else period

    def period_on(self, shelf: Shelf) -> Period:
        """The edition that a shelf opens."""
        today, around = self.services.feed.today(), self.around()
        day = min(around.last, today) if around is not None else today
        match shelf:
            case Shelf.WEEK:
                return around if isinstance(around, Week) else Week.of(day)
            case Shelf.MONTH:
                return around if isinstance(around, Month) else Month.of(day)
            case Shelf.TRENDING:
                return Trending()
        return around if isinstance(around, Day) else newest_expected(day)

    def action_refresh_edition(self) -> None:
        """Asks now, whatever the copy's age."""
        self.services.try_again()
        period = self.state.period
        if period is None and self.state.shelf is not Shelf.SAMPLE:
            self.open_shelf(self.state.shelf, self.state.page)
        elif period is None:
            self.look_for_today()
        else:
            self.set_state(is_fetching=True, waiting=None)
            self.ask_for(period, is_wished=True)

    # ---- the newest edition, and the sample in its place

    async def open_newest(self, back: int) -> None:
        """Opens the newest edition that has papers; what is on this machine shows meanwhile."""
        feed = self.services.feed
        if not self.state.papers and (kept := await feed.newest_cached()) is not None:
            await self.open_period(kept.period, ask=False).wait()
        shown = self.state.period
        self.set_state(is_fetching=True)
        day, outcome = await feed.newest(back, self.tell_waiting(shown))
        if self.state.period == shown:
            self.set_state(is_fetching=False, waiting=None)
        if isinstance(outcome, Failure):
            await self._without_newest(shown, outcome)
        elif day == self.state.period:
            self.take(day, outcome)
        elif self.is_touched:
            self.offer(day, outcome)
        else:
            self.open_period(day, outcome=outcome)
        self.count_shelves()

    async def _without_newest(self, shown: Period | None, failure: Failure) -> None:
        """Where nothing at all is kept the sample stands in; else the copy says why it is only a copy."""
        if self.state.period != shown:
            return
        if not self.state.papers and isinstance(failure, Offline) and await self.services.feed.newest_cached() is None:
            self.show_sample(failure)
        else:
            self.set_state(outcome=failure)

    def show_sample(self, outcome: Offline | None) -> None:
        """The built-in edition; with the outcome that it stands in for."""
        self.opening, self.bound_for = Shelf.SAMPLE.value, None
        state = replace(self.fresh_state(Shelf.SAMPLE), outcome=outcome)
        sample = self.services.sample()
        self.state = self.with_listing(state, sample)
        self.derive(stay=False)
        self._sort_sample(sample)

    @work(group="library")
    async def _sort_sample(self, sample: Listing) -> None:
        """Nothing of the sample is kept, so its topics are found each time."""
        with_topics = await self.services.topics.of_listing(sample)
        if self.state.listing is sample:
            self.state = self.with_listing(self.state, with_topics)
            self.derive()

    @work(group="network")
    async def look_for_today(self) -> None:
        """From the sample: is the network back? Today is offered, not swapped in."""
        self.set_state(is_fetching=True)
        day, outcome = await self.services.feed.newest(on_wait=self.tell_waiting(self.state.period))
        self.set_state(is_fetching=False, waiting=None)
        if isinstance(outcome, Failure):
            if self.state.shelf is Shelf.SAMPLE:
                self.set_state(outcome=outcome)
        else:
            self.set_state(outcome=None)
            self.offer(day, outcome)

    def offer(self, day: Day, outcome: Success) -> None:
        """Says that a newer edition than the one shown is out."""
        shown = self.state.period
        is_newer = not isinstance(shown, Day) or day.day > shown.day
        if outcome.listing.papers and is_newer and day != self.newest_offered:
            self.newest_offered = day
            so_far = " so far" if day.day == self.services.feed.today() else ""
            number = len(outcome.listing.papers)
            self.set_state(offer=f"{day.day.day} {day.day:%b} is out, {number}{so_far}: D shows it")
