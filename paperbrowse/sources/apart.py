"""Pages of the Hub are read in a process of their own while very many come: one interpreter would be busy all the time."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from datetime import date, datetime
from typing import BinaryIO

import msgspec

from ..model.value import Value
from .answering import Body
from .framing import LENGTH, framed, started, values
from .hub_reading import Entries, Read

_MOST = 64 * 1024 * 1024
"""Bytes of one value."""
_END_WITHIN = 5.0
"""Seconds for what is still being read when nothing more will come."""


class Question(Value):
    """What a `Read` is asked."""

    content: bytes
    content_type: str
    day: date | None
    at: datetime

    @property
    def body(self) -> Body:
        return Body(self.content, self.content_type)


_question = msgspec.msgpack.Decoder(Question)
_answer = msgspec.msgpack.Decoder(Entries | None)


class ReadingApart:
    """A `Read` that asks the program of `words` for as long as `beside` lasts. Before, after, and for what that program
    cannot read or does not answer, `here` reads. The program ends with its standard input, and so with this process,
    however this one ends."""

    def __init__(self, words: Callable[[], tuple[str, ...]], here: Read) -> None:
        self._words = words
        self._here = here
        self._pipe: asyncio.StreamWriter | None = None
        self._waiting: deque[asyncio.Future[Entries | None]] = deque()
        """For answers, which come in the order of the questions."""

    async def __call__(self, body: Body, day: date | None, at: datetime) -> Entries:
        entries = await self._asked(Question(body.content, body.content_type, day, at))
        return await self._here(body, day, at) if entries is None else entries

    @asynccontextmanager
    async def beside(self) -> AsyncIterator[None]:
        """Never raises."""
        try:
            program = await started(self._words())
        except (OSError, NotImplementedError):
            yield
            return
        self._pipe = program.stdin
        listening = asyncio.create_task(self._listen(program.stdout))
        try:
            yield
        finally:
            self._pipe = None
            program.stdin.close()
            await _end(program, listening)

    async def _asked(self, question: Question) -> Entries | None:
        if self._pipe is None:
            return None
        answer: asyncio.Future[Entries | None] = asyncio.get_running_loop().create_future()
        self._waiting.append(answer)
        self._pipe.write(framed(question))
        return await answer

    async def _listen(self, pipe: asyncio.StreamReader) -> bool:
        """Whether all of it was understood, to its end."""
        is_ours = False
        try:
            while (length := int.from_bytes(await pipe.readexactly(LENGTH))) <= _MOST:
                entries = _answer.decode(await pipe.readexactly(length))
                _settle(self._waiting.popleft(), entries)
        except (OSError, asyncio.IncompleteReadError):
            is_ours = True
        except (msgspec.DecodeError, IndexError):
            pass  # something else than our program wrote
        self._pipe = None
        while self._waiting:
            _settle(self._waiting.popleft(), None)
        return is_ours


def questions(pipe: BinaryIO) -> Iterator[Question]:
    """Until the pipe ends."""
    return values(pipe, _question)


def _settle(answer: asyncio.Future[Entries | None], entries: Entries | None) -> None:
    if not answer.done():  # whoever waited was cancelled
        answer.set_result(entries)


async def _end(program: asyncio.subprocess.Process, listening: asyncio.Task[bool]) -> None:
    """Waits a moment for what is still being read. It is not killed while it ends by itself: asyncio would complain."""
    with suppress(TimeoutError):
        async with asyncio.timeout(_END_WITHIN):
            if await asyncio.shield(listening):
                await program.wait()
                return
    with suppress(ProcessLookupError):
        program.kill()
    await program.wait()
