"""What the parts of the browse screen share. Each part is a file beside this one; `browse.py` joins them.

The screen owns the state: a part changes it with `set_state`, and `derive` brings it to the panes.
"""

from abc import abstractmethod
from datetime import datetime
from typing import TYPE_CHECKING

from textual.getters import query_one
from textual.screen import Screen

from ...model.listing import Listing, SavedPage
from ...model.period import Day, Period, Span
from ...model.saved_search import SavedSearch
from ...model.value import Value
from ...model.view import View
from ...services import Services
from ..browsing import Browsing, Shelf
from ..rendering import Glyphs
from ..widgets.detail import Detail
from ..widgets.keys import KeyLine
from ..widgets.lines import OneLine
from ..widgets.papers import PaperList
from ..widgets.sidebar import Sidebar

if TYPE_CHECKING:
    from .menu import Menu


class Entry(Value):
    """A line of a menu."""

    letter: str
    name: str
    text: str
    """The text or address itself; may be empty."""


class BrowseParts(metaclass=type(Screen)):
    """Half of a Screen: `BrowseScreen` alone is one. Textual takes a millisecond to prepare a class of widgets, and there
    are twenty parts; its metaclass is what finds the handlers marked with `on`."""

    services: Services
    glyphs: Glyphs
    state: Browsing
    view: View
    """Derived from the state; never set by a part."""
    chosen: frozenset[str] = frozenset()
    """Ids of the marked rows."""
    all_authors: bool = False
    is_tex: bool = False
    """The pane of the abstract shows TeX as it came."""
    is_touched: bool = False
    """The reader has pressed a key that moved something: nothing is swapped under their eyes any more."""
    is_offline_wanted: bool = False
    silence: float = 3
    """Seconds without an answer after which the screen says that it waits."""
    filters_sidebar: bool = False
    """What is typed into the line at the bottom narrows the sidebar, and is no query for the list."""
    counts: dict[str, int | None]
    """Papers by shelf, for the sidebar; None where it is not known."""
    pages: tuple[tuple[SavedPage, Listing], ...] = ()
    saved_searches: tuple[SavedSearch, ...] = ()
    opening: str = ""
    """The name of what was asked for last: an answer for anything else comes too late."""
    bound_for: Period | None = None
    """The edition that was asked for last, shown or about to be: quick steps add up."""
    newest_offered: Day | None = None
    came_from: Span | None = None
    """The edition that was left for trending."""
    asked_at: datetime
    """When the service was asked last."""
    checked_at: datetime
    """When somebody last looked for a newer edition."""

    title_line = query_one("#title", OneLine)
    sidebar = query_one("#sidebar", Sidebar)
    papers = query_one("#papers", PaperList)
    detail = query_one("#detail", Detail)
    keys = query_one("#keys", KeyLine)

    @abstractmethod
    def set_state(self, *, stay: bool = True, **changes: object) -> None:
        """Changes the state and shows it; with `stay` the cursor keeps its paper."""

    @abstractmethod
    def derive(self, *, stay: bool = True) -> None:
        """Brings the state to the panes."""

    @abstractmethod
    def show_status(self) -> None:
        """Says in the title line what is true now."""

    @abstractmethod
    def show_keys(self) -> None:
        """Shows the keys of what has the focus, and what was not understood of what is typed."""

    @abstractmethod
    def open_search(self, saved: SavedSearch, *, shows_muted: bool = False) -> None:
        """Shows what a saved search finds now."""

    @abstractmethod
    def open_shelf(self, shelf: Shelf, page: str | None = None) -> None:
        """Opens a shelf that is no edition."""

    @abstractmethod
    def leave_search(self) -> None:
        """Back to what was shown before the search."""

    @abstractmethod
    def count_shelves(self) -> object:
        """Counts what the sidebar tells anew."""

    @abstractmethod
    def come_to_end(self) -> None:
        """What was marked may have been the last of the inbox."""

    @abstractmethod
    def open_foreign(self, address: str) -> None:
        """Opens what somebody else wrote."""

    @abstractmethod
    def begin_pictures(self) -> None:
        """The papers are painted, and the network library is loaded."""

    @abstractmethod
    def begin_reading(self) -> None:
        """The detail pane is about to be alone."""

    @abstractmethod
    def end_reading(self) -> None:
        """It is beside the list again, or gone."""

    @property
    @abstractmethod
    def is_reading(self) -> bool:
        """Whether the detail pane is alone."""

    def menu(self, title: str, entries: tuple[Entry, ...]) -> "Menu":
        """To be pushed; it answers with a letter, or None."""
        from .menu import Menu  # Textual's menus are not loaded before somebody opens one

        return Menu(title, entries, self.glyphs)

    @property
    def is_in_search_line(self) -> bool:
        """Whether a search is being typed."""
        return self.focused is not None and self.focused.id == "search"

    @abstractmethod
    def action_pane(self, name: str) -> None:
        """Goes to a pane, showing it."""

    @abstractmethod
    def tell(self, message: str, *, is_warning: bool = False, seconds: float | None = None) -> None:
        """Says something for so many seconds, else a few, literally; it stays among the messages of this run."""
