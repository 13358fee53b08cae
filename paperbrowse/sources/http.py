"""HTTP with care: limits on time and size, retries, conditional requests, and our own errors only.

With `clients` the only module that imports httpx, but for `zotero`, which asks a program on this machine.
"""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from typing import TypeVar
from urllib.parse import urlencode, urlsplit

import httpx

from ..errors import Refused, SourceError, Unreachable
from ..model.limits import Limits
from ..services.ports import Clock, OnWait, Pace, Waiting
from .answering import Answer, Arriving, Body, NotModified, Parse, Reply, answered
from .clients import Clients, foreign_errors
from .inflate import ACCEPTED, read_body, too_big
from .patience import Breaker, asked_wait, backoff, calls_left
from .redirects import STATUSES as REDIRECTS
from .redirects import nowhere, redirected
from .refusals import limited, refused
from .unconnected import no_connection

__all__ = ["Answer", "Arriving", "Body", "Fetcher", "NotModified"]

T = TypeVar("T")
_Mapped = Callable[[Exception], SourceError]

_RETRIED = frozenset((408, 425, 429, 500, 502, 503, 504))
_RETRIED_REASONS = frozenset(("dns", "refused", "timeout", "proxy", "cut"))


class Fetcher:
    """Asks one service. `endpoint` is its address (scheme, host, perhaps a port); `token` goes there and nowhere else.

    Its requests are counted in `bucket`, else in the Hub's own two; without `stays_connected` each has a connection of its
    own. Costs nothing until the first request. Belongs to one event loop.
    """

    def __init__(self, endpoint: str, *, limits: Limits, clock: Clock, pace: Pace, token: str | None,
                 user_agent: str, bucket: str | None = None, stays_connected: bool = True) -> None:
        self._endpoint = endpoint.rstrip("/")
        self._host = urlsplit(self._endpoint).hostname or self._endpoint
        self._limits = limits
        self._clock = clock
        self._token = token
        self._user_agent = user_agent
        self._bucket = bucket
        self._stays_connected = stays_connected
        self._clients = Clients(self._new_client)
        self._slots = asyncio.Semaphore(limits.at_once)
        self._pace = pace
        self._breaker = Breaker(clock)
        self.token_refused = False
        """Whether the service would not have our token; since then none is sent."""

    async def get(self, path: str, params: Mapping[str, str], *, parse: Parse[T], on_wait: OnWait,
                  accept: str = "application/json", etag: str | None = None,
                  last_modified: str | None = None) -> Answer[T] | NotModified:
        """The answer to GET `path`, which is quoted already.

        `parse`, which may be awaited, may raise Unreachable("cut") for a body that ends too early: that is tried again like
        any broken answer.
        `on_wait` is told before every wait. Raises Unreachable, Refused, Unreadable or TooBig; a Refused with
        `retry_after` comes at once while the service wants to be left alone for longer than `limits.longest_wait`.
        """
        url = f"{self._endpoint}{path}" + (f"?{urlencode(params)}" if params else "")
        conditions = {"If-None-Match": etag, "If-Modified-Since": last_modified}
        headers = {"Accept": accept} | {name: value for name, value in conditions.items() if value}
        bucket = self._bucket or ("api" if path.startswith("/api/") else "pages")

        async def attempt() -> Answer[T] | NotModified:
            reply = await self._good_reply(url, headers, bucket)
            return NotModified() if reply.status == 304 else await answered(reply, parse)

        return await self._tried(attempt, bucket, on_wait)

    async def find(self, path: str, params: Mapping[str, str], *, parse: Parse[T], on_wait: OnWait,
                   accept: str = "application/json") -> T | None:
        """What `parse` makes of the answer to GET `path`; None where there is no such thing. Raises what `get` does."""
        try:
            answer = await self.get(path, params, parse=parse, on_wait=on_wait, accept=accept)
        except Refused as error:
            if error.is_unknown:
                return None
            raise
        assert not isinstance(answer, NotModified)
        return answer.value

    async def download(self, path: str, headers: Callable[[], Mapping[str, str]], take: Callable[[Arriving], Awaitable[T]],
                       *, on_wait: OnWait) -> T:
        """What `take` makes of the answer to GET `path` while it arrives, unpacked as it was sent: of any length, with no
        limit of time but that for the next bytes. `headers` are asked before each try, so that it can go on where the one
        before broke off. Raises what `get` does, but no TooBig."""
        bucket = self._bucket or "pages"

        async def attempt() -> T:
            async with self._slots:
                return await self._arrived(f"{self._endpoint}{path}", {"Accept-Encoding": "identity", **headers()}, take, bucket)

        return await self._tried(attempt, bucket, on_wait)

    def forget_failures(self) -> None:
        """Lets the next request try to connect, whatever happened before. Limits of the service stay."""
        self._breaker.reset()

    async def close(self) -> None:
        await self._clients.close()

    async def _tried(self, attempt: Callable[[], Awaitable[T]], bucket: str, on_wait: OnWait) -> T:
        failures = 0
        failure: Unreachable | Refused | None = None
        while True:
            self._breaker.check()
            await self._wait(bucket, failure, failures, on_wait)
            try:
                return await attempt()
            except (Unreachable, Refused) as error:
                failures += 1
                if failures >= self._limits.tries or not _is_worth_another_try(error):
                    raise
                failure = error

    async def _wait(self, bucket: str, failure: SourceError | None, failures: int, on_wait: OnWait) -> None:
        """Waits for a turn in the bucket, else as long as is good manners after a failure."""
        waited = 0.0
        while seconds := await self._pace.take(bucket):
            waited += seconds
            if waited > self._limits.longest_wait:
                raise limited(self._host, 429, seconds)
            on_wait(Waiting(f"{self._host} limits us", seconds))
            await self._clock.sleep(seconds)
        if failure is not None and not waited:
            seconds = backoff(self._limits, failures, self._clock.random())
            on_wait(Waiting(str(failure), seconds))
            await self._clock.sleep(seconds)

    async def _good_reply(self, url: str, headers: dict[str, str], bucket: str) -> Reply:
        """A 200, or a 304 to a conditional request; everything else is raised. Notes where the service limits us."""
        conditional = "If-None-Match" in headers or "If-Modified-Since" in headers
        reply = await self._exchange(url, headers)
        if reply.status == 401 and self._token:
            self._token, self.token_refused = None, True  # what we read is public: the token was a courtesy
            reply = await self._exchange(url, headers)
        if reply.status == 304 and not conditional:
            reply = await self._exchange(url, headers)
        error = await self._refusal(reply.status, reply.headers, bucket)
        if reply.status == 200 or (reply.status == 304 and conditional):
            return reply
        raise error

    async def _refusal(self, status: int, headers: Mapping[str, str], bucket: str) -> SourceError:
        """What the status means where it is not the wanted one. Notes that the service answers, and where it limits us."""
        self._breaker.reset()
        wait = asked_wait(headers, self._clock.now())
        if wait is not None:  # also with the last answer that we were allowed
            await self._pace.block(bucket, wait)
        elif (room := calls_left(headers)) is not None:
            await self._pace.tell(bucket, *room)
        if wait is not None and status in (429, 503):
            return limited(self._host, status, wait)
        return refused(self._host, status, self._limits.longest_wait, self.token_refused)

    async def _exchange(self, url: str, headers: dict[str, str]) -> Reply:
        """One try: at most `limits.whole` seconds, redirects included."""
        async with self._slots:
            try:
                async with asyncio.timeout(self._limits.whole):
                    for _ in range(self._limits.redirects + 1):
                        reply = await self._send(url, headers)
                        if reply.status not in REDIRECTS:
                            return reply
                        url = redirected(url, reply.headers.get("location", ""))
            except TimeoutError as error:
                sentence = f"no whole answer from {self._host} within {self._limits.whole:g} s"
                raise Unreachable("timeout", sentence) from error
        raise Unreachable("redirect", f"{self._host} redirects in circles")

    async def _send(self, url: str, headers: dict[str, str]) -> Reply:
        """One request on the wire and its whole answer."""
        async with self._sent(url, headers) as (response, mapped):
            body = await self._body(response, mapped) if response.status_code == 200 else b""
            return Reply(response.status_code, response.headers, body)

    async def _arrived(self, url: str, headers: dict[str, str], take: Callable[[Arriving], Awaitable[T]], bucket: str) -> T:
        """One try of a download, redirects included."""
        for _ in range(self._limits.redirects + 1):
            async with self._sent(url, headers) as (response, mapped):
                if response.status_code not in REDIRECTS:
                    error = await self._refusal(response.status_code, response.headers, bucket)
                    if response.status_code not in (200, 206, 416):
                        raise error
                    return await take(Arriving(response.status_code, response.headers, _pieces(response, mapped)))
                url = redirected(url, response.headers.get("location", ""))
        raise Unreachable("redirect", f"{self._host} redirects in circles")

    @asynccontextmanager
    async def _sent(self, url: str, headers: dict[str, str]) -> AsyncIterator[tuple[httpx.Response, _Mapped]]:
        """An answer before its body, and what errors while that is read mean."""
        sent = headers | ({"Authorization": f"Bearer {self._token}"} if self._token else {})

        def mapped(error: Exception) -> SourceError:
            return self._failure(error, url)

        async with self._clients.one() as client:
            with foreign_errors(mapped):
                response = await client.send(client.build_request("GET", url, headers=sent), stream=True)
            try:
                yield response, mapped
            finally:
                with foreign_errors(mapped):
                    await response.aclose()

    async def _body(self, response: httpx.Response, mapped: _Mapped) -> bytes:
        announced = response.headers.get("content-length", "")
        if announced.isdecimal() and int(announced[:20]) > self._limits.max_bytes:
            raise too_big(self._limits.max_bytes)
        return await read_body(_pieces(response, mapped), response.headers.get("content-encoding", ""), self._limits.max_bytes)

    def _new_client(self, trusted: ssl.SSLContext) -> httpx.AsyncClient:
        return httpx.AsyncClient(
            headers={"User-Agent": self._user_agent, "Accept-Encoding": ACCEPTED},
            timeout=httpx.Timeout(self._limits.read, connect=self._limits.connect),
            limits=httpx.Limits(max_keepalive_connections=1 if self._stays_connected else 0),
            follow_redirects=False,
            verify=trusted,
        )

    def _failure(self, error: Exception, url: str) -> Unreachable:
        """What an error of httpx means. Its own text may be empty or hold secrets, so only its kind is told."""
        match error:
            case httpx.ConnectError() | httpx.ConnectTimeout() | httpx.ProxyError():
                failure = no_connection(error, url)
                self._breaker.note(failure)
                return failure
            case httpx.TimeoutException():
                return Unreachable("timeout", f"no answer from {self._host} within {self._limits.read:g} s")
            case httpx.InvalidURL() | httpx.UnsupportedProtocol():
                return nowhere(self._host)
            case httpx.TransportError():
                return Unreachable("cut", f"the connection to {self._host} broke off")
            case _:
                return Unreachable("cut", f"no answer from {self._host} ({type(error).__name__})")


async def _pieces(response: httpx.Response, mapped: _Mapped) -> AsyncIterator[bytes]:
    """The body as it was sent."""
    with foreign_errors(mapped):
        async for piece in response.aiter_raw():
            yield piece


def _is_worth_another_try(error: Unreachable | Refused) -> bool:
    return error.status in _RETRIED if isinstance(error, Refused) else error.reason in _RETRIED_REASONS
