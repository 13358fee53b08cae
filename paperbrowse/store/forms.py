"""The forms in which values lie in the library."""

from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

T = TypeVar("T", bound=Struct)


def text_of(moment: datetime | None) -> str | None:
    """In UTC and always of one length, so that text sorts as time does."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds") if moment else None


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
