"""A small editor for a note."""

from collections.abc import Callable

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static, TextArea

from ..stylesheets import stylesheet
from .question import Question


class Note(Question[str]):
    """Answers with the text: whoever leaves has saved. `edit` hands the text to the reader's own editor."""

    CSS_PATH = stylesheet("note")
    BINDINGS = [("escape", "save"), ("ctrl+s", "save"), ("ctrl+o", "edit_outside")]

    def __init__(self, title: str, text: str, hint: str, edit: Callable[[str], str]) -> None:
        super().__init__()
        self._title = title
        self._text = text
        self._hint = hint
        self._edit = edit

    def compose(self) -> ComposeResult:
        with Vertical(id="note") as box:
            box.border_title = Content(self._title)
            yield TextArea(self._text, id="text", soft_wrap=True, tab_behavior="focus")
            yield Static(self._hint, id="hint", markup=False)

    def on_mount(self) -> None:
        text = self.query_one(TextArea)
        text.move_cursor(text.document.end)

    def action_save(self) -> None:
        self.dismiss(self.query_one(TextArea).text)

    def action_edit_outside(self) -> None:
        text = self.query_one(TextArea)
        text.load_text(self._edit(text.text))
        text.move_cursor(text.document.end)
