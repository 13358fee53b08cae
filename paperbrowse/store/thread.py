"""One thread, and so one order of calls, for each file."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

T = TypeVar("T")


class StoreThread:
    """Runs calls one after the other, in the order they were handed in. `name` shows in a debugger."""

    def __init__(self, name: str) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix=name)

    def submit(self, function: Callable[..., T], *arguments: object) -> Future[T]:
        """Hands a call in from anywhere, also before any event loop runs. Raises RuntimeError once closed."""
        return self._executor.submit(function, *arguments)

    async def run(self, function: Callable[..., T], *arguments: object) -> T:
        """Waits for a call. Whoever stops waiting does not stop the call: a write is never torn or dropped."""
        return await asyncio.shield(asyncio.wrap_future(self.submit(function, *arguments)))

    async def ask(self, question: Callable[..., T], *arguments: object) -> T:
        """Like `run`, for what changes nothing: a queued question that nobody waits for any more is not put."""
        return await asyncio.wrap_future(self.submit(question, *arguments))

    def close(self) -> None:
        """Runs what is queued, then ends; waits for it."""
        self._executor.shutdown(wait=True)
