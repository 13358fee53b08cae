"""The baseline of a start: a Textual app with one Static."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    def compose(self) -> ComposeResult:
        yield Static("BARE-IS-PAINTED")


Bare().run()
