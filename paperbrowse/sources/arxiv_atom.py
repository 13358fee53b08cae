"""arXiv's answer about one paper: an Atom feed with one entry, as seen 2025-11 (`/api/query?id_list=…`).

Required: the entry's own id, which must be the one that was asked for. Loads lxml when called.
"""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from ..errors import Unreachable, Unreadable
from ..model.arxiv import ArxivRecord, is_category
from ..model.identifier import arxiv_id
from ..model.text import clean_line
from .answering import Body
from .portal import refuse_login_page

if TYPE_CHECKING:
    from parsel import Selector

_NAMES = {"a": "http://www.w3.org/2005/Atom", "x": "http://arxiv.org/schemas/atom"}
_FEEDS = (b"<?xml", b"<feed")
_DECLARATIONS = (b"<!DOCTYPE", b"<!ENTITY")
_MOST_CATEGORIES, _LONGEST = 20, 2000
_SAID = 120


def read_feed(body: Body, paper_id: str) -> ArxivRecord | None:
    """What arXiv says of the paper, without BibTeX; None where it knows no such paper.

    Raises Unreachable("cut") for what is empty or ends too early, Unreachable("login page"), Unreadable.
    """
    content = body.content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not content:
        raise Unreachable("cut", "arXiv's answer is empty")
    if not content.startswith(_FEEDS):
        refuse_login_page(content, body.content_type)
        raise Unreadable("arXiv's answer is no feed")
    if any(word in content for word in _DECLARATIONS):  # no feed has any, and entities can be bombs
        raise Unreadable("arXiv's answer declares what no feed declares")
    if b"</feed" not in content[-200:] and not content.rstrip().endswith(b"/>"):
        raise Unreachable("cut", "arXiv's answer ends in the middle")
    return _record(_feed(content), paper_id)


def _feed(content: bytes) -> "Selector":
    from parsel import Selector  # loads lxml: 0.1 s

    try:
        feed = Selector(text=content.decode(), type="xml")
        feed.xpath("/a:feed", namespaces=_NAMES)
    except ValueError as error:  # not UTF-8, or nothing that lxml takes for XML
        raise Unreadable("arXiv's answer is no XML") from error
    return feed


def _record(feed: "Selector", paper_id: str) -> ArxivRecord | None:
    entries = feed.xpath("/a:feed/a:entry", namespaces=_NAMES)
    for entry in entries:
        address = _line(entry, "a:id") or ""
        if arxiv_id(address) == paper_id:
            return ArxivRecord(
                paper_id=paper_id,
                categories=_categories(entry),
                comment=_line(entry, "x:comment"),
                doi=_doi(entry),
                journal=_line(entry, "x:journal_ref"),
                versions=_versions(entry, address),
            )
        if "/api/errors" in address:
            raise Unreadable(f"arXiv refuses the question: {(_line(entry, 'a:summary') or 'without a word')[:_SAID]}")
    if entries:
        raise Unreadable("arXiv answers about another paper")
    if not feed.xpath("/a:feed", namespaces=_NAMES):
        raise Unreadable("arXiv's answer is no feed")
    return None


def _line(entry: "Selector", path: str) -> str | None:
    return clean_line(entry.xpath(f"string({path})", namespaces=_NAMES).get("")[:_LONGEST]) or None


def _categories(entry: "Selector") -> tuple[str, ...]:
    paths = ("x:primary_category/@term", "a:category/@term")
    found = [term.strip() for path in paths for term in entry.xpath(path, namespaces=_NAMES).getall()]
    return tuple(dict.fromkeys(filter(is_category, found)))[:_MOST_CATEGORIES]


def _doi(entry: "Selector") -> str | None:
    """Several are parted by blanks: the first."""
    found = (_line(entry, "x:doi") or "").split()
    return found[0] if found and found[0].startswith("10.") else None


def _versions(entry: "Selector", address: str) -> tuple[tuple[int, date], ...]:
    """The feed has the dates of the first and of the latest version, whose number stands in the address."""
    first, latest = _date(_line(entry, "a:published")), _date(_line(entry, "a:updated"))
    number = address.rpartition("v")[2]
    found = [(1, first)] if first else []
    if latest and number.isascii() and number.isdecimal() and 1 < int(number[:4]):
        found.append((int(number[:4]), latest))
    return tuple(found)


def _date(text: str | None) -> date | None:
    try:
        moment = datetime.fromisoformat(text) if text else None
        return (moment.astimezone(UTC) if moment.tzinfo else moment).date() if moment else None
    except (ValueError, OverflowError):
        return None
