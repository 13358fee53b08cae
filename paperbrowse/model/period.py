"""The editions of Daily Papers: a day, a week, a month, trending; and the words that people type for them.

Days are UTC, as the Hub counts them. `str(period)` is the form that the command line accepts and the cache files by.
"""

import difflib
import re
from datetime import date, timedelta

from msgspec import Struct

from ..errors import UsageError

FIRST_DAY = date(2023, 5, 4)
"""The first edition of Daily Papers."""

FORMS = "today, yesterday, 2026-06-08, 2026-W24, 2026-06, week, month or trending"
_WORDS = ("today", "yesterday", "week", "month", "trending")


class Day(Struct, frozen=True):
    day: date

    def __str__(self) -> str:
        return self.day.isoformat()

    @property
    def first(self) -> date:
        return self.day

    @property
    def last(self) -> date:
        return self.day

    @property
    def is_weekend(self) -> bool:
        """Saturday or Sunday: no papers are expected."""
        return self.day.weekday() >= 5

    def before(self) -> "Day":
        """The weekday before."""
        return Day(self.day - timedelta(days={0: 3, 6: 2}.get(self.day.weekday(), 1)))

    def after(self) -> "Day":
        """The weekday after."""
        return Day(self.day + timedelta(days={4: 3, 5: 2}.get(self.day.weekday(), 1)))


class Week(Struct, frozen=True):
    """An ISO week; `year` is the ISO year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-W{self.number:02}"

    @classmethod
    def of(cls, day: date) -> "Week":
        return cls(day.isocalendar().year, day.isocalendar().week)

    @property
    def first(self) -> date:
        return date.fromisocalendar(self.year, self.number, 1)

    @property
    def last(self) -> date:
        return date.fromisocalendar(self.year, self.number, 7)

    def before(self) -> "Week":
        return Week.of(self.first - timedelta(days=1))

    def after(self) -> "Week":
        return Week.of(self.last + timedelta(days=1))

    def days(self) -> tuple[Day, ...]:
        """Monday to Sunday."""
        return tuple(Day(self.first + timedelta(days=n)) for n in range(7))


class Month(Struct, frozen=True):
    year: int
    month: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.month:02}"

    @classmethod
    def of(cls, day: date) -> "Month":
        return cls(day.year, day.month)

    @property
    def first(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def last(self) -> date:
        return self.after().first - timedelta(days=1)

    def before(self) -> "Month":
        return Month.of(self.first - timedelta(days=1))

    def after(self) -> "Month":
        return Month(self.year + self.month // 12, self.month % 12 + 1)


class Trending(Struct, frozen=True):
    """What is on people's minds now: an order of all times, not a span of days."""

    def __str__(self) -> str:
        return "trending"


Period = Day | Week | Month | Trending
Span = Day | Week | Month


class Newest(Struct, frozen=True):
    """The newest edition of a day that has papers, or the one `back` editions before it."""

    back: int = 0

    def __str__(self) -> str:
        return "yesterday" if self.back else "today"


def parse_period(typed: str, today: date) -> Period | Newest:
    """The period that was typed in one of FORMS.

    Raises UsageError for anything else, for days that do not exist, for the future and for the time before FIRST_DAY.
    """
    word = typed.strip().lower()
    match word:
        case "today" | "yesterday":
            return Newest(back=int(word == "yesterday"))
        case "week":
            return Week.of(today)
        case "month":
            return Month.of(today)
        case "trending":
            return Trending()
    period = _parse_span(typed.strip(), typed)
    if period.first > today:
        raise UsageError(typed, f"not yet: it is {today.isoformat()} (UTC, as the Hub counts days)")
    if period.last < FIRST_DAY:
        raise UsageError(typed, f"nothing before {FIRST_DAY.isoformat()}, the first day of Daily Papers")
    return period


def period_of(key: str) -> Period:
    """The period whose `str` is `key`, in any time. Raises UsageError."""
    return Trending() if key == "trending" else _parse_span(key, key)


def looks_like_period(typed: str) -> bool:
    """Whether somebody who typed this meant a period rather than a file."""
    word = typed.strip().lower()
    return word in _WORDS or re.match(r"\d{4}[-–/.]?[W\d]", word, re.IGNORECASE) is not None


def _parse_span(text: str, typed: str) -> Span:
    try:
        if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})-([0-9]{2})", text):
            return Day(date(int(match[1]), int(match[2]), int(match[3])))
        if match := re.fullmatch(r"([0-9]{4})-[Ww]([0-9]{2})", text):
            date.fromisocalendar(int(match[1]), int(match[2]), 1)
            return Week(int(match[1]), int(match[2]))
        if match := re.fullmatch(r"([0-9]{4})-([0-9]{2})", text):
            date(int(match[1]), int(match[2]), 1)
            return Month(int(match[1]), int(match[2]))
    except ValueError:
        kind = {10: "day", 8: "week", 7: "month"}[len(text)]
        raise UsageError(typed, f"there is no such {kind}; accepted: {FORMS}") from None
    near = difflib.get_close_matches(text.lower(), _WORDS, n=1)
    meant = f"did you mean {near[0]}? " if near else ""
    raise UsageError(typed, f"not a period; {meant}accepted: {FORMS}")
