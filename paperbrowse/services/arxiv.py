"""arXiv's own record of a paper: asked for once, and kept for good."""

from collections.abc import Iterable, Mapping

from ..errors import SourceError, StoreError
from ..model.arxiv import ArxivRecord
from ..model.paper import Paper
from ..model.value import replace
from ..store.cache import Cache
from ..store.library import Library
from .feed import Failure, failure_of, quietly
from .marking import Marking
from .ports import NO_INDEX, ArxivSource, Clock, Indexing, OnWait
from .under_way import UnderWay


class Arxiv:
    """For papers that the reader reads or bookmarks, and for no others: arXiv wants to be asked seldom."""

    def __init__(
        self, source: ArxivSource, cache: Cache, library: Library, marking: Marking, clock: Clock, index: Indexing = NO_INDEX
    ) -> None:
        self._source = source
        self._cache = cache
        self._library = library
        self._marking = marking
        self._clock = clock
        self._index = index
        self._categories: dict[str, tuple[str, ...]] | None = None
        self._unknown: set[str] = set()
        """Ids that arXiv does not know, or answers to in a way that we cannot read; asked again in another run."""
        self._under_way: UnderWay[ArxivRecord | Failure | None] = UnderWay()

    async def categories(self) -> Mapping[str, tuple[str, ...]]:
        """Of all papers whose record is in the cache, by id. Only the first call costs anything."""
        if self._categories is None:
            kept = await self._cache.categories()
            self._categories = kept | (self._categories or {})
        return self._categories

    async def kept(self, paper_id: str) -> ArxivRecord | None:
        """The record on this machine."""
        if (record := await self._cache.arxiv_record(paper_id)) is not None:
            return record
        try:
            return await self._library.arxiv_record(paper_id)
        except StoreError:
            return None

    async def bring(
        self, paper: Paper, on_wait: OnWait = quietly, *, for_good: bool = False
    ) -> ArxivRecord | Failure | None:
        """The record on this machine, else what arXiv answers, which is kept and can be searched for at once; None where
        arXiv has none. Two who ask at once share the answer. `for_good`: it shall survive the loss of the cache, like that of
        every bookmarked paper."""
        if not paper.has_arxiv_id or paper.id in self._unknown:
            return None
        record = await self._under_way.ask(paper.id, lambda tell: self._brought(paper, tell), on_wait)
        if isinstance(record, ArxivRecord) and (for_good or self._marking.of(paper.id).bookmarked):
            await self._keep_for_good(record)
        return record

    async def receive(self, records: Iterable[ArxivRecord]) -> None:
        """Keeps records that came from elsewhere, where there are none of those papers."""
        for record in records:
            if await self.kept(record.paper_id) is None:
                await self._cache.keep_arxiv_record(record, self._clock.now())
            if self._marking.of(record.paper_id).bookmarked:
                await self._keep_for_good(record)

    async def bibtex(self, paper: Paper) -> str:
        """arXiv's own where the record is here, else made of what we know; with our key. Nobody is asked."""
        from ..model.bibtex import bibtex  # not needed before somebody copies: it delays the first paint

        return bibtex(paper, await self.kept(paper.id))

    async def close(self) -> None:
        await self._under_way.close()

    async def _brought(self, paper: Paper, on_wait: OnWait) -> ArxivRecord | Failure | None:
        record = await self.kept(paper.id)
        is_new = record is None
        if record is None:
            try:
                record = await self._source.record(paper.id, on_wait)
            except SourceError as error:
                return failure_of(error, self._clock.now())
        if record is None:
            self._unknown.add(paper.id)
            return None
        if is_new:
            await self._cache.keep_arxiv_record(record, self._clock.now())
        if record.categories and paper.categories != record.categories:
            await self._categorise(paper, record)
        return record

    async def _categorise(self, paper: Paper, record: ArxivRecord) -> None:
        await self.categories()
        assert self._categories is not None
        self._categories[record.paper_id] = record.categories
        paper = replace(paper, categories=record.categories)
        self._index.hand((paper,))
        try:
            await self._library.keep_topics((paper,))
        except StoreError:
            return  # the copy in the library gets them when it can be written again

    async def _keep_for_good(self, record: ArxivRecord) -> None:
        """Beside the bookmark, which survives the loss of the cache."""
        try:
            if await self._library.arxiv_record(record.paper_id) is None:
                await self._library.keep_arxiv_record(record)
        except StoreError:
            return
