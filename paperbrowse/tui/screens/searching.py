"""The part of the browse screen that searches everything on this machine.

A search is a shelf of its own: it lies upon what was shown before, and `escape` brings that back as it was.
"""

from typing import TYPE_CHECKING

from textual import work

from ...errors import StoreError
from ...model.query_language import LONGEST_QUERY
from ...model.saved_search import SavedSearch
from ...model.value import replace
from ..browsing import Left, Shelf
from ..seeking import Search
from ..widgets.painting import paint_now
from .asking_hub import AskingHub

if TYPE_CHECKING:
    from textual.widgets import Input

    from ...model.query_completion import Known
    from ...services.searching import Found
    from ..widgets.search_line import SearchLine

_AT_FIRST, _AT_MOST = 200, 1_000
"""Papers of a result that are listed where a glance could not count them, and when one rests; all are counted."""
_REST = 0.3
"""Seconds without a letter."""


class Searched(AskingHub):
    async def action_search(self) -> None:
        """Opens the line at the top; over results it takes up what was typed."""
        if self.has_class("-prompt"):
            self.close_prompt(keep=True)
        self.services.searching.foresee()
        line = await self._line()
        if self.state.search is None:
            self._begin(Search())
        line.value = self.state.search.typed
        self.set_focus(line)

    @work(group="open")
    async def open_search(self, saved: SavedSearch, *, shows_muted: bool = False) -> None:
        line = await self._line()
        self._begin(Search().of(saved.typed, saved.name))
        self.set_state(shows_muted=shows_muted)
        line.value = saved.typed
        self._seek(self.state.search)
        self.set_focus(self.papers)

    async def _line(self) -> "SearchLine":
        if (there := self.query_one_optional("#search")) is not None:
            return there
        from ..widgets.search_line import SearchLine  # not loaded before somebody types: it would delay the first paint

        line = SearchLine(id="search", select_on_focus=False, max_length=LONGEST_QUERY, placeholder="Search every paper")
        line.known = self._known_values
        await self.mount(line, after=self.title_line)
        return line

    def _known_values(self) -> "Known":
        from ...model.query_completion import known_of

        return known_of(self.state.papers or self.state.ground.papers or (), self.services.marking.all)

    def _begin(self, search: Search) -> None:
        """What is shown goes below the search; of a search that is open already, what lies below it stays there."""
        left = self.state.left or Left(
            self.state, self.papers.cursor, self.papers.scroll_offset.y, self.chosen, self.pane
        )  # fmt: skip
        self.is_touched, self.opening, self.chosen = True, Shelf.SEARCH.value, frozenset()
        self.action_pane("papers")
        everything = self.services.searching.glance(Search().query, 1)
        search = replace(search, everything=everything.total if everything else None).found(None)
        fresh, now = self.fresh_state(Shelf.SEARCH), self.state
        self.state = replace(fresh, papers=search.papers, search=search, left=left, offer=now.offer)
        self.derive(stay=False)

    def on_input_changed(self, event: "Input.Changed") -> None:
        search = self.state.search
        if event.input.id == "search" and search is not None and event.value != search.typed:
            self._seek(search.of(event.value))
            self.show_keys()

    def _seek(self, search: Search) -> None:
        """As many as show at once, in the key's own turn; what that leaves out when it comes."""
        self._stop_looking()
        if not search.query.is_empty:
            found = self.services.searching.glance(search.query, self.papers.room)
            self._find_rest(search, found)
            search = search.found(found)
        self._show_found(search.found(None), stay=False)

    def _show_found(self, search: Search, *, stay: bool = True) -> None:
        with self.app.batch_update():  # in one go
            self.show_search(search, stay=stay)
        paint_now(self, self.papers, self.sidebar, self.title_line, self.detail)

    def _stop_looking(self) -> None:
        """What is still to be found for what was typed before would only keep the next key waiting."""
        self.workers.cancel_group(self, "search")

    # Without a description Textual would write every paper out as text.
    @work(group="search", description="what a glance leaves out")
    async def _find_rest(self, asked: Search, found: "Found | None") -> None:
        """All of it at once where the glance did not count; more papers where the reader rests."""
        searching = self.services.searching
        if found is None or found.facets is None:
            found = await searching.search(asked.query, _AT_FIRST, counts=True)
            if self.is_still(asked):
                self._show_found(self.state.search.found(found))
        if len(found.papers) < found.total:
            await self.services.clock.sleep(_REST)
            found = await searching.search(asked.query, _AT_MOST)
            if self.is_still(asked):
                self.show_search(self.state.search.found(found))
        if asked.everything is None:
            everything = (await searching.search(Search().query, 1)).total
            if self.state.search is not None:
                self.show_search(replace(self.state.search, everything=everything))

    def action_results(self, asks_hub: bool) -> None:
        """From the line to the list; an `enter` that is the first for these words asks the Hub."""
        self.set_focus(self.papers)
        if asks_hub and self.state.search is not None and not self.state.search.is_asked:
            self.ask_hub()

    # ---- back, and kept

    def leave_search(self) -> None:
        """What was there before, as it was; it may have become newer meanwhile."""
        left = self.state.left
        if left is None:
            return
        self._stop_looking()
        now, self.chosen = self.state, left.chosen
        self.state = replace(left.state, is_fetching=False, waiting=None, offer=now.offer, syncing=now.syncing, saving=now.saving)
        self.derive(stay=False)
        self.papers.move_to(left.cursor)
        self.papers.scroll_to(y=left.scroll, animate=False, immediate=True)
        self.set_focus(self.query_one(f"#{left.pane}"))
        if left.state.period is not None:
            self.opening = str(left.state.period)
            if left.state.is_fetching:  # what came of it was dropped
                self.open_period(left.state.period)
        elif left.state.shelf is not Shelf.SAMPLE:
            self.open_shelf(left.state.shelf, left.state.page)

    @work(group="menu")
    async def action_save_search(self) -> None:
        from .name_search import NameSearch  # as above

        search = self.state.search
        if search is None or not search.typed.strip():
            self.tell("Nothing is typed that could be saved.")
            return
        name = await self.app.push_screen_wait(NameSearch(search.name or search.typed.strip()))
        if name is not None:
            self._save_search(search, name)

    @work(group="library")
    async def _save_search(self, search: Search, name: str) -> None:
        try:
            saved = await self.services.shelves.save_search(name, search.typed)
        except StoreError as error:
            self.tell(f"Not saved: {error}", is_warning=True)
            return
        if saved is not None:
            self.tell(f"Saved as “{saved.name}”: it stands in the sidebar.")
            if self.is_still(search):
                self.show_search(replace(self.state.search, name=saved.name))
            self.count_shelves()
