"""Periods as they are typed on the command line."""

import difflib
from datetime import date

from ..errors import UsageError
from ..model.period import FORMS, Newest, Period, parse_period


def period(typed: str, today: date) -> Period | Newest:
    """Raises UsageError, with a suggestion where one is near."""
    refuse_tomorrow(typed)
    return parse_period(typed, today)


def refuse_tomorrow(typed: str) -> None:
    """Raises UsageError for tomorrow, however it is spelt: it is near none of the words that are accepted."""
    if difflib.get_close_matches(typed.strip().lower(), ["tomorrow"]):
        raise UsageError(typed, f"not yet; did you mean today? accepted: {FORMS}")
