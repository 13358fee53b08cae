"""How work that goes on for long ends in a command: by itself, at Ctrl-C, or where somebody refuses it."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, TypeVar

from ..model.text import count
from .exits import DONE, FAILED, INTERRUPTED, OFFLINE
from .output import say
from .progress import Progress

if TYPE_CHECKING:
    from ..services.archive import Synced
    from ..services.saving import Kept

T = TypeVar("T")


async def to_its_end(work: Coroutine[object, object, T], stop: Callable[[], None], progress: Progress) -> T:
    """What the work answers. Ctrl-C stops it, and what is under way then is kept all the same."""
    working = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(working)
    except asyncio.CancelledError:  # Ctrl-C
        stop()
        return await working
    finally:
        progress.clear()


def why_early(ended: "Synced | Kept") -> str | None:
    """A sentence; None where it came to its own end."""
    if ended.is_stopped:
        return "Stopped."
    return f"Ended early: {ended.failure.sentence.rstrip('.')}." if ended.failure else None


def say_what_is_left(ended: "Synced | Kept", of: str) -> None:
    """`of`: what is counted."""
    if why := why_early(ended):
        say(f"{why} {count(ended.left, of)} left: the same command goes on with what is left.")


def code_after(ended: "Synced | Kept") -> int:
    from ..services.feed import Offline

    if ended.is_stopped:
        return INTERRUPTED
    if isinstance(ended.failure, Offline):
        return OFFLINE
    return FAILED if ended.failure or ended.skipped else DONE
