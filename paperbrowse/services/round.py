"""A walk over many subjects, a few at once: it waits where a service limits us, and stops at any moment."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Generic, TypeVar

from ..model.value import Value
from .feed import Failure, Limited, Offline, Unreadable
from .ports import Clock, Waiting

UNREACHED_AT_MOST = 3
"""Subjects in a row that nobody answered for, until the network is taken for gone."""
UNREADABLE_AT_MOST = 8
"""Subjects in a row that could not be read, until the service is taken to be in trouble."""
LONGEST_WAIT = timedelta(minutes=15)
"""For which a limit of a service is waited for: three of the Hub's windows."""

S = TypeVar("S")


class Step(Value):
    """How far a sync has come, or the saving of papers."""

    done: int
    """Of `total`, those that were answered or given up."""
    total: int
    papers: int
    """On the days that were answered; of those that are saved, the ones that are done."""
    seconds: float
    """Since the start."""
    waiting: Waiting | None = None
    """What everything waits for now."""
    of: str = "day"
    """What is counted: `day` or `paper`."""
    size: int = 0
    """Bytes of the PDFs that came."""

    @property
    def seconds_left(self) -> float | None:
        """At the pace so far; None before the first one is done."""
        return self.seconds / self.done * (self.total - self.done) if self.done else None

    @property
    def papers_a_second(self) -> float:
        return self.papers / self.seconds if self.seconds else 0.0


OnStep = Callable[[Step], None]


def silently(step: Step) -> None:
    """For a round that nobody watches."""


class NoRoom(Value):
    """What comes cannot be kept on this machine."""

    sentence: str


End = Failure | NoRoom


class Round(Generic[S]):
    """`ask` brings one subject, and answers what failed; `on_tell` is called as it goes on, with what is waited for;
    `limiter` names who limits us."""

    def __init__(
        self,
        ask: Callable[[S], Awaitable[End | None]],
        clock: Clock,
        on_tell: Callable[[Waiting | None], None],
        at_once: int,
        limiter: Callable[[S], str] = lambda subject: "the Hub",
    ) -> None:
        self.done = 0
        """How many subjects were brought."""
        self.total = 0
        self.skipped: list[tuple[S, Unreadable | Offline]] = []
        """What could not be read, and what nobody answered for twice."""
        self.failure: End | None = None
        """What ended it early."""
        self.is_stopped = False
        """Whether somebody ended it early."""
        self._ask = ask
        self._clock = clock
        self._on_tell = on_tell
        self._at_once = at_once
        self._limiter = limiter
        self._began = clock.monotonic()
        self._subjects: deque[S] = deque()
        """Still to be asked for, in this order."""
        self._put_back: list[S] = []
        """Those that nobody answered for, which got a second try."""
        self._failed = 0
        """In a row."""
        self._workers: list[asyncio.Task[None]] = []
        self._is_running = False

    @property
    def passed(self) -> int:
        """How many were brought or given up."""
        return self.done + len(self.skipped)

    @property
    def left(self) -> int:
        """How many nobody has come to."""
        return self.total - self.passed

    @property
    def seconds(self) -> float:
        return self._clock.monotonic() - self._began

    def add(self, subjects: Iterable[S]) -> None:
        """More of them, also while it is going on."""
        before = len(self._subjects)
        self._subjects.extend(subjects)
        self.total += len(self._subjects) - before
        if self._is_running:
            self._start()
            self._on_tell(None)

    async def run(self) -> None:
        """Until nothing is left, it was stopped or cannot go on. Cancelled, it ends what is under way."""
        self._on_tell(None)
        self._is_running = True
        self._start()
        awaited = 0
        try:
            while awaited < len(self._workers):
                awaited = len(self._workers)
                await asyncio.gather(*self._workers)
        except asyncio.CancelledError:
            if not self.is_stopped:
                raise
        finally:
            self._is_running = False
            for worker in self._workers:
                worker.cancel()
            await asyncio.gather(*self._workers, return_exceptions=True)

    def stop(self) -> None:
        self.is_stopped = True
        for worker in self._workers:
            worker.cancel()

    def _start(self) -> None:
        """As many workers as may be under way together."""
        idle = self._at_once - sum(not worker.done() for worker in self._workers)
        if self._may_go_on():
            self._workers += [asyncio.create_task(self._work()) for _ in range(min(idle, len(self._subjects)))]

    def _may_go_on(self) -> bool:
        return bool(self._subjects) and self.failure is None and not self.is_stopped

    async def _work(self) -> None:
        while self._may_go_on():
            subject = self._subjects.popleft()
            match await self._ask(subject):
                case None:
                    self._failed = 0
                    self.done += 1
                case Offline() as failure:
                    self._miss(subject, failure)
                case Limited() as failure:
                    self._subjects.appendleft(subject)
                    await self._wait(subject, failure)
                case Unreadable() as failure:
                    self._skip(subject, failure)
                case failure:
                    self._subjects.appendleft(subject)
                    self.failure = failure
            self._on_tell(None)

    def _miss(self, subject: S, failure: Offline) -> None:
        """One alone may have bad luck, and gets another try at the end; several in a row mean that nobody answers."""
        self._failed += 1
        is_second = subject in self._put_back
        if self._failed >= UNREACHED_AT_MOST or (is_second and self._failed > 1):
            self.failure = failure
        elif is_second:
            self.skipped.append((subject, failure))
        else:
            self._put_back.append(subject)
            self._subjects.append(subject)

    def _skip(self, subject: S, failure: Unreadable) -> None:
        self._failed += 1
        self.skipped.append((subject, failure))
        if self._failed >= UNREADABLE_AT_MOST:
            self.failure = failure

    async def _wait(self, subject: S, limit: Limited) -> None:
        seconds = (limit.until - self._clock.now()).total_seconds()
        if seconds > LONGEST_WAIT.total_seconds():
            self.failure = limit
        elif seconds > 0:
            self._on_tell(Waiting(f"{self._limiter(subject)} limits us", seconds))
            await self._clock.sleep(seconds)
