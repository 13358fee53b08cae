"""What the reader says about papers: bookmark, read, tags and a note, and taking it back."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import StoreError
from ..model.history import Change, Marked, Wished
from ..model.interests import Interest, Interests
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.tags import clean_note, clean_tag, once, same_tag
from ..model.text import count
from ..model.value import Value
from .ports import NO_INDEX, Clock, Indexing

if TYPE_CHECKING:  # the first paint shows no marks yet
    from ..store.backups import Backup
    from ..store.journal import Merged
    from ..store.library import Library
    from ..store.steps_sql import Taken

_AT_A_TIME = 500
"""Papers: some two milliseconds."""


class _Mark(Value):
    is_on: Callable[[Marks], bool]
    alter: Callable[[Marks, datetime | None], Marks]
    on: str
    off: str


class _Step(Value):
    alter: Callable[[Marks], Marks]
    words: str
    """What is done, before the papers: `Bookmarked`."""


_BOOKMARK = _Mark(lambda marks: marks.bookmarked, Marks.bookmark, "Bookmarked", "No longer bookmarked:")
_READ = _Mark(lambda marks: marks.read, Marks.mark_read, "Marked read:", "Marked unread:")


class Marking:
    """Holds what the library answered last; a mark is shown only once it is on disk.

    Changes happen one after the other, each on what the library says then: another window may have marked meanwhile.
    """

    def __init__(self, library: "Callable[[], Library]", clock: Clock, index: Indexing = NO_INDEX) -> None:
        """`library` is asked for when something of it is."""
        self._library_of = library
        self._index = index
        self._clock = clock
        self._marks: dict[str, Marks] = {}
        self.interests = Interests()
        """What is watched and muted."""
        self._turn = asyncio.Lock()
        self.has_changed = False
        """Something was said in this run."""
        self.problem: str | None = None
        """Why nothing can be marked, as a sentence; None while the library works."""

    @cached_property
    def _library(self) -> "Library":
        return self._library_of()

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

    async def tag(self, papers: Sequence[Paper], add: Sequence[str] = (), remove: Sequence[str] = ()) -> Change | None:
        """Tags as they are typed: case does not part them, and the first spelling that was used anywhere stays.

        None where nothing changes. Raises StoreError.
        """
        return await self._step(papers, lambda: self._tagging(add, remove))

    async def note(self, papers: Sequence[Paper], text: str) -> Change | None:
        """In the place of their notes; an empty text takes them away. None where nothing changes. Raises StoreError."""
        note = clean_note(text)
        return await self._step(papers, lambda: _Step(lambda said: said.noted(note), "Note on" if note else "Note removed:"))

    async def edit_note(self, paper: Paper, before: str, text: str) -> Change | None:
        """Like `note`; what another window made of the note since it was `before` stays besides. Raises StoreError."""
        began, note = Marks(note=clean_note(before)), Marks(note=clean_note(text))
        words = "Note on" if note.note else "Note removed:"
        return await self._step((paper,), lambda: _Step(lambda said: said.stepped(began, note), words))

    async def add_note(self, papers: Sequence[Paper], text: str) -> Change | None:
        """Below what each of them has. Raises StoreError."""
        note = clean_note(text)

        def alter(said: Marks) -> Marks:
            return said.noted("\n".join(filter(None, (said.note, note))) or None)

        return await self._step(papers, lambda: _Step(alter, "Note on"))

    @property
    def tags(self) -> tuple[str, ...]:
        """Every tag in use, the most frequent first."""
        return tuple(tag for tag, _ in Counter(tag for marks in self._marks.values() for tag in marks.tags).most_common())

    async def bring(
        self, said: Sequence[tuple[Paper, Marks]], wished: Iterable[Interest] = (), *, is_trial: bool = False
    ) -> Change | None:
        """Merges what was said elsewhere into what is said here, as one step, after a backup; what was wished elsewhere
        counts where nothing is wished here. None where that says nothing new. A trial changes nothing.

        Raises StoreError.
        """
        async with self._turn:
            await self._ask_about([paper.id for paper, _ in said])
            marks = {paper.id: marks for paper, marks in said}
            papers = [paper for paper, _ in said]
            before, after = await self._altered(papers, lambda paper, known: known.merged(marks[paper.id]))
            known = {each.key for each in self.interests.all}
            wishes = tuple(Wished(each.key, None, each) for each in wished if each.key not in known)
            if not before and not wishes:
                return None
            what = f"what was said of {count(len(before), 'paper')}" if before else "what is watched and muted"
            change = Change(f"Imported {what}", before, after, wishes)
            if is_trial:
                return change
            await self._library.back_up_if_due(self._clock.now(), timedelta())
            return self._took(await self._library.take_step(change, self._clock.now()))

    async def wish(self, change: Change) -> None:
        """Takes a step of wishes. Raises StoreError."""
        async with self._turn:
            self._took(await self._library.take_step(change, self._clock.now()))

    async def load_interests(self) -> None:
        """Raises StoreError, and then nothing has changed."""
        found = await self._library.interests()
        if found != self.interests:
            self.interests = found

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

    async def follow(self) -> bool:
        """Reads the marks again where another program has written; whether it has. Raises StoreError."""
        async with self._turn:
            if not await self._library.has_changed_elsewhere():
                return False
            before, wished = self._marks, self.interests
            await self._reload()
            await self._index_again(paper_id for paper_id, said in self._marks.items() if before.get(paper_id) != said)
            return (self._marks, self.interests) != (before, wished)

    async def merge(self, folder: Path) -> "Merged":
        """Exchanges what was said with other machines, through a folder. Raises StoreError."""
        async with self._turn:
            merged = await self._library.merge(folder)
            await self._reload()
            await self._index_again(merged.changed.marks)
            return merged

    async def restore(self, backup: "Backup") -> Change | None:
        """Marks become those of the backup; a change like any other. Raises StoreError."""
        async with self._turn:
            return self._took(await self._library.restore(backup, self._clock.now()))

    async def backups(self) -> "tuple[Backup, ...]":
        """The newest first."""
        return await self._library.backups()

    async def back_up(self) -> "Backup":
        """Raises StoreError."""
        return await self._library.back_up(self._clock.now())

    async def back_up_if_due(self) -> None:
        """Once a day where anything has changed. A backup that cannot be made now is made another time."""
        with suppress(StoreError):
            await self._library.back_up_if_due(self._clock.now())

    async def become(self, title_id: str, paper: Paper) -> Paper:
        """The paper that was known by its title alone is this one, also for `undo`; it comes back completed.

        Raises StoreError, and then nothing has changed.
        """
        async with self._turn:
            paper = await self._library.become(title_id, paper)
            if title_id != paper.id:
                self._index.forget((title_id,))
            self._index.hand((paper,))
            await self._ask_about((title_id, paper.id))
            return paper

    async def _mark(self, mark: _Mark, papers: Sequence[Paper], on: bool | None) -> Change | None:
        def step() -> _Step:
            is_on = not all(mark.is_on(self.of(paper.id)) for paper in papers) if on is None else on
            at = self._clock.now() if is_on else None
            words = mark.on if is_on else mark.off
            return _Step(lambda said: said if mark.is_on(said) == is_on else mark.alter(said, at), words)

        return await self._step(papers, step)

    def _tagging(self, add: Sequence[str], remove: Sequence[str]) -> _Step:
        wanted = once(filter(None, map(clean_tag, add)))
        spelled = {same_tag(tag): tag for tag in reversed(self.tags)}
        adding = tuple(spelled.get(same_tag(tag), tag) for tag in wanted)
        removing = once(filter(None, map(clean_tag, remove)))
        gone = {same_tag(tag) for tag in removing}
        new, old = (" ".join(f"#{tag}" for tag in each) for each in (adding, removing))
        words = [f"Tagged {new}"] * bool(new) + [f"{'no' if new else 'No'} longer {old}"] * bool(old)

        def alter(said: Marks) -> Marks:
            return said.tagged((*(tag for tag in said.tags if same_tag(tag) not in gone), *adding))

        return _Step(alter, f"{', '.join(words)}:")

    async def _step(self, papers: Sequence[Paper], plan: Callable[[], _Step]) -> Change | None:
        """One step for all papers that it changes; planned by what was said when its turn comes."""
        async with self._turn:
            step = plan()
            await self._ask_about([paper.id for paper in papers])
            before, after = await self._altered(papers, lambda _, marks: step.alter(marks))
            if not before:
                return None
            subject = f"“{before[0][0].title}”" if len(before) == 1 else f"{len(before)} papers"
            change = Change(f"{step.words} {subject}", before, after)
            return self._took(await self._library.take_step(change, self._clock.now()))

    async def _altered(self, papers: Sequence[Paper], alter: Callable[[Paper, Marks], Marks]) -> tuple[Marked, Marked]:
        """What is said of those that it changes, before and after; some in each round of the loop: the screen goes on."""
        before, after = list[tuple[Paper, Marks]](), list[tuple[Paper, Marks]]()
        for number, paper in enumerate(papers, 1):
            said = self.of(paper.id)
            if (altered := alter(paper, said)) != said:
                before.append((paper, said))
                after.append((paper, altered))
            if number % _AT_A_TIME == 0:
                await asyncio.sleep(0)
        return tuple(before), tuple(after)

    async def _reload(self) -> None:
        self._marks = await self._library.marks()
        await self.load_interests()
        self.problem = None

    async def _ask_about(self, ids: Sequence[str]) -> None:
        if self.problem is not None or not self._marks:
            await self._reload()
        else:
            found = await self._library.marks_of(ids)
            if any(self.of(paper_id) != said for paper_id, said in found.items()):
                self._marks = self._marks | found

    async def _index_again(self, ids: Iterable[str]) -> None:
        self._index.hand(await self._library.papers(ids))

    def _took(self, taken: "Taken | None") -> Change | None:
        if taken is None:
            return None
        self.has_changed = True
        self._marks, self.interests = self._marks | taken.marks, taken.interests
        self._index.hand(paper for paper, _ in taken.change.before)
        return taken.change
