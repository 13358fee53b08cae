"""Dates as the site prints them: `Feb 12`, `Oct 17, 2024`, `Published on Sep 26, 2025`. The current year is left out."""

import re
from collections.abc import Iterable
from datetime import date

from ...model.value import Value

_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTH = (
    "Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    "|Nov(?:ember)?|Dec(?:ember)?"
)
_DATE = re.compile(
    rf"(?:Published on )?({_MONTH})\.? (3[01]|[12][0-9]|0?[1-9])(?:, ?([0-9]{{4}}))?(?: ?([0-9]{{1,6}}))?", re.ASCII
)
_SHORT = 60
_NEAR = 100
"""Days between the date of a paper and the month in its id, at most, where nobody changed either."""


class PrintedDate(Value):
    month: int
    day: int
    year: int | None
    """None is the year in which the page was saved."""
    number: int | None
    """What stands after the date: it counts comments."""


def printed_date(line: str) -> PrintedDate | None:
    """The date that a whole line is; it may be none of the calendar."""
    found = _DATE.fullmatch(line) if len(line) <= _SHORT else None
    if found is None:
        return None
    year, number = (int(text) if text else None for text in (found[3], found[4]))
    return PrintedDate(_MONTHS[found[1][:3].lower()], int(found[2]), year, number)


class Years(Value):
    """What is known about the year that a page leaves out."""

    saved_on: date | None = None
    latest: int | None = None
    """The latest year that the page writes out."""

    @classmethod
    def of(cls, saved_on: date | None, dates: Iterable[PrintedDate | None]) -> "Years":
        """For the dates of one page."""
        return cls(saved_on, max((each.year for each in dates if each and each.year is not None), default=None))

    def day(self, printed: PrintedDate | None, paper_id: str | None = None) -> date | None:
        """A date without a year belongs to the latest year in which it is not after `on`; where that is not
        known, to the year that the paper's id names, else to the one after the latest that is written out."""
        if printed is None:
            return None
        if printed.year is not None:
            return _date(printed.year, printed)
        if self.saved_on is not None:
            # 29 February may be eight years back.
            past = (_date(self.saved_on.year - back, printed) for back in range(9))
            return next((day for day in past if day is not None and day <= self.saved_on), None)
        if paper_id is not None and (month := _month_of(paper_id)) is not None:
            days = (_date(month.year + more, printed) for more in (-1, 0, 1))
            return next((day for day in days if day is not None and abs((day - month).days) <= _NEAR), None)
        return _date(self.latest + 1, printed) if self.latest is not None else None


def _month_of(paper_id: str) -> date | None:
    """The middle of the month in which arXiv gave out an id of 2007 and later."""
    found = re.match(r"([0-9]{2})(0[1-9]|1[0-2])\.", paper_id)
    return date(2000 + int(found[1]), int(found[2]), 15) if found else None


def _date(year: int, printed: PrintedDate) -> date | None:
    try:
        return date(year, printed.month, printed.day)
    except ValueError:
        return None
