"""Periods as they are typed on the command line."""

from datetime import date

from ..errors import UsageError
from ..model.period import FORMS, Newest, Period, parse_period
from .parser import nearest


def period(typed: str, today: date) -> Period | Newest:
    """Raises UsageError, with a suggestion where one is near."""
    try:
        return parse_period(typed, today)
    except UsageError:
        refuse_tomorrow(typed)
        raise


def refuse_tomorrow(typed: str) -> None:
    """Raises UsageError for tomorrow, however it is spelt: it is near none of the words that are accepted."""
    if nearest(typed.strip(), ["tomorrow"]):
        raise UsageError(typed, f"not yet; did you mean today? accepted: {FORMS}")
