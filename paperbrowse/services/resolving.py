"""Papers known by their title or their id alone, from what was imported: asked of the Hub, and made the real ones."""

import asyncio
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from ..errors import Refused, SourceError, StoreError
from ..model.brought import waits_for_details
from ..model.identifier import is_title_id, same_title
from ..model.paper import Paper
from ..model.value import Value
from ..store.library import Library
from .feed import quietly
from .marking import Marking
from .ports import Clock, OnWait, Source

AT_ONCE = 30
"""Papers looked for in one go that the reader did not ask for."""
_TOGETHER = 3
"""Requests under way."""
_RESULTS = 20
_ASKED_AGAIN = timedelta(days=7)
_ASKED = "titles looked for"
"""The name under which the library remembers when a title was not found."""
_TITLE_REFUSED = (400, 413, 414, 422)
"""What a service answers to a question that it does not take: no reason to stop looking for the others."""

OnStep = Callable[[int, int], None]
"""(papers looked for so far, papers to look for)"""


class Resolution(Value):
    became: tuple[tuple[str, Paper], ...]
    """The id that stood for a title, and the real paper."""
    missing: tuple[Paper, ...]
    """Looked for, and not found under exactly their title, or twice."""
    unasked: int
    """Papers that nobody looked for, because of the problem or because there were too many."""
    problem: str | None = None
    """Why it ended early, as a sentence."""


@dataclass(slots=True)
class _Run:
    total: int
    became: list[tuple[str, Paper]] = field(default_factory=list)
    missing: list[Paper] = field(default_factory=list)
    problem: str | None = None


class Resolving:
    def __init__(self, source: Source, library: Library, marking: Marking, clock: Clock) -> None:
        self._source = source
        self._library = library
        self._marking = marking
        self._clock = clock

    async def waiting(self) -> tuple[Paper, ...]:
        """Marked papers without an arXiv id, then those of imported pages and lists of which no more than that is known,
        the newest first. Raises StoreError."""
        ids = [paper_id for paper_id in await self._library.marks() if is_title_id(paper_id)]
        marked = await self._library.papers(ids)
        imported = (paper for _, listing in await self._library.pages() for paper in listing.papers)
        lacking = (each for each in (*marked, *imported) if is_title_id(each.id) or waits_for_details(each))
        return tuple({paper.id: paper for paper in lacking}.values())

    async def due(self) -> tuple[Paper, ...]:
        """Those that were not looked for in vain within a week. Raises StoreError."""
        waiting = await self.waiting()
        asked = await self._asked() if waiting else {}
        return tuple(paper for paper in waiting if paper.id not in asked)

    async def resolve(
        self, papers: Iterable[Paper], on_wait: OnWait = quietly, on_step: OnStep = lambda done, total: None
    ) -> Resolution:
        """Looks for the papers. Each that is found becomes the real one at once, in all shelves or in none."""
        asked = tuple(papers)
        run = _Run(len(asked))
        queue = iter(asked)
        try:
            on_step(0, run.total)
            await asyncio.gather(*(self._work(queue, run, on_wait, on_step) for _ in range(_TOGETHER)))
        finally:
            if run.missing:
                await self._remember(run.missing)
        return Resolution(
            tuple(run.became),
            tuple(paper for paper in asked if paper in run.missing),
            run.total - len(run.became) - len(run.missing),
            run.problem,
        )

    async def _work(self, queue: Iterator[Paper], run: _Run, on_wait: OnWait, on_step: OnStep) -> None:
        for paper in queue:
            try:
                real = await self._found(paper, on_wait)
                if real is None:
                    run.missing.append(paper)
                else:
                    run.became.append((paper.id, await self._marking.become(paper.id, real)))
            except (SourceError, StoreError) as error:
                run.problem = run.problem or str(error)
            if run.problem:
                return
            on_step(len(run.became) + len(run.missing), run.total)

    async def _found(self, paper: Paper, on_wait: OnWait) -> Paper | None:
        """The one paper that has this id, else this very title. Raises SourceError."""
        if paper.has_arxiv_id:
            return await self._source.paper(paper.id, on_wait)
        try:
            answer = await self._source.search(paper.title, _RESULTS, on_wait)
        except Refused as error:
            if error.status in _TITLE_REFUSED:
                return None
            raise
        exact = {each.id: each for each in answer if each.has_arxiv_id and same_title(each.title, paper.title)}
        return next(iter(exact.values())) if len(exact) == 1 else None

    async def _asked(self) -> dict[str, datetime]:
        """When titles were looked for in vain, by id, within a week. Raises StoreError."""
        now = self._clock.now()
        kept = _decoded(await self._library.recall(_ASKED))
        return {key: at for key, at in kept.items() if timedelta(0) <= now - at < _ASKED_AGAIN}

    async def _remember(self, missing: Iterable[Paper]) -> None:
        """Best effort: what is forgotten is asked again."""
        try:
            asked = await self._asked() | {paper.id: self._clock.now() for paper in missing}
            await self._library.remember(_ASKED, _encoded(asked))
        except StoreError:
            return


def _encoded(asked: Mapping[str, datetime]) -> str:
    return json.dumps({key: at.isoformat() for key, at in asked.items()})


def _decoded(text: str | None) -> dict[str, datetime]:
    """What cannot be read was never asked."""
    try:
        moments = {key: datetime.fromisoformat(at) for key, at in json.loads(text or "{}").items()}
    except (ValueError, AttributeError, TypeError):
        return {}
    return {key: at for key, at in moments.items() if at.tzinfo is not None}
