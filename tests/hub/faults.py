"""What can go wrong between us and the service: each call gives a fault for `Hub.fault`."""

import asyncio
import gzip
import zlib
from collections.abc import Awaitable, Callable
from dataclasses import replace

from .wire import Exchange, Reply

Fault = Callable[[Exchange], Awaitable[None]]

LOGIN_PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Guest Wi-Fi &mdash; log in</title></head>"
    b"<body><form action='/login'><input name='room'><button>Go online</button></form></body></html>"
)


def status(number: int, body: bytes = b'{"error":"made up"}', **headers: str) -> Fault:
    """Another status; `_` in a header's name stands for `-`."""
    return _instead(Reply(body, number, {"Content-Type": "application/json"}).with_headers(**headers))


def answer(body: bytes, content_type: str = "application/json", **headers: str) -> Fault:
    """Another body with status 200, sent as it is."""
    return _instead(Reply(body, 200, {"Content-Type": content_type}).with_headers(**headers))


def login_page() -> Fault:
    return answer(LOGIN_PAGE, "text/html; charset=utf-8")


def redirect(to: str, number: int = 302) -> Fault:
    return status(number, b"", Location=to)


def loop() -> Fault:
    """A redirect to where one already is."""

    async def fault(exchange: Exchange) -> None:
        await exchange.send(Reply(b"", 301, {"Location": exchange.request.path}))

    return fault


def empty_body() -> Fault:
    return answer(b"")


def invalid_utf8() -> Fault:
    return answer(b'[{"paper":{"id":"2606.08001","title":"\xff\xfe\xfa"}}]')


def cut_json() -> Fault:
    """The first half of the right answer, announced as if it were all."""

    async def fault(exchange: Exchange) -> None:
        body = exchange.reply.body
        await exchange.send(replace(exchange.reply, body=body[: len(body) // 2]))

    return fault


def cut_gzip() -> Fault:
    """The first half of the compressed answer, announced as if it were all."""

    async def fault(exchange: Exchange) -> None:
        zipped = exchange.reply.zipped()
        await exchange.send(replace(zipped, body=zipped.body[: len(zipped.body) // 2]))

    return fault


def bomb(size: int = 1 << 30) -> Fault:
    """`size` bytes of JSON blanks that are a thousandth of that on the wire."""

    async def fault(exchange: Exchange) -> None:
        packer = zlib.compressobj(9, zlib.DEFLATED, 31)
        piece = b" " * (1 << 20)
        packed = b"".join([packer.compress(piece) for _ in range(size >> 20)]) + packer.flush()
        await exchange.send(Reply(packed, 200, {"Content-Type": "application/json", "Content-Encoding": "gzip"}))

    return fault


def reset() -> Fault:
    """The connection is reset before the first byte."""

    async def fault(exchange: Exchange) -> None:
        exchange.reset()

    return fault


def reset_half_way() -> Fault:
    """The connection is reset after half of the body."""

    async def fault(exchange: Exchange) -> None:
        reply = exchange.reply
        await exchange.send_raw(reply.head() + reply.body[: len(reply.body) // 2])
        await asyncio.sleep(0.01)
        exchange.reset()

    return fault


def short_body() -> Fault:
    """A body shorter than announced, then a proper end."""

    async def fault(exchange: Exchange) -> None:
        reply = exchange.reply
        await exchange.send_raw(reply.head(len(reply.body)) + reply.body[: len(reply.body) // 2])
        exchange.hang_up()

    return fault


def silence() -> Fault:
    """The request is taken and nothing ever comes."""

    async def fault(exchange: Exchange) -> None:
        await asyncio.Event().wait()

    return fault


def drip(every: float = 0.3) -> Fault:
    """The right answer, one byte every so many seconds."""

    async def fault(exchange: Exchange) -> None:
        await exchange.send_raw(exchange.reply.head())
        for byte in exchange.reply.body:
            await exchange.send_raw(bytes([byte]))
            await asyncio.sleep(every)

    return fault


def drip_headers(every: float = 0.5) -> Fault:
    """A header line every so many seconds, for ever."""

    async def fault(exchange: Exchange) -> None:
        await exchange.send_raw(b"HTTP/1.1 200 OK\r\n")
        while True:
            await exchange.send_raw(b"X-Still: here\r\n")
            await asyncio.sleep(every)

    return fault


def raw(sent: bytes) -> Fault:
    """Bytes that need not be HTTP, then the end of the connection."""

    async def fault(exchange: Exchange) -> None:
        await exchange.send_raw(sent)
        exchange.hang_up()

    return fault


def zipped_twice() -> Fault:
    async def fault(exchange: Exchange) -> None:
        twice = gzip.compress(exchange.reply.zipped().body)
        await exchange.send(replace(exchange.reply, body=twice).with_headers(Content_Encoding="gzip, gzip"))

    return fault


def _instead(reply: Reply) -> Fault:
    async def fault(exchange: Exchange) -> None:
        await exchange.send(reply)

    return fault


def slowly(pieces: int, every: float) -> Fault:
    """The right answer in so many pieces, one every so many seconds."""

    async def fault(exchange: Exchange) -> None:
        await exchange.send_raw(exchange.reply.head())
        body = exchange.reply.body
        size = len(body) // pieces + 1
        for start in range(0, len(body), size):
            await exchange.send_raw(body[start : start + size])
            await asyncio.sleep(every)

    return fault
