"""What the reader says about papers: bookmark, read, and taking it back."""

import asyncio
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from ..errors import StoreError
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.value import Value
from ..store.library import Library
from .history import Change, Merging
from .ports import NO_INDEX, Clock, Indexing

UNDO_DEPTH = 100


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
        self._done: deque[Change] = deque(maxlen=UNDO_DEPTH)
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
        """Takes back the last change of this run; its sentence says what was undone. Raises StoreError."""
        async with self._turn:
            if not self._done:
                return None
            change = self._done[-1]
            await self._reload()
            await self._write(
                [
                    (paper, self.of(paper.id).taken_back(before, after))
                    for (paper, before), (_, after) in zip(change.before, change.after, strict=True)
                ]
            )
            return self._done.pop()

    async def become(self, title_id: str, paper: Paper) -> Paper:
        """The paper that was known by its title alone is this one, also for `undo`; it comes back completed.

        Raises StoreError, and then nothing has changed.
        """
        async with self._turn:
            await self._reload()
            merging = Merging(title_id, paper.id, self.of(title_id), self.of(paper.id))
            paper = await self._library.become(title_id, paper)
            self._index.forget((title_id,))
            self._index.hand((paper,))
            self._done = deque(merging.history(self._done, paper), maxlen=UNDO_DEPTH)
            await self._reload()
            return paper

    async def _mark(self, mark: _Mark, papers: Sequence[Paper], on: bool | None) -> Change | None:
        async with self._turn:
            if on is None:
                on = not all(mark.is_on(self.of(paper.id)) for paper in papers)
            await self._reload()
            at = self._clock.now() if on else None
            before = tuple((paper, self.of(paper.id)) for paper in papers if mark.is_on(self.of(paper.id)) != on)
            if not before:
                return None
            after = tuple((paper, mark.alter(marks, at)) for paper, marks in before)
            await self._write(after)
            subject = f"“{before[0][0].title}”" if len(before) == 1 else f"{len(before)} papers"
            self._done.append(Change(f"{mark.on if on else mark.off} {subject}", before, after))
            return self._done[-1]

    async def _reload(self) -> None:
        self._marks = await self._library.marks()
        self.problem = None

    async def _write(self, changes: Sequence[tuple[Paper, Marks]]) -> None:
        self._marks = self._marks | await self._library.set_marks(changes)
        self._index.hand(paper for paper, _ in changes)
