"""The Hub as one Source: its API, and its pages for what only they have and for when the API cannot be read."""

from collections.abc import Awaitable, Callable
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from ..errors import Refused, SourceError, Unreachable, Unreadable
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.period import Period, Trending
from ..model.reading import Comments, FullText, Linked
from ..services.ports import OnWait
from .hub_api import HubApi

if TYPE_CHECKING:
    from .full_texts import FullTexts
    from .hub_page import HubPage

T = TypeVar("T")
_NOBODY_THERE = ("dns", "refused", "offline")
"""Reasons for which the other way in is as closed as this one."""


class Hub:
    """All share one Fetcher, which the API closes. Who reads pages and texts is made when one is first asked for: most
    runs ask for none, and their code takes longer to load than an edition to read."""

    def __init__(self, api: HubApi, page: "Callable[[], HubPage]", texts: "Callable[[], FullTexts]") -> None:
        self._api = api
        self._make_page = page
        self._make_texts = texts

    @cached_property
    def _page(self) -> "HubPage":
        return self._make_page()

    @cached_property
    def _texts(self) -> "FullTexts":
        return self._make_texts()

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        """The edition now. What is trending is asked of the page first: the API lists something else by that name."""
        if isinstance(period, Trending):
            return await self._trending(period, known, on_wait)
        return await _either(lambda: self._api.listing(period, known, on_wait),
                             lambda: self._page.listing(period, known, on_wait))

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        return await _either(lambda: self._api.paper(paper_id, on_wait), lambda: self._page.paper(paper_id, on_wait))

    async def search(self, words: str, limit: int, on_wait: OnWait) -> tuple[Paper, ...]:
        return await _either(lambda: self._api.search(words, limit, on_wait),
                             lambda: self._page.search(words, limit, on_wait))

    async def full_text(self, paper_id: str, on_wait: OnWait) -> FullText | None:
        return await self._texts.full_text(paper_id, on_wait)

    async def comments_and_links(self, paper_id: str, on_wait: OnWait) -> tuple[Comments, Linked] | None:
        return await self._api.comments_and_links(paper_id, on_wait)

    @property
    def notice(self) -> str | None:
        return self._api.notice

    async def close(self) -> None:
        await self._api.close()

    def forget_failures(self) -> None:
        """Lets the next question try to connect, whatever happened before."""
        self._api.forget_failures()

    async def _trending(self, period: Trending, known: Listing | None, on_wait: OnWait) -> Listing:
        try:
            return await self._page.listing(period, known, on_wait)
        except SourceError as error:
            if isinstance(error, Unreachable) and error.reason in _NOBODY_THERE:
                raise
            failure = error
        try:
            return await self._api.listing(period, known, on_wait)
        except SourceError as error:
            raise _telling(error, failure) from error


async def _either(ask_api: Callable[[], Awaitable[T]], ask_page: Callable[[], Awaitable[T]]) -> T:
    """What the API answers, and where that cannot be read what the page does."""
    try:
        return await ask_api()
    except Unreadable as error:
        failure = error
    try:
        return await ask_page()
    except SourceError as error:
        raise _telling(failure, error) from error


def _telling(of_api: SourceError, of_page: SourceError) -> SourceError:
    """The error that says most: a limit, then both sentences where neither was understood, then the API's."""
    match of_api, of_page:
        case Refused(retry_after=float() | int()), _:
            return of_api
        case _, Refused(retry_after=float() | int()):
            return of_page
        case Unreadable(), Unreadable():
            return Unreadable(f"{of_api}; {of_page}")
        case _:
            return of_api
