"""What stands in front of the network, for the Hub and for arXiv: one that never asks it, and one that loads it only when
somebody asks."""

import asyncio
from collections.abc import Callable

from ..errors import Unreachable
from ..model.arxiv import ArxivRecord
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Period
from ..model.reading import Comments, FullText, Linked
from ..services.ports import ArxivSource, OnWait, Sink, Source


class OfflineSource:
    """Answers every question with Unreachable("offline"), saying `sentence`."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        raise Unreachable("offline", self._sentence)

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        raise Unreachable("offline", self._sentence)

    async def search(self, words: str, limit: int, on_wait: OnWait) -> tuple[Paper, ...]:
        raise Unreachable("offline", self._sentence)

    async def full_text(self, paper_id: str, on_wait: OnWait) -> FullText | None:
        raise Unreachable("offline", self._sentence)

    async def comments_and_links(self, paper_id: str, on_wait: OnWait) -> tuple[Comments, Linked] | None:
        raise Unreachable("offline", self._sentence)

    @property
    def notice(self) -> str | None:
        return None

    async def close(self) -> None:
        pass

    def forget_failures(self) -> None:
        pass


class LazySource:
    """The Source that `make` gives, made in a thread at the first question or by `warm`: the network library loads for 0.1 s."""

    def __init__(self, make: Callable[[], Source]) -> None:
        self._make = make
        self._source: Source | None = None
        self._making = asyncio.Lock()

    async def warm(self) -> None:
        """Makes the source now, if it is not there yet."""
        await self._made()

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        return await (await self._made()).listing(period, known, on_wait)

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        return await (await self._made()).paper(paper_id, on_wait)

    async def search(self, words: str, limit: int, on_wait: OnWait) -> tuple[Paper, ...]:
        return await (await self._made()).search(words, limit, on_wait)

    async def full_text(self, paper_id: str, on_wait: OnWait) -> FullText | None:
        return await (await self._made()).full_text(paper_id, on_wait)

    async def comments_and_links(self, paper_id: str, on_wait: OnWait) -> tuple[Comments, Linked] | None:
        return await (await self._made()).comments_and_links(paper_id, on_wait)

    @property
    def notice(self) -> str | None:
        return self._source.notice if self._source is not None else None

    async def close(self) -> None:
        """Closes the source if it was ever made."""
        if self._source is not None:
            await self._source.close()

    def forget_failures(self) -> None:
        """Lets the next question try to connect, whatever happened before."""
        if self._source is not None:
            self._source.forget_failures()

    async def _made(self) -> Source:
        async with self._making:
            if self._source is None:
                self._source = await asyncio.to_thread(self._make)
            return self._source


class OfflineArxiv:
    """Like OfflineSource, for arXiv."""

    def __init__(self, sentence: str) -> None:
        self._sentence = sentence

    async def record(self, paper_id: str, on_wait: OnWait) -> ArxivRecord | None:
        raise Unreachable("offline", self._sentence)

    async def pdf(self, paper_id: str, sink: Sink, on_wait: OnWait) -> None:
        raise Unreachable("offline", self._sentence)

    async def html(self, paper_id: str, on_wait: OnWait) -> str | None:
        raise Unreachable("offline", self._sentence)

    def forget_failures(self) -> None:
        pass

    async def close(self) -> None:
        pass


class LazyArxiv:
    """Like LazySource, for arXiv; nothing warms it."""

    def __init__(self, make: Callable[[], ArxivSource]) -> None:
        self._make = make
        self._source: ArxivSource | None = None
        self._making = asyncio.Lock()

    async def record(self, paper_id: str, on_wait: OnWait) -> ArxivRecord | None:
        return await (await self._made()).record(paper_id, on_wait)

    async def pdf(self, paper_id: str, sink: Sink, on_wait: OnWait) -> None:
        await (await self._made()).pdf(paper_id, sink, on_wait)

    async def html(self, paper_id: str, on_wait: OnWait) -> str | None:
        return await (await self._made()).html(paper_id, on_wait)

    def forget_failures(self) -> None:
        if self._source is not None:
            self._source.forget_failures()

    async def close(self) -> None:
        if self._source is not None:
            await self._source.close()

    async def _made(self) -> ArxivSource:
        async with self._making:
            if self._source is None:
                self._source = await asyncio.to_thread(self._make)
            return self._source
