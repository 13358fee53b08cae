"""The part of the browse screen that narrows and orders the list."""

from typing import TYPE_CHECKING

from textual import on, work

from ...model.facets import Facet, Kind
from ...model.query_language import LONGEST_QUERY
from ...model.view import Order
from ..widgets.detail import Detail
from ..widgets.sidebar import Sidebar
from .parts import BrowseParts, Entry

if TYPE_CHECKING:
    from textual.widgets import Input

    from ...model.query_completion import Known
    from ..widgets.query_line import QueryLine

_EXAMPLES = " · ".join(("Words", '"a phrase"', "-without", "a OR b", "topic:", "author:", "upvotes:>20", "is:unread"))
_LETTERS = {"h": Order.HUB, "u": Order.UPVOTES, "n": Order.NEWEST, "c": Order.COMMENTS, "s": Order.STARS, "t": Order.TITLE}


class Narrowed(BrowseParts):
    async def action_filter(self) -> None:
        """Opens the line at the bottom: it narrows the list, or the sidebar where that has the focus."""
        self.filters_sidebar = self.pane == "sidebar"
        if self.is_reading:
            self.leave_reading()
        prompt = self.query_one_optional("#prompt") or await self._mount_prompt()
        prompt.placeholder = "Topics, organizations, tags" if self.filters_sidebar else _EXAMPLES
        prompt.known = None if self.filters_sidebar else self._known
        prompt.value = "" if self.filters_sidebar else self.state.typed
        self.add_class("-prompt")
        self.set_focus(prompt)

    async def _mount_prompt(self) -> "QueryLine":
        from ..widgets.query_line import QueryLine  # not loaded before somebody types: it would delay the first paint

        prompt = QueryLine(id="prompt", select_on_focus=False, max_length=LONGEST_QUERY)
        await self.mount(prompt, before=self.keys)
        return prompt

    def _known(self) -> "Known":
        from ...model.query_completion import known_of

        return known_of(self.state.papers or (), self.services.marking.all)

    def on_input_changed(self, event: "Input.Changed") -> None:
        if not self.has_class("-prompt"):
            return
        self.is_touched = True
        if self.filters_sidebar:
            self.sidebar.narrow(event.value)
        elif event.value != self.state.typed:
            self.set_state(typed=event.value)
            self.show_keys()

    def on_input_submitted(self) -> None:
        self.close_prompt(keep=True)

    def close_prompt(self, *, keep: bool) -> None:
        """Back to the pane; without `keep` the filter goes as well."""
        self.remove_class("-prompt")
        if self.filters_sidebar:
            if not keep:
                self.sidebar.narrow("")
            self.set_focus(self.sidebar)
            return
        if not keep and self.state.typed:
            self.set_state(typed="")
        self.set_focus(self.papers)

    @on(Sidebar.FacetChosen)
    def _facet_chosen(self, event: Sidebar.FacetChosen) -> None:
        self.only(event.facet)

    @on(Detail.TopicClicked)
    def _topic_clicked(self, event: Detail.TopicClicked) -> None:
        self.only(Facet(Kind.TOPIC, event.topic))

    def only(self, facet: Facet) -> None:
        """Only the papers with this facet; again, all papers."""
        self.is_touched = True
        alone = frozenset({facet})
        is_alone = (self.state.include, self.state.exclude) == (alone, frozenset())
        self.set_state(include=frozenset() if is_alone else alone, exclude=frozenset())

    @on(Sidebar.FacetTurned)
    def _facet_turned(self, event: Sidebar.FacetTurned) -> None:
        """Include, exclude, neither."""
        self.is_touched = True
        include, exclude, facet = self.state.include, self.state.exclude, event.facet
        if facet in include:
            self.set_state(include=include - {facet}, exclude=exclude | {facet})
        elif facet in exclude:
            self.set_state(exclude=exclude - {facet})
        else:
            self.set_state(include=include | {facet})

    @on(Sidebar.Folded)
    @work(group="library")
    async def _folded(self, event: Sidebar.Folded) -> None:
        await self.services.shelves.remember("folded", "\n".join(sorted(event.keys)))

    def action_clear(self) -> None:
        self.sidebar.narrow("")
        self.set_state(typed="", include=frozenset(), exclude=frozenset())

    def action_order(self) -> None:
        entries = tuple(Entry(letter, order.title, "") for letter, order in _LETTERS.items())
        self.app.push_screen(self.menu("Order", entries), self._ordered)

    def _ordered(self, letter: str | None) -> None:
        if letter is not None:
            self.set_state(order=_LETTERS[letter])
