"""`paperbrowse watch` and `mute`: topics, authors, organizations and phrases."""

import argparse
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.interests import Interest, Wish, interest_of
from ..model.text import clean_line, drawable
from ..settings import Settings
from .exits import DONE, FAILED
from .output import complain, say, write
from .session import with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock

_DONE = {Wish.WATCH: "watched", Wish.MUTE: "muted"}


def watch_or_mute(asked: argparse.Namespace, clock: "Clock | None") -> int:
    if asked.action == "list" and asked.what:
        raise UsageError(asked.what[0], "nothing follows after list")
    if asked.action != "list" and not asked.what:
        raise UsageError(asked.action, "needs what: topic:NAME, author:NAME, org:NAME, or words")
    return with_services(asked, clock, {"list": _list, "add": _add, "remove": _remove}[asked.action])


async def _list(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    await services.watching.load()
    wish = Wish(asked.command)
    found = services.watching.interests.wished(wish)
    if not found:
        say(f"Nothing is {_DONE[wish]}. paperbrowse {wish.value} add topic:NAME does it, and w on the screen.")
    write(drawable(_typed(each)) for each in found)
    return DONE


async def _add(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    interest = _interest(asked)
    if await services.watching.add(interest):
        write([f"{_DONE[interest.wish].capitalize()}: {drawable(_typed(interest))}"])
    else:
        say(f"It was {_DONE[interest.wish]} already.")
    return DONE


async def _remove(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    interest = _interest(asked)
    if await services.watching.remove(interest):
        write([f"No longer {_DONE[interest.wish]}: {drawable(_typed(interest))}"])
        return DONE
    complain(f"{drawable(_typed(interest))} is not {_DONE[interest.wish]}; paperbrowse {asked.command} lists what is.")
    return FAILED


def _interest(asked: argparse.Namespace) -> Interest:
    typed = clean_line(" ".join(asked.what))
    interest = interest_of(typed, Wish(asked.command))
    if interest is None:
        raise UsageError(typed, "accepted: topic:NAME, author:NAME, org:NAME, or words")
    return interest


def _typed(interest: Interest) -> str:
    return f"{interest.subject.value}:{interest.name}"
