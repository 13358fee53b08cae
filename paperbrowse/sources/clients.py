"""Clients of httpx, one for each request that is under way.

The pool of a client that all requests shared would look at every connection three times a request, hand one that is
free to two requests at once, and keep the place of a cancelled one for ever (https://github.com/encode/httpcore/issues/1093):
of a sync it took a twentieth of the processor.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

import httpx

from ..errors import SourceError
from .unconnected import no_client

MakeClient = Callable[[ssl.SSLContext], httpx.AsyncClient]


class Clients:
    """As many as are used together; one that is free, and so connected, is used before another is made."""

    def __init__(self, make: MakeClient) -> None:
        self._make = make
        self._trusted: ssl.SSLContext | None = None
        self._reading = asyncio.Lock()
        self._all: set[httpx.AsyncClient] = set()
        self._free: list[httpx.AsyncClient] = []
        """The one used last is at the end: of few requests at once most connections fall asleep."""

    @asynccontextmanager
    async def one(self) -> AsyncIterator[httpx.AsyncClient]:
        """Thrown away after an error or a cancellation, for nobody knows what it still waits for. Raises Unreachable."""
        client = self._free.pop() if self._free else await self._new()
        is_fit = False
        try:
            yield client
            is_fit = True
        finally:
            if is_fit and client in self._all:
                self._free.append(client)
            else:
                self._all.discard(client)
                await client.aclose()

    async def close(self) -> None:
        """Also those that are in use."""
        clients, self._all, self._free = self._all, set(), []
        for client in clients:
            await client.aclose()

    async def _new(self) -> httpx.AsyncClient:
        with foreign_errors(no_client):
            async with self._reading:
                if self._trusted is None:
                    self._trusted = await asyncio.to_thread(httpx.create_ssl_context)  # reads certificates for 30 ms
            client = self._make(self._trusted)
        self._all.add(client)
        return client


@contextmanager
def foreign_errors(mapped: Callable[[Exception], SourceError]) -> Iterator[None]:
    """Turns every error of httpx into one of ours; nothing but calls of httpx runs under it.

    Every Exception, because much comes from outside httpx's own tree: InvalidURL, IDNAError, ExceptionGroup, and while
    a client is made OSError, ValueError and ImportError.
    """
    try:
        yield
    except Exception as error:
        raise mapped(error) from error
