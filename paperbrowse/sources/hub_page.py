"""The pages of the site as a source: what only they have, and a way in where the API has changed.

`/papers/date/…`, `/papers/week/…`, `/papers/month/…`, `/papers/trending`, `/papers?q=…` and `/papers/ID`, as seen
2025-10 to 2026-10. In place of an edition that it does not have, the site shows another one with status 200.
"""

import asyncio
from collections.abc import Mapping

from ..errors import Refused, Unreadable
from ..model.identifier import arxiv_id
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Day, Month, Period, Trending, Week
from ..model.value import replace
from ..services.ports import Clock, OnWait
from .hub_entries import read_entry
from .http import Body, Fetcher, NotModified
from .page_html import SitePage, read_page_html
from .page_papers import NOT_UNDERSTOOD, edition_shown, papers_of, what_is_wrong

_LONGEST_SEARCH = 250
_FULL = 75
"""Papers from which on the page of a week or a month may have left some out: 75 to 105 were seen."""


class HubPage:
    def __init__(self, fetcher: Fetcher, clock: Clock) -> None:
        self._fetcher = fetcher
        self._clock = clock

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        """The edition now; empty where the site shows an earlier one in its place. Raises SourceError.

        Unreadable is also what another edition's page is, if it is no earlier one.
        """
        page = await self._page(_path(period), {}, on_wait)
        now = self._clock.now()
        kept = known.papers if known else ()
        found = papers_of(page, page.listed.daily if page.listed else None, kept, now)
        listing = Listing(str(period), found.papers, now, now, origin=found.origin, left_out=found.left_out)
        if isinstance(period, Trending):
            if page.listed and page.listed.date_string and not page.listed.is_trending:
                raise Unreadable(f"the site shows {page.listed.date_string} in place of what is trending")
            return listing
        shown = edition_shown(page, period, found.papers, now.date())
        if shown == period:
            return _filed(listing, period, known)
        if type(shown) is type(period) and shown.last < period.first and not kept:
            return replace(listing, papers=(), left_out=0)
        raise Unreadable("the site does not say which edition it shows" if shown is None
                         else f"the site shows {shown} in place of {period}")

    async def search(self, words: str, limit: int, on_wait: OnWait) -> tuple[Paper, ...]:
        """Papers of all years that the site finds, best first, each once. Raises SourceError."""
        page = await self._page("/papers", {"q": words[:_LONGEST_SEARCH]}, on_wait)
        found = papers_of(page, page.listed.found if page.listed else None, (), self._clock.now())
        if found.origin == "hub cards" and not any(card.abstract for card in page.cards):
            raise Unreadable(f"{NOT_UNDERSTOOD}: it shows no search")  # a day's cards, which have no abstract
        return found.papers[:limit]

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        """One paper by its arXiv id; None where the site does not know it, and for what is no arXiv id."""
        known_id = arxiv_id(paper_id)
        if known_id is None or "/" in known_id:
            return None
        try:
            page = await self._page(f"/papers/{known_id}", {}, on_wait)
        except Refused as error:
            if error.is_unknown:
                return None
            raise
        paper = read_entry(page.paper, None, self._clock.now())
        if paper is None:
            raise what_is_wrong(page)
        if paper.id != known_id:
            raise Unreadable(f"the site shows {paper.id} in place of {known_id}")
        return paper

    async def _page(self, path: str, params: Mapping[str, str], on_wait: OnWait) -> SitePage:
        answer = await self._fetcher.get(path, params, parse=_text, on_wait=on_wait, accept="text/html")
        assert not isinstance(answer, NotModified)
        return await asyncio.to_thread(read_page_html, answer.value)  # a twentieth of a second


def _path(period: Period) -> str:
    match period:
        case Day():
            return f"/papers/date/{period}"
        case Week():
            return f"/papers/week/{period}"
        case Month():
            return f"/papers/month/{period}"
        case Trending():
            return "/papers/trending"


def _text(body: Body) -> str:
    return body.content.decode("utf-8-sig", "replace")


def _filed(listing: Listing, period: Day | Week | Month, known: Listing | None) -> Listing:
    """Under the edition that it is of; what a full page may have left out is taken from the copy we had."""
    if isinstance(period, Day):
        return replace(listing, papers=tuple(replace(paper, day=paper.day or period.day) for paper in listing.papers))
    if len(listing.papers) < _FULL:
        return listing
    shown = {paper.id for paper in listing.papers}
    others = tuple(paper for paper in known.papers if paper.id not in shown) if known else ()
    return replace(listing, papers=(*listing.papers, *others), complete=False)
