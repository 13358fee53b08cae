"""What an entry of the cache looks like in bytes: sealed, compressed, and read back with limits."""

import hashlib
import zlib
from typing import TypeVar

import msgspec
from msgspec import Struct

T = TypeVar("T", bound=Struct)

MAX_BYTES = 32 * 1024 * 1024
"""Of one entry, before and after decompression."""
_FAST = 1
"""Of zlib's levels: a third of the time of the usual one, for a sixth more bytes."""
_MAGIC = b"PBC1"
_HEAD = len(_MAGIC) + hashlib.sha256().digest_size


def sealed(key: str, value: Struct) -> bytes:
    """The value as compressed JSON after a digest of key and value, so that neither damage nor a swap passes."""
    body = zlib.compress(msgspec.json.encode(value), _FAST)
    return _MAGIC + _digest(key, body) + body


def unsealed(key: str, envelope: object, kind: type[T]) -> T | None:
    """The value, or None for anything that `sealed` did not make of this key and kind."""
    if not isinstance(envelope, bytes) or len(envelope) > MAX_BYTES or not envelope.startswith(_MAGIC):
        return None
    body = envelope[_HEAD:]
    if envelope[len(_MAGIC) : _HEAD] != _digest(key, body):
        return None
    inflater = zlib.decompressobj()
    try:
        json = inflater.decompress(body, MAX_BYTES)
        return msgspec.json.decode(json, type=kind) if inflater.eof and not inflater.unused_data else None
    except (zlib.error, msgspec.MsgspecError, RecursionError):
        return None


def _digest(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\0" + body).digest()
