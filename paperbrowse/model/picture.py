"""The picture of a paper: as it comes, and as a terminal shows it."""

from datetime import datetime
from enum import Enum

from msgspec import Struct

from .value import Value


USUAL_CELL = (10, 20)
"""Width and height of one cell in pixels, where nobody knows them."""


class Way(Enum):
    """How a terminal shows a picture."""

    KITTY = "kitty"
    """By kitty's graphics protocol, placed by placeholder characters."""
    HALF = "half"
    """Half blocks in two colours, which every terminal with colours can draw."""


class Picture(Struct, frozen=True):
    """As the service sent it: a PNG or a JPEG, not decoded."""

    paper_id: str
    content: bytes
    fetched_at: datetime
    """UTC."""


class Frame(Value):
    """Where a picture is to fit in."""

    way: Way
    columns: int
    lines: int
    cell: tuple[int, int] = USUAL_CELL


class Drawing(Value):
    """A picture made for one frame. What goes to the terminal as it is was checked by whoever made it."""

    way: Way
    columns: int
    lines: int
    pixels: bytes = b""
    """Of half blocks: red, green, blue of two rows of pixels a line, `columns` in each."""
    rows: tuple[str, ...] = ()
    """Of kitty's placeholders: the text of each line, which takes `columns` cells."""
    number: int = 0
    """By which kitty knows the picture."""
    setup: str = ""
    """What hands the picture to kitty."""

    @property
    def leave(self) -> str:
        """What makes kitty forget the picture; empty for half blocks."""
        return f"\x1b_Ga=d,d=I,i={self.number},q=2\x1b\\" if self.number else ""
