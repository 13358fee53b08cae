"""Requests under way, of which there is one for each subject, however many wait for it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from ..model.value import Value
from .ports import OnWait, Waiting

T = TypeVar("T")


class _Request(Value, Generic[T]):
    answer: asyncio.Task[T]
    listeners: list[OnWait] = []


class UnderWay(Generic[T]):
    """Two who ask for one thing at once share the answer; cancelling one harms neither."""

    def __init__(self) -> None:
        self._running: dict[str, _Request[T]] = {}

    async def ask(self, subject: str, start: Callable[[OnWait], Awaitable[T]], on_wait: OnWait) -> T:
        """What `start` answers, or the one before that has not answered yet."""
        request = self._running.get(subject) or self._begin(subject, start)
        request.listeners.append(on_wait)
        try:
            return await asyncio.shield(request.answer)
        finally:
            request.listeners.remove(on_wait)

    async def close(self) -> None:
        """Ends the requests that nobody waits for any more."""
        answers = [request.answer for request in self._running.values()]
        for answer in answers:
            answer.cancel()
        await asyncio.gather(*answers, return_exceptions=True)

    def _begin(self, subject: str, start: Callable[[OnWait], Awaitable[T]]) -> _Request[T]:
        async def answer() -> T:
            return await start(lambda waiting: self._tell(subject, waiting))

        task = asyncio.get_running_loop().create_task(answer())
        task.add_done_callback(lambda _: self._running.pop(subject))
        self._running[subject] = _Request(task)
        return self._running[subject]

    def _tell(self, subject: str, waiting: Waiting) -> None:
        for listener in tuple(self._running[subject].listeners):
            listener(waiting)
