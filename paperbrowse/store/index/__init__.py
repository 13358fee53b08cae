"""The full-text index over every paper on this machine: it may be deleted at any time, and is rebuilt from the others.

The engine is tantivy, known in this folder alone and loaded at the first call. A trial (0.27, 40,000 papers, two cores)
showed: a beginning of three letters over all fields takes 0.6 ms, of one letter 5 ms in abstracts and 1 ms in titles; a
letter amiss takes 0.5 ms. Two programs read and write one folder: what one commits the other sees after `reload`; a
second writer is refused at once (LockBusy), and the lock dies with its owner. Twenty kills in the middle of commits lost
nothing that was committed. The engine never compares the sums of its files (a flipped bit finds other papers, silently):
`folder` does. tests/store/test_known_items.py holds the first two to it, tests/store/test_index.py all others.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from ...errors import StoreError
from ...model.marks import Marks
from ...model.paper import Paper
from ...model.query_terms import Term
from ..thread import StoreThread
from .hits import Hits

if TYPE_CHECKING:
    from .engine import Engine, Replacement

__all__ = ["Hits", "Index"]

T = TypeVar("T")

_REST, _LONGEST_REST = 1, 5.0
"""Times as long as the last commit took, and seconds, until the next: on a busy machine more papers are committed together."""
_KEPT_WAITING = 10_000
"""Papers that could not be written; what is more is left to whoever compares what is `taken`."""


class Index:
    """In a folder of its own. Every question may raise Damaged and Full, every writer Locked too (after `timeout` seconds).

    What is damaged, missing or of an older form is begun anew, empty; `missing` says what to add then. `writing` and
    `asking` are two threads: an answer does not wait for papers that are being added. What is handed in sooner after a
    commit than `apart` (seconds) is gathered until then: a commit costs as much as hundreds of papers.
    """

    def __init__(self, folder: Path, writing: StoreThread, asking: StoreThread, *, timeout: float = 5.0, apart: float = 0.4) -> None:
        self._place = folder
        self._timeout = timeout
        self._writing = writing
        self._asking = asking
        self._loading = threading.Lock()
        self._waiting: dict[str, Paper | None] = {}
        """By id; None is to be forgotten."""
        self._entries: dict[str, float] = {}
        """Of the cache, that are taken with what waits."""
        self._hurried = threading.Event()
        """Set while somebody waits for what was handed in."""
        self._apart = apart
        self._written_at = -apart
        """On the clock that never jumps."""
        self._took = 0.0
        """Seconds, the last time."""
        self.is_warm = False
        """Whether `glance` can be asked."""

    def begin_to_warm(self) -> None:
        """Opens the index and checks its files, in a thread; `is_warm` tells when."""
        self._asking.submit(self._warm_quietly)

    async def warm(self) -> None:
        """Raises StoreError."""
        await self._asking.run(self._warm)

    def glance(self, term: Term, marks: Mapping[str, Marks], limit: int) -> Hits:
        """In the caller's own thread, for a key's own turn. Raises StoreError."""
        return self._engine_of().glance(term, marks, limit)

    def foresee(self, terms: Iterable[Term], marks: Mapping[str, Marks]) -> None:
        """Counts ahead, in a thread, what a glance would find by each. Never raises."""
        for term in terms:
            with suppress(RuntimeError):  # closed
                self._asking.submit(self._foresee_quietly, term, marks)

    async def search(
        self, term: Term, marks: Mapping[str, Marks], limit: int | None, *, forgives: bool = False, counts: bool = False
    ) -> Hits:
        """`forgives` a letter amiss in each longer word; `counts` topics, organizations and tags."""
        marks = dict(marks)
        return await self._ask(lambda engine: engine.search(term, marks, limit, forgives=forgives, counts=counts))

    async def missing(self, ids: Iterable[str]) -> frozenset[str]:
        """Those that the index does not have."""
        wanted = frozenset(ids)
        return await self._ask(lambda engine: engine.missing(wanted))

    async def older(self, papers: Iterable[Paper]) -> tuple[Paper, ...]:
        """Those that the index lacks, or has a copy of that was fetched before."""
        some = tuple(papers)
        return await self._ask(lambda engine: engine.older(some))

    async def taken(self) -> dict[str, float]:
        """Entries of the cache whose papers the index has, and when each of them had been written."""
        return await self._ask(lambda engine: engine.taken())

    async def note(self, entries: Mapping[str, float]) -> None:
        """These entries of the cache and no others are `taken`."""
        await self._asking.run(lambda: self._engine_of().note(entries))

    def hand(self, papers: Iterable[Paper], entries: Mapping[str, float] = MappingProxyType({})) -> None:
        """Takes papers in, soon, in the place of older copies of theirs; what comes together is committed together.

        Never raises and never waits: what could not be written is tried again with the next. `entries` of the cache are
        `taken` with them: of a program that is killed before, they are not.
        """
        self._take({paper.id: paper for paper in papers}, entries)

    def forget(self, ids: Iterable[str]) -> None:
        """Like `hand`, for papers that shall no longer be found."""
        self._take(dict.fromkeys(ids))

    async def add(self, papers: Iterable[Paper]) -> None:
        """Like `hand`, and waits until they can be found. Raises StoreError."""
        self._put({paper.id: paper for paper in papers})
        self._hurried.set()
        await self._writing.run(self._write_now)

    async def rebuild(self) -> "Rebuilding":
        """A new index, beside this one until it is finished. Raises Locked where another program builds one."""
        return Rebuilding(self._writing, await self._writing.run(lambda: self._engine_of().rebuilding()))

    async def close(self) -> None:
        """Writes what was handed in, and ends the threads."""
        self._hurried.set()
        await asyncio.to_thread(self._writing.close)
        await asyncio.to_thread(self._asking.close)
        if "_engine" in self.__dict__:
            self._engine.close()

    async def _ask(self, question: "Callable[[Engine], T]") -> "T":
        return await self._asking.ask(lambda: question(self._engine_of()))

    def _engine_of(self) -> "Engine":
        with self._loading:
            return self._engine

    @cached_property
    def _engine(self) -> "Engine":
        from .engine import Engine  # loads tantivy

        return Engine(self._place, self._timeout)

    def _warm(self) -> None:
        self._engine_of().warm()
        self.is_warm = True

    def _warm_quietly(self) -> None:
        with suppress(StoreError):
            self._warm()

    def _foresee_quietly(self, term: Term, marks: Mapping[str, Marks]) -> None:
        with suppress(StoreError):
            self._engine_of().foresee(term, marks)

    def _take(self, changes: Mapping[str, Paper | None], entries: Mapping[str, float] = MappingProxyType({})) -> None:
        self._put(changes, entries)
        with suppress(RuntimeError):  # closed
            self._writing.submit(self._write_quietly)

    def _put(self, changes: Mapping[str, Paper | None], entries: Mapping[str, float] = MappingProxyType({})) -> None:
        with self._loading:
            self._waiting.update(changes)
            self._entries.update(entries)

    def _write_now(self) -> None:
        self._hurried.clear()
        self._write()

    def _write_quietly(self) -> None:
        if self._waiting:
            due = self._written_at + max(self._apart, min(_REST * self._took, _LONGEST_REST))
            self._hurried.wait(max(0.0, due - time.monotonic()))
        with suppress(StoreError):
            self._write()

    def _write(self) -> None:
        with self._loading:
            changes, self._waiting = self._waiting, {}
            entries, self._entries = self._entries, {}
        if not changes:
            return
        began = time.monotonic()
        try:
            self._engine_of().change(changes, entries)
        except StoreError:
            with self._loading:
                if len(changes) < _KEPT_WAITING:
                    self._waiting = changes | self._waiting
                    self._entries = entries | self._entries
            raise
        finally:
            self._written_at = time.monotonic()
            self._took = self._written_at - began


class Rebuilding:
    """What `add` takes is the whole index after `finish`; before that, and after `give_up`, the old one answers."""

    def __init__(self, thread: StoreThread, replacement: "Replacement") -> None:
        self._thread = thread
        self._replacement = replacement

    async def add(self, papers: Iterable[Paper]) -> None:
        """Each paper once. Raises StoreError."""
        await self._thread.run(self._replacement.add, tuple(papers))

    async def finish(self) -> None:
        """Raises StoreError, and then the old one stays."""
        await self._thread.run(self._replacement.end, None, None, None)

    async def give_up(self, error: BaseException) -> None:
        await self._thread.run(self._give_up, error)

    def _give_up(self, error: BaseException) -> None:
        with suppress(type(error), StoreError):
            self._replacement.end(type(error), error, error.__traceback__)
