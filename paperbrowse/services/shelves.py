"""The shelves that are no edition: the inbox, the bookmarks, and the pages and searches that the reader saved."""

from collections.abc import Callable, Mapping
from datetime import date

from ..errors import StoreError
from ..model.besides import Besides
from ..model.catching_up import Visit, frequent_topics, visited
from ..model.freshness import newest_expected
from ..model.listing import Listing, SavedPage
from ..model.marks import Marks
from ..model.paper import Paper
from ..model.period import FIRST_DAY, Day
from ..model.saved_search import LONGEST_NAME, SavedSearch
from ..model.seen import Seen
from ..model.text import clean_line
from ..model.value import Value, replace
from ..store.cache import Cache
from ..store.forms import decoded, encoded
from ..store.library import Library
from .ports import NO_INDEX, Clock, Indexing
from .topics import Topics

INBOX_REACHES_BACK = 3
"""Editions before the first start."""
_BOOKMARKS_ASKED = 100
"""The newest ones tell what the reader's topics are."""

ReadPage = Callable[[bytes, str, date | None], tuple[SavedPage, Listing]]
"""(content, file name, the day it was saved on if the reader said so); may raise SourceError."""


class Imported(Value):
    page: SavedPage
    listing: Listing
    is_new: bool
    """False where this very file was imported before."""


class _Groups(Value):
    """Of topics, by name, as a version of the vocabulary has them."""

    version: str
    groups: dict[str, str]


