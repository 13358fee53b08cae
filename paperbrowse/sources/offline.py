"""Two Sources in front of the network: one that never asks it, and one that loads it only when somebody asks."""

import asyncio
from collections.abc import Callable

from ..errors import Unreachable
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Period
from ..services.ports import OnWait, Source


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
