"""The pictures of papers, as the Hub's own host for them serves them (2026-08): a made-up one for every paper of the days."""

import struct
import zlib

from .editions import Days
from .wire import Reply, Request

_FOLDER, _ENDING = "/social-thumbnails/papers/", ".png"
WIDTH, HEIGHT = 120, 65


def picture_for(request: Request, days: Days) -> Reply | None:
    """None for what is no picture."""
    if not (request.path.startswith(_FOLDER) and request.path.endswith(_ENDING)):
        return None
    entry = days.find(request.path.removeprefix(_FOLDER).removesuffix(_ENDING))
    if entry is None:
        return Reply(b"<Error><Code>NoSuchKey</Code></Error>", 404, {"Content-Type": "application/xml"})
    return Reply(png(WIDTH, HEIGHT), 200, {"Content-Type": "image/png"})


def png(width: int, height: int) -> bytes:
    """Red grows to the right, blue downwards."""
    rows = (
        b"\0" + b"".join(bytes((255 * x // width, 60, 255 * y // height)) for x in range(width)) for y in range(height)
    )
    return _file(width, height, b"".join(rows))


def bomb(side: int) -> bytes:
    """A small file of a square that is large when it is unpacked; its first lines alone are there."""
    return _file(side, side, bytes(1 + 3 * side) * 2)


def _file(width: int, height: int, lines: bytes) -> bytes:
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_part(kind, content) for kind, content in parts)


def _part(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))
