"""The tags of a paper, or of several, in one line."""

from collections.abc import Iterable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from ...model.tags import same_tag, tags_typed
from ...model.text import drawable
from ..rendering import fit
from ..stylesheets import stylesheet
from ..widgets.line import Line
from .question import Question

_LONGEST = 1_000
_OFFERED = 8
_WIDEST = 56


class TagLine(Line):
    """`tab` completes the last tag; again, the next that fits."""

    BINDINGS = [("tab", "complete(1)"), ("shift+tab", "complete(-1)")]

    def __init__(self, value: str, known: tuple[str, ...]) -> None:
        super().__init__(value, id="tags", max_length=_LONGEST, select_on_focus=False)
        self._known = known
        self._begun = self._made = ""
        self._at = 0

    @property
    def offers(self) -> tuple[str, ...]:
        """Tags in use that begin like the last one, but for those that stand here already."""
        before, _, begun = self._typed.rpartition(",")
        there = {same_tag(tag) for tag in tags_typed(before)}
        begun = same_tag(begun.strip().lstrip("#"))
        return tuple(tag for tag in self._known if same_tag(tag).startswith(begun) and same_tag(tag) not in there)

    @property
    def _typed(self) -> str:
        return self._begun if self._made and self.value == self._made else self.value

    def action_complete(self, step: int) -> None:
        if self.value != self._made:
            self._begun, self._at = self.value, -1 if step > 0 else 0
        if offers := self.offers:
            self._at = (self._at + step) % len(offers)
            before, comma, _ = self._typed.rpartition(",")
            begun = self._typed
            self._made = self.value = f"{before}{comma}{' ' if comma else ''}{offers[self._at]}"
            self._begun = begun
            self.cursor_position = len(self.value)


class Tagging(Question[tuple[str, ...] | None]):
    """Answers with the tags as they stand in the end, or None. `known`: every tag in use."""

    CSS_PATH = stylesheet("tagging")
    BINDINGS = [("escape", "dismiss(None)")]

    def __init__(self, title: str, tags: Iterable[str], known: tuple[str, ...]) -> None:
        super().__init__()
        self._title = title
        self._value = "".join(f"{tag}, " for tag in tags)
        self._known = known

    def compose(self) -> ComposeResult:
        with Vertical(id="tagging") as box:
            box.border_title = Content(self._title)
            yield TagLine(self._value, self._known)
            yield Static("", id="offers", markup=False)
            yield Static("a comma between tags · tab completes · enter saves · escape leaves", id="hint", markup=False)

    @on(Input.Changed)
    def _show_offers(self) -> None:
        offers = " ".join(f"#{drawable(tag)}" for tag in self.query_one(TagLine).offers[:_OFFERED])
        self.query_one("#offers", Static).update(fit(offers, _WIDEST))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(tags_typed(event.value))
