"""The forms in which values lie in the library."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

import msgspec
from msgspec import Struct

T = TypeVar("T", bound=Struct)


AMONG = "IN (SELECT value FROM json_each(:listed))"
"""One statement for any number of them: what `listed` makes stands there."""


def listed(values: Iterable[str]) -> dict[str, str]:
    return {"listed": msgspec.json.encode(list(values)).decode()}


@lru_cache(maxsize=1024)
def text_of(moment: datetime | None) -> str | None:
    """In UTC and always of one length, so that text sorts as time does. Many papers are marked in one moment."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


@lru_cache(maxsize=1024)
def moment_of(text: str | None) -> datetime | None:
    return msgspec.convert(text, datetime) if text else None


def encoded(value: Struct) -> str:
    return msgspec.json.encode(value).decode()


def decoded(json: str | bytes | msgspec.Raw, kind: type[T]) -> T | None:
    """None where it cannot be read."""
    try:
        return msgspec.json.decode(json, type=kind)
    except msgspec.MsgspecError:
        return None
