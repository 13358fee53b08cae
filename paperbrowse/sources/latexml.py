"""A paper in arXiv's HTML becomes Markdown: headings, paragraphs, lists, tables, mathematics, captions, references.

Source: pages `arxiv.org/html/{id}`, which LaTeXML makes (classes `ltx_…`), as seen 2024-02 to 2026-10. Required: an element
of class `ltx_document` or `ltx_page_main`. Elements that we do not know are gone through for their text.
"""

import re
from collections.abc import Iterator
from textwrap import indent
from typing import TYPE_CHECKING

from ..model.text import clean_line, clean_markdown
from ..model.value import Value
from .latexml_inline import classes, escaped, inline, inline_alone, is_seen, tex_of
from .latexml_tables import is_table, table

if TYPE_CHECKING:
    from lxml.etree import _Element as Element
    from parsel import Selector

_BLOCKS = frozenset(
    "address article aside blockquote center dd details div dl dt figcaption figure h1 h2 h3 h4 h5 h6 hr li main ol p pre"
    " section summary table ul".split()
)
_BLOCK_CLASSES = frozenset(
    "ltx_para ltx_p ltx_theorem ltx_listing ltx_itemize ltx_enumerate ltx_item ltx_equation ltx_equationgroup ltx_caption"
    " ltx_bibitem".split()
)
"""Of `span`s, which stand for blocks where HTML allows none."""
_HEADING = re.compile(r"h([1-6])")
_VERSION = re.compile(r"/html/[^\s?#]{5,40}?v([1-9][0-9]{0,2})(?:[/?#]|\Z)")
_STAMP = re.compile(r"arXiv:\S{5,30}?v([1-9][0-9]{0,2})(?:\s|\Z)")
_NUMBER = re.compile(r"[0-9]{1,4}[.)]")
_DEEPEST = 60
_LONGEST_TAG = 60


class LatexmlPaper(Value):
    markdown: str
    version: int | None


def read_latexml(page: "Selector") -> LatexmlPaper | None:
    """None where the page is no paper."""
    named = "//*[contains(concat(' ', normalize-space(@class), ' '), ' {} ')]"
    # The box that tells of packages which LaTeXML lacks is of class `ltx_document` too.
    found = page.xpath(named.format("ltx_page_main")) or page.xpath(named.format("ltx_document"))
    if not found:
        return None
    markdown = clean_markdown("\n\n".join(_Paper(found[0].root).blocks()))
    return LatexmlPaper(markdown, _version(page)) if markdown else None


def _version(page: "Selector") -> int | None:
    stamp = clean_line("".join(page.xpath("//*[@id='watermark-tr']//text()").getall())[:500])
    found = _VERSION.search(page.xpath("//base/@href").get("")[:200]) or _STAMP.search(stamp)
    return int(found[1]) if found else None


