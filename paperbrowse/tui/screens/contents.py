"""The sections of a text, to choose one."""

from collections.abc import Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ..rendering import UNICODE, Glyphs, fit, spelled
from ..sheet import Section
from ..stylesheets import stylesheet
from ..widgets.choices import Choices
from .question import Question

_WIDEST = 90


class Contents(Question[int | None]):
    """Answers with the index of the chosen section, or None."""

    CSS_PATH = stylesheet("contents")
    BINDINGS = [("escape,q,c", "dismiss(None)"), ("j", "down"), ("k", "up"), ("g", "first"), ("G", "last")]

    def __init__(self, sections: Sequence[Section], current: int, glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._sections = sections
        self._current = current
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        with Vertical(id="contents") as box:
            box.border_title = "Contents"
            yield Choices(*map(self._option, self._sections), markup=False)

    def _option(self, section: Section) -> Option:
        cells = min(_WIDEST, self.app.size.width - 10)
        indent = "  " * (section.level - min(each.level for each in self._sections))
        return Option(Content(fit(spelled(f" {indent}{section.title} ", self._glyphs), cells, self._glyphs.ellipsis)))

    def on_mount(self) -> None:
        self.query_one(OptionList).highlighted = self._current

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()

    def action_up(self) -> None:
        self.query_one(OptionList).action_cursor_up()

    def action_first(self) -> None:
        self.query_one(OptionList).action_first()

    def action_last(self) -> None:
        self.query_one(OptionList).action_last()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_index)
