"""The part of the browse screen that goes from pane to pane: focus, hiding, zoom, reading."""

from textual import events, on

from ..commands import LIST, READING, SIDEBAR
from ..widgets.papers import PaperList
from .parts import BrowseParts

_ORDER = ("sidebar", "papers", "detail")
_SCOPES = {"sidebar": SIDEBAR, "papers": LIST, "detail": READING}
_SECOND_KEY_WITHIN = 1.0


class Panes(BrowseParts):
    """State lies in classes of the screen: `-reading`, `-zoom-NAME`, `-hide-NAME`, `-show-sidebar`; styles do the rest."""

    _key, _key_at, _is_second = "", 0.0, False

    def is_second_g(self) -> bool:
        """Whether a `g` follows another within a second. Any other key that comes here needs no second one."""
        return self._key != "g" or self._is_second

    def on_key(self, event: events.Key) -> None:
        follows = event.key == self._key and event.time - self._key_at < _SECOND_KEY_WITHIN  # as typed, however late we come to it
        self._key, self._key_at, self._is_second = event.key, event.time, follows and not self._is_second

    @property
    def pane(self) -> str:
        """The name of the pane with the focus."""
        return self.focused.id if self.focused is not None and self.focused.id in _ORDER else "papers"

    @property
    def scope(self) -> str:
        return _SCOPES[self.pane]

    @property
    def is_reading(self) -> bool:
        return self.has_class("-reading")

    @property
    def is_one_pane(self) -> bool:
        """Whether there is room for one pane only."""
        return self.has_class("-one") or (self.has_class("-stacked") and not self.has_class("-tall"))

    @on(PaperList.Opened)
    def action_read_paper(self) -> None:
        """The paper alone, at full height; opening it is reading it."""
        if self.papers.paper is None:
            self.tell("No paper to read here.")
            return
        self.begin_reading()
        self.add_class("-reading")
        self.detail.add_class("-alone")
        self.set_focus(self.detail)
        self.mark_opened()

    def leave_reading(self) -> None:
        self.remove_class("-reading")
        self.detail.remove_class("-alone")
        self.end_reading()
        self.set_focus(self.papers)

    def action_pane(self, name: str) -> None:
        """Goes to a pane, showing it; where it has the focus already, the sidebar and the abstract hide."""
        pane = self.query_one(f"#{name}")
        if self.is_reading:
            self.leave_reading()
            if name == "detail" and self.is_one_pane:
                return
        if self.focused is pane and name != "papers":
            self._hide(name)
            return
        if name == "detail" and self.is_one_pane:
            self.action_read_paper()
            return
        self._unzoom()
        self.remove_class(f"-hide-{name}")
        if name == "sidebar":
            self.add_class("-show-sidebar")
        elif self.is_one_pane or (name == "detail" and self.has_class("-two")):
            self.remove_class("-show-sidebar")
        self.set_focus(pane)

    def _hide(self, name: str) -> None:
        self._unzoom()
        if name == "sidebar" and not self.has_class("-three"):
            self.remove_class("-show-sidebar")
        else:
            self.add_class(f"-hide-{name}")
        self.set_focus(self.papers)

    def action_pane_beside(self, step: int) -> None:
        if self.is_reading:
            return
        shown = [name for name in _ORDER if self.query_one(f"#{name}").display and self._is_on_screen(name)]
        if len(shown) < 2:
            self.action_pane({1: "detail", -1: "sidebar"}[step] if self.pane == "papers" else "papers")
            return
        at = shown.index(self.pane) if self.pane in shown else 0
        self.set_focus(self.query_one(f"#{shown[(at + step) % len(shown)]}"))

    def _is_on_screen(self, name: str) -> bool:
        return self.query_one(f"#{name}").region.width > 0

    def action_zoom(self) -> None:
        name = f"-zoom-{self.pane}"
        if self.has_class(name):
            self.remove_class(name)
        else:
            self._unzoom()
            self.add_class(name)

    def _unzoom(self) -> None:
        self.remove_class(*(f"-zoom-{name}" for name in _ORDER))

    @property
    def is_zoomed(self) -> bool:
        return any(self.has_class(f"-zoom-{name}") for name in _ORDER)

    def action_scroll_abstract(self, step: int) -> None:
        """Where no abstract shows, a step on reads."""
        if self._is_on_screen("detail"):
            self.detail.action_page(step)
        elif step > 0:
            self.action_read_paper()

    def action_step(self, step: int) -> None:
        self.papers.move_to(self.papers.cursor + step)
        if self.is_reading:
            self.mark_opened()

    def action_back(self) -> None:
        """One layer back: line, reading, sidebar over the list, zoom, marked rows, text filter, search."""
        if self.has_class("-prompt"):
            self.close_prompt(keep=False)
        elif self.is_in_search_line:
            self.leave_search()
        elif self.is_reading:
            self.leave_reading()
        elif self.has_class("-show-sidebar") and not self.has_class("-three"):
            self._hide("sidebar")
        elif self.is_zoomed:
            self._unzoom()
        elif self.chosen:
            self.choose(frozenset())
        elif self.state.typed:
            self.set_state(typed="")
        elif self.state.search is not None:
            self.leave_search()
        else:
            self.set_focus(self.papers)

    def action_leave(self) -> None:
        if self.is_reading:
            self.leave_reading()
        elif self.state.search is not None:
            self.leave_search()
        else:
            self.app.exit()

    def on_descendant_focus(self, event) -> None:
        self.show_keys()

    def show_keys(self) -> None:
        if self.has_class("-prompt") and self.filters_sidebar:
            self.keys.show_line_keys()
        elif self.has_class("-prompt"):
            self.keys.show_query_keys(self.state.query.problems)
        elif self.is_in_search_line and self.state.search is not None:
            self.keys.show_search_keys(self.state.search.query.problems, self.wishes.keymap)
        else:
            self.keys.show_keys(self.scope, self.wishes.keymap)
