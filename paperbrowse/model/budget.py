"""How many calls a service grants in a window of time, and where we stand in one. Moments are seconds since the epoch."""

import math

from msgspec import Struct
from msgspec.structs import replace

from .limits import Limits

LONGEST_CLOSED = 3600.0
"""Seconds. Whoever asks to be left alone for longer is asked again after that."""
_ARXIV_GAP = 3.0
"""Seconds between two calls, as arXiv's terms of use want it."""
_ROUNDED = 2.0
"""Seconds by which one window may be told differently, at most half of it: services count in whole ones, answers travel."""
_RESERVE = 20
_SLACK = 1.0
"""Seconds: a sum of floating point is not taken for a clock that was set."""


class Budget(Struct, frozen=True):
    calls: int
    window: float
    """Seconds."""


def reserve(budget: Budget) -> int:
    """Calls of a window that are left to the reader by what asks for much: a tenth, at least twenty, at most half."""
    return min(max(budget.calls // 10, _RESERVE), budget.calls // 2)


def budgets(limits: Limits) -> dict[str, Budget]:
    """By bucket: `api` and `pages` of the Hub, which counts in fixed windows, `pictures`, and `arxiv`."""
    return {
        "api": Budget(limits.api_calls, limits.window),
        "pages": Budget(limits.page_calls, limits.window),
        "pictures": Budget(limits.page_calls, limits.window),
        "arxiv": Budget(1, _ARXIV_GAP),
    }


class Room(Struct, frozen=True):
    """What a service still grants in one bucket."""

    left: int
    """Calls; 0 while it wants to be left alone."""
    seconds: float
    """Until there is more."""


class Standing(Struct, frozen=True):
    """Where we stand in one bucket."""

    left: int
    """Calls until the window ends."""
    resets_at: float
    """When the next window begins."""
    closed_until: float = 0.0
    """The service wants to be left alone until then."""

    def at(self, now: float, budget: Budget) -> "Standing":
        """What still holds. The clock is the one on the wall, which all programs share and which may be set: an end that
        is further away than anybody can have meant is of another time, and a new window begins."""
        closed_until = self.closed_until if 0 < self.closed_until - now <= LONGEST_CLOSED + _SLACK else 0.0
        if 0 < self.resets_at - now <= budget.window + _SLACK:
            return Standing(min(self.left, budget.calls), self.resets_at, closed_until)
        return Standing(budget.calls, now + budget.window, closed_until)

    def wait(self, now: float) -> float:
        """Seconds until a call may be made, whole milliseconds, so that who slept them has waited long enough."""
        seconds = max(self.closed_until - now, self.resets_at - now if self.left <= 0 else 0.0, 0.0)
        return math.ceil(round(seconds * 1000, 3)) / 1000

    def room(self, now: float) -> Room:
        seconds = self.wait(now)
        return Room(0, seconds) if seconds else Room(max(0, self.left), max(0.0, self.resets_at - now))

    def taken(self) -> "Standing":
        return replace(self, left=self.left - 1)

    def told(self, left: int, seconds: float, now: float, budget: Budget) -> "Standing":
        """After the service said how many calls are left for so many seconds.

        In one and the same window the smaller number holds: the answer knows nothing of calls that are still under way.
        """
        resets_at = now + min(seconds, budget.window)
        is_same = self._ends(resets_at, budget)
        return replace(self, left=min(left, self.left) if is_same else min(left, budget.calls), resets_at=resets_at)

    def knows(self, left: int, seconds: float, now: float, budget: Budget) -> bool:
        """Whether there is nothing to learn from being `told`."""
        return self.left <= left and self._ends(now + min(seconds, budget.window), budget)

    def closed(self, seconds: float, now: float) -> "Standing":
        """A shorter wait never ends a longer one."""
        return replace(self, closed_until=max(self.closed_until, now + min(seconds, LONGEST_CLOSED)))

    def _ends(self, at: float, budget: Budget) -> bool:
        """Whether a window that ends then is this one."""
        return abs(at - self.resets_at) <= min(_ROUNDED, budget.window / 2)


NOTHING_KNOWN = Standing(0, 0.0)
"""Before the first call: its window has ended long ago."""
