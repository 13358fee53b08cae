"""The visible cards of a page of Daily Papers: what is left to read where the page's own JSON is gone.

Source: `article`s of the day, week, month, search and trending pages, as seen 2025-10 to 2026-10. Required of a card: a
link to `/papers/ID` with the title in an `h3`. A browser that saves a page makes its links absolute, and trending cards
hold their paper twice, for wide and for narrow screens: the first is taken.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from typing import TYPE_CHECKING

from ..model.identifier import arxiv_id
from ..model.paper import Organization, Paper
from ..model.text import clean_line
from ..model.value import Value, replace
from .hub_entries import github_address

if TYPE_CHECKING:
    from parsel import Selector

_MOST_CARDS = 300
_MOST_ELEMENTS = 2_000
"""Of one card; a real one has two hundred. Both bounds keep a hostile page from taking minutes."""
_TITLE, _TEXT = 1_000, 20_000
_SENTENCE = 400
"""Characters. What a trending card shows is a summary in one sentence or a whole abstract, and does not say which."""

_PAPER = re.compile(r"(?:https?://[^/?#]+)?/papers/([^/?#]{1,30})")
_ORGANIZATION = re.compile(r"(?:https?://[^/?#]+)?/([A-Za-z0-9][A-Za-z0-9._-]{0,99})/?")
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_DATE = re.compile(
    r"(?:· ?)?(?:published on )?(jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.? ([0-9]{1,2})(?:, ([0-9]{4}))?",
    re.IGNORECASE,
)
_AUTHORS = re.compile(r"([0-9]{1,5}) authors?", re.IGNORECASE)
_COUNT = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9}(?:\.[0-9]{1,3})?)([km]?)", re.IGNORECASE)


class ShownDate(Value):
    """A date as the site prints it."""

    month: int
    day: int
    year: int | None = None
    """Not written out where it is the year in which the page was made."""

    def latest(self, today: date) -> date | None:
        """The last such day that is not after `today`, unless the year is given; None where there never was one."""
        years = (self.year,) if self.year is not None else range(today.year, today.year - 9, -1)
        for year in years:
            try:
                day = date(year, self.month, self.day)
            except ValueError:  # February 29 of another year
                continue
            if self.year is not None or day <= today:
                return day
        return None


class Card(Value):
    """What one card shows. None is unknown: cards of different pages show different things."""

    id: str
    title: str
    upvotes: int | None = None
    comments: int | None = None
    organization: Organization | None = None
    submitted_by: str | None = None
    abstract: str | None = None
    summary: str | None = None
    author_count: int | None = None
    shown_date: ShownDate | None = None
    github: str | None = None
    stars: int | None = None

    def paper(self, *, today: date, day: date | None, fetched_at: datetime, source: str = "hub") -> Paper:
        """`today` is when the page was made; `day` the edition that it shows, if that is a day."""
        return Paper(
            id=self.id,
            title=self.title,
            abstract=self.abstract,
            summary=self.summary,
            author_count=self.author_count,
            organization=self.organization,
            submitted_by=self.submitted_by,
            published=self.shown_date.latest(today) if self.shown_date else None,
            day=day,
            upvotes=self.upvotes,
            comments=self.comments,
            stars=self.stars,
            github=self.github,
            source=source,
            fetched_at=fetched_at,
        )


def read_cards(page: "Selector") -> tuple[tuple[Card, ...], int]:
    """The cards in the order of the page, each paper once, and how many more there were without a usable id or title.

    A card without comments shows no number, so 0 is taken where another card of the page shows one, else None.
    """
    cards: dict[str, Card] = {}
    left_out = 0
    for article in islice(page.root.iter("article"), _MOST_CARDS):
        elements = [element.tag for element in islice(article.iter(), _MOST_ELEMENTS + 1)]
        if len(elements) > _MOST_ELEMENTS or elements.count("article") > 1:
            continue
        looked_at = type(page)(root=article, type="html")
        link = _title_link(looked_at)
        if link is None:
            continue
        card = _card(looked_at, link)
        if card is None:
            left_out += 1
        else:
            cards.setdefault(card.id, card)
    if any(card.comments for card in cards.values()):
        cards = {card.id: replace(card, comments=card.comments or 0) for card in cards.values()}
    return tuple(cards.values()), left_out


def shown_date(text: str) -> ShownDate | None:
    """`May 29`, `Feb 27, 2025`, `Published on Sep 26, 2025`, and nothing else in the text."""
    match = _DATE.fullmatch(clean_line(text)) if len(text) < 200 else None
    if match is None:
        return None
    return ShownDate(_MONTHS.index(match[1][:3].lower()) + 1, int(match[2]), int(match[3]) if match[3] else None)


def _title_link(article: "Selector") -> "Selector | None":
    inside, around = ".//h3//a[contains(@href, '/papers/')]", ".//a[contains(@href, '/papers/')][.//h3]"
    links = article.xpath(inside) or article.xpath(around)
    return links[0] if links else None


def _card(article: "Selector", link: "Selector") -> Card | None:
    match = _PAPER.match(link.attrib.get("href", ""))
    known_id = arxiv_id(match[1]) if match else None
    title = _text(link)[:_TITLE]
    if known_id is None or not title:
        return None
    lines = list(_lines(article))
    abstract, summary = _prose(article)
    github, stars = _code(article)
    return Card(
        id=known_id,
        title=title,
        upvotes=_upvotes(article),
        comments=_number(article.xpath(".//a[contains(@href, '#community')]")),
        organization=_organization(article),
        submitted_by=_submitter(lines),
        abstract=abstract,
        summary=summary,
        author_count=next((int(match[1]) for line in lines if (match := _AUTHORS.fullmatch(line))), None),
        shown_date=next((found for line in lines if (found := shown_date(line))), None),
        github=github,
        stars=stars,
    )


def _text(selector: "Selector") -> str:
    """All text inside, joined as it stands: what a search found is wrapped in a `span` in the middle of a word."""
    return clean_line("".join(selector.xpath(".//text()").getall()))


def _lines(article: "Selector") -> Iterator[str]:
    for text in article.xpath(".//text()[not(ancestor::h3)]").getall():
        if line := clean_line(text):
            yield line


def _upvotes(article: "Selector") -> int | None:
    """In a link that asks for a login, unless the page was saved by somebody who is logged in."""
    places = ".//a[contains(@href, '/login?next=')]", ".//label", ".//*[contains(@class, 'text-orange-500')]"
    return next((count for place in places if (count := _number(article.xpath(place))) is not None), None)


def _number(found: "list[Selector]") -> int | None:
    """The last word of the first one's text: `180` of `Upvote 180`; `-` is 0."""
    words = _text(found[0]).split() if found else []
    return _count(words[-1]) if words else None


