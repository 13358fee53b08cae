"""The part of the browse screen that keeps it true while it is left open: midnight, sleep, a network that comes and goes.

Timers stand still while a machine sleeps, so none is trusted: at every tick, and at a key, the time of day is compared.
"""

from datetime import date, datetime, timedelta

from textual import work

from ...model.freshness import Freshness
from ...services.feed import Failure, Fresh, Limited, Offline, Refreshed
from ..browsing import Shelf
from .shelving import Shelving

_TICK = 20
"""Seconds until "2 min ago" is said anew where no key is pressed."""
_A_MOMENT = timedelta(seconds=2)
"""Keys that follow each other faster look only once."""
_AGAIN = timedelta(minutes=1)
"""Between two questions that the reader did not ask for, while they press keys."""
_AGAIN_UNSEEN = timedelta(minutes=5)
"""Between two tries to reach a network that is gone, while no key is pressed."""


class LeftOpen(Shelving):
    _looked_at: datetime
    _today: date
    _is_checking = False

    def stay_true(self) -> None:
        """To be called once, when the screen stands."""
        self._looked_at = self.asked_at = self.checked_at = self.services.clock.now()
        self._today = self.services.feed.today()
        self.set_interval(_TICK, self.look_around)

    def on_key(self) -> None:
        """Compares two times; what follows comes after the key has been drawn."""
        now = self.services.clock.now()
        if _is_past(self._looked_at, now, _A_MOMENT):
            self._looked_at = now
            self.call_after_refresh(self.look_around, is_there=True)

    def look_around(self, *, is_there: bool = False) -> None:
        """Says what is true now, and asks the Hub where it is time to. `is_there`: the reader has pressed a key."""
        now = self.services.clock.now()
        if is_there:
            self.arrive()
        if self._today != (today := self.services.feed.today()):
            self._today = today
            self._turn_day()
        self.show_status()
        if self.is_offline_wanted or self._is_checking or self.state.is_fetching:
            return
        if self._stands_in():
            if _is_past(self.asked_at, now, _AGAIN):
                self.probe()
        elif self._is_time_to_check(now, is_there):
            self.check()

    def _turn_day(self) -> None:
        """Midnight, or the clock was set: what "today" means has moved."""
        self.set_state(offer=self.state.offer.replace(" so far", ""))
        self.count_shelves()
        if self.state.shelf is Shelf.INBOX:
            self.open_shelf(Shelf.INBOX)

    def _is_time_to_check(self, now: datetime, is_there: bool) -> bool:
        outcome, period, hourly = self.state.outcome, self.state.period, self.wishes.check_every
        if not hourly or (isinstance(outcome, Limited) and now < outcome.until <= now + timedelta(days=1)):
            return False
        if _is_past(self.checked_at, now, timedelta(seconds=hourly)):
            return True
        if isinstance(outcome, Offline):  # nobody answered: asking again costs nobody much
            return _is_past(self.asked_at, now, _A_MOMENT if is_there else _AGAIN_UNSEEN)
        if not is_there or not _is_past(self.asked_at, now, _AGAIN):
            return False
        is_stale = period is not None and self.services.feed.freshness(period, self.state.listing) is not Freshness.FRESH
        return is_stale or isinstance(outcome, Failure)

    @work(group="network")
    async def check(self) -> None:
        """Is a newer edition out, and what is shown still right? Asked in silence; a failure is told in the status."""
        feed, shown = self.services.feed, self.state.period
        self.asked_at = self.checked_at = self.services.clock.now()
        if isinstance(self.state.outcome, Offline):
            self.services.try_again()  # it may be long ago that somebody tried
        self._is_checking = True
        day, newest = await feed.newest()
        answer = newest if isinstance(newest, Failure) or day == shown or shown is None else await feed.bring(shown)
        self._is_checking = False
        if not isinstance(newest, Failure):
            self.offer(day, newest)
        if shown is not None and not (isinstance(answer, Fresh) and not isinstance(self.state.outcome, Failure)):
            self.take(shown, answer)
        if self.state.shelf is Shelf.INBOX and isinstance(newest, Refreshed):
            self.open_shelf(Shelf.INBOX)
        self.count_shelves()

    def probe(self) -> None:
        """While the sample stands in for today: is the network back?"""
        if self._stands_in() and not self.is_offline_wanted and not self.state.is_fetching:
            self.look_for_today()

    def _stands_in(self) -> bool:
        return self.state.shelf is Shelf.SAMPLE and isinstance(self.state.outcome, Offline)


def _is_past(then: datetime, now: datetime, span: timedelta) -> bool:
    """Whether `span` has passed; a clock that was set back counts as well, for nobody knows how long it was."""
    return not timedelta(0) <= now - then < span
