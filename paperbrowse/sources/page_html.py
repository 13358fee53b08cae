"""What a page of the site holds: its own JSON, and its visible cards.

Source: `/papers/date/…`, `/papers/week/…`, `/papers/month/…`, `/papers/trending`, `/papers?q=…` and `/papers/ID`, as
seen 2025-10 to 2026-10, fetched or saved by a browser. The JSON is the attribute `data-props` of the element whose
`data-target` is exactly `DailyPapers` (`DailyPapersBannerSubscribe` comes before it) or `PaperContent`.

Read in a time that grows with the size of the page, whatever is in it: 8 MB take a second. Loads lxml when called.
"""

import re
from enum import Enum
from typing import TYPE_CHECKING

from ..errors import SourceError, UsageError
from ..model.period import Span, Trending, period_of
from ..model.text import clean_line
from ..model.value import Value
from .html_tree import html_tree
from .json_fields import line_at, load_json, object_at
from .page_cards import Card, ShownDate, read_cards, shown_date

if TYPE_CHECKING:
    from parsel import Selector

_MOST_TAGS = 300_000
"""A real page has twenty thousand."""
_HEAD_ELEMENTS = 20_000
"""Looked at before the first card, where the site prints the date of a day."""
_OURS = re.compile(r"https?://[^/?#]+/papers(?:[/?#].*)?")
_TITLES = ("daily papers", "trending papers", "paper page - ")
_EDITION = re.compile(r"(?:https?://[^/?#]+)?/papers/(?:date|week|month)/([0-9W-]{7,10})/?(?:[?#].*)?")


class PageKind(Enum):
    """What to expect of a page. The first three are pages of Daily Papers."""

    JSON = "its own JSON"
    CARDS = "cards alone: the page has changed"
    EMPTY = "neither"
    CHALLENGE = "a check that only a browser passes"
    FORM = "a form, on a page that is not the site's: a login page"
    OTHER = "something else"


class ListedJson(Value):
    """The JSON of a page with a list; entries as for `read_entry`. None is a key that is not there, or no list."""

    daily: tuple[object, ...] | None
    found: tuple[object, ...] | None
    """What a search found; on such a page `daily` is the latest day."""
    question: str | None
    date_string: str | None
    period_type: str | None
    """`day`, `week`, `month`; None on the trending page."""
    is_trending: bool

    @property
    def entries(self) -> tuple[object, ...] | None:
        """What the page is about."""
        return self.daily if self.question is None else self.found


class SitePage(Value):
    kind: PageKind
    title: str
    """Of the window; may be empty."""
    address: str | None
    """That the page gives for itself: `https://…/papers/…`."""
    listed: ListedJson | None
    paper: object | None
    """The JSON of a single paper's page, an entry for `read_entry`."""
    cards: tuple[Card, ...]
    left_out: int
    """Cards without a usable id or title."""
    heading: ShownDate | None
    """The day that is printed above the cards."""
    before: Span | None
    """Where the link `Previous` leads."""
    is_whole: bool
    """Whether the page has an end."""


def read_page_html(html: str) -> SitePage:
    """Raises Unreadable for a page that nobody wrote in good faith; all else is an answer."""
    page = html_tree(html, _MOST_TAGS)
    listed, paper = _listed(_json_of(page, "DailyPapers")), _paper(_json_of(page, "PaperContent"))
    cards, left_out = read_cards(page)
    title = clean_line(page.xpath("//title/text()").get(""))[:200]
    address = _address(page)
    has_json = paper is not None or (listed is not None and listed.entries is not None)
    return SitePage(
        kind=PageKind.JSON if has_json else PageKind.CARDS if cards else _kind(page, title, address),
        title=title,
        address=address,
        listed=listed,
        paper=paper,
        cards=cards,
        left_out=left_out,
        heading=_heading(page),
        before=_before(page),
        is_whole="</html>" in html[-10_000:].lower(),
    )


def _json_of(page: "Selector", target: str) -> dict[str, object] | None:
    given = page.xpath(f"//*[@data-target='{target}']/@data-props").get()
    if given is None:
        return None
    try:
        value = load_json(given.encode("utf-8", "replace"))
    except SourceError:
        return None
    return value if isinstance(value, dict) else None


def _listed(props: dict[str, object] | None) -> ListedJson | None:
    if props is None:
        return None
    return ListedJson(
        daily=_entries(props, "dailyPapers"),
        found=_entries(props, "searchResults"),
        question=line_at(object_at(props, "query"), "q"),
        date_string=line_at(props, "dateString"),
        period_type=line_at(props, "periodType"),
        is_trending=props.get("isTrending") is True,
    )


def _entries(props: dict[str, object], key: str) -> tuple[object, ...] | None:
    entries = props.get(key)
    return tuple(entries) if isinstance(entries, list) else None


def _paper(props: dict[str, object] | None) -> object | None:
    return props if props is not None and isinstance(props.get("paper"), dict) else None


def _address(page: "Selector") -> str | None:
    given = page.xpath("//link[@rel='canonical']/@href | //meta[@property='og:url']/@content").getall()
    return next((address for address in map(str.strip, given) if _OURS.fullmatch(address)), None)


def _kind(page: "Selector", title: str, address: str | None) -> PageKind:
    is_mounted = page.xpath("boolean(//*[@data-target='DailyPapers' or @data-target='PaperContent'])").get() == "1"
    if is_mounted or address or title.lower().startswith(_TITLES):
        return PageKind.EMPTY
    if page.xpath("boolean(//script[contains(@src, 'awswaf') or contains(text(), 'gokuProps')])").get() == "1":
        return PageKind.CHALLENGE
    is_of_the_site = page.xpath("boolean(//*[contains(@class, 'SVELTE_HYDRATER')])").get() == "1"
    has_form = page.xpath("boolean(//form)").get() == "1"
    return PageKind.FORM if has_form and not is_of_the_site else PageKind.OTHER


def _heading(page: "Selector") -> ShownDate | None:
    """The first date above the cards."""
    for number, element in enumerate(page.root.iter()):
        if element.tag == "article" or number > _HEAD_ELEMENTS:
            return None
        for text in (element.text, element.tail):
            if text and len(text) < 100 and (found := shown_date(text)):
                return found
    return None


def _before(page: "Selector") -> Span | None:
    for link in page.xpath("//a[contains(@href, '/papers/')][contains(., 'Previous')]"):
        match = _EDITION.fullmatch(link.attrib["href"])
        try:
            period = period_of(match[1]) if match else Trending()
        except UsageError:
            continue
        if not isinstance(period, Trending):
            return period
    return None