def _count(word: str) -> int | None:
    if word in ("-", "–", "—"):
        return 0
    match = _COUNT.fullmatch(word)
    if match is None:
        return None
    return round(float(match[1].replace(",", "")) * {"": 1, "k": 1_000, "m": 1_000_000}[match[2].lower()])


def _organization(article: "Selector") -> Organization | None:
    for link in article.xpath(".//a[.//span[contains(@class, 'truncate')]]"):
        match = _ORGANIZATION.fullmatch(link.attrib.get("href", ""))
        if match and (name := _text(link.xpath(".//span[contains(@class, 'truncate')]")[0])):
            return Organization(match[1], name[:_TITLE])
    return None


def _submitter(lines: list[str]) -> str | None:
    """`Submitted by`, a picture, a name."""
    for number, line in enumerate(lines):
        if line.lower().startswith("submitted by"):
            name = line[len("submitted by") :].strip() or next(iter(lines[number + 1 : number + 2]), "")
            return name[:_TITLE] or None
    return None


def _prose(article: "Selector") -> tuple[str | None, str | None]:
    """Abstract and summary: a search card has its abstract in a link, a trending card either of them in a paragraph."""
    links = article.xpath(".//a[contains(@href, '/papers/')][not(ancestor::h3)][not(.//h3)][not(.//ul)][not(.//img)]")
    told = [text for link in links if len(text := _text(link)) > 40]
    if told:
        return max(told, key=len)[:_TEXT], None
    paragraphs = article.xpath(".//p")
    text = _text(paragraphs[0])[:_TEXT] if paragraphs else ""
    return (None, text or None) if len(text) <= _SENTENCE else (text, None)


def _code(article: "Selector") -> tuple[str | None, int | None]:
    links = article.xpath(".//a[starts-with(@href, 'https://github.com/')]")
    return (github_address(links[0].attrib["href"]), _number(links)) if links else (None, None)
