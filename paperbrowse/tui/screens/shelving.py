"""The part of the browse screen that opens shelves and counts them."""

from textual import on, work

from ...errors import StoreError
from ...model.freshness import newest_expected
from ...model.interests import Wish
from ...model.period import FIRST_DAY
from ...model.query import Query, parse_query
from ...model.query_terms import All, Is, State
from ...model.saved_search import SavedSearch
from ...model.value import replace
from ...services.feed import Failure, Refreshed
from ..browsing import Shelf, facets_shown
from ..outline import ShelfLine
from ..widgets.sidebar import Sidebar
from .arriving import Arrives
from .naming import Naming
from .watched import Watched

_NAMES = {
    Shelf.DAY: "Day",
    Shelf.WEEK: "Week",
    Shelf.MONTH: "Month",
    Shelf.TRENDING: "Trending",
    Shelf.INBOX: "Inbox",
    Shelf.WATCHED: "Watched",
    Shelf.BOOKMARKS: "Bookmarks",
    Shelf.IMPORTED: "Imported",
}
_PAGES_LISTED = 5
_SEARCHES_LISTED = 15
_INBOX_DAYS_BROUGHT = 10
"""Editions asked for when the inbox is opened: two weeks away."""
_INBOX_DAYS_AT_MOST = 31
"""After a longer absence a sync brings the rest."""