class _Paper:
    def __init__(self, root: "Element") -> None:
        self._root = root
        self._holders = _holders(root)

    def blocks(self) -> Iterator[str]:
        return (block for block in self._inside(self._root, 0) if block.strip())

    def _inside(self, parent: "Element", depth: int) -> Iterator[str]:
        """The blocks below an element; what is in no block of its own becomes a paragraph."""
        if depth > _DEEPEST:
            yield _paragraph([escaped("".join(parent.itertext()))])
            return
        loose = [escaped(parent.text or "")]
        for child in parent:
            if is_seen(child) and self._is_block(child):
                yield _paragraph(loose)
                loose = []
                yield from self._block(child, depth + 1)
            elif is_seen(child) and "ltx_tag_item" not in classes(child):
                loose.append(inline_alone(child))
            loose.append(escaped(child.tail or ""))
        yield _paragraph(loose)

    def _block(self, element: "Element", depth: int) -> Iterator[str]:
        named = classes(element)
        if named & {"ltx_title_theorem", "ltx_title_proof"}:
            yield _bold(element)
        elif heading := _HEADING.fullmatch(element.tag):
            yield _heading(element, 2 if "ltx_title_abstract" in named else int(heading[1]))
        elif named & {"ltx_equation", "ltx_equationgroup", "ltx_eqn_table"}:
            yield from _equations(element)
        elif is_table(element):
            yield table(element)
        elif element.tag == "figcaption" or "ltx_caption" in named:
            caption = clean_line(inline(element, is_plain=True))
            yield f"*{caption}*" if caption else ""
        elif "ltx_bibitem" in named:
            yield f"- {clean_line(inline(element, is_plain=True))}"
        elif element.tag in ("ul", "ol", "dl") or named & {"ltx_itemize", "ltx_enumerate"}:
            yield self._list(element, depth)
        elif element.tag == "pre" or "ltx_listing" in named:
            yield _listing(element)
        else:
            yield from self._inside(element, depth)

    def _list(self, element: "Element", depth: int) -> str:
        items = [self._item(item, depth) for item in element if is_seen(item)]
        return ("\n\n" if any("\n\n" in item for item in items) else "\n").join(item for item in items if item)

    def _item(self, item: "Element", depth: int) -> str:
        if "ltx_bibitem" in classes(item):
            return "".join(self._block(item, depth))
        first, *others = [block for block in self._inside(item, depth + 1) if block.strip()] or [""]
        if item.tag == "dd":
            return indent("\n\n".join([first, *others]), "  ")
        tag = next((tag for tag in item if isinstance(tag.tag, str) and "ltx_tag_item" in classes(tag)), None)
        label = clean_line(inline(tag, is_plain=True))[:_LONGEST_TAG] if tag is not None else ""
        mark = f"{label} " if _NUMBER.fullmatch(label) else f"- {label} " if any(map(str.isalnum, label)) else "- "
        return "\n\n".join([f"{mark}{first}", *(indent(block, "  ") for block in others)]) if first else ""

    def _is_block(self, element: "Element") -> bool:
        return _is_block(element) or element in self._holders


def _is_block(element: "Element") -> bool:
    return element.tag in _BLOCKS or is_table(element) or not _BLOCK_CLASSES.isdisjoint(classes(element))


def _holders(root: "Element") -> set["Element"]:
    """Elements of a line that hold blocks: LaTeXML wraps a table that it scales in spans."""
    held: set[Element] = set()
    for element in root.iter("*"):
        if _is_block(element):
            holder = element.getparent()
            while holder is not None and holder not in held:
                held.add(holder)
                holder = holder.getparent()
    return held


def _paragraph(parts: list[str]) -> str:
    """A line of text, which no sign at its start makes anything else."""
    text = clean_line("".join(parts))
    return f"\\{text}" if text[:1] in "#>+-" and text else text


def _heading(element: "Element", level: int) -> str:
    title = clean_line(inline(element, is_plain=True))
    return f"{'#' * level} {title}" if title else ""


def _bold(element: "Element") -> str:
    """The title of a theorem or a proof, which is no section."""
    title = clean_line(inline(element, is_plain=True))
    return f"**{title}**" if title else ""


def _equations(element: "Element") -> Iterator[str]:
    """One display for each row that has a formula, with its number."""
    for row in element.xpath("descendant-or-self::tr") or [element]:
        formulas = [tex for math in row.iter("math") if (tex := tex_of(math))]
        tags = (tag for tag in row.iter("span") if "ltx_tag_equation" in classes(tag))
        number = clean_line("".join("".join(tag.itertext()) for tag in tags))[:_LONGEST_TAG]
        if formulas:
            yield f"$${' '.join(formulas)}$$ {number}".rstrip()
        else:
            yield _paragraph([inline(row)])


def _listing(element: "Element") -> str:
    """Code as it stands; an algorithm, which has formulas in it, as a list of its lines."""
    lines = [line for line in element.iter("div", "span", "p") if "ltx_listingline" in classes(line)]
    if next(element.iter("math"), None) is not None:
        shown = (clean_line(inline(line)) for line in lines or [element])
        return "\n".join(f"- {line}" for line in shown if line)
    text = "\n".join(map(_code_line, lines)) if lines else "".join(element.itertext())
    text = text.replace("```", "ʼʼʼ").strip("\n")
    return f"```\n{text}\n```" if text.strip() else ""


def _code_line(line: "Element") -> str:
    """Without its number; the page's own line breaks mean nothing."""
    texts = line.xpath(".//text()[not(ancestor::span[contains(@class, 'ltx_tag_listingline')])]")
    return "".join(texts).replace("\n", "")
