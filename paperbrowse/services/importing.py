"""Bringing in what the reader has: a saved page, a bibliography, a list of ids, or what another paperbrowse wrote."""

import asyncio
import hashlib
from collections.abc import Callable, Sequence
from datetime import date

from ..errors import SourceError
from ..model.besides import Besides, joined
from ..model.brought import Brought, Unusable, waits_for_details
from ..model.listing import Listing, SavedPage
from ..model.marks import UNMARKED
from ..model.paper import Paper
from ..model.taken import Taken
from ..model.text import clean_line
from ..model.value import Value, replace
from .arxiv import Arxiv
from .exporting import OnStep, silently
from .feed import Feed
from .marking import Marking
from .ports import Clock
from .shelves import Shelves

ReadList = Callable[[bytes, str, bool], Brought | None]
"""(content, file name, whether any text may be a list of ids); None for what is no list. May raise SourceError."""


class Others(Value):
    """How much came that is no paper."""

    pages: int = 0
    searches: int = 0
    wishes: int = 0


class Arrived(Value):
    name: str
    """Of the file, for people."""
    papers: tuple[Paper, ...]
    """All of the file, in its order, as it has them."""
    page: SavedPage | None
    """Where those stand of which nothing was said; None where something was said of all."""
    is_new: bool
    """False where nothing has changed."""
    marked: int = 0
    """Papers of which something was said that was not known here."""
    unusable: tuple[Unusable, ...] = ()
    left_out: int = 0
    """Cards of a saved page without a title."""
    is_list: bool = True
    """No saved page."""
    others: Others = Others()
    """New ones."""

    @property
    def waiting(self) -> tuple[Paper, ...]:
        """Those that the Hub can be asked about."""
        return tuple(filter(waits_for_details, self.papers))


class Importing:
    def __init__(
        self, read_list: ReadList, shelves: Shelves, marking: Marking, arxiv: Arxiv, feed: Feed, clock: Clock
    ) -> None:
        self._read_list = read_list
        self._shelves = shelves
        self._marking = marking
        self._arxiv = arxiv
        self._feed = feed
        self._clock = clock

    async def bring(
        self,
        content: bytes,
        name: str,
        saved_on: date | None = None,
        on_step: OnStep = silently,
        *,
        is_trial: bool = False,
    ) -> Arrived:
        """Keeps what can be used. The same file again changes nothing, and a trial never does: it answers what would
        come. Whoever is cut off has kept all that was said in the file, or nothing. Raises SourceError for what holds no
        paper, StoreError."""
        name = clean_line(name) or "the file"
        brought = await asyncio.to_thread(self._read_list, content, name, False)
        if brought is not None:
            return await self._keep(brought, name, on_step, is_trial)
        try:
            imported = await self._shelves.add_page(content, name, saved_on, is_trial=is_trial)
        except SourceError:
            brought = await asyncio.to_thread(self._read_list, content, name, True)
            if brought is None:
                raise
            return await self._keep(brought, name, on_step, is_trial)
        listing = imported.listing
        return Arrived(name, listing.papers, imported.page, imported.is_new, left_out=listing.left_out, is_list=False)

    async def _keep(self, brought: Brought, name: str, on_step: OnStep, is_trial: bool) -> Arrived:
        taken: list[Taken] = []
        for number, each in enumerate(brought.papers, 1):
            taken.append(await self._known(each))
            on_step(number, len(brought.papers))
        page = self._page_of(brought, taken, name)
        besides = joined((brought.besides, Besides(pages=(page,) if page else ())))
        new = await self._shelves.new_here(besides)
        said = [(each.paper, each.marks) for each in taken if each.marks != UNMARKED]
        change = await self._marking.bring(said, besides.interests, is_trial=is_trial)
        if not is_trial:
            await self._shelves.keep_besides(new)
            await self._arxiv.receive(each.record for each in taken if each.record)
        marked, wishes = (len(change.before), len(change.wishes)) if change else (0, 0)
        others = Others(len([each for each, _ in new.pages if not page or each != page[0]]), len(new.searches), wishes)
        papers = tuple(each.paper for each in taken)
        is_new = change is not None or bool(new.pages or new.searches)
        return Arrived(name, papers, page[0] if page else None, is_new, marked, brought.unusable, others=others)

    def _page_of(self, brought: Brought, taken: Sequence[Taken], name: str) -> tuple[SavedPage, Listing] | None:
        """Where those stand of which nothing was said."""
        said_nothing = tuple(each.paper for each in taken if each.marks == UNMARKED)
        if not said_nothing:
            return None
        named = (f"{each.paper.id} {each.paper.title}\n" for each in brought.papers if each.marks == UNMARKED)
        page = SavedPage(hashlib.sha256("".join(named).encode()).hexdigest()[:12], name)
        now = self._clock.now()
        return page, Listing(str(page), said_nothing, now, now, origin="saved page")

    async def _known(self, taken: Taken) -> Taken:
        """With the copy on this machine in the place of what only a list says."""
        if not waits_for_details(taken.paper):
            return taken
        return replace(taken, paper=await self._feed.kept_paper(taken.paper.id) or taken.paper)
