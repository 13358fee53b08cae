"""The papers of a page of the site, and which edition it shows."""

from datetime import date, datetime

from msgspec.structs import asdict

from ..errors import SourceError, Unreachable, Unreadable, UsageError
from ..model.paper import Paper
from ..model.period import Day, Month, Span, Trending, Week, period_of
from ..model.value import Value, replace
from .hub_entries import read_entry
from .page_html import PageKind, SitePage
from .portal import login_page

NOT_UNDERSTOOD = "page format not understood"


class PagePapers(Value):
    papers: tuple[Paper, ...]
    """In the order of the page, each once. `day` is the one that the paper's entry names."""
    origin: str
    """`hub page`, or `hub cards` where the page's JSON could not be used."""
    left_out: int


def papers_of(
    page: SitePage, entries: tuple[object, ...] | None, known: tuple[Paper, ...], now: datetime
) -> PagePapers:
    """The papers of `entries`, else of the cards; what a card does not show is kept from the same paper in `known`.

    Raises Unreadable where neither can be used, Unreachable("login page") and Unreachable("cut").
    """
    if entries is not None:
        read = [read_entry(entry, None, now) for entry in entries]
        papers: dict[str, Paper] = {}
        for paper in read:
            if paper is not None:
                papers.setdefault(paper.id, paper)
        if papers or not (entries or page.cards):
            return PagePapers(tuple(papers.values()), "hub page", read.count(None))
    if not page.cards or not page.is_whole:
        raise what_is_wrong(page)
    kept = {paper.id: paper for paper in known}
    shown = (card.paper(today=now.date(), day=None, fetched_at=now) for card in page.cards)
    return PagePapers(tuple(_completed(paper, kept.get(paper.id)) for paper in shown), "hub cards", page.left_out)


def what_is_wrong(page: SitePage) -> SourceError:
    """Why a page holds nothing of what was asked."""
    match page.kind:
        case PageKind.FORM:
            return login_page(page.title)
        case PageKind.CHALLENGE:
            return Unreadable(f"{NOT_UNDERSTOOD}: the site asks for a check that only a browser passes")
        case _ if not page.is_whole:
            return Unreachable("cut", "the page ends in the middle")
        case PageKind.OTHER:
            title = f" (“{page.title}”)" if page.title else ""
            return Unreadable(f"{NOT_UNDERSTOOD}: it is no page of Daily Papers{title}")
        case _:
            return Unreadable(NOT_UNDERSTOOD)


def edition_shown(page: SitePage, asked: Span, papers: tuple[Paper, ...], today: date) -> Span | None:
    """The edition by the page's own word, else by the days of its papers, else by what is printed around the cards.

    None where nothing tells.
    """
    if stated := _stated(page):
        return stated
    days = [paper.day for paper in papers if paper.day is not None]
    if any(asked.first <= day <= asked.last for day in days):
        return asked
    if days:
        return _like(asked, max(days))
    if isinstance(asked, Day) and page.heading is not None and (day := page.heading.latest(today)):
        return Day(day)
    return asked if _follows(asked, page.before) else None


def _stated(page: SitePage) -> Span | None:
    """What the JSON says: for a week, `2026-W24` or a day of it; for a month, `2026-06` or a day of it."""
    if page.listed is None or page.listed.date_string is None:
        return None
    text = page.listed.date_string
    try:
        period = period_of(text[:10] if text[10:11] == "T" else text)
    except UsageError:
        return None
    match period, page.listed.period_type:
        case Trending(), _:
            return None
        case Day(day), "week":
            return Week.of(day)
        case Day(day), "month":
            return Month.of(day)
        case _:
            return period


def _like(asked: Span, day: date) -> Span:
    match asked:
        case Day():
            return Day(day)
        case Week():
            return Week.of(day)
        case Month():
            return Month.of(day)


def _follows(asked: Span, before: Span | None) -> bool:
    """Whether the edition after `before` is certainly the one that was asked for: not where days lie between them."""
    return type(before) is type(asked) and asked.before().first <= before.first < asked.first


def _completed(paper: Paper, kept: Paper | None) -> Paper:
    if kept is None:
        return paper
    lacking = {name: value for name, value in asdict(kept).items() if getattr(paper, name) in (None, ())}
    summary_by = kept.summary_by if paper.summary in (None, kept.summary) else None
    return replace(paper, **lacking | {"summary_by": summary_by})
