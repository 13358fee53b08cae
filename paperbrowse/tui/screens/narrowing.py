"""The part of the browse screen that narrows and orders the list."""

from typing import TYPE_CHECKING

from textual import on

from ...model.view import Order
from ..widgets.sidebar import Sidebar
from .menu import Entry, Menu
from .parts import BrowseParts

if TYPE_CHECKING:
    from textual.widgets import Input

_LONGEST_FILTER = 200
_LETTERS = {"h": Order.HUB, "u": Order.UPVOTES, "n": Order.NEWEST, "c": Order.COMMENTS, "s": Order.STARS, "t": Order.TITLE}


class Narrowed(BrowseParts):
    _filters_sidebar = False

    async def action_filter(self) -> None:
        """Opens the line at the bottom: it narrows the list, or the sidebar where that has the focus."""
        self._filters_sidebar = self.pane == "sidebar"
        if self.is_reading:
            self.leave_reading()
        prompt = self.query_one_optional("#prompt") or await self._mount_prompt()
        prompt.placeholder = "Keywords" if self._filters_sidebar else 'Words, "a phrase", -without'
        prompt.value = "" if self._filters_sidebar else self.state.typed
        self.add_class("-prompt")
        self.set_focus(prompt)

    async def _mount_prompt(self) -> "Input":
        from ..widgets.line import Line  # not loaded before somebody types: it would delay the first paint

        prompt = Line(id="prompt", select_on_focus=False, max_length=_LONGEST_FILTER)
        await self.mount(prompt, before=self.keys)
        return prompt

    def on_input_changed(self, event: "Input.Changed") -> None:
        if not self.has_class("-prompt"):
            return
        self.is_touched = True
        if self._filters_sidebar:
            self.sidebar.narrow(event.value)
        elif event.value != self.state.typed:
            self.set_state(typed=event.value)

    def on_input_submitted(self) -> None:
        self.close_prompt(keep=True)

    def close_prompt(self, *, keep: bool) -> None:
        """Back to the pane; without `keep` the filter goes as well."""
        self.remove_class("-prompt")
        if self._filters_sidebar:
            if not keep:
                self.sidebar.narrow("")
            self.set_focus(self.sidebar)
            return
        if not keep and self.state.typed:
            self.set_state(typed="")
        self.set_focus(self.papers)

    @on(Sidebar.KeywordChosen)
    def _keyword_chosen(self, event: Sidebar.KeywordChosen) -> None:
        """Only this keyword; again, all papers."""
        self.is_touched = True
        alone = frozenset({event.key})
        self.set_state(include=frozenset() if self.state.include == alone else alone, exclude=frozenset())

    @on(Sidebar.KeywordTurned)
    def _keyword_turned(self, event: Sidebar.KeywordTurned) -> None:
        """Include, exclude, neither."""
        self.is_touched = True
        include, exclude, key = self.state.include, self.state.exclude, event.key
        if key in include:
            self.set_state(include=include - {key}, exclude=exclude | {key})
        elif key in exclude:
            self.set_state(exclude=exclude - {key})
        else:
            self.set_state(include=include | {key})

    def action_clear(self) -> None:
        self.sidebar.narrow("")
        self.set_state(typed="", include=frozenset(), exclude=frozenset())

    def action_order(self) -> None:
        entries = tuple(Entry(letter, order.title, "") for letter, order in _LETTERS.items())
        self.app.push_screen(Menu("Order", entries, self.glyphs), self._ordered)

    def _ordered(self, letter: str | None) -> None:
        if letter is not None:
            self.set_state(order=_LETTERS[letter])
