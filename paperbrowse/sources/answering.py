"""Answers of a service: as they arrive, whole, and read."""

import inspect
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from ..errors import Unreachable

T = TypeVar("T")

_LINKED = re.compile(r"<[^>]*>")
_NEXT = re.compile(r";\s*rel\s*=\s*\"?next\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Body:
    """What came with status 200, before anybody has read it."""

    content: bytes
    content_type: str
    """In lower case; empty where the service does not say."""


def decoded(body: Body) -> str:
    """Raises Unreachable("cut") for an empty one."""
    if not body.content.strip():
        raise Unreachable("cut", "the answer is empty")
    return body.content.decode("utf-8-sig", "replace")


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    value: T
    """What `parse` made of the body."""
    etag: str | None
    last_modified: str | None
    has_next: bool
    """Whether the service names a next page (`Link: rel=next`)."""


@dataclass(frozen=True, slots=True)
class NotModified:
    """What we have still holds. Comes only where `etag` or `last_modified` was sent."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    headers: Mapping[str, str]
    """Found under their names in lower case."""
    body: bytes
    """Read only with status 200."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A download: status 200, 206 or 416."""

    status: int
    headers: Mapping[str, str]
    """Found under their names in lower case."""
    pieces: AsyncIterator[bytes]
    """Raises Unreachable where the line breaks."""


Parse = Callable[[Body], T | Awaitable[T]]


async def answered(reply: Reply, parse: Parse[T]) -> Answer[T]:
    value = parse(Body(reply.body, reply.headers.get("content-type", "").lower()))
    return Answer(
        value=await value if inspect.isawaitable(value) else value,
        etag=validator(reply.headers.get("etag")),
        last_modified=validator(reply.headers.get("last-modified")),
        has_next=_NEXT.search(_LINKED.sub("", reply.headers.get("link", ""))) is not None,
    )


def validator(given: str | None) -> str | None:
    """What can be sent back as it came."""
    return given if given and given.isascii() and given.isprintable() and len(given) <= 500 else None
