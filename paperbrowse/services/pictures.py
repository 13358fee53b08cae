"""The picture of a paper, drawn for a place on the screen: kept on this machine, and never missed where there is none."""

import asyncio
from collections.abc import Callable

from ..errors import SourceError, Unreachable
from ..model.paper import Paper
from ..model.picture import Drawing, Frame, Picture
from ..store.cache import Cache
from .feed import quietly
from .ports import Clock, Painter, PictureSource
from .under_way import UnderWay

_MOST_DRAWINGS = 16
"""That are kept ready to be shown again; about 100 kB each at most."""


class Pictures:
    """`make_source` is called at the first picture that is not here, in a thread; None asks nobody."""

    def __init__(
        self, make_source: Callable[[], PictureSource] | None, cache: Cache, painter: Painter, clock: Clock
    ) -> None:
        self._make_source = make_source
        self._source: PictureSource | None = None
        self._making = asyncio.Lock()
        self._cache = cache
        self._painter = painter
        self._clock = clock
        self._drawings: dict[tuple[str, Frame], Drawing] = {}
        self._in_vain: set[str] = set()
        """Ids of papers without a picture that can be shown; asked again in another run."""
        self._under_way: UnderWay[Drawing | None] = UnderWay()

    async def drawn(self, paper: Paper, frame: Frame) -> Drawing | None:
        """None where there is no picture, or none that can be had or drawn now. What came is kept, whoever still waits."""
        if not paper.has_arxiv_id or paper.source == "sample" or paper.id in self._in_vain or not self._painter.is_there:
            return None
        if drawing := self._drawings.get((paper.id, frame)):
            return drawing
        return await self._under_way.ask(f"{paper.id} {frame}", lambda _: self._draw(paper.id, frame), quietly)

    def forget_failures(self) -> None:
        """The next question is really asked."""
        self._in_vain.clear()
        if self._source is not None:
            self._source.forget_failures()

    async def close(self) -> None:
        await self._under_way.close()
        if self._source is not None:
            await self._source.close()

    async def _draw(self, paper_id: str, frame: Frame) -> Drawing | None:
        kept = await self._cache.page(Picture, paper_id)
        content = kept.content if kept else await self._fetched(paper_id)
        if content is None:
            return None
        drawing = await self._painter.draw(content, frame)
        if drawing is None:
            self._in_vain.add(paper_id)
            return None
        if kept is None:
            await self._cache.keep_page(Picture(paper_id, content, self._clock.now()))
        self._drawings[paper_id, frame] = drawing
        for oldest in list(self._drawings)[:-_MOST_DRAWINGS]:
            del self._drawings[oldest]
        return drawing

    async def _fetched(self, paper_id: str) -> bytes | None:
        if self._make_source is None:
            return None
        async with self._making:
            if self._source is None:
                self._source = await asyncio.to_thread(self._make_source)
        try:
            content = await self._source.picture(paper_id)
        except Unreachable:
            return None  # the network may come back
        except SourceError:
            content = None
        if content is None:
            self._in_vain.add(paper_id)
        return content
