"""What the reader says about papers: bookmark, read, and taking it back."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from ..errors import StoreError
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..store.library import Library
from .ports import Clock

UNDO_DEPTH = 100


class Change(Struct, frozen=True):
    """One step that can be undone."""

    sentence: str
    """What was done: `Bookmarked “Title”.`"""
    before: tuple[tuple[Paper, Marks], ...]


class Marking:
    """Holds what the library answered last; a mark is shown only once it is on disk."""

    def __init__(self, library: Library, clock: Clock) -> None:
        self._library = library
        self._clock = clock
        self._marks: dict[str, Marks] = {}
        self._done: deque[Change] = deque(maxlen=UNDO_DEPTH)
        self.problem: str | None = None
        """Why nothing can be marked, as a sentence; None while the library works."""

    @property
    def all(self) -> Mapping[str, Marks]:
        return self._marks

    def of(self, paper_id: str) -> Marks:
        return self._marks.get(paper_id, UNMARKED)

    async def load(self) -> None:
        """Reads all marks. A library that cannot be used is a `problem`, not an error: reading goes on without marks."""
        try:
            self._marks = await self._library.marks()
            self.problem = None
        except StoreError as error:
            self.problem = str(error)

    async def bookmark(self, papers: Sequence[Paper], on: bool | None = None) -> Change | None:
        """On, off, or (None) the other way round; a mixed set turns on. None where nothing changes. Raises StoreError."""
        on = not all(self.of(paper.id).bookmarked for paper in papers) if on is None else on
        now = self._clock.now()
        verb = "Bookmarked" if on else "No longer bookmarked:"
        return await self._change(
            verb,
            [paper for paper in papers if self.of(paper.id).bookmarked != on],
            lambda marks: replace(marks, bookmarked_at=now if on else None),
        )

    async def read(self, papers: Sequence[Paper], on: bool | None = None) -> Change | None:
        """Like `bookmark`, for the read mark."""
        on = not all(self.of(paper.id).read for paper in papers) if on is None else on
        now = self._clock.now()
        verb = "Marked read:" if on else "Marked unread:"
        return await self._change(
            verb,
            [paper for paper in papers if self.of(paper.id).read != on],
            lambda marks: replace(marks, read_at=now if on else None),
        )

    async def undo(self) -> Change | None:
        """Takes back the last change of this run; its sentence says what was undone. Raises StoreError."""
        if not self._done:
            return None
        change = self._done[-1]
        self._marks |= await self._library.set_marks(change.before)
        self._done.pop()
        return change

    async def _change(self, verb: str, papers: Sequence[Paper], alter: Callable[[Marks], Marks]) -> Change | None:
        if not papers:
            return None
        before = tuple((paper, self.of(paper.id)) for paper in papers)
        self._marks |= await self._library.set_marks([(paper, alter(marks)) for paper, marks in before])
        subject = f"“{papers[0].title}”" if len(papers) == 1 else f"{len(papers)} papers"
        change = Change(f"{verb} {subject}", before)
        self._done.append(change)
        return change
