"""Papers saved to be read offline: comments and links, text, arXiv's record and the PDF, each kept as it comes."""

from collections.abc import Collection, Iterable
from contextlib import AbstractAsyncContextManager, nullcontext

from ..errors import StoreError
from ..model.identifier import is_title_id
from ..model.offline import Holdings, Part, Saved
from ..model.paper import Paper
from ..model.reading import NoFullText
from ..model.value import Value, replace
from ..store.cache import Cache
from .arxiv import Arxiv
from .feed import Feed, Unreadable
from .pdf import Fetched, NoPdf, Pdfs
from .ports import Clock, Waiting
from .reading import NoPaper, Reading
from .round import End, NoRoom, OnStep, Round, Step, silently
from .sparing import Sparing

_AT_ONCE = 2
"""Papers: while arXiv, which is asked one thing at a time, is waited for, the Hub is asked about the next."""
_TOLD_EVERY = 100_000
"""Bytes of a PDF."""
_OF_ARXIV = (Part.RECORD, Part.PDF)


class PaperKept(Value):
    """What of a paper is on this machine."""

    paper: Paper
    lacks: tuple[Part, ...]
    """What nobody has."""
    missing: tuple[Part, ...]
    """What somebody may have, and is not here."""
    is_new: bool = False
    """Something of it was brought."""
    problem: str | None = None
    """Why something is missing, where that is known."""

    @property
    def is_whole(self) -> bool:
        return not self.missing and not self.is_nothing

    @property
    def is_nothing(self) -> bool:
        """Whether nobody has anything of it."""
        return len(self.lacks) == len(Part)


class Kept(Value):
    """What came of saving papers."""

    papers: tuple[PaperKept, ...]
    """Each once, in the order in which they were given."""
    failure: End | None = None
    """What ended it early."""
    is_stopped: bool = False
    """Whether somebody ended it early."""

    @property
    def whole(self) -> tuple[PaperKept, ...]:
        return tuple(kept for kept in self.papers if kept.is_whole)

    @property
    def skipped(self) -> tuple[PaperKept, ...]:
        return tuple(kept for kept in self.papers if kept.missing and kept.problem)

    @property
    def left(self) -> int:
        """Papers that nobody has come to, or not to their end."""
        return sum(bool(kept.missing) for kept in self.papers) - len(self.skipped)


class Means(Value):
    """Whom papers are asked of, and where they are kept."""

    feed: Feed
    reading: Reading
    arxiv: Arxiv
    pdfs: Pdfs
    cache: Cache
    clock: Clock
    api: Sparing | None = None
    """Leaves calls of the Hub to the reader; without it none are left."""
    pages: Sparing | None = None
    """The same, for its pages."""

    async def holdings(self) -> Holdings:
        return replace(await self.cache.holdings(), pdfs=await self.pdfs.stems())


class Saving:
    def __init__(self, means: Means) -> None:
        self._means = means
        self._run: _Run | None = None

    @property
    def is_saving(self) -> bool:
        return self._run is not None

    def is_taken(self, paper: Paper) -> bool:
        """Whether it is one of those that are being saved: done, under way or waiting."""
        return self._run is not None and paper.id in self._run.missing

    async def whole(self) -> frozenset[str]:
        """The ids of all papers that read offline from first to last."""
        return (await self._means.holdings()).whole()

    async def changes(self) -> tuple[int | None, int | None]:
        """Numbers that are others once `whole` may be another one."""
        return await self._means.cache.changes(), await self._means.pdfs.changes()

    async def look(self, papers: Iterable[Paper], *, with_pdf: bool = True) -> Kept:
        """What is on this machine; nobody is asked."""
        run = _Run(self._means, silently, with_pdf)
        await run.add(papers)
        return run.kept()

    async def save(self, papers: Iterable[Paper], on_step: OnStep = silently, *, with_pdf: bool = True) -> Kept:
        """Brings what is missing; what is kept stays, however it ends. Waits where a service limits us.

        Raises RuntimeError while others are being saved: those are added to with `add`.
        """
        if self._run is not None:
            raise RuntimeError("one round at a time")
        self._run = _Run(self._means, on_step, with_pdf)
        try:
            await self._run.add(papers)
            await self._run.settle_what_is_here()
            return await self._run.run()
        finally:
            self._run = None

    async def add(self, papers: Iterable[Paper]) -> None:
        """More papers, while others are being saved."""
        if self._run is not None:
            await self._run.add(papers)

    def stop(self) -> None:
        """Ends the saving that is going on; answers under way are kept all the same."""
        if self._run is not None:
            self._run.stop()


