"""JSON from outside: loaded within bounds, then read field by field. A field of a wrong kind is unknown, never an error."""

import json
import re
from datetime import UTC, date, datetime

import msgspec

from ..errors import Unreachable, Unreadable
from ..model.text import clean_line

_MOMENT = re.compile(
    r"(?:19|2[01])[0-9]{2}-[0-9]{2}-[0-9]{2}"
    r"(?:T(?:[01][0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]{1,6})?)?(?:Z|[+-][0-9]{2}:[0-9]{2})?)?"
)
_DIGITS = re.compile(r"[0-9]{1,9}")
_COUNT_LIMIT = 10**9
_CLOSED_BY = {"[": "]", "{": "}"}


def load_json(body: bytes) -> object:
    """The value in `body`, UTF-8 with or without a BOM. NaN and Infinity become None: they are no JSON, and unknown.

    Raises Unreachable("cut") for an empty body and one that ends too early, Unreadable for anything else that is no JSON.
    """
    try:
        return msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return _patiently(body)


def _patiently(body: bytes) -> object:
    """As `load_json`, in four times as long: some of what is not quite JSON, and what is wrong with the rest."""
    try:
        return json.loads(body.decode("utf-8-sig"), parse_constant=_unknown)
    except UnicodeDecodeError as error:
        if error.end == len(body) and error.reason == "unexpected end of data":
            raise _cut(body) from error
        raise Unreadable("the answer is not UTF-8 text") from error
    except json.JSONDecodeError as error:
        if _ends_too_early(error):
            raise _cut(body) from error
        raise Unreadable(f"the answer is not JSON (line {error.lineno}, column {error.colno})") from error
    except RecursionError as error:
        raise Unreadable("the answer is nested too deeply") from error
    except ValueError as error:  # an integer of thousands of digits
        raise Unreadable("the answer has a number that is too long") from error


def due_list(value: object, of: str) -> list[object]:
    """The list itself. Raises Unreadable naming what came in its place."""
    if isinstance(value, list):
        return value
    raise Unreadable(f"the answer is {_kind(value)} where a list of {of} is due")


def due_object(value: object, of: str) -> dict[str, object]:
    """The object itself. Raises Unreadable naming what came in its place."""
    if isinstance(value, dict):
        return value
    raise Unreadable(f"the answer is {_kind(value)} where {of} is due")


def object_at(fields: dict[str, object], key: str) -> dict[str, object]:
    """The object under `key`; an empty one where there is none."""
    value = fields.get(key)
    return value if isinstance(value, dict) else {}


def line_at(fields: dict[str, object], key: str, most: int = 1_000) -> str | None:
    """The text under `key`, clean and on one line, at most so many characters and then `…`; None where none is left."""
    value = fields.get(key)
    if not isinstance(value, str):
        return None
    line = clean_line(value)
    return (line if len(line) <= most else line[: most - 1].rstrip() + "…") or None


def count_at(fields: dict[str, object], key: str) -> int | None:
    """The number under `key`, from 0 to a billion. Digits in a string and whole floats count, `true` does not."""
    value = fields.get(key)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    elif isinstance(value, str) and _DIGITS.fullmatch(value):
        value = int(value)
    return value if type(value) is int and 0 <= value < _COUNT_LIMIT else None


def moment_at(fields: dict[str, object], key: str) -> datetime | None:
    """The moment under `key` in UTC, of the years 1900 to 2199; one without a zone is taken as UTC."""
    value = fields.get(key)
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:  # February 30, a zone of 99 hours
        return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def date_at(fields: dict[str, object], key: str) -> date | None:
    """The date under `key` as it is written there, whatever the zone."""
    value = fields.get(key)
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        return None
    try:
        return datetime.fromisoformat(value).date()
    except ValueError:
        return None


def _unknown(_: str) -> None:
    return None


def _ends_too_early(error: json.JSONDecodeError) -> bool:
    text = error.doc.strip()
    is_open = text[:1] in _CLOSED_BY and text[-1:] != _CLOSED_BY[text[:1]]
    rest = error.doc[error.pos :]
    in_an_escape = error.msg.startswith("Invalid \\u") and len(rest) < len("uXXXX")
    return is_open or in_an_escape or error.msg.startswith("Unterminated") or not rest.strip()


def _cut(body: bytes) -> Unreachable:
    return Unreachable("cut", "the answer ends in the middle" if body.strip() else "the answer is empty")


def _kind(value: object) -> str:
    match value:
        case dict():
            return "an object"
        case list():
            return "a list"
        case str():
            return "a string"
        case bool():
            return "a truth value"
        case None:
            return "null"
        case _:
            return "a number"
