"""The baseline of a key: a Textual OptionList of the same fifty titles."""

from textual.app import App, ComposeResult
from textual.content import Content
from textual.widgets import OptionList

from .made import listing


class BareList(App[None]):
    BINDINGS = [("j", "down")]

    def compose(self) -> ComposeResult:
        yield OptionList(*(Content(f"{paper.title}\n61 · 3 authors · agents · memory\n") for paper in listing(50).papers))

    def action_down(self) -> None:
        self.query_one(OptionList).action_cursor_down()


BareList().run()
