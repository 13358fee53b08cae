"""What the reader says about papers: bookmark, read, and taking it back."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from ..errors import StoreError
from ..model.history import Change
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.value import Value
from ..store.library import Library
from ..store.steps_sql import Taken
from .ports import NO_INDEX, Clock, Indexing


class _Mark(Value):
    is_on: Callable[[Marks], bool]
    alter: Callable[[Marks, datetime | None], Marks]
    on: str
    off: str


_BOOKMARK = _Mark(lambda marks: marks.bookmarked, Marks.bookmark, "Bookmarked", "No longer bookmarked:")
_READ = _Mark(lambda marks: marks.read, Marks.mark_read, "Marked read:", "Marked unread:")


class Marking:
    """Holds what the library answered last; a mark is shown only once it is on disk.

    Changes happen one after the other, each on what the library says then: another window may have marked meanwhile.
    """

    def __init__(self, library: Library, clock: Clock, index: Indexing = NO_INDEX) -> None:
        self._library = library
        self._index = index
        self._clock = clock
        self._marks: dict[str, Marks] = {}
        self._turn = asyncio.Lock()
        self.problem: str | None = None
        """Why nothing can be marked, as a sentence; None while the library works."""

    @property
    def all(self) -> Mapping[str, Marks]:
        return self._marks

    def of(self, paper_id: str) -> Marks:
        return self._marks.get(paper_id, UNMARKED)

    async def load(self) -> None:
        """Reads all marks. A library that cannot be used is a `problem`, not an error: one reads on without marks."""
        try:
            await self._reload()
        except StoreError as error:
            self.problem = str(error)

    async def bookmark(self, papers: Sequence[Paper], on: bool | None = None) -> Change | None:
        """On, off, or (None) the other way round; a mixed set turns on. None where nothing changes.

        Raises StoreError.
        """
        return await self._mark(_BOOKMARK, papers, on)

    async def read(self, papers: Sequence[Paper], on: bool | None = None) -> Change | None:
        """Like `bookmark`, for the read mark."""
        return await self._mark(_READ, papers, on)

    async def undo(self) -> Change | None:
        """Takes back the last change, also one of an earlier run; what another window said since stays.

        Its sentence says what was undone; None where there is nothing to undo. Raises StoreError.
        """
        async with self._turn:
            return self._took(await self._library.undo_step(self._clock.now()))

    async def redo(self) -> Change | None:
        """Makes the change again that was undone last, unless another was made since. Raises StoreError."""
        async with self._turn:
            return self._took(await self._library.redo_step(self._clock.now()))

    async def become(self, title_id: str, paper: Paper) -> Paper:
        """The paper that was known by its title alone is this one, also for `undo`; it comes back completed.

        Raises StoreError, and then nothing has changed.
        """
        async with self._turn:
            paper = await self._library.become(title_id, paper)
            self._index.forget((title_id,))
            self._index.hand((paper,))
            await self._reload()
            return paper

    async def _mark(self, mark: _Mark, papers: Sequence[Paper], on: bool | None) -> Change | None:
        async with self._turn:
            if on is None:
                on = not all(mark.is_on(self.of(paper.id)) for paper in papers)
            await self._ask_about(papers)
            at = self._clock.now() if on else None
            before = tuple((paper, self.of(paper.id)) for paper in papers if mark.is_on(self.of(paper.id)) != on)
            if not before:
                return None
            after = tuple((paper, mark.alter(marks, at)) for paper, marks in before)
            subject = f"“{before[0][0].title}”" if len(before) == 1 else f"{len(before)} papers"
            change = Change(f"{mark.on if on else mark.off} {subject}", before, after)
            return self._took(await self._library.take_step(change, self._clock.now()))

    async def _reload(self) -> None:
        self._marks = await self._library.marks()
        self.problem = None

    async def _ask_about(self, papers: Sequence[Paper]) -> None:
        if self.problem is not None or not self._marks:
            await self._reload()
        else:
            self._marks = self._marks | await self._library.marks_of([paper.id for paper in papers])

    def _took(self, taken: Taken | None) -> Change | None:
        if taken is None:
            return None
        self._marks = self._marks | taken.marks
        self._index.hand(paper for paper, _ in taken.change.before)
        return taken.change
