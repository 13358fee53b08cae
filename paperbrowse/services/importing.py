"""Bringing in what the reader has: a saved page, a bibliography, a list of ids, or what another paperbrowse wrote."""

import asyncio
import hashlib
from collections.abc import Callable
from datetime import date

from ..errors import SourceError
from ..model.brought import Brought, Unusable, waits_for_details
from ..model.listing import Listing, SavedPage
from ..model.marks import UNMARKED
from ..model.paper import Paper
from ..model.taken import Taken
from ..model.text import clean_line
from ..model.value import Value, replace
from .arxiv import Arxiv
from .feed import Feed
from .marking import Marking
from .ports import Clock
from .shelves import Shelves

ReadList = Callable[[bytes, str, bool], Brought | None]
"""(content, file name, whether any text may be a list of ids); None for what is no list. May raise SourceError."""


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

    async def bring(self, content: bytes, name: str, saved_on: date | None = None) -> Arrived:
        """Keeps what can be used. The same file again changes nothing. Raises SourceError for what holds no paper,
        StoreError."""
        name = clean_line(name) or "the file"
        brought = await asyncio.to_thread(self._read_list, content, name, False)
        if brought is not None:
            return await self._keep(brought, name)
        try:
            imported = await self._shelves.add_page(content, name, saved_on)
        except SourceError:
            brought = await asyncio.to_thread(self._read_list, content, name, True)
            if brought is None:
                raise
            return await self._keep(brought, name)
        listing = imported.listing
        return Arrived(name, listing.papers, imported.page, imported.is_new, left_out=listing.left_out, is_list=False)

    async def _keep(self, brought: Brought, name: str) -> Arrived:
        taken = [await self._known(each) for each in brought.papers]
        change = await self._marking.bring([(each.paper, each.marks) for each in taken if each.marks != UNMARKED])
        marked = len(change.before) if change else 0
        await self._arxiv.receive(each.record for each in taken if each.record)
        said_nothing = tuple(each.paper for each in taken if each.marks == UNMARKED)
        page, is_new = None, False
        if said_nothing:
            named = (f"{each.paper.id} {each.paper.title}\n" for each in brought.papers if each.marks == UNMARKED)
            page = SavedPage(hashlib.sha256("".join(named).encode()).hexdigest()[:12], name)
            now = self._clock.now()
            listing = Listing(str(page), said_nothing, now, now, origin="saved page")
            is_new = await self._shelves.keep_page(page, listing)
        return Arrived(name, tuple(each.paper for each in taken), page, is_new or marked > 0, marked, brought.unusable)

    async def _known(self, taken: Taken) -> Taken:
        """With the copy on this machine in the place of what only a list says."""
        if not waits_for_details(taken.paper):
            return taken
        return replace(taken, paper=await self._feed.kept_paper(taken.paper.id) or taken.paper)
