"""How long to leave a service alone: what it asks for, what we do of our own, and when we give up for a while."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from ..errors import Unreachable
from ..model.limits import Limits
from ..services.ports import Clock

_RATE_LIMIT = re.compile(r'"[^"]*"\s*;\s*r\s*=\s*([0-9]{1,9})\s*;\s*t\s*=\s*([0-9]{1,9})(?![0-9])')
_SECONDS = re.compile(r"[0-9]{1,12}")
_LONGEST = 3600.0
"""Seconds. The Hub counts in windows of five minutes; whoever asks for years is not obeyed for years."""
_CONNECTS = 3
_PROBE_AFTER = 60.0


def asked_wait(headers: Mapping[str, str], now: datetime) -> float | None:
    """Seconds for which the service wants to be left alone, at most an hour; None where it does not say.

    Reads `RateLimit: "api";r=0;t=40` (a second is added, as the Hub's own client does), then Retry-After in both forms;
    a date counts from the answer's own Date, so that a wrong clock on either side does no harm.
    """
    limit = calls_left(headers)
    if limit is not None and limit[0] == 0:
        return min(limit[1], _LONGEST)
    asked = headers.get("retry-after", "").strip()
    if _SECONDS.fullmatch(asked):
        return min(float(asked), _LONGEST)
    until = _http_date(asked)
    if until is None:
        return None
    seconds = (until - (_http_date(headers.get("date", "")) or now)).total_seconds()
    return min(seconds, _LONGEST) if seconds > 0 else None


def calls_left(headers: Mapping[str, str]) -> tuple[int, float] | None:
    """Calls until the service's window ends, and the seconds to that; None where it does not say (`RateLimit`)."""
    limit = _RATE_LIMIT.search(headers.get("ratelimit", ""))
    return (int(limit[1]), int(limit[2]) + 1.0) if limit else None


def backoff(limits: Limits, failures: int, chance: float) -> float:
    """Seconds before another try after so many failures: doubling, with full jitter by `chance` from 0 to 1."""
    return chance * min(limits.max_backoff, limits.first_backoff * 2 ** (failures - 1))


class Breaker:
    """After three connections in a row that failed: no more, for a minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.reset()

    def reset(self) -> None:
        self._failed = 0
        self._last: Unreachable | None = None
        self._at = 0.0

    def note(self, failure: Unreachable) -> None:
        self._failed += 1
        self._last, self._at = failure, self._clock.monotonic()

    def check(self) -> None:
        """Raises the last failure again while nobody should try."""
        if self._last and self._failed >= _CONNECTS and self._clock.monotonic() - self._at < _PROBE_AFTER:
            raise Unreachable(self._last.reason, str(self._last))


def _http_date(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # what email.utils raises for what is no date
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
