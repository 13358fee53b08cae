"""Topics are found in a process of their own while the screen is open: what it needs for that takes 30 MB, and a third of
a second in which the screen would hardly answer."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import BinaryIO

import msgspec

from ..model.paper import Paper
from ..services.ports import TopicsFound
from .framing import LENGTH, framed, started, values

_IDLE = 10.0
"""Seconds without a question after which the process ends: newer papers come in an hour, or when somebody asks."""

_questions = msgspec.msgpack.Decoder(tuple[Paper, ...])
_answers = msgspec.msgpack.Decoder(TopicsFound)


class FindingApart:
    """A FindTopics that asks the program of `words`, which ends with its standard input, and so with this process."""

    def __init__(self, words: Callable[[], tuple[str, ...]]) -> None:
        self._words = words
        self._turn = asyncio.Lock()
        self._program: asyncio.subprocess.Process | None = None
        self._ending: asyncio.TimerHandle | None = None
        self._ended: set[asyncio.Task[object]] = set()
        """Programs that are on their way out: asyncio complains of those that nobody waited for."""

    async def __call__(self, papers: tuple[Paper, ...]) -> TopicsFound | None:
        """None where it does not answer. Never raises."""
        async with self._turn:
            if self._ending is not None:
                self._ending.cancel()
            found = None
            try:
                program = await self._running()
                program.stdin.write(framed(papers))
                length = int.from_bytes(await program.stdout.readexactly(LENGTH))
                found = _answers.decode(await program.stdout.readexactly(length))
            except (OSError, NotImplementedError, asyncio.IncompleteReadError, msgspec.DecodeError):
                pass  # no room for another process; an event loop that cannot have one; somebody ended it
            finally:
                if found is None:
                    self._end(at_once=True)
            self._ending = asyncio.get_running_loop().call_later(_IDLE, self._end)
            return found

    async def close(self) -> None:
        if self._ending is not None:
            self._ending.cancel()
        self._end(at_once=True)
        await asyncio.gather(*self._ended)

    async def _running(self) -> asyncio.subprocess.Process:
        if self._program is None:
            self._program = await started(self._words())
        return self._program

    def _end(self, *, at_once: bool = False) -> None:
        """`at_once`: nobody waits for what it does, or it does not do it."""
        program, self._program = self._program, None
        if program is None:
            return
        program.stdin.close()
        if at_once:
            with suppress(ProcessLookupError):
                program.kill()
        ended = asyncio.get_running_loop().create_task(program.communicate())
        self._ended.add(ended)
        ended.add_done_callback(self._ended.discard)


def questions(pipe: BinaryIO) -> Iterator[tuple[Paper, ...]]:
    """Until the pipe ends."""
    return values(pipe, _questions)
