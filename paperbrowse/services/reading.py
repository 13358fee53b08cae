"""A paper read on: its full text, what is said of it, what was made with it. Kept on this machine, then asked for again."""

from datetime import timedelta

from ..errors import SourceError
from ..model.identifier import is_title_id
from ..model.offline import ASKED_AGAIN
from ..model.reading import Comments, FullText, Linked, NoFullText
from ..model.value import Value
from ..store.cache import Cache
from .feed import Failure, failure_of, quietly
from .ports import Clock, OnWait, Source
from .under_way import UnderWay

TALK_HOLDS = timedelta(minutes=10)
"""For which comments and links are as good as new."""


class NoPaper(Value):
    """The Hub does not know the paper, so that nobody can have said anything of it there."""

    paper_id: str


class Talk(Value):
    """What the Hub says around a paper; both come with one answer."""

    comments: Comments
    linked: Linked


class Reading:
    def __init__(self, source: Source, cache: Cache, clock: Clock) -> None:
        self._source = source
        self._cache = cache
        self._clock = clock
        self._texts: UnderWay[FullText | NoFullText | Failure] = UnderWay()
        self._talks: UnderWay[Talk | NoPaper | Failure] = UnderWay()

    async def kept_full_text(self, paper_id: str) -> FullText | NoFullText | None:
        """The copy on this machine, else that there was none to be had a day ago at most."""
        if text := await self._cache.page(FullText, paper_id):
            return text
        none = await self._cache.page(NoFullText, paper_id)
        return none if none and self._clock.now() - none.checked_at < ASKED_AGAIN else None

    async def kept_talk(self, paper_id: str) -> Talk | None:
        """The copy on this machine, whatever its age."""
        comments = await self._cache.page(Comments, paper_id)
        linked = await self._cache.page(Linked, paper_id)
        return Talk(comments, linked) if comments and linked else None

    async def full_text(
        self, paper_id: str, on_wait: OnWait = quietly, *, anew: bool = False
    ) -> FullText | NoFullText | Failure:
        """The copy on this machine, which is good for ever, else what the Hub or arXiv answers, which is kept.

        `anew` asks them in any case: the authors may have sent arXiv another version.
        """
        if not anew and (kept := await self.kept_full_text(paper_id)):
            return kept
        return await self._texts.ask(paper_id, lambda tell: self._ask_text(paper_id, tell), on_wait)

    async def talk(self, paper_id: str, on_wait: OnWait = quietly, *, anew: bool = False) -> Talk | NoPaper | Failure:
        """Comments and links, from this machine where they were checked within TALK_HOLDS, else from the Hub."""
        kept = None if anew else await self.kept_talk(paper_id)
        if kept and timedelta(0) <= self._clock.now() - kept.comments.checked_at < TALK_HOLDS:
            return kept
        return await self._talks.ask(paper_id, lambda tell: self._ask_talk(paper_id, tell), on_wait)

    async def close(self) -> None:
        await self._texts.close()
        await self._talks.close()

    async def _ask_text(self, paper_id: str, on_wait: OnWait) -> FullText | NoFullText | Failure:
        if is_title_id(paper_id):
            return NoFullText(paper_id, self._clock.now())
        try:
            text = await self._source.full_text(paper_id, on_wait)
        except SourceError as error:
            return failure_of(error, self._clock.now())
        found = text or await self._cache.page(FullText, paper_id) or NoFullText(paper_id, self._clock.now())
        await self._cache.keep_page(found)
        return found

    async def _ask_talk(self, paper_id: str, on_wait: OnWait) -> Talk | NoPaper | Failure:
        if is_title_id(paper_id):
            return NoPaper(paper_id)
        try:
            talk = await self._source.comments_and_links(paper_id, on_wait)
        except SourceError as error:
            return failure_of(error, self._clock.now())
        if talk is None:
            return NoPaper(paper_id)
        for page in talk:
            await self._cache.keep_page(page)
        return Talk(*talk)
