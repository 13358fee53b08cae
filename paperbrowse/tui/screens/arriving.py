"""The part of the browse screen that knows when its reader came back, and what waits for them in the inbox."""

from datetime import date

from textual import work

from ...model.catching_up import CatchingUp, Visit, catching_up
from ...model.interests import Wish
from ...model.paper import Paper
from ...model.text import count
from ..browsing import Shelf
from ..emptiness import caught_up
from .parts import BrowseParts

_GREETING = 20.0
"""Seconds: who comes back looks around first."""


class Arrives(BrowseParts):
    visit: Visit | None = None
    my_topics: frozenset[str] = frozenset()
    _here_on: date | None = None
    _has_ended: bool = False
    """All of the inbox was read just now."""

    def arrive(self) -> None:
        """To be called when the reader is there: at the start, and at keys. Once a day it is written down."""
        today = self.services.feed.today()
        if self._here_on != today:
            self._here_on = today
            self._note_visit()

    @work(group="library")
    async def _note_visit(self) -> None:
        self.visit = await self.services.shelves.arrive()
        self.show_status()
        if self.visit is not None and self.visit.away and self.state.shelf is not Shelf.INBOX:
            said = f"Away {count(self.visit.away, 'day')}: I brings what came meanwhile into one list."
            self.tell(said, seconds=_GREETING)

    async def find_my_topics(self) -> None:
        """Raises StoreError."""
        self.my_topics = await self.services.shelves.topics_of_bookmarks(self.services.marking.all)

    def catching_up(self) -> CatchingUp | None:
        """While the inbox is shown."""
        if self.state.shelf is not Shelf.INBOX or self.state.papers is None:
            return None
        papers = (paper for paper in self.state.papers if not self.is_muted(paper))
        return catching_up(papers, self.services.marking.all, self.visit, self._is_mine)

    def is_muted(self, paper: Paper) -> bool:
        """What the reader bookmarked is not, whatever it is about."""
        return self.services.watching.is_muted(paper) and not self.services.marking.of(paper.id).bookmarked

    def _is_mine(self, paper: Paper) -> bool:
        if self.services.watching.interests.wished(Wish.WATCH):
            return self.services.watching.is_watched(paper)
        return not self.my_topics.isdisjoint(paper.topics)

    def end_catching_up(self) -> None:
        """Where all was read that came while the reader was away, it is told until they leave, and no longer."""
        inbox = self.catching_up()
        if inbox is not None and inbox.away and inbox.total and not inbox.unread:
            self._end_visit(self.visit)

    def come_to_end(self) -> None:
        """Where the last of the inbox was read, a kind word stands in the place of the list; u brings that back."""
        inbox = self.catching_up()
        if inbox is not None and not inbox.unread and not self.is_reading:
            self._has_ended = True
            self.derive(stay=False)

    def last_words(self) -> tuple[str, ...]:
        """In the place of an inbox in which all was read just now; else empty."""
        inbox, began = self.catching_up(), self.visit.began if self.visit else None
        self._has_ended = self._has_ended and inbox is not None and not inbox.unread
        if not self._has_ended or self.state.is_narrowed:
            return ()
        marks = (self.services.marking.of(paper.id) for paper in self.state.papers or ())
        bookmarked = sum(bool(each.bookmarked_at and began and each.bookmarked_at >= began) for each in marks)
        return caught_up(inbox, bookmarked)

    @work(group="library")
    async def _end_visit(self, visit: Visit) -> None:
        await self.services.shelves.catch_up(visit)
