"""A Source with verbs: a test says what the service has, and how it fails."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date

from msgspec.structs import replace

from paperbrowse.errors import SourceError
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper
from paperbrowse.model.period import Period
from paperbrowse.model.reading import Comments, FullText, Linked
from paperbrowse.services.ports import Clock, OnWait, Waiting


class FakeSource:
    """A service that has no papers until a test says otherwise."""

    def __init__(self, clock: Clock) -> None:
        self.asked: list[str] = []
        """The editions and ids that were asked for, in order."""
        self._clock = clock
        self._editions: dict[str, tuple[Paper, ...]] = {}
        self._papers: dict[str, Paper] = {}
        self._found: dict[str, tuple[Paper, ...]] = {}
        self._texts: dict[str, FullText] = {}
        self._talks: dict[str, tuple[Comments, Linked]] = {}
        self._failures: dict[str | None, SourceError] = {}
        self._says_unchanged = False
        self._waiting: Waiting | None = None
        self._open = asyncio.Event()
        self._open.set()

    def day(self, day: date | str, *papers: Paper) -> None:
        """From now on the edition (`str` of any period) has these papers."""
        self._editions[str(day)] = papers

    def knows(self, paper: Paper) -> None:
        """From now on the paper is found by its id."""
        self._papers[paper.id] = paper

    def finds(self, words: str, *papers: Paper) -> None:
        """From now on a search for these very words has this answer; any other finds nothing."""
        self._found[words] = papers

    def has_text(self, text: FullText) -> None:
        """From now on the paper has this full text."""
        self._texts[text.paper_id] = text

    def has_talk(self, comments: Comments, linked: Linked) -> None:
        """From now on this is said of the paper, at the moment of asking."""
        self._talks[comments.paper_id] = comments, linked

    def unchanged(self) -> None:
        """From now on the service confirms every copy that it is shown."""
        self._says_unchanged = True

    def fails(self, error: SourceError, subject: str | None = None) -> None:
        """From now on every question fails, or the one about that edition or id."""
        self._failures[subject] = error

    def recovers(self) -> None:
        self._failures.clear()

    def waits(self, waiting: Waiting) -> None:
        """From now on every request tells that it waits."""
        self._waiting = waiting

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """No answer arrives before the end of the block."""
        self._open.clear()
        try:
            yield
        finally:
            self._open.set()

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        await self._ask(str(period), on_wait)
        now = self._clock.now()
        if known and self._says_unchanged:
            return known.confirmed(now)
        papers = self._editions.get(str(period), ())
        return Listing(str(period), tuple(replace(paper, fetched_at=now) for paper in papers), now, now)

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        await self._ask(paper_id, on_wait)
        return self._papers.get(paper_id)

    async def search(self, words: str, limit: int, on_wait: OnWait) -> tuple[Paper, ...]:
        await self._ask(words, on_wait)
        return self._found.get(words, ())[:limit]

    async def full_text(self, paper_id: str, on_wait: OnWait) -> FullText | None:
        await self._ask(f"text of {paper_id}", on_wait)
        return self._texts.get(paper_id)

    async def comments_and_links(self, paper_id: str, on_wait: OnWait) -> tuple[Comments, Linked] | None:
        await self._ask(f"talk of {paper_id}", on_wait)
        if paper_id not in self._talks:
            return None
        comments, linked = self._talks[paper_id]
        now = self._clock.now()
        return replace(comments, checked_at=now), replace(linked, checked_at=now)

    async def close(self) -> None:
        pass

    def forget_failures(self) -> None:
        pass

    async def _ask(self, subject: str, on_wait: OnWait) -> None:
        self.asked.append(subject)
        await self._open.wait()
        if self._waiting:
            on_wait(self._waiting)
        if error := self._failures.get(subject) or self._failures.get(None):
            raise error
