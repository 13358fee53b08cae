"""`field:value`, understood: which field was meant, and the term that it makes."""

import difflib
import re
from datetime import timedelta

from ..errors import UsageError
from .identifier import arxiv_id
from .period import period_of
from .query_language import ALSO_CALLED, FIELDS, Field, Wants
from .query_pieces import Piece
from .query_terms import Count, Days, Is, State, Term, Text, Where, comparable
from .value import Value

_NUMBER = r"(>=|<=|=|>|<|)([0-9]{1,9})"
_DATE_BEGUN = r"[12]?[0-9]{0,3}|[12][0-9]{3}-[Ww]?[0-9]{0,2}|[12][0-9]{3}-[0-9]{2}-[0-9]{0,2}"
_NUMBER_BEGUN = ("", ">", "<", "=", ">=", "<=")
_LONGEST_NAME = 20
_NO_VALUE = ("", "/", ":", "\\")
"""What stands after the colon where the letters before it are no field: `Re: x`, `http://x`, `std::vector`."""


class Problem(Value):
    """Something was not understood."""

    text: str
    """Part of a sentence."""


def field_of(piece: Piece) -> Field | Problem | None:
    """None where no field is meant: `http://…`, `Re: x`."""
    name = piece.field.lower()
    if field := FIELDS.get(ALSO_CALLED.get(name, name)):
        return field
    if len(name) < 2 or len(name) > _LONGEST_NAME or name != piece.field or piece.text[:1] in _NO_VALUE:
        return None
    if near := difflib.get_close_matches(name, FIELDS, n=1):
        return Problem(f"there is no field {name}: but {near[0]}:")
    return Problem(f"there is no field {name}: ; fields are {', '.join(FIELDS)}")


def field_term(field: Field, piece: Piece, is_unfinished: bool) -> Term | Problem | None:
    """None for what is only begun."""
    match field.wants:
        case Wants.TEXT:
            return _text(field, piece, is_unfinished)
        case Wants.NUMBER if found := re.fullmatch(_NUMBER, piece.text):
            return _count(field.name, found[1], int(found[2]))
        case Wants.NUMBER:
            is_begun = piece.text in _NUMBER_BEGUN
        case Wants.DAYS:
            if days := _days(field.name, piece.text):
                return days
            is_begun = re.fullmatch(_DATE_BEGUN, piece.text) is not None
        case Wants.STATE:
            word = piece.text.lower()
            if word in field.words:
                return Is(State(f"{field.name}:{word}"))
            is_begun = any(each.startswith(word) for each in field.words)
    return None if is_unfinished and is_begun else Problem(field.problem)


def _text(field: Field, piece: Piece, is_unfinished: bool) -> Text | Problem | None:
    where = Where(field.name)
    value = piece.text.removeprefix("#") if where is Where.TAG else piece.text
    if where is Where.CATEGORY:
        value = value.rstrip(".*")
    if where is Where.ID:
        value = arxiv_id(value) or value
    if text := comparable(value):
        return Text(text, where, is_unfinished, piece.is_quoted)
    return None if is_unfinished or piece.is_quoted else Problem(field.problem)


def _count(field: str, sign: str, number: int) -> Term:
    match sign:
        case ">":
            return Count(field, number + 1)
        case ">=":
            return Count(field, number)
        case "<":
            return Count(field, 0, number - 1)
        case "<=":
            return Count(field, 0, number)
    return Count(field, number, number)


def _days(field: str, typed: str) -> Days | None:
    """None where it is no day, week, month or year."""
    if re.match("[12][0-9]{3}", typed) is None:
        return None
    try:
        begin, end = (f"{typed}-01", f"{typed}-12") if len(typed) == 4 else (typed, typed)
        first, last = period_of(begin).first, period_of(end).last
    except UsageError:
        return None
    match field:
        case "after":
            return Days(first=last + timedelta(days=1))
        case "before":
            return Days(last=first - timedelta(days=1))
    return Days(first, last)