class Shelving(Arrives, Naming, Watched):
    def open_shelf(self, shelf: Shelf, page: str | None = None) -> None:
        """Opens a shelf that is no edition; `page` is the key of one imported page."""
        self.opening, self.bound_for = f"{shelf.value}:{page}", None
        self._fill(shelf, page)

    @work(group="open")
    async def _fill(self, shelf: Shelf, page: str | None) -> None:
        shelves, listing = self.services.shelves, None
        try:
            match shelf:
                case Shelf.INBOX:
                    papers = await shelves.inbox()
                    await self.find_my_topics()
                case Shelf.WATCHED:
                    papers = await self.watched_papers(await shelves.inbox())
                case Shelf.BOOKMARKS:
                    papers = await shelves.bookmarks()
                case _:
                    self.pages = await shelves.pages()
                    listings = [listing for saved, listing in self.pages if page in (None, saved.key)]
                    listing = listings[0] if len(listings) == 1 else None
                    papers = tuple({paper.id: paper for each in listings for paper in each.papers}.values())
        except StoreError as error:
            self.tell(str(error), is_warning=True)
            return
        if self.opening == f"{shelf.value}:{page}":
            is_same = self.state.shelf is shelf and self.state.page == page
            self.chosen = self.chosen if is_same else frozenset()
            kept = self.state if is_same else replace(self.fresh_state(shelf), offer=self.state.offer)
            self.state = replace(kept, page=page, papers=papers, listing=listing)
            self.derive(stay=is_same)
            self.count_shelves()
            if shelf is Shelf.INBOX and not is_same:
                self._bring_inbox()

    @work(group="network")
    async def _bring_inbox(self) -> None:
        """Editions of the inbox that are missing or stale, newest first, until one cannot be had."""
        if self.is_offline_wanted:
            return
        arrived = False
        away = self.visit.away if self.visit else 0
        number = min(max(_INBOX_DAYS_BROUGHT, away), _INBOX_DAYS_AT_MOST)
        for day in (await self.services.shelves.inbox_days())[:number]:
            outcome = await self.services.feed.bring(day)
            if isinstance(outcome, Failure):
                break
            arrived |= isinstance(outcome, Refreshed)
        if arrived and self.state.shelf is Shelf.INBOX:
            self.open_shelf(Shelf.INBOX)

    @work(group="count", exclusive=True)
    async def count_shelves(self) -> None:
        """Counts what is on this machine; a shelf that cannot be counted is blank."""
        shelves, feed, marking = self.services.shelves, self.services.feed, self.services.marking
        watching, counts = self.services.watching, dict[str, int | None]()
        for shelf in (Shelf.DAY, Shelf.WEEK, Shelf.MONTH, Shelf.TRENDING):
            listing = await feed.cached(self.period_on(shelf))
            counts[shelf.value] = len(listing.papers) if listing else None
        try:
            await watching.load()
            inbox = await shelves.inbox()
            unread = [paper for paper in inbox if not marking.of(paper.id).read]
            await watching.prepare(unread)
            counts["inbox"] = sum(not self.is_muted(paper) for paper in unread)
            counts["watched"] = self.count_watched(await self.watched_papers(inbox))
            counts["bookmarks"] = sum(marks.bookmarked for marks in marking.all.values())
            self.pages = await shelves.pages()
            counts["imported"] = sum(len(listing.papers) for _, listing in self.pages)
            self.saved_searches = await shelves.searches()
        except StoreError:
            counts["inbox"] = counts["bookmarks"] = counts["imported"] = None
        for saved in self.saved_searches:
            counts[f"search:{saved.name}"] = await self._unread_in(saved)
        self.counts = counts
        self.end_catching_up()
        self.show_sidebar()
        self.name_papers()

    def show_sidebar(self) -> None:
        state = self.state
        self.sidebar.show(self.shelf_lines(), facets_shown(state, self.view), state.include, state.exclude)
        self.sidebar.show_interests(self.services.watching.interests, self.unread_watched)

    async def _unread_in(self, saved: SavedSearch) -> int:
        query = Query(All((parse_query(saved.typed, is_typing=True).term, Is(State.UNREAD))))
        return (await self.services.searching.search(query, 1)).total

    def shelf_lines(self) -> tuple[ShelfLine, ...]:
        """The sidebar's upper part; imported pages stand below their shelf, one line a file."""
        lines: list[ShelfLine] = []
        for shelf, name in _NAMES.items():
            is_current = self.state.shelf is shelf and self.state.page is None
            if shelf is Shelf.WATCHED and not is_current and not self.services.watching.interests.wished(Wish.WATCH):
                continue
            lines.append(ShelfLine(shelf.value, name, self.counts.get(shelf.value) or None, is_current))
        for saved, listing in self.pages[:_PAGES_LISTED] if len(self.pages) > 1 or self.state.page else ():
            is_current = self.state.shelf is Shelf.IMPORTED and self.state.page == saved.key
            lines.append(ShelfLine(f"page:{saved.key}", f"  {saved.name}", len(listing.papers), is_current))
        if self.state.shelf is Shelf.SAMPLE:
            lines.append(ShelfLine(Shelf.SAMPLE.value, "Sample", len(self.state.papers or ()), True))
        opened = self.state.search.name if self.state.search else None
        for saved in self.saved_searches[:_SEARCHES_LISTED]:
            key = f"search:{saved.name}"
            lines.append(ShelfLine(key, saved.name, self.counts.get(key) or None, saved.name == opened))
        return tuple(lines)

    def walk_pages(self, step: int) -> None:
        """`[` and `]` on the imported shelf go from file to file, newest import first."""
        if self.state.shelf is not Shelf.IMPORTED or not self.pages:
            return
        keys = [saved.key for saved, _ in self.pages]
        shown = self.opening.partition(":")[2]
        at = keys.index(shown) - step if shown in keys else 0
        if 0 <= at < len(keys):
            self.open_shelf(Shelf.IMPORTED, keys[at])

    @on(Sidebar.ShelfOpened)
    def _shelf_opened(self, event: Sidebar.ShelfOpened) -> None:
        if event.key.startswith("page:"):
            self.is_touched = True
            self.open_shelf(Shelf.IMPORTED, event.key.removeprefix("page:"))
        elif event.key.startswith("search:"):
            name = event.key.removeprefix("search:")
            self.open_search(next(saved for saved in self.saved_searches if saved.name == name))
        else:
            self.action_shelf(event.key)
        self.action_pane("papers")

    def action_shelf(self, name: str) -> None:
        """D, W, M, T and the lines of the sidebar."""
        self.is_touched = True
        shelf = Shelf(name)
        if shelf is Shelf.SAMPLE:
            self.show_sample(None)
        elif shelf in (Shelf.INBOX, Shelf.WATCHED, Shelf.BOOKMARKS, Shelf.IMPORTED):
            self.open_shelf(shelf)
        elif shelf is Shelf.DAY and (self.state.shelf is Shelf.DAY or self.state.offer):
            self._open_newest_day()
        else:
            self.open_period(self.period_on(shelf))

    @work(group="open")
    async def _open_newest_day(self) -> None:
        """D again: the newest day with papers on this machine, or today where that may be newer; the Hub is asked."""
        expected = newest_expected(self.services.feed.today())
        kept = await self.services.feed.newest_cached()
        listing = await self.services.feed.cached(expected)
        is_possible = expected.day >= FIRST_DAY  # else the clock is wrong
        has_come = is_possible and (listing is None or listing.papers)
        self.open_period(expected if has_come or kept is None else kept.period)
