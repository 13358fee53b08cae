"""What the detail pane shows: blocks, each of which draws itself in any width when it comes into view."""

from collections.abc import Iterable, Iterator, Sequence

from rich.style import Style

from ..model.value import Value
from .page import Page, page_lines
from .rendering import UNICODE, Glyphs, Line, Span
from .wrapping import wrap_spans

Styled = tuple[str, Style]
"""Drawable text in its final style, but for what lies below it."""
PICTURE = "picture"
"""The style of a line that shows something else than text."""
NO_TEXT = "\ufffc"
"""What stands for such a line in a text; nobody copies it."""
LINK = "link@"
"""What the style of a span begins with that leads somewhere; its address follows, or `#` and the index of a block."""

CITED = "paper:"
"""What an address begins with that is a paper's arXiv id: it is read here, where it can be had."""


class Block:
    """A paragraph, a heading, a table: the same lines for the same width, whenever it is asked."""

    indent: int = 0
    """Characters before the text on every line but the first."""

    def lines(self, cells: int) -> Iterable[Line]:
        raise NotImplementedError

    def guess(self, cells: int) -> int:
        """About how many lines that will be, at once."""
        return 1

    def drawn(self, line: int) -> Sequence[Styled]:
        """What is drawn in the place of a line whose style is PICTURE."""
        return ()


class Section(Value):
    """A line of the list of contents."""

    title: str
    level: int
    block: int
    """The index of the block that it begins with."""


class Sheet:
    """One tab of one paper. Two sheets with one key are two states of the same text: the reader stays where they are."""

    def __init__(
        self, key: str, blocks: Sequence[Block], sections: Sequence[Section] = (), *, is_list: bool = False
    ) -> None:
        self.key = key
        self.blocks = blocks
        self.sections = sections
        self.is_list = is_list
        """Whether it is a list of links: the cursor goes from one to the next."""


class PageBlock(Block):
    """The abstract and all that is known beside it."""

    def __init__(self, page: Page, glyphs: Glyphs = UNICODE) -> None:
        self.page = page
        self._glyphs = glyphs

    def lines(self, cells: int) -> Iterable[Line]:
        return page_lines(self.page, cells, self._glyphs)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.page == other.page

    __hash__ = None


class Words(Block):
    """Spans in a paragraph, with as many empty lines before it."""

    def __init__(self, *spans: Span, before: Line = (), gap: int = 0) -> None:
        self._spans = spans
        self._before = before
        self._gap = gap
        self.indent = sum(len(text) for text, _ in before)

    def lines(self, cells: int) -> Iterator[Line]:
        yield from ((),) * self._gap
        for line in wrap_spans(self._spans, cells - self.indent):
            yield (*self._before, *line)

    def guess(self, cells: int) -> int:
        return self._gap + sum(len(text) for text, _ in self._spans) // max(cells, 1) + 1


def target(style: str) -> str:
    """Where a span of that style leads; empty where it leads nowhere."""
    return style.removeprefix(LINK) if style.startswith(LINK) else ""
