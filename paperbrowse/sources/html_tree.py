"""HTML from outside as a tree, in a time that grows with its size, whatever is in it. Loads lxml when called."""

import re
from typing import TYPE_CHECKING

from ..errors import Unreadable

if TYPE_CHECKING:
    from parsel import Selector

_MOST_ATTRIBUTES = 300
"""libxml2 takes quadratic time for the attributes of one tag."""
_TAG = re.compile(r"""<[a-zA-Z](?:[^>="']++|=\s*+"[^"]*+"|=\s*+'[^']*+'|[="'])*+""")


def html_tree(html: str, most_tags: int) -> "Selector":
    """Raises Unreadable for a page that nobody wrote in good faith."""
    for number, tag in enumerate(_TAG.finditer(html)):
        if number > most_tags or _attributes(tag[0]) > _MOST_ATTRIBUTES:
            raise Unreadable("the page has far more tags or attributes than a page of the site")
    from lxml import etree  # with parsel 0.1 s and 10 MB, which only a page is worth
    from parsel import Selector

    # Not by parsel, which allows any depth and says what it thinks of a page on the standard error stream.
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False)
    root = etree.fromstring(html.replace("\0", "").encode("utf-8", "replace") or b"<html/>", parser)
    return Selector(root=root if root is not None else etree.Element("html"), type="html")


def _attributes(tag: str) -> int:
    if len(tag) <= 2 * _MOST_ATTRIBUTES:
        return 0  # or so; nearly every tag, and counting takes time
    return len(re.sub(r"""=\s*+"[^"]*+"|=\s*+'[^']*+'""", " ", tag).split())
