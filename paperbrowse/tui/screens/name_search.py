"""The name under which a search is saved."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from ...model.saved_search import LONGEST_NAME
from ..stylesheets import stylesheet
from ..widgets.line import Line
from .question import Question


class NameSearch(Question[str | None]):
    """Answers with the name, or None."""

    CSS_PATH = stylesheet("name_search")
    BINDINGS = [("escape", "dismiss(None)")]

    def __init__(self, suggested: str, title: str = "Save the search as") -> None:
        super().__init__()
        self._title = title
        self._suggested = suggested[:LONGEST_NAME]

    def compose(self) -> ComposeResult:
        with Vertical(id="name-search") as box:
            box.border_title = Content(self._title)
            yield Line(self._suggested, id="name", max_length=LONGEST_NAME)
            yield Static("enter saves · escape leaves", id="hint", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or self._suggested)
