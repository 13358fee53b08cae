"""The stand-in itself: a server on the loopback that answers like the real service, or worse."""

import asyncio
import hashlib
import socket
import ssl
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from tests.patience import PATIENCE

from .answers import reply_to
from .arxiv import Arxiv
from .editions import Days
from .faults import Fault
from .pictures import picture_for
from .site import Look, page_for
from .wire import Exchange, Reply, Request, read_request


@dataclass(slots=True)
class _Planned:
    fault: Fault
    path: str
    times: int | None


class Hub:
    """`async with Hub() as hub:` serves on `hub.url` until the block ends.

    Without a folder of recorded days, every weekday up to `today` has `papers` made-up papers.
    `budget` is the number of requests in a window of `window` seconds; above it comes 429.
    """

    def __init__(self, *, days: Path | None = None, today: date | None = None, papers: int = 20, port: int = 0,
                 latency: float = 0.0, etags: bool = False, budget: int | None = None, window: float = 300.0,
                 tls: ssl.SSLContext | None = None, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.days = Days(papers, days)
        """The entries of each day; a test may set or change any of them."""
        self.today = today or datetime.now(UTC).date()
        """UTC; what lies after it is refused as the future."""
        self.pages: dict[str, Reply] = {}
        """Fixed replies by path, before everything else."""
        self.look = Look()
        """How the pages of the site look."""
        self.arxiv = Arxiv()
        """The same address stands for arXiv too: give it as `PAPERBROWSE_ARXIV`."""
        self.requests: list[Request] = []
        """Every request, in the order of arrival."""
        self.refused = 0
        """Requests above the budget."""
        self.connected = 0
        """Connections so far."""
        self.busiest = 0
        """The most requests that were ever under way together."""
        self._under_way = 0
        self.latency, self.etags, self.budget, self.window = latency, etags, budget, window
        self._monotonic = monotonic
        self._window_began, self._spent = monotonic(), 0
        self._planned: list[_Planned] = []
        self._port, self._tls = port, tls
        self._place: socket.socket | None = None
        self._lines: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        """The address to give as `HF_ENDPOINT`, without a slash at its end."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self._port}"

    def fault(self, fault: Fault, *, path: str = "/", times: int | None = None) -> None:
        """From now on `fault` instead of the answer where the path begins with `path`; for so many requests, or for good.

        Faults are used up in the order they were planned in.
        """
        self._planned.append(_Planned(fault, path, times))

    def heal(self) -> None:
        """Takes every planned fault back."""
        self._planned.clear()

    def upvote(self, paper_id: str, by: int = 1) -> None:
        entry = self.days.find(paper_id)
        entry["paper"]["upvotes"] += by

    def asked(self, path: str = "/") -> list[Request]:
        """The requests so far whose path begins with `path`."""
        return [request for request in self.requests if request.path.startswith(path)]

    def reserved(self) -> "Hub":
        """Has its `url` already, which nobody else is given; who asks there before it serves is refused."""
        self._place = _bound(self._port)
        self._port = self._place.getsockname()[1]
        return self

    async def __aenter__(self) -> "Hub":
        place = self._place or _bound(self._port)
        self._server = await asyncio.start_server(self._serve, sock=place, ssl=self._tls)
        self._port = place.getsockname()[1]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for line in self._lines:
            line.cancel()
        await asyncio.gather(*self._lines, return_exceptions=True)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        line = asyncio.current_task()
        self._lines.add(line)
        self.connected += 1
        try:
            while not writer.is_closing() and (request := await read_request(reader)):
                await self._count_and_answer(request, writer)
            if not writer.is_closing() and not reader.at_eof():  # what came was no HTTP
                writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        except (ConnectionError, asyncio.CancelledError):
            pass  # the client left, or the test is over
        finally:
            self._lines.discard(line)
            writer.close()

    async def _count_and_answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        self.requests.append(request)
        self._under_way += 1
        self.busiest = max(self.busiest, self._under_way)
        try:
            await self._answer(request, writer)
        finally:
            self._under_way -= 1

    async def _answer(self, request: Request, writer: asyncio.StreamWriter) -> None:
        if self.latency:
            await asyncio.sleep(self.latency)
        if fault := self._next_fault(request):
            return await fault(Exchange(request, self._reply(request), writer))
        reply = self._counted() or self._reply(request)
        reply = reply.with_headers(**self._limits())
        if self.etags and reply.status == 200:
            reply = _conditional(request, reply)
        if reply.body and "gzip" in request.headers.get("accept-encoding", ""):
            reply = reply.zipped()
        await Exchange(request, reply, writer).send(reply)

    def _reply(self, request: Request) -> Reply:
        fixed = self.pages.get(request.path)
        fixed = fixed or self.arxiv.reply_to(request, self.days) or picture_for(request, self.days)
        return fixed or page_for(request, self.days, self.today, self.look) or reply_to(request, self.days, self.today)

    def _next_fault(self, request: Request) -> Fault | None:
        for planned in self._planned:
            if planned.times != 0 and request.path.startswith(planned.path):
                if planned.times is not None:
                    planned.times -= 1
                return planned.fault
        return None

    def _counted(self) -> Reply | None:
        """Spends one request of the budget; the refusal when none is left."""
        if self._monotonic() - self._window_began >= self.window:
            self._window_began, self._spent = self._monotonic(), 0
        self._spent += 1
        if self.budget is None or self._spent <= self.budget:
            return None
        self.refused += 1
        return Reply(b'{"error":"Too many requests"}', 429, {"Content-Type": "application/json"})

    def _limits(self) -> dict[str, str]:
        if self.budget is None:
            return {}
        left = max(0, self.budget - self._spent)
        reset = max(0, round(self._window_began + self.window - self._monotonic()))
        return {"RateLimit": f'"api";r={left};t={reset}',
                "RateLimit_Policy": f'"fixed window";"api";q={self.budget};w={round(self.window)}'}


def _bound(port: int) -> socket.socket:
    """An address of the loopback, taken, where nobody listens yet."""
    place = socket.socket()
    if sys.platform != "win32":
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    place.bind(("127.0.0.1", port))
    return place


def _conditional(request: Request, reply: Reply) -> Reply:
    etag = f'"{hashlib.sha256(reply.body).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        return Reply(b"", 304, {"ETag": etag})
    return reply.with_headers(ETag=etag)


@contextmanager
def running(hub: Hub) -> Iterator[Hub]:
    """`with running(Hub()) as hub:` serves from a thread of its own, for tests that have no event loop."""
    started, loop, over = threading.Event(), asyncio.new_event_loop(), asyncio.Event()

    async def serve() -> None:
        async with hub:
            started.set()
            await over.wait()

    thread = threading.Thread(target=loop.run_until_complete, args=(serve(),), name="hub", daemon=True)
    thread.start()
    if not started.wait(PATIENCE):
        raise RuntimeError("the hub did not start")
    try:
        yield hub
    finally:
        loop.call_soon_threadsafe(over.set)
        thread.join()
        loop.close()
