"""Every key of the pane that the reader is in, from the one registry; typing searches."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from ...model.text import folded
from ..commands import SCOPES, Command, in_scope, layers
from ..rendering import ASCII, UNICODE, Glyphs, wrap
from ..stylesheets import stylesheet
from .question import Question

_WIDEST = 100
_FRAME = 5
"""Cells for borders, margins and the scrollbar."""
_COLUMN = 20
"""Cells for the keys."""


class Help(Question[None]):
    CSS_PATH = stylesheet("help")
    BINDINGS = [("escape", "dismiss(None)"), ("down", "scroll(1)"), ("up", "scroll(-1)"), ("pagedown", "scroll(10)"), ("pageup", "scroll(-10)")]

    def __init__(self, scope: str, keymap: dict[str, tuple[str, ...]], glyphs: Glyphs = UNICODE) -> None:
        super().__init__()
        self._scope = scope
        self._keymap = keymap
        self._glyphs = glyphs

    def compose(self) -> ComposeResult:
        with Vertical(id="help") as box:
            box.border_title = "Keys"
            box.border_subtitle = "escape closes"
            yield Input(placeholder="Type to search", id="wanted")
            with VerticalScroll(can_focus=False):
                yield Static(self._entries(""), id="entries", markup=False)

    @on(Input.Changed)
    def _show_entries(self) -> None:
        self.query_one("#entries", Static).update(self._entries(folded(self.query_one(Input).value.strip())))

    def on_resize(self) -> None:
        self._show_entries()

    def action_scroll(self, lines: int) -> None:
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)

    def _entries(self, wanted: str) -> Content:
        lines: list[Content] = []
        everywhere = ((scope, in_scope(scope)) for scope in SCOPES)
        for scope, commands in everywhere if wanted else layers(self._scope):
            found = [command for command in commands if self._fits(command, wanted)]
            if found:
                lines += [Content(""), Content.styled(SCOPES[scope], "bold")]
                lines += map(self._line, found)
        return Content("\n").join(lines[1:]) if lines else Content("No key does that.")

    def _keys(self, command: Command) -> str:
        if command.id in self._keymap:
            return " ".join(self._keymap[command.id])
        return command.named_keys if self._glyphs is ASCII else command.shown_keys

    def _fits(self, command: Command, wanted: str) -> bool:
        return wanted in folded(f"{command.title} {command.help} {self._keys(command)}")

    def _line(self, command: Command) -> Content:
        """The keys, and beside them what they do; below them where there is no room beside."""
        cells = min(_WIDEST, self.app.size.width) - _FRAME
        column = _COLUMN if cells >= 2 * _COLUMN else 4
        sentence = f"\n{' ' * column}".join(wrap(command.help, cells - column))
        keys = f"  {self._keys(command):<{_COLUMN - 2}}" if column == _COLUMN else f"  {self._keys(command)}\n    "
        return Content.assemble((keys, "bold $key"), sentence)