class Shelves:
    def __init__(
        self, cache: Cache, library: Library, topics: Topics, clock: Clock, read_page: ReadPage, index: Indexing = NO_INDEX
    ) -> None:
        self._cache = cache
        self._library = library
        self._topics = topics
        self._clock = clock
        self._read_page = read_page
        self._index = index

    async def inbox_days(self) -> tuple[Day, ...]:
        """The editions that the inbox covers, newest first. Raises StoreError."""
        today = self._clock.now().date()
        # The clock may have run ahead at the first start.
        first = Day(min(await self._library.first_start(today), today))
        for _ in range(INBOX_REACHES_BACK):
            first = first.before()
        day, days = newest_expected(today), []
        while day.day >= max(first.day, FIRST_DAY):
            days.append(day)
            day = day.before()
        return tuple(days)

    async def inbox(self) -> tuple[Paper, ...]:
        """The papers of those editions on this machine, newest edition first, each once; read ones too.

        Raises StoreError.
        """
        papers: dict[str, Paper] = {}
        for day in await self.inbox_days():
            listing = await self._cache.listing(str(day))
            for paper in listing.papers if listing else ():
                papers.setdefault(paper.id, paper)
        return await self._topics.of(tuple(papers.values()))

    async def everything(self) -> tuple[Paper, ...]:
        """Every paper on this machine, each once: in editions, newest first, then in the library."""
        papers: dict[str, Paper] = {}
        for edition in await self._cache.editions():
            listing = await self._cache.listing(edition)
            for paper in listing.papers if listing else ():
                papers.setdefault(paper.id, paper)
        try:
            kept = (*await self.bookmarks(), *(paper for _, listing in await self.pages() for paper in listing.papers))
        except StoreError:
            kept = ()
        for paper in kept:
            papers.setdefault(paper.id, paper)
        return await self._topics.of(tuple(papers.values()))

    async def begin(self) -> None:
        """Remembers the day of the very first start, from which the inbox reaches back."""
        try:
            await self._library.first_start(self._clock.now().date())
        except StoreError:
            return

    async def arrive(self) -> Visit | None:
        """The reader is here; None where the library cannot be used."""
        try:
            before = decoded(await self._library.recall("visit") or "", Visit)
            visit = visited(before, self._clock.now())
            if visit != before:
                await self._library.remember("visit", encoded(visit))
        except StoreError:
            return None
        return visit

    async def catch_up(self, visit: Visit) -> None:
        """Nothing is left of what came while the reader was away: the next visit begins anew."""
        if visit.away:
            await self.remember("visit", encoded(replace(visit, away=0)))

    async def topics_of_bookmarks(self, marks: Mapping[str, Marks]) -> frozenset[str]:
        """The reader's topics, as their newest bookmarks tell them. Raises StoreError."""
        bookmarked = [(said.bookmarked_at, paper_id) for paper_id, said in marks.items() if said.bookmarked_at]
        newest = sorted(bookmarked, reverse=True)[:_BOOKMARKS_ASKED]
        return frequent_topics(await self._library.papers([paper_id for _, paper_id in newest]))

    async def bookmarks(self) -> tuple[Paper, ...]:
        """Newest bookmark first. Raises StoreError."""
        return await self._sorted(await self._library.bookmarked())

    async def marked(self) -> tuple[Paper, ...]:
        """Every paper of which anything was said, newest id first. Raises StoreError."""
        return await self._sorted(await self._library.papers(sorted(await self._library.marks(), reverse=True)))

    async def paper(self, paper_id: str) -> Paper | None:
        """The library's own copy of a marked or imported paper. Raises StoreError."""
        kept = await self._library.paper(paper_id)
        if kept is not None:
            return (await self._topics.of((kept,)))[0]
        papers = (paper for _, listing in await self.pages() for paper in listing.papers)
        return next((paper for paper in papers if paper.id == paper_id), None)

    async def pages(self) -> tuple[tuple[SavedPage, Listing], ...]:
        """Newest import first. Raises StoreError."""
        pages = await self._library.pages()
        await self._sorted(tuple(paper for _, listing in pages for paper in listing.papers))
        return tuple([(page, await self._topics.of_listing(listing)) for page, listing in pages])

    async def _sorted(self, papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
        """The papers with their topics; what had to be found is kept."""
        found = await self._topics.of(papers)
        if found is not papers:
            await self._library.keep_topics(found)
        return found

    async def page(self, key: str) -> Listing | None:
        """One imported page as it is now. Raises StoreError."""
        return next((listing for page, listing in await self._library.pages() if page.key == key), None)

    async def add_page(
        self, content: bytes, name: str, saved_on: date | None, *, is_trial: bool = False
    ) -> Imported:
        """Reads a saved page and keeps it, but for a trial. Raises SourceError for what is no such page, StoreError."""
        page, listing = self._read_page(content, name, saved_on)
        listing = await self._topics.of_listing(listing)
        if is_trial:
            return Imported(page, listing, page.key not in {page.key for page, _ in await self._library.pages()})
        return Imported(page, listing, await self.keep_page(page, listing))

    async def besides(self) -> Besides:
        """All that the reader keeps besides what they said of papers. Raises StoreError."""
        pages, searches = await self._library.pages(), await self._library.searches()
        return Besides(tuple(reversed(pages)), searches, (await self._library.interests()).all)

    async def new_here(self, besides: Besides) -> Besides:
        """Of these pages and searches those that are not kept here, and all interests. Raises StoreError."""
        here = await self.besides()
        keys, names = {page.key for page, _ in here.pages}, {search.name for search in here.searches}
        pages = {page.key: (page, listing) for page, listing in besides.pages if page.key not in keys}
        searches = {search.name: search for search in besides.searches if search.name not in names}
        return Besides(tuple(pages.values()), tuple(searches.values()), besides.interests)

    async def keep_besides(self, new: Besides) -> None:
        """Pages and searches that are `new_here`. Raises StoreError."""
        for page, listing in new.pages:
            await self.keep_page(page, listing)
        for search in new.searches:
            await self._library.save_search(search)

    async def keep_page(self, page: SavedPage, listing: Listing) -> bool:
        """False where that very page is kept already: then nothing changes. Raises StoreError."""
        listing = await self._topics.of_listing(listing)
        is_new = await self._library.add_page(page, listing)
        self._index.hand(listing.papers)
        return is_new

    async def searches(self) -> tuple[SavedSearch, ...]:
        """In the order in which they were saved. Raises StoreError."""
        return await self._library.searches()

    async def save_search(self, name: str, typed: str) -> SavedSearch | None:
        """In the place of the one that has that name; None where nothing was typed. Raises StoreError."""
        typed = clean_line(typed)
        search = SavedSearch(clean_line(name)[:LONGEST_NAME].strip() or typed[:LONGEST_NAME].strip(), typed)
        if not typed:
            return None
        await self._library.save_search(search)
        return search

    async def remove_search(self, name: str) -> bool:
        """Whether there was one of that name. Raises StoreError."""
        return await self._library.remove_search(clean_line(name))

    async def seen(self, edition: str) -> Seen | None:
        """What the reader saw of the edition last; None where they never looked, or the library cannot be used."""
        try:
            return await self._library.seen(edition)
        except StoreError:
            return None

    async def see(self, listing: Listing) -> None:
        """Remembers that the reader has seen the listing as it is. A library that cannot be used forgets it."""
        try:
            await self._library.see(listing.edition, Seen.of(listing, self._clock.now()))
        except StoreError:
            return

    async def recall(self, name: str) -> str | None:
        """A small thing remembered about the screen; None where nothing is known."""
        try:
            return await self._library.recall(name)
        except StoreError:
            return None

    async def remember(self, name: str, value: str) -> None:
        """Best effort: a library that cannot be used forgets."""
        try:
            await self._library.remember(name, value)
        except StoreError:
            return

    async def topic_groups(self) -> Mapping[str, str]:
        """The group of each topic, by name. Remembered: to read the vocabulary for them takes a tenth of a second and 6 MB."""
        version = self._topics.version
        kept = decoded(await self.recall("groups") or "", _Groups)
        if kept is None or kept.version != version:
            kept = _Groups(version, dict(await self._topics.groups()))
            if self._topics.problem is None:
                await self.remember("groups", encoded(kept))
        return kept.groups
