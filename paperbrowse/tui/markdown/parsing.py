"""Markdown from outside as blocks, whatever it is: bounded in depth, in the length of a paragraph, and in all."""

import re
from collections.abc import Callable, Iterator
from html import unescape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ...model.full_text import headings
from ..rendering import UNICODE, Glyphs, Line, spelled
from ..sheet import Block, Section
from .blocks import Code, Formula, Lead, Prose, Rule
from .formulas import DISPLAY, add_formulas
from .inline import Inline
from .tables import Table

LONGEST = 2_000_000
"""Characters that are laid out."""
_MOST_LINES = 30_000
_MOST_BARS = 60_000
"""Beyond which nothing is read as a table: a cell takes longer than a word."""
_LONGEST_PARAGRAPH = 3_000
"""Characters that are read as one text: the time for it grows with their square where somebody wants that."""
_MOST_CELLS = 5_000
"""Of a table that is drawn in columns."""
_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[a-zA-Z][^<>]{0,2000}>|<[!?][^<>]{0,2000}>", re.DOTALL)
_END_OF_ROW = re.compile(r"</tr>|<br\s*/?>", re.IGNORECASE)


def parse(
    markdown: str, *, readable: Callable[[str], str], glyphs: Glyphs = UNICODE, before: Line = (), gap: int = 1
) -> list[tuple[int, Block]]:
    """Blocks with the line of the source that they begin on; `before` stands before each of their lines, and `gap` empty
    lines before the first.

    `readable` makes TeX readable."""
    parser = _parser()
    references: dict[str, object] = {}
    lines = markdown[:LONGEST].split("\n", _MOST_LINES)[:_MOST_LINES]
    text = "\n".join(lines)
    if text.count("|") > _MOST_BARS:
        parser.disable("table")
    inline = Inline(parser, references, glyphs, readable)
    blocks = list(_Blocks(inline, glyphs, before, gap).of(parser.parse(text, references)))
    if not blocks and text.strip():  # quotes in quotes in quotes, deeper than anybody reads
        blocks = [(0, Code(piece, Lead(before, before, gap), glyphs)) for piece in _pieces(text)]
    return blocks


def sections(markdown: str, blocks: list[tuple[int, Block]], readable: Callable[[str], str]) -> tuple[Section, ...]:
    """The headings of that Markdown, and the blocks with which they begin; `blocks` are those that `parse` made of it."""
    found: list[Section] = []
    starts = {line: index for index, (line, _) in reversed([*enumerate(blocks)])}
    for heading in headings(markdown):
        if (index := starts.get(heading.line)) is not None:
            found.append(Section(readable(heading.title), heading.level, index))
    return tuple(found)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    parser.validateLink = lambda _: True  # who opens an address looks at it
    add_formulas(parser)
    parser.core.ruler.enableOnly(["normalize", "block"])  # the text of a block is read when it is drawn
    return parser


class _Blocks:
    """Goes through the tokens once; knows in which quotes and list items it is."""

    def __init__(self, inline: Inline, glyphs: Glyphs, before: Line, gap: int) -> None:
        self._inline = inline
        self._first_gap: int | None = gap
        self._glyphs = glyphs
        self._before = before
        self._leads: list[list[Line]] = []
        """For each quote and list item that is open: what its next line begins with, and those after it."""
        self._numbers: list[int | None] = []
        """For each open list the number of its next item, None where it has bullets."""
        self._is_first_of_list = False

    def of(self, tokens: list[Token]) -> Iterator[tuple[int, Block]]:
        at = iter(tokens)
        for token in at:
            line = token.map[0] if token.map else 0
            match token.type:
                case "heading_open":
                    yield from self._prose(next(at), line, "heading" if token.tag > "h3" else "title", gap=2 if token.tag < "h3" else 1)
                case "paragraph_open":
                    yield from self._prose(next(at), line, "text", gap=int(not token.hidden or self._is_first_of_list))
                case "fence" | "code_block":
                    yield line, Code(token.content, self._lead(extra="  "), self._glyphs)
                case "html_block":
                    yield from self._html(token.content, line)
                case "hr":
                    yield line, Rule(self._lead(), self._glyphs)
                case "table_open":
                    yield line, self._table(at)
                case kind if kind == DISPLAY:
                    yield line, Formula(token.content, self._inline, self._lead(extra="    "))
                case _:
                    self._go_into(token)

    def _go_into(self, token: Token) -> None:
        match token.type:
            case "blockquote_open":
                bar: Line = (("│ ", "quiet"),)
                self._leads.append([bar, bar])
            case "bullet_list_open":
                self._numbers.append(None)
                self._is_first_of_list = len(self._numbers) == 1
            case "ordered_list_open":
                self._numbers.append(int(token.attrs.get("start", 1)))
                self._is_first_of_list = len(self._numbers) == 1
            case "list_item_open":
                self._leads.append(self._item())
            case "blockquote_close" | "list_item_close":
                self._leads.pop()
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()

    def _item(self) -> list[Line]:
        number = self._numbers[-1]
        if number is not None:
            self._numbers[-1] = number + 1
        mark = f"{number}. " if number is not None else spelled("• ", self._glyphs)
        return [((mark, "quiet"),), ((" " * len(mark), ""),)]

    def _lead(self, gap: int = 1, extra: str = "") -> Lead:
        """What stands before the next block; the mark of a list item stands there once."""
        own: Line = ((extra, ""),) if extra else ()
        first = (*self._before, *(span for lead in self._leads for span in lead[0]), *own)
        rest = (*self._before, *(span for lead in self._leads for span in lead[1]), *own)
        for lead in self._leads:
            lead[0] = lead[1]
        self._is_first_of_list = False
        gap, self._first_gap = gap if self._first_gap is None else self._first_gap, None
        return Lead(first, rest, gap)

    def _prose(self, inline: Token, line: int, style: str, gap: int = 1) -> Iterator[tuple[int, Block]]:
        for number, piece in enumerate(_pieces(inline.content)):
            yield line, Prose(piece, self._inline, self._lead(0 if number else gap), style)

    def _html(self, content: str, line: int) -> Iterator[tuple[int, Block]]:
        text = unescape(_TAG.sub(" ", _END_OF_ROW.sub("  \n", content))).strip()
        for number, piece in enumerate(_pieces(text) if text else ()):
            yield line, Prose(piece, self._inline, self._lead(int(not number)))

    def _table(self, at: Iterator[Token]) -> Block:
        rows: list[list[str]] = []
        sides: list[str] = []
        for token in at:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    rows.append([])
                case "th_open":
                    sides.append(str(token.attrs.get("style", "")).removeprefix("text-align:"))
                case "inline" if len(rows) * len(sides) <= _MOST_CELLS:
                    rows[-1].append(token.content[:_LONGEST_PARAGRAPH])
        whole = [row for row in rows if len(row) == len(sides)]
        return Table(whole, sides, self._inline, self._lead(), self._glyphs.rule)


def _pieces(text: str) -> Iterator[str]:
    """A text that is too long for one, cut where a line or a word ends."""
    while len(text) > _LONGEST_PARAGRAPH:
        cut = max(text.rfind(end, _LONGEST_PARAGRAPH // 2, _LONGEST_PARAGRAPH) for end in "\n ")
        cut = cut if cut > 0 else _LONGEST_PARAGRAPH
        yield text[:cut]
        text = text[cut:]
    yield text
