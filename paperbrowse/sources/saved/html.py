"""A page of Daily Papers that a browser or curl saved as HTML.

Source: the pages that `page_html` reads, as seen 2025-10 to 2026-10: saved as they came, or by a browser, which makes
links absolute and may drop scripts. Where the page's JSON is left, its papers are whole; else the visible cards are
read. A single paper's page without JSON is read by its text (`paper_text`), and so is a list whose cards have
changed.
"""

import re
from datetime import date, datetime

from ...errors import Unreadable
from ...model.identifier import arxiv_id
from ...model.paper import Paper
from ...model.value import replace
from ..hub_entries import read_entry
from ..json_fields import date_at
from ..page_cards import Card
from ..page_html import ListedJson, PageKind, SitePage, read_page_html
from .dates import PrintedDate, Years
from .instead import CHANGED, CUT, EMPTY, page_instead
from .lines import Found, clean_lines
from .list_text import list_papers
from .paper_text import paper_text
from .search_text import search_papers

_INLINE = frozenset("a abbr b button code em font i label mark small span strong sub sup time u wbr".split())
_UNSEEN = frozenset("head script style noscript template svg title textarea select option".split())
_SINGLE = re.compile(r"https?://[^/?#]+/papers/([^/?#]{1,30})/?(?:[?#].*)?")
_WHITE = re.compile(r"\s+")


def html_papers(html: str, saved_on: date | None, now: datetime) -> Found:
    """The papers of the page. Raises Unreadable, which says what it is where it has none."""
    page = read_page_html(html)
    match page.kind:
        case PageKind.JSON:
            found = _of_json(page, now)
        case PageKind.CARDS if _single_id(page) is None:
            found = _of_cards(page, saved_on, now)
        case PageKind.CARDS | PageKind.EMPTY:
            found = _of_text(page, html, saved_on, now)
        case _:
            raise Unreadable(page_instead(html))
    if found is None:
        is_changed = page.listed is not None and page.listed.entries is None
        raise Unreadable(CHANGED if is_changed else EMPTY if page.is_whole else CUT)
    return found


def _of_json(page: SitePage, now: datetime) -> Found | None:
    entries = (page.listed.entries if page.listed else None) or (page.paper,)
    day = _day(page.listed) if page.listed else None
    papers: dict[str, Paper] = {}
    left_out = 0
    for entry in entries:
        paper = read_entry(entry, day, now)
        if paper is None:
            left_out += entry is not None
        else:
            papers.setdefault(paper.id, replace(paper, source="saved page"))
    return Found(tuple(papers.values()), left_out) if papers else None


def _day(listed: ListedJson) -> date | None:
    """The day that the page is about, which stands in where an entry does not name its own."""
    if listed.period_type != "day" or listed.question is not None:
        return None
    return date_at({"day": listed.date_string}, "day")


def _of_cards(page: SitePage, saved_on: date | None, now: datetime) -> Found:
    printed = {card.id: _printed(card) for card in page.cards}
    years = Years.of(saved_on, printed.values())
    papers = (
        replace(
            card.paper(today=now.date(), day=None, fetched_at=now, source="saved page"),
            published=years.day(printed[card.id], card.id),
        )
        for card in page.cards
    )
    return Found(tuple(papers), page.left_out)


def _printed(card: Card) -> PrintedDate | None:
    shown = card.shown_date
    return PrintedDate(shown.month, shown.day, shown.year, None) if shown else None


def _single_id(page: SitePage) -> str | None:
    found = _SINGLE.fullmatch(page.address) if page.address else None
    return arxiv_id(found[1]) if found else None


def _of_text(page: SitePage, html: str, saved_on: date | None, now: datetime) -> Found | None:
    lines = clean_lines(visible_text(html))
    known_id = _single_id(page)
    single = paper_text(lines, saved_on, now, known_id)
    if single is not None or known_id is not None:
        return single
    return list_papers(lines, saved_on, now) or search_papers(lines, saved_on, now)


def visible_text(html: str) -> str:
    """The text of a page as a browser would copy it: a line for each block. For pages that `page_html` has accepted."""
    from lxml import etree  # 0.1 s and 10 MB, which only a page is worth

    parser = etree.HTMLParser(encoding="utf-8", huge_tree=False)
    root = etree.fromstring(html.replace("\0", "").encode("utf-8", "replace") or b"<html/>", parser)
    parts: list[str] = []
    walk = etree.iterwalk(root if root is not None else etree.Element("html"), ("start", "end", "comment", "pi"))
    for event, element in walk:
        is_seen = isinstance(element.tag, str) and element.tag not in _UNSEEN
        if is_seen and element.tag not in _INLINE:
            parts.append("\n")
        if event == "start" and is_seen:
            parts.append(_WHITE.sub(" ", element.text or ""))
        elif event == "start":
            walk.skip_subtree()
        else:
            parts.append(_WHITE.sub(" ", element.tail or ""))
    return "".join(parts)
