"""The Hub's JSON API as a Source: editions and single papers, in the order they are served in.

`/api/daily_papers`, `/api/papers/{id}`, its `?field=comments` and `/api/papers/search`, as seen 2026-08 and 2026-09.
"""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime

from ..errors import Refused, SourceError, Unreadable
from ..model.identifier import arxiv_id
from ..model.limits import Limits
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Day, Month, Period, Trending, Week
from ..model.reading import Comments, Linked
from ..services.ports import Clock, OnWait
from .http import Answer, Body, Fetcher, NotModified
from .hub_entries import read_entry, read_paper
from .hub_reading import Entries, Read, ReadingHere, raw_entries
from .hub_talk import read_comments, read_linked
from .json_fields import due_object, load_json
from .portal import refuse_login_page

__all__ = ["HubApi", "read_entry", "read_paper"]

_LONGEST_SEARCH = 250
"""Characters (the service's OpenAPI document, 2026-08)."""
_MOST_FOUND = 120
_LEAST_FULL = 50
"""Entries. The service names a next page even after the last one; but one with fewer entries than it serves to those who
name no limit was not cut, and half of all requests are saved by not asking on."""
_TOKEN_REFUSED = "The Hub refused your token, and is asked without it: what is shown is public anyway."
_NOT_OUT_YET = 400
"""What the service answers about a day that has not begun by its own clock; ours may be ahead."""


class HubApi:
    def __init__(self, fetcher: Fetcher, limits: Limits, clock: Clock, read: Read | None = None) -> None:
        self._fetcher = fetcher
        self._limits = limits
        self._clock = clock
        self._read = read or ReadingHere()

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        """The edition now; an edition that the service does not have is empty. Raises SourceError.

        Where we have no copy yet, what came before a failure is better than nothing: an incomplete edition.
        """
        match period:
            case Day(day):
                return await self._day(period, day, known, on_wait)
            case Week(number=53):  # the service's pattern ends at W52
                return await self._week_of_days(period, known, on_wait)
            case Week():
                return await self._edition(period, {"week": str(period)}, None, known, on_wait)
            case Month():
                return await self._edition(period, {"month": str(period)}, None, known, on_wait)
            case Trending():
                return await self._edition(period, {"sort": "trending"}, None, known, on_wait)

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        """One paper by its arXiv id; None where the Hub does not know it, and for what is no arXiv id."""
        known_id = arxiv_id(paper_id)
        if known_id is None or "/" in known_id:  # the Hub knows only ids of 2007 and later
            return None
        found = await self._fetcher.find(f"/api/papers/{known_id}", {}, parse=_paper_object, on_wait=on_wait)
        if found is None:
            return None
        paper = read_paper(found, self._clock.now())
        if paper is None:
            raise Unreadable(f"the answer about {known_id} has no id or no title")
        return paper

    async def comments_and_links(self, paper_id: str, on_wait: OnWait) -> tuple[Comments, Linked] | None:
        """What is said of a paper and what was made with it, in one question; None where the Hub does not know it."""
        known_id = arxiv_id(paper_id)
        if known_id is None or "/" in known_id:
            return None
        asked = {"field": "comments"}
        found = await self._fetcher.find(f"/api/papers/{known_id}", asked, parse=_paper_object, on_wait=on_wait)
        if found is None:
            return None
        if found.get("id", known_id) != known_id:
            raise Unreadable(f"the answer about {known_id} is about another paper")
        return await asyncio.to_thread(_read_talk, found, known_id, self._clock.now())

    async def search(self, words: str, limit: int, on_wait: OnWait) -> tuple[Paper, ...]:
        """Papers of all years that the Hub finds, best first, each once. Raises SourceError."""
        asked = {"q": words[:_LONGEST_SEARCH], "limit": str(min(limit, _MOST_FOUND))}
        answer = await self._fetcher.get("/api/papers/search", asked, parse=raw_entries, on_wait=on_wait)
        assert not isinstance(answer, NotModified)
        now = self._clock.now()
        found = (read_entry(entry, None, now) for entry in answer.value)
        return tuple({paper.id: paper for paper in found if paper is not None}.values())

    @property
    def notice(self) -> str | None:
        return _TOKEN_REFUSED if self._fetcher.token_refused else None

    async def close(self) -> None:
        await self._fetcher.close()

    def forget_failures(self) -> None:
        """Lets the next question try to connect, whatever happened before."""
        self._fetcher.forget_failures()

    async def _day(self, period: Day, day: date, known: Listing | None, on_wait: OnWait) -> Listing:
        try:
            return await self._edition(period, {"date": str(period)}, day, known, on_wait)
        except Refused as error:
            if error.status != _NOT_OUT_YET:
                raise
            now = self._clock.now()
            return Listing(str(period), (), now, now)

    async def _edition(self, period: Period, params: dict[str, str], day: date | None, known: Listing | None,
                       on_wait: OnWait) -> Listing:
        first = await self._page(params, 0, day, known, on_wait)
        if isinstance(first, NotModified):
            assert known is not None
            return known.confirmed(self._clock.now())
        gathered = _Gathered(day)
        gathered.add(first.value)
        is_cut = first.has_next and first.value.number >= min(_LEAST_FULL, self._limits.page_size)
        if is_cut and not isinstance(period, Trending):  # trending has no end, and its first page is the point
            await self._add_further_pages(gathered, params, on_wait, keeps_part=known is None)
        # Only the first page is asked for conditionally, so only an edition of one page may have a validator.
        alone = gathered.pages == 1 and gathered.complete
        return gathered.listing(period, self._clock.now(), first.etag if alone else None,
                                first.last_modified if alone else None)

    async def _add_further_pages(self, gathered: "_Gathered", params: dict[str, str], on_wait: OnWait,
                                 keeps_part: bool) -> None:
        """Until the service names no next page, or one brings nothing new: a next page is named before an empty one too."""
        for number in range(1, self._limits.pages):
            try:
                page = await self._page(params, number, gathered.day, None, on_wait)
            except SourceError:
                if not keeps_part:
                    raise
                break
            assert isinstance(page, Answer)
            if not gathered.add(page.value) or not page.has_next:
                return
        gathered.complete = False

    async def _page(self, params: dict[str, str], number: int, day: date | None, known: Listing | None,
                    on_wait: OnWait) -> Answer[Entries] | NotModified:
        """One page, by number and not by the service's own link, which may lead anywhere."""
        asked = params | {"limit": str(self._limits.page_size)} | ({"p": str(number)} if number else {})
        try:
            return await self._fetcher.get(
                "/api/daily_papers", asked, parse=lambda body: self._read(body, day, self._clock.now()), on_wait=on_wait,
                etag=known.etag if known else None, last_modified=known.last_modified if known else None,
            )
        except Refused as error:
            if error.is_unknown:
                return Answer(Entries(()), None, None, has_next=False)
            raise

    async def _week_of_days(self, week: Week, known: Listing | None, on_wait: OnWait) -> Listing:
        """The week put together from its weekdays, most upvotes first as the service itself would have it."""
        today = self._clock.now().date()
        days = [day for day in week.days() if day.day <= today and not day.is_weekend]
        answers = await asyncio.gather(*(self._day_or_failure(day, on_wait) for day in days))
        failures = [answer for answer in answers if isinstance(answer, SourceError)]
        parts = [answer for answer in answers if isinstance(answer, Listing)]
        if failures and (known is not None or not parts):
            raise failures[0]
        papers = {paper.id: paper for part in parts for paper in part.papers}
        now = self._clock.now()
        return Listing(
            edition=str(week),
            papers=tuple(sorted(papers.values(), key=lambda paper: -(paper.upvotes or 0))),
            fetched_at=now,
            checked_at=now,
            origin="hub days",
            left_out=sum(part.left_out for part in parts),
            complete=not failures and all(part.complete for part in parts),
        )

    async def _day_or_failure(self, day: Day, on_wait: OnWait) -> Listing | SourceError:
        try:
            return await self.listing(day, None, on_wait)
        except SourceError as error:
            return error


