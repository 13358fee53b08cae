"""The part of the browse screen that renames and removes saved searches."""

from textual import work

from ...errors import StoreError
from ...model.saved_search import SavedSearch
from ...model.value import replace
from ..outline import ShelfLine
from .parts import BrowseParts, Entry


class EditsSearches(BrowseParts):
    @work(group="menu")
    async def action_edit_search(self) -> None:
        """Removing is asked about: u takes back marks, not this."""
        saved = self._search_under_cursor()
        if saved is None:
            self.tell("e renames or removes the saved search under the cursor; ctrl+s in a search saves one.")
            return
        entries = (Entry("r", "Rename", saved.name), Entry("x", "Remove", saved.typed))
        letter = await self.app.push_screen_wait(self.menu("Saved search", entries))
        if letter == "r":
            await self._ask_name(saved)
        elif letter == "x":
            sure = (Entry("x", "Remove it", saved.typed), Entry("n", "Keep it", ""))
            if await self.app.push_screen_wait(self.menu(f"Remove “{saved.name}”?", sure)) == "x":
                self._change_search(saved, None)

    async def _ask_name(self, saved: SavedSearch) -> None:
        from .name_search import NameSearch  # Textual's Input is not loaded before somebody types

        name = await self.app.push_screen_wait(NameSearch(saved.name, "Rename the search to"))
        if name is None or name == saved.name:
            return
        if any(each.name == name for each in self.saved_searches):
            self.tell(f"There is a search named “{name}” already; nothing was changed.")
        else:
            self._change_search(saved, name)

    @work(group="library")
    async def _change_search(self, saved: SavedSearch, name: str | None) -> None:
        """None removes it. The new name is there before the old one goes."""
        shelves = self.services.shelves
        try:
            renamed = await shelves.save_search(name, saved.typed) if name is not None else None
            await shelves.remove_search(saved.name)
        except StoreError as error:
            self.tell(f"Not saved: {error}", is_warning=True)
            return
        self.tell(f"“{saved.name}” is “{renamed.name}” now." if renamed else f"Removed “{saved.name}”: {saved.typed}")
        search = self.state.search
        if search is not None and search.name == saved.name:
            self.set_state(search=replace(search, name=renamed.name if renamed else ""))
        self.count_shelves()

    def _search_under_cursor(self) -> SavedSearch | None:
        entry = self.sidebar.entry
        name = entry.key.removeprefix("search:") if isinstance(entry, ShelfLine) and entry.key.startswith("search:") else None
        return next((saved for saved in self.saved_searches if saved.name == name), None)
