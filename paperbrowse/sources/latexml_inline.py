"""What stands within a line of a LaTeXML page, as Markdown: emphasis, code, links, mathematics, notes."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from ..model.text import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SKIPPED = frozenset("head script style noscript template svg title nav header footer button select form iframe object img".split())
_SKIPPED_CLASSES = frozenset(
    "ltx_TOC ltx_page_navbar ltx_page_header ltx_page_footer ltx_authors ltx_dates ltx_ERROR ltx_note_mark ltx_tag_note"
    " ltx_listing_data ltx_pagination ltx_rule package-alerts infobox".split()
)
_APART = frozenset(("ltx_bibblock", "ltx_td", "ltx_th"))
"""Before which there is a blank, whether the page has one or not."""
_SKIPPED_IDS = frozenset(("watermark-tr", "license-tr"))
_ITALIC, _BOLD, _CODE = "*", "**", "`"
_DEEPEST = 60
_SIGNS = re.compile(r"([\\`*$<])")
_BREAK = re.compile(r"%\s*\n\s*")
_DISPLAY = re.compile(r"\A(?:\\displaystyle|\\textstyle)(?![a-zA-Z])\s*")
_LONGEST_LINK = 2_000
_OWN_PAGE = re.compile(r"https?://(?:www\.)?arxiv\.org/html/[^?#]{5,60}#")


def is_seen(element: "Element") -> bool:
    if not isinstance(element.tag, str) or element.tag in _SKIPPED:
        return False
    return _SKIPPED_CLASSES.isdisjoint(classes(element)) and element.get("id") not in _SKIPPED_IDS


def classes(element: "Element") -> frozenset[str]:
    return _names(element.get("class") or "")


@lru_cache(1_000)
def _names(given: str) -> frozenset[str]:
    return frozenset(given.split())


def inline(element: "Element", *, is_plain: bool = False) -> str:
    """All that the element holds, blanks as they came. `is_plain` is without emphasis, as headings want it."""
    return "".join(_parts(element, is_plain, 0))


def inline_alone(element: "Element") -> str:
    """The element itself as a part of a line."""
    return "".join(_part(element, False, 0))


def escaped(text: str) -> str:
    r"""Text that says nothing to Markdown: `$5` becomes `\$5`."""
    return _SIGNS.sub(r"\\\1", text)


def tex_of(math: "Element") -> str:
    """The TeX that a formula was made of, on one line and without dollars; empty where the page does not say."""
    tex = clean_line(_BREAK.sub("", math.get("alttext") or ""))
    return _DISPLAY.sub("", tex).replace("$", "")


def _parts(element: "Element", is_plain: bool, depth: int) -> Iterator[str]:
    if depth > _DEEPEST:
        yield escaped("".join(element.itertext()))
        return
    yield escaped(element.text or "")
    for child in element:
        if is_seen(child):
            yield from _part(child, is_plain, depth)
        yield escaped(child.tail or "")


def _part(element: "Element", is_plain: bool, depth: int) -> Iterator[str]:
    named = classes(element)
    if element.tag == "math":
        yield _formula(element)
    elif element.tag == "br":
        yield " "
    elif "ltx_note_outer" in named:
        note = clean_line("".join(_parts(element, is_plain, depth + 1)))
        yield f" ({note})" if note else ""
    elif element.tag == "a" and (address := _address(element)):
        yield _link(clean_line("".join(_parts(element, True, depth + 1))), address)
    elif not is_plain and (mark := _mark(element, named)):
        yield _marked("".join(_parts(element, True, depth + 1)), mark)
    else:
        yield " " if named & _APART or element.tag in ("td", "th") else ""
        yield from _parts(element, is_plain, depth + 1)


def _formula(math: "Element") -> str:
    if tex := tex_of(math):
        return f"$${tex}$$" if math.get("display") == "block" else f"${tex}$"
    return escaped("".join(math.itertext()))


def _address(link: "Element") -> str | None:
    """Where it leads outside the page; shown, and opened only after a check."""
    href = (link.get("href") or "").strip()
    if len(href) > _LONGEST_LINK or href != clean_line(href) or any(sign in href for sign in " <>()\\") or _OWN_PAGE.match(href):
        return None
    try:
        parts = urlsplit(href)
    except ValueError:
        return None
    return href if parts.scheme in ("http", "https") and parts.hostname else None


def _link(text: str, address: str) -> str:
    if not text:
        return ""
    return f"<{address}>" if text == escaped(address) else f"[{text.replace('[', '(').replace(']', ')')}]({address})"


def _mark(element: "Element", named: frozenset[str]) -> str | None:
    if element.tag == "code" or "ltx_font_typewriter" in named:
        return _CODE
    if element.tag in ("b", "strong") or "ltx_font_bold" in named:
        return _BOLD
    return _ITALIC if element.tag in ("em", "i") or "ltx_font_italic" in named else None


def _marked(text: str, mark: str) -> str:
    """The marks stand at the words, not at the blanks around them; where they would not be read, none."""
    words = text.strip()
    if not words or (mark == _CODE and ("`" in words or "$" in words)):
        return text
    start = text[: len(text) - len(text.lstrip())]
    inside = words.replace("\\", "") if mark == _CODE else words
    return f"{start}{mark}{inside}{mark}{text[len(text.rstrip()):]}"
