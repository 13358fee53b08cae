"""A clock that tests turn by hand."""

import asyncio
from datetime import UTC, datetime, timedelta


class FakeClock:
    """A `services.ports.Clock` on which nothing takes time: `sleep` notes the wait and moves the clock on by it."""

    def __init__(self, now: datetime = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)) -> None:
        self.waited: list[float] = []
        """Every sleep so far, in seconds."""
        self.chance = 0.5
        """What `random` answers."""
        self._now = now
        self._elapsed = 0.0

    def now(self) -> datetime:
        return self._now

    def monotonic(self) -> float:
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        self.waited.append(seconds)
        self.advance(seconds)
        await asyncio.sleep(0)

    def random(self) -> float:
        return self.chance

    def advance(self, seconds: float) -> None:
        self._now += timedelta(seconds=seconds)
        self._elapsed += seconds

    def set(self, now: datetime) -> None:
        """Sets the time of day, as somebody who corrects it would: `monotonic` stays."""
        self._now = now
