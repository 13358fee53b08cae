"""As much of HTTP/1.1 as the stand-in needs."""

import asyncio
import gzip
import socket
import struct
import sys
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, unquote, urlsplit

Headers = dict[str, str]
_TLS = b"\x16"


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: Headers
    """Names in lower case."""


@dataclass(frozen=True, slots=True)
class Reply:
    body: bytes = b""
    status: int = 200
    headers: Headers = field(default_factory=dict)

    def with_headers(self, **headers: str) -> "Reply":
        """Adds headers; `_` in a name stands for `-`."""
        return replace(self, headers=self.headers | {name.replace("_", "-"): value for name, value in headers.items()})

    def zipped(self) -> "Reply":
        return replace(self, body=gzip.compress(self.body, 1)).with_headers(Content_Encoding="gzip")

    def head(self, length: int | None = None) -> bytes:
        """The status line and the headers; `length` where the one announced is not the true one."""
        headers = {"Content-Length": str(len(self.body) if length is None else length)} | self.headers
        lines = [f"HTTP/1.1 {self.status} Status", *(f"{name}: {value}" for name, value in headers.items())]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1")


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request, the right answer to it, and the line to answer on: what a fault plays with."""

    request: Request
    reply: Reply
    writer: asyncio.StreamWriter

    async def send(self, reply: Reply) -> None:
        await self.send_raw(reply.head() + (b"" if self.request.method == "HEAD" else reply.body))

    async def send_raw(self, raw: bytes) -> None:
        self.writer.write(raw)
        await self.writer.drain()

    def hang_up(self) -> None:
        """Ends the connection in good order."""
        self.writer.close()

    def reset(self) -> None:
        """Ends the connection with RST instead of FIN."""
        line: socket.socket = self.writer.get_extra_info("socket")
        line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0))
        self.writer.transport.abort()


async def read_request(reader: asyncio.StreamReader) -> Request | None:
    """The next request on a connection; None where there is none, or none that is HTTP (the greeting of TLS)."""
    try:
        first_byte = await reader.readexactly(1)
        if first_byte == _TLS:
            return None
        head = (first_byte + await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
        return None
    first, *lines = head.rstrip("\r\n").split("\r\n")
    method, target, _ = first.split(" ", 2)
    address = urlsplit(target)
    headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(method, unquote(address.path), dict(parse_qsl(address.query, keep_blank_values=True)), headers)
