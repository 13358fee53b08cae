"""Handing papers to the Zotero on this machine: on our disk first, and gone from there when Zotero has them."""

import asyncio
import hashlib
import re
from collections.abc import Callable, Sequence
from typing import Protocol

from ..errors import SourceError, Unreachable
from ..model.paper import Paper
from ..model.value import Value
from ..store.outbox import Outbox
from .exporting import Exporting
from .ports import Clock

_TOGETHER = 50
"""Papers in one request."""
_NAME = r"[0-9]{26}-[0-9a-f]{16}-([0-9]{1,4})"


class Connector(Protocol):
    async def save(self, body: bytes) -> None:
        """Raises Unreachable where no Zotero is there, Refused where it does not take them."""
        ...

    async def close(self) -> None: ...


class Handed(Value):
    sent: int
    """Papers that Zotero has now."""
    waiting: int
    """Papers that wait on our disk."""
    problem: str | None = None
    """Why they wait, as a sentence."""


class Zotero:
    """`make` loads the network library, so it is called in a thread, when something is to be sent."""

    def __init__(self, make: Callable[[], Connector], outbox: Outbox, exporting: Exporting, clock: Clock) -> None:
        self._make = make
        self._outbox = outbox
        self._exporting = exporting
        self._clock = clock
        self._connector: Connector | None = None
        self._turn = asyncio.Lock()

    async def hand(self, papers: Sequence[Paper]) -> Handed:
        """These, and what waited before. Raises StoreError where nothing can be kept; then nothing is sent of them."""
        from .export.zotero import zotero  # not needed before somebody hands papers over: it delays the first paint

        taken = await self._exporting.take(papers)
        for start in range(0, len(taken), _TOGETHER):
            some = taken[start : start + _TOGETHER]
            moment = f"{self._clock.now():%Y%m%d%H%M%S%f}{start:06}"
            named = "\n".join([moment, *(each.paper.id for each in some)])
            session = hashlib.sha256(named.encode()).hexdigest()[:16]
            await self._outbox.put(f"{moment}-{session}-{len(some)}", zotero(some, session))
        return await self.send_waiting()

    async def send_waiting(self) -> Handed:
        """What waits, the oldest first. Without anything nobody is asked. Raises StoreError."""
        async with self._turn:
            names = await self._names()
            sent, problem = 0, None
            for name in names:
                try:
                    sent += await self._send(name)
                except Unreachable as error:
                    problem = str(error)
                    break
                except SourceError as error:  # of these; others may be taken
                    problem = str(error)
            return Handed(sent, sum(map(_papers, await self._names())), problem)

    async def close(self) -> None:
        if self._connector is not None:
            await self._connector.close()

    async def _names(self) -> tuple[str, ...]:
        return tuple(name for name in await self._outbox.names() if re.fullmatch(_NAME, name))

    async def _send(self, name: str) -> int:
        if self._connector is None:
            self._connector = await asyncio.to_thread(self._make)
        body = await self._outbox.read(name)
        if body is None:
            return 0
        await self._connector.save(body)
        await self._outbox.remove(name)
        return _papers(name)


def _papers(name: str) -> int:
    found = re.fullmatch(_NAME, name)
    return int(found[1]) if found else 0
