"""A small menu: a letter for each entry, and beside it what the entry stands for."""

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ...model.text import clean_line, drawable
from ..rendering import UNICODE, Glyphs, fit, spelled
from ..stylesheets import stylesheet
from ..widgets.choices import Choices
from .parts import Entry
from .question import Question

_WIDEST = 100


class Menu(Question[str | None]):
    """Answers with the letter of the chosen entry, or None."""

    CSS_PATH = stylesheet("menu")
    BINDINGS = [("escape,q", "dismiss(None)"), ("j", "down"), ("k", "up")]

    def __init__(self, title: str, entries: tuple[Entry, ...], glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._title = title
        self._entries = entries
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        with Vertical(id="menu") as box:
            box.border_title = self._title
            yield Choices(*map(self._option, self._entries), markup=False)

    def _option(self, entry: Entry) -> Option:
        cells = min(_WIDEST, self.app.size.width - 10) - 18
        text = fit(drawable(clean_line(spelled(entry.text, self._glyphs))), max(cells, 8), self._glyphs.ellipsis)
        return Option(Content.assemble((f" {entry.letter} ", "bold $key"), f" {entry.name:<13} ", (text, "$quiet")), id=entry.letter)

    def on_key(self, event: events.Key) -> None:
        if self.is_current and event.key in {entry.letter for entry in self._entries} and event.key not in ("j", "k", "q"):
            event.stop()
            self.dismiss(event.key)

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)