@dataclass(slots=True)
class _Gathered:
    """The papers of the pages so far, each once, in served order."""

    day: date | None
    """The day that was asked for, where it was one."""
    papers: dict[str, Paper] = field(default_factory=dict)
    left_out: int = 0
    pages: int = 0
    """Those that brought something."""
    complete: bool = True

    def add(self, entries: Entries) -> bool:
        """Whether the page brought a paper that was not there yet."""
        before = len(self.papers)
        for paper in entries.papers:
            self.papers.setdefault(paper.id, paper)
        self.left_out += entries.left_out
        brought = len(self.papers) > before
        self.pages += brought
        return brought

    def listing(self, period: Period, now: datetime, etag: str | None, last_modified: str | None) -> Listing:
        return Listing(
            edition=str(period),
            papers=() if self._is_of_other_days() else tuple(self.papers.values()),
            fetched_at=now,
            checked_at=now,
            etag=etag,
            last_modified=last_modified,
            left_out=self.left_out,
            complete=self.complete,
        )

    def _is_of_other_days(self) -> bool:
        """Whether the service served another day in place of the one that was asked for, which then has no papers."""
        return self.day is not None and all(paper.day != self.day for paper in self.papers.values())


def _read_talk(flat: dict[str, object], paper_id: str, now: datetime) -> tuple[Comments, Linked]:
    return read_comments(flat, paper_id, now), read_linked(flat, paper_id, now)


def _paper_object(body: Body) -> dict[str, object]:
    refuse_login_page(body.content, body.content_type)
    return due_object(load_json(body.content), "a paper")
