"""The text of one paragraph of Markdown as spans."""

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping

from markdown_it import MarkdownIt
from markdown_it.token import Token

from ..rendering import Glyphs, Span, spelled
from ..sheet import LINK
from .formulas import FORMULA

BREAK: Span = ("\n", "")
_ADDRESS = re.compile(r"https?://[^\s<>\"()\[\]{}|\\^`]+[^\s<>\"()\[\]{}|\\^`.,;:!?']")
_FOOTNOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
_ALT = re.compile(r"<img\b[^>]{0,500}?\balt\s*=\s*[\"']([^\"'<>]{1,300})", re.IGNORECASE)


class Inline:
    """Reads the text of paragraphs; knows the addresses that the rest of the document defines.

    `readable` makes TeX readable.
    """

    def __init__(
        self, parser: MarkdownIt, references: MutableMapping, glyphs: Glyphs, readable: Callable[[str], str]
    ) -> None:
        self._parser = parser
        self._references = references
        self._glyphs = glyphs
        self._readable = readable

    def spans(self, source: str, style: str = "text") -> list[Span]:
        """In that style, where the text says nothing else."""
        tokens: list[Token] = []
        self._parser.inline.parse(source, self._parser, self._references, tokens)
        return list(self._read(tokens, style))

    def formula(self, tex: str) -> str:
        return spelled(self._readable(tex), self._glyphs)

    def text(self, text: str) -> str:
        return spelled(self._readable(text) if "\\" in text else text, self._glyphs)

    def _read(self, tokens: list[Token], base: str) -> Iterator[Span]:
        inside = {"link": "", "strong": 0, "em": 0}
        begun = False
        for token in tokens:
            name, _, side = token.type.partition("_")
            style = _style(inside, base)
            if name == "link":
                if inside["link"] and not begun:
                    yield self.text(inside["link"].removeprefix(LINK)), inside["link"]
                inside["link"] = _link(token) if side == "open" else ""
                begun = False
                continue
            if name in ("strong", "em"):
                inside[name] += 1 if side == "open" else -1
                continue
            for text, said in self._spans_of(token, style):
                begun = begun or bool(text.strip())
                yield text, said

    def _spans_of(self, token: Token, style: str) -> Iterator[Span]:
        match token.type:
            case "text" | "text_special":
                text = _FOOTNOTE.sub(r"[\1]", token.content)
                yield from self._with_addresses(text, style) if "://" in text else ((self.text(text), style),)
            case "code_inline":
                yield spelled(token.content, self._glyphs), style if style.startswith(LINK) else "code"
            case "softbreak":
                yield " ", style
            case "hardbreak":
                yield BREAK
            case kind if kind == FORMULA:
                yield self.formula(token.content), style
            case "image":
                caption = "".join(child.content for child in token.children or ())
                yield self._picture(caption), style if style.startswith(LINK) else "quiet"
            case "html_inline" if _LINE_BREAK.fullmatch(token.content):
                yield BREAK
            case "html_inline" if found := _ALT.match(token.content):
                yield self._picture(found[1]), style

    def _picture(self, caption: str) -> str:
        return f"[picture: {self.text(caption)}]" if caption.strip() else "[picture]"

    def _with_addresses(self, text: str, style: str) -> Iterator[Span]:
        done = 0
        for found in () if style.startswith(LINK) else _ADDRESS.finditer(text):
            yield self.text(text[done : found.start()]), style
            yield found[0], LINK + found[0]
            done = found.end()
        yield self.text(text[done:]), style


def _link(token: Token) -> str:
    """The style of a link; none for what leads to a place that we know nothing of."""
    address = str(token.attrs.get("href", ""))
    return LINK + address if address.startswith(("https://", "http://")) else ""


def _style(inside: Mapping[str, object], base: str) -> str:
    if inside["link"]:
        return str(inside["link"])
    if base != "text":
        return base
    return "strong" if inside["strong"] else "emphasis" if inside["em"] else base
