"""What passes between this process and a second one of ours, over pipes: four bytes of length, then one value as
MessagePack."""

import asyncio
from collections.abc import Iterator
from typing import BinaryIO, TypeVar

import msgspec

T = TypeVar("T")

LENGTH = 4


async def started(words: tuple[str, ...]) -> asyncio.subprocess.Process:
    """The second one. It shows nothing, and Ctrl-C is not for it. Raises OSError where there is no room for another
    process, NotImplementedError where the event loop cannot have one."""
    pipe = asyncio.subprocess.PIPE
    return await asyncio.create_subprocess_exec(
        *words, stdin=pipe, stdout=pipe, stderr=asyncio.subprocess.DEVNULL, start_new_session=True
    )


def framed(value: object) -> bytes:
    body = msgspec.msgpack.encode(value)
    return len(body).to_bytes(LENGTH) + body


def values(pipe: BinaryIO, decoder: msgspec.msgpack.Decoder[T]) -> Iterator[T]:
    """Until the pipe ends."""
    while head := pipe.read(LENGTH):
        body = pipe.read(length := int.from_bytes(head))
        if len(body) < length:
            return
        yield decoder.decode(body)
