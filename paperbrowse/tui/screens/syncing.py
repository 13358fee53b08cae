"""The part of the browse screen that brings many days at once, and shows what comes into the cache, by whomever."""

from datetime import date, timedelta

from textual import work

from ...model.listing import Listing
from ...model.period import FIRST_DAY
from ...model.text import count
from ...model.value import replace
from ...services.round import Step
from ...services.feed import Failure
from ..archive_words import synced_in_words
from ..browsing import Shelf
from ..wording import day_in_words
from .left_open import LeftOpen
from .parts import Entry

LOOKED_EVERY = 3
"""Seconds between two looks for what another program may have brought: one number is asked of the database."""
_SPANS = {"m": ("30 days", 29), "y": ("A year", 364)}
"""Letter of the menu -> name, and days back."""


class Syncing(LeftOpen):
    _changes: int | None = None

    def stay_true(self) -> None:
        super().stay_true()
        self.set_interval(LOOKED_EVERY, self.look_at_archive)

    # ---- bringing

    @work(group="menu")
    async def action_sync(self) -> None:
        """A menu of spans; while a sync is going on also a way to stop it."""
        if self.is_offline_wanted:
            self.tell("Working offline, as asked; a sync asks the Hub.")
            return
        today = self.services.feed.today()
        starts = {letter: max(FIRST_DAY, today - timedelta(days=days)) for letter, (_, days) in _SPANS.items()}
        starts["a"] = FIRST_DAY
        names = {letter: name for letter, (name, _) in _SPANS.items()} | {"a": "Everything"}
        entries = [Entry(letter, names[letter], f"since {day_in_words(day, today)}") for letter, day in starts.items()]
        if self.services.archive.is_syncing:
            entries = [Entry("s", "Stop", self._so_far())]
        letter = await self.app.push_screen_wait(self.menu("Sync the archive", tuple(entries)))
        if letter == "s":
            self.services.archive.stop()
        elif letter is not None:
            self._sync(starts[letter])

    @work(group="network")
    async def _sync(self, first: date) -> None:
        self.services.try_again()
        today = self.services.feed.today()
        synced = await self.services.archive.sync(first, today, self._show_step)
        self.set_state(syncing=None)
        self.tell(synced_in_words(synced, today), is_warning=bool(synced.failure or synced.skipped))
        self.look_at_archive()

    def _show_step(self, step: Step) -> None:
        self.state = replace(self.state, syncing=step)
        self.show_status()

    def _so_far(self) -> str:
        step = self.state.syncing
        return f"{step.done} of {count(step.total, 'day')} so far; what has come stays" if step else ""

    # ---- what has come

    @work(group="archive")
    async def look_at_archive(self) -> None:
        """Shows what was kept since the last look: by a sync of ours, or by another program."""
        changes = await self.services.archive.changes()
        before, self._changes = self._changes, changes
        if before is not None and changes not in (None, before):
            await self._show_kept()

    async def _show_kept(self) -> None:
        period, shown = self.state.period, self.state.listing
        kept = await self._kept_now() if period is not None and not self.state.is_fetching else None
        if kept is not None and self.state.period == period and self.state.listing == shown and _is_news(kept, shown):
            is_as_old = shown is not None and kept.checked_at == shown.checked_at
            state = replace(self.state, outcome=self.state.outcome if kept.made_of or is_as_old else None)
            self.state = self.with_listing(state, kept)
            self.derive()
            if not kept.made_of:
                self.remember_seen(kept)
        elif self.state.shelf is Shelf.INBOX:
            await self._refill_inbox()
        self.count_shelves()

    async def _kept_now(self) -> Listing | None:
        """The copy of what is shown; where there is none and the Hub cannot be asked, what its days make."""
        feed, period, shown = self.services.feed, self.state.period, self.state.listing
        kept = await feed.cached(period)
        if kept is None and (shown.made_of if shown else isinstance(self.state.outcome, Failure)):
            return await feed.made_of_days(period)
        return kept

    async def _refill_inbox(self) -> None:
        shown = {paper.id for paper in self.state.papers or ()}
        if any(paper.id not in shown for paper in await self.services.shelves.inbox()):
            self.open_shelf(Shelf.INBOX)


def _is_news(kept: Listing, shown: Listing | None) -> bool:
    return shown is None or (kept != shown and (kept.checked_at >= shown.checked_at or kept.made_of > shown.made_of))
