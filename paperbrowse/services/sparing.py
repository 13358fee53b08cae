"""Whoever asks for many days leaves the last calls of a window to the reader."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

from ..model.budget import Room, budgets, reserve
from ..model.limits import Limits
from .ports import Clock, OnWait, Pace, Waiting

Look = Callable[[], Awaitable[Room]]
"""What the service still grants to all programs of this user."""

_SOON = 0.1
"""Seconds until calls under way are counted."""
_PART = 4
"""This share of what is to spare is spent before it is looked again: others ask too."""


def sparing(pace: Pace, limits: Limits, bucket: str) -> "Sparing":
    """For a bucket of the Hub."""
    return Sparing(lambda: pace.look(bucket), reserve(budgets(limits)[bucket]))


class Sparing:
    """`reserve`: the calls that are left to others."""

    def __init__(self, look: Look, reserve: int) -> None:
        self._look = look
        self._reserve = reserve
        self._granted = 0
        """Calls that may be made before the next look."""
        self._under_way = 0
        self._turn = asyncio.Lock()
        """One looks, and waits, for all."""

    @asynccontextmanager
    async def call(self, clock: Clock, on_wait: OnWait) -> AsyncIterator[None]:
        """Around each call: it begins when it may be made."""
        async with self._turn:
            while seconds := await self.wait(self._under_way):
                on_wait(Waiting("the Hub limits us", seconds))
                await clock.sleep(seconds)
        self._under_way += 1
        try:
            yield
        finally:
            self._under_way -= 1

    async def wait(self, under_way: int) -> float:
        """Seconds to wait before asking again whether a call may be made; 0 means go. `under_way`: calls of ours that the
        service may not have counted yet.

        Where nothing at all is left, whoever makes the call says so and why.
        """
        if self._granted <= 0:
            room = await self._look()
            spare = room.left - self._reserve - under_way
            if room.left and spare <= 0:
                return room.seconds if room.left <= self._reserve else min(room.seconds, _SOON)
            self._granted = max(1, spare // _PART)
        self._granted -= 1
        return 0.0
