"""One line to type into."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class Line(Input):
    """Of a paste that is too long it takes the beginning; `max_length` is due."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """As wide as what is typed; Textual's own lays the whole screen out with every letter."""

    def replace(self, text: str, start: int, end: int) -> None:
        room = (self.max_length or 0) - len(self.value) + abs(end - start)
        super().replace(text[: max(room, 0)], start, end)
