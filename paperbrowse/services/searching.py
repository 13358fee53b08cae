"""Searching every paper on this machine, by the index over them, which is mended here too.

Feed, Shelves and Marking hand what they keep to the index themselves.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from string import ascii_lowercase
from time import perf_counter

from ..errors import StoreError
from ..model.facets import FacetCount, count_facets
from ..model.paper import Paper
from ..model.query import Query, parse_query
from ..model.value import Value
from ..store.cache import Cache
from ..store.index import Hits, Index
from ..store.library import Library
from .marking import Marking
from .ports import Clock
from .topics import Topics

ON_SCREEN = 50
"""Papers that a glance answers."""
ALIKE = "Nothing has these very words: these papers have words like them."

_LETTERS = tuple(parse_query(letter, is_typing=True).term for letter in ascii_lowercase)
_IN_PASSING, _AT_ONCE = 200, 5_000
"""Papers added in one go, while somebody reads and while they wait for it."""
_PAUSE = 0.05

OnStep = Callable[[int, int], None]
"""(editions and single papers looked at, how many there are)"""


def silently(done: int, total: int) -> None:
    """For work that nobody watches."""


class Found(Value):
    """The best first."""

    papers: tuple[Paper, ...]
    total: int
    """How many papers match, however many are here."""
    facets: tuple[FacetCount, ...] | None
    """Of all that match; None where they were not counted."""
    took: float
    """Seconds."""
    remark: str | None = None
    """What the reader should know of how it was found, as a sentence."""


class Searching:
    def __init__(
        self, index: Index, cache: Cache, library: Library, topics: Topics, marking: Marking, clock: Clock
    ) -> None:
        self._index = index
        self._cache = cache
        self._library = library
        self._topics = topics
        self._marking = marking
        self._clock = clock

    def begin_to_warm(self) -> None:
        """Opens the index in a thread; to be called after the first paint."""
        self._index.begin_to_warm()

    def foresee(self) -> None:
        """For a reader who is about to type: of what a letter alone finds, the most of all, the facets are counted by then."""
        if self._index.is_warm:
            self._index.foresee(_LETTERS, self._marking.all)

    def glance(self, query: Query, limit: int = ON_SCREEN) -> Found | None:
        """The best at once, for a key's own turn: some 4 ms at 40,000 papers, facets included; of many more papers those
        are not counted. None while only `search` can answer: before the index is open, and where there is nothing, or no
        title of very many papers has the words."""
        if not self._index.is_warm:
            return None
        began = perf_counter()
        try:
            hits = self._index.glance(query.term, self._marking.all, limit)
        except StoreError:
            return None
        if not hits.total:
            return None
        return Found(hits.papers, hits.total, hits.facets, perf_counter() - began)

    async def search(self, query: Query, limit: int | None = None, *, counts: bool = False) -> Found:
        """All that match, or the best `limit`. Where nothing has the words, words that are alike; where the index cannot
        be used, every edition is read. Never raises for the index, and says so in `remark`. `counts` the facets."""
        began, marks = perf_counter(), self._marking.all
        try:
            hits, remark = await self._index.search(query.term, marks, limit, counts=counts), None
            if not hits.total:
                hits = await self._index.search(query.term, marks, limit, counts=counts, forgives=True)
                remark = ALIKE if hits.total else None
        except StoreError as error:
            hits, remark = await self._read_all(query, limit), f"{error} Everything was read instead of it."
        return Found(hits.papers, hits.total, hits.facets, perf_counter() - began, remark)

    def forget(self, ids: frozenset[str]) -> None:
        """Papers that are no longer kept are no longer found: what is found can be opened without the network.

        Of those that the library has a copy of, `catch_up` takes that one.
        """
        self._index.forget(ids)

    async def catch_up(self, on_step: OnStep = silently, *, in_passing: bool = True) -> int:
        """Adds what is kept and the index lacks, or has an older copy of: after a crash, a repair, or a new form of it.

        Looks only into what was written since the index took it; in passing, with pauses. Answers how many papers; an
        index that cannot be written stays as it is.
        """
        together = _IN_PASSING if in_passing else _AT_ONCE
        added = 0
        waiting: list[Paper] = []
        try:
            await self._index.add(())  # what was handed in comes first
            entries, taken = await self._cache.stored(), await self._index.taken()
            changed = [entry for entry, at in entries.items() if taken.get(entry) != at]
            async for papers in self._copies(changed, set(), on_step):
                waiting += await self._index.older(papers)
                await self._clock.sleep(_PAUSE if in_passing else 0)
                while len(waiting) >= together:
                    some, waiting = waiting[:together], waiting[together:]
                    await self._index.add(some)
                    added += len(some)
            library = {paper.id: paper for paper in await self._of_the_library(self._index.missing)}
            waiting += await self._topics.of(tuple(library.values()))
            await self._index.add(waiting)
            if entries != taken:
                await self._index.note(entries)
        except StoreError:
            return added
        return added + len(waiting)

    async def reindex(self, on_step: OnStep = silently) -> int:
        """Builds the index anew, beside the old one, and answers how many papers it has. Raises StoreError.

        Whoever stops it leaves the old one.
        """
        build = await self._index.rebuild()
        count = 0
        entries = await self._cache.stored()
        try:
            async for papers in self._everything(entries, on_step):
                await build.add(papers)
                count += len(papers)
        except BaseException as error:
            await build.give_up(error)
            raise
        await build.finish()
        await self._index.note(entries)
        await self.catch_up(in_passing=False)  # what came meanwhile
        return count

    async def _read_all(self, query: Query, limit: int | None) -> Hits:
        found: list[Paper] = []
        async for papers in self._everything(await self._cache.stored(), silently):
            found += [paper for paper in papers if query.matches(paper, self._marking.of(paper.id))]
        return Hits(tuple(found[:limit]), len(found), count_facets(found, self._marking.all))

    async def _everything(self, entries: Iterable[str], on_step: OnStep) -> AsyncIterator[tuple[Paper, ...]]:
        """The latest copy of each paper in these entries; then what the library alone has."""
        seen: set[str] = set()
        async for papers in self._copies(entries, seen, on_step):
            yield papers
        rest = {paper.id: paper for paper in await self._of_the_library(_all_of) if paper.id not in seen}
        yield await self._topics.of(tuple(rest.values()))

    async def _copies(self, entries: Iterable[str], seen: set[str], on_step: OnStep) -> AsyncIterator[tuple[Paper, ...]]:
        """The copy of each paper that was fetched last, an entry at a time. Ids that are `seen` are left out, and added."""
        latest_first = await self._cache.latest_first(entries)
        for number, entry in enumerate(latest_first, 1):
            papers = tuple([paper for paper in await self._cache.papers_of(entry) if paper.id not in seen])
            seen.update(paper.id for paper in papers)
            yield await self._topics.of(papers)
            on_step(number, len(latest_first))

    async def _of_the_library(self, wanted: Callable[[Iterable[str]], Awaitable[frozenset[str]]]) -> tuple[Paper, ...]:
        """Imported papers that are wanted, and after them the marked ones; none from a library that cannot be used."""
        try:
            imported = [paper for _, listing in await self._library.pages() for paper in listing.papers]
            marks = await self._library.marks()
        except StoreError:
            return ()
        lacking = await wanted({*marks, *(paper.id for paper in imported)})
        try:
            marked = await self._library.papers(lacking & marks.keys())
        except StoreError:
            return ()
        return (*(paper for paper in imported if paper.id in lacking), *marked)


async def _all_of(ids: Iterable[str]) -> frozenset[str]:
    return frozenset(ids)
