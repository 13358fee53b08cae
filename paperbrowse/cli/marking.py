"""`paperbrowse bookmark`, `read` and `unread`."""

import argparse
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.marks import Marks
from ..settings import Settings
from .finding import find_all
from .ids import paper_ids
from .output import say, write
from .session import need_library, with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock


def mark(asked: argparse.Namespace, clock: "Clock | None") -> int:
    return with_services(asked, clock, _mark)


async def _mark(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    """What is marked is on disk before a word is said."""
    on = not asked.remove if asked.command == "bookmark" else asked.command == "read"
    ids = paper_ids(asked.ids)
    await services.marking.load()
    need_library(services, settings)
    wanted = ids if on else _marked(services, ids, asked.command)
    papers, code = await find_all(services, wanted)
    change = services.marking.bookmark if asked.command == "bookmark" else services.marking.read
    already = [paper.title for paper in papers if _is_on(services.marking.of(paper.id), asked.command) == on]
    if done := await change(papers, on):
        write([done.sentence])
    if already:
        subject = f"“{already[0]}”" if len(already) == 1 else f"{len(already)} papers"
        say(f"Already {'bookmarked' if asked.command == 'bookmark' else 'read'}: {subject}")
    if not ids:
        say("No ids came in on the standard input.")
    return code


def _marked(services: "Services", ids: dict[str, str | UsageError], command: str) -> dict[str, str | UsageError]:
    """The ids that have a mark to take away: papers without one need not be looked for."""
    wanted: dict[str, str | UsageError] = {}
    for key, meant in ids.items():
        if isinstance(meant, UsageError) or _is_on(services.marking.of(meant), command):
            wanted[key] = meant
        else:
            say(f"{meant} is not {'bookmarked' if command == 'bookmark' else 'marked read'}.")
    return wanted


def _is_on(marks: Marks, command: str) -> bool:
    return marks.bookmarked if command == "bookmark" else marks.read
