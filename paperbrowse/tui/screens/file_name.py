"""The name of the file that papers are written into."""

from pathlib import Path

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Input, Static

from ...model.text import drawable
from ..rendering import fit
from ..stylesheets import stylesheet
from ..widgets.line import Line
from .question import Question

_LONGEST = 1_000
_WIDEST = 60


class FileName(Question[str | None]):
    """Answers with what was typed, or None. `folder` is where a name without one leads."""

    CSS_PATH = stylesheet("file_name")
    BINDINGS = [("escape", "dismiss(None)")]

    def __init__(self, title: str, suggested: str, folder: Path) -> None:
        super().__init__()
        self._title = title
        self._suggested = suggested
        self._folder = folder

    def compose(self) -> ComposeResult:
        with Vertical(id="file-name") as box:
            box.border_title = self._title
            yield Line(self._suggested, id="name", max_length=_LONGEST)
            yield Static(f"in {fit(drawable(str(self._folder)), _WIDEST)}", id="folder", markup=False)
            yield Static("enter writes · escape leaves", id="hint", markup=False)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        self.dismiss(event.value.strip() or self._suggested)