class _Run:
    """One round."""

    def __init__(self, means: Means, on_step: OnStep, with_pdf: bool) -> None:
        self.missing: dict[str, set[Part]] = {}
        """By paper; less and less."""
        self._means = means
        self._on_step = on_step
        self._wanted = frozenset(Part) if with_pdf else frozenset(Part) - {Part.PDF}
        self._sparing = {Part.TALK: means.api, Part.TEXT: means.pages}
        self._round = Round[Paper](self._bring, means.clock, self._tell, _AT_ONCE, self._limiter)
        self._papers: dict[str, Paper] = {}
        self._lacks: dict[str, set[Part]] = {}
        self._brought: set[str] = set()
        self._sizes: dict[str, int] = {}
        """Bytes of the PDFs that came."""

    async def add(self, papers: Iterable[Paper]) -> None:
        holdings, now = await self._means.holdings(), self._means.clock.now()
        fresh = {paper.id: paper for paper in papers if paper.id not in self._papers}
        self._papers |= fresh
        for paper_id in fresh:
            known = not is_title_id(paper_id)
            self.missing[paper_id] = set(holdings.missing(paper_id, now) & self._wanted) if known else set()
            self._lacks[paper_id] = set(holdings.lacking(paper_id) - self.missing[paper_id] if known else frozenset(Part))
        self._round.add(paper for paper in fresh.values() if self.missing[paper.id])

    async def settle_what_is_here(self) -> None:
        """What came while it was read is here to stay from now on."""
        saved = (await self._means.cache.holdings()).saved
        for paper in tuple(self._papers.values()):
            if not self.missing[paper.id] and paper.id not in saved and not is_title_id(paper.id):
                await self._settle(paper)

    async def run(self) -> Kept:
        await self._round.run()
        return self.kept()

    def stop(self) -> None:
        self._round.stop()

    def kept(self) -> Kept:
        problems = {paper.id: failure.sentence for paper, failure in self._round.skipped}
        papers = (
            PaperKept(
                paper, _in_order(self._lacks[paper.id]), _in_order(self.missing[paper.id]), paper.id in self._brought,
                problems.get(paper.id),
            )
            for paper in self._papers.values()
        )  # fmt: skip
        return Kept(tuple(papers), self._round.failure, self._round.is_stopped)

    async def _bring(self, paper: Paper) -> End | None:
        """A part that cannot be read keeps nobody from the others."""
        problem: Unreadable | None = None
        for part in _in_order(self.missing[paper.id]):
            match await self._asked(part, paper):
                case None:
                    self.missing[paper.id].discard(part)
                    self._brought.add(paper.id)
                    if self.missing[paper.id] <= {Part.PDF} and (end := await self._settle(paper)):
                        return end
                case Unreadable() as failure:
                    problem = problem or failure
                case end:
                    return end
        return problem

    async def _asked(self, part: Part, paper: Paper) -> End | None:
        """None where it came, and where nobody has it, which is noted."""
        async with self._turn(part):
            match part:
                case Part.TALK:
                    answer = await self._means.reading.talk(paper.id, self._tell)
                case Part.TEXT:
                    answer = await self._means.reading.full_text(paper.id, self._tell)
                case Part.RECORD:
                    answer = await self._means.arxiv.bring(paper, self._tell)
                case Part.PDF:
                    answer = await self._pdf(paper)
        if answer is None or isinstance(answer, NoPaper | NoFullText | NoPdf):
            self._lacks[paper.id].add(part)
            return None
        return answer if isinstance(answer, End) else None

    async def _pdf(self, paper: Paper) -> Fetched | End:
        def on_bytes(done: int, total: int | None) -> None:
            before, self._sizes[paper.id] = self._sizes.get(paper.id, 0), done
            if done // _TOLD_EVERY != before // _TOLD_EVERY or done == total:
                self._tell()

        try:
            return await self._means.pdfs.fetch(paper, on_bytes, self._tell)
        except StoreError as error:
            return NoRoom(str(error))

    def _turn(self, part: Part) -> AbstractAsyncContextManager[None]:
        sparing = self._sparing.get(part)
        return sparing.call(self._means.clock, self._tell) if sparing else nullcontext()

    async def _settle(self, paper: Paper) -> NoRoom | None:
        """Notes that all but perhaps the PDF is here to stay; not where a page of it could not be kept."""
        cache, lacks = self._means.cache, self._lacks[paper.id]
        here = (await cache.holdings()).parts_of(paper.id) | lacks | {*_OF_ARXIV}
        marker = Saved(paper.id, self._means.clock.now(), _in_order(lacks))
        if here != frozenset(Part) or not await cache.keep_page(marker):
            return NoRoom(cache.notice or "The cache cannot be written.")
        await self._means.feed.keep(paper)
        return None

    def _limiter(self, paper: Paper) -> str:
        return "arXiv" if _in_order(self.missing[paper.id])[0] in _OF_ARXIV else "the Hub"

    def _tell(self, waiting: Waiting | None = None) -> None:
        going, size = self._round, sum(self._sizes.values())
        self._on_step(Step(going.passed, going.total, going.done, going.seconds, waiting, "paper", size))


def _in_order(parts: Collection[Part]) -> tuple[Part, ...]:
    return tuple(part for part in Part if part in parts)
