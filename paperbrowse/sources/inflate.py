"""The body of an answer, decompressed piece by piece and given up once it is too long."""

import zlib
from collections.abc import AsyncIterator

from ..errors import TooBig, Unreachable, Unreadable

ACCEPTED = "gzip"
"""What to say in Accept-Encoding."""
_GZIP = 31
"""zlib's number for a gzip header and the largest window."""


async def read_body(pieces: AsyncIterator[bytes], encoding: str, max_bytes: int) -> bytes:
    """The body. `encoding` is the answer's Content-Encoding.

    Raises TooBig above `max_bytes` after decompression, Unreachable("cut") where compressed data ends too early, and
    Unreadable for damage and for encodings that were not asked for. A bomb costs no more memory than `max_bytes`.
    """
    match encoding.strip().lower():
        case "" | "identity":
            unpack = None
        case "gzip" | "x-gzip":
            unpack = zlib.decompressobj(_GZIP)
        case other:
            raise Unreadable(f"the answer is packed in a way that nobody asked for ({other[:40]!r})")
    body = bytearray()
    async for piece in pieces:
        body += piece if unpack is None else _unpacked(unpack, piece, max_bytes - len(body) + 1)
        if len(body) > max_bytes:
            raise too_big(max_bytes)
    if unpack is not None and not unpack.eof:
        raise Unreachable("cut", "the answer ends in the middle")
    return bytes(body)


def too_big(max_bytes: int) -> TooBig:
    return TooBig(f"the answer is larger than {max_bytes / 2**20:.0f} MiB")


def _unpacked(unpack: "zlib._Decompress", piece: bytes, room: int) -> bytes:
    if unpack.eof:
        raise Unreadable("the answer goes on after its end")
    try:
        return unpack.decompress(piece, room)
    except zlib.error as error:
        raise Unreadable("the answer is damaged (gzip)") from error
