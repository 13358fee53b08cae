"""A page of `/api/daily_papers` becomes papers, in this process or in one of its own (`reading_apart`)."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import date, datetime

from ..model.paper import Paper
from ..model.value import Value
from .answering import Body
from .hub_entries import read_entry
from .json_fields import due_list, load_json
from .portal import refuse_login_page


class Entries(Value):
    """What a page holds, in the order it was served in."""

    papers: tuple[Paper, ...]
    left_out: int = 0
    """Entries that could not be used at all: no id or no title."""

    @property
    def number(self) -> int:
        return len(self.papers) + self.left_out


Read = Callable[[Body, date | None, datetime], Awaitable[Entries]]
"""(the page, the day that was asked for where it was one, now). May raise Unreachable("cut") and Unreadable."""


def raw_entries(body: Body) -> list[object]:
    """Raises Unreachable("login page", "cut") and Unreadable."""
    refuse_login_page(body.content, body.content_type)
    return due_list(load_json(body.content), "papers")


def read_entries(given: list[object], day: date | None, at: datetime) -> Entries:
    read = [read_entry(entry, day, at) for entry in given]
    papers = tuple([paper for paper in read if paper is not None])
    return Entries(papers, len(read) - len(papers))


class ReadingHere:
    """One page in each round of the loop, however many come together: a key waits for five milliseconds at most."""

    def __init__(self) -> None:
        self._turn = asyncio.Lock()

    async def __call__(self, body: Body, day: date | None, at: datetime) -> Entries:
        given = raw_entries(body)
        async with self._turn:
            entries = read_entries(given, day, at)
            await asyncio.sleep(0)
            return entries
