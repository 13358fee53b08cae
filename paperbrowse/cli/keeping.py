"""`paperbrowse library`: where it is, whether it is whole, backups, and the exchange with other machines."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.text import count
from ..settings import Settings
from .exits import DONE, FAILED, NO_LIBRARY
from .output import complain, is_terminal, say, write
from .session import load_settings, need_library, with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.marking import Backup
    from ..services.ports import Clock

_LONGEST_CHECK = 600.0
"""Seconds."""
_NEEDS = {"merge": "needs the folder that the machines share"}
_TAKES = ("merge", "restore")


def library(asked: argparse.Namespace, clock: "Clock | None") -> int:
    if asked.argument is not None and asked.action not in _TAKES:
        raise UsageError(asked.argument, f"one word too many after {asked.action}")
    if asked.argument is None and asked.action in _NEEDS:
        raise UsageError(asked.action, _NEEDS[asked.action])
    match asked.action:
        case "path":
            write([str(load_settings(asked).library_file)])
            return DONE
        case "check":
            return _check(load_settings(asked))
    return with_services(asked, clock, {"backup": _back_up, "restore": _restore, "merge": _merge}[asked.action])


def _check(settings: Settings) -> int:
    """Reads every page, and changes nothing. A library that cannot be used exits with 4."""
    from ..model.check import State
    from ..services.examining import library_check

    found = library_check(settings.library_file, limit=_LONGEST_CHECK)
    write([found.said])
    if found.state is State.FAILED:
        complain(found.advice)
        return NO_LIBRARY
    return DONE


async def _back_up(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    await services.marking.load()
    need_library(services, settings)
    write([_line(await services.marking.back_up())])
    return DONE


async def _restore(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    """Without a name the backups are listed."""
    found = await services.marking.backups()
    if asked.argument is None:
        write(map(_line, found))
        if not found:
            say("There is no backup yet. One is made every day on which something changed.")
        elif is_terminal():
            say("paperbrowse library restore NAME brings one back; paperbrowse undo takes that back.")
        return DONE
    chosen = [backup for backup in found if asked.argument in (backup.path.name, backup.path.stem, str(backup.path))]
    if asked.argument == "newest":
        chosen = list(found[:1])
    if not chosen:
        complain(f"No whole backup is called “{asked.argument}”; paperbrowse library restore lists them.")
        return FAILED
    await services.marking.load()
    if services.marking.problem is not None:
        complain(services.marking.problem)
        return NO_LIBRARY
    change = await services.marking.restore(chosen[0])
    write([f"{change.sentence} {count(len(change.before), 'paper')} changed"] if change else [])
    return DONE


async def _merge(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    folder = Path(os.path.expanduser(asked.argument))
    if not folder.is_dir():
        raise UsageError(asked.argument, "not a folder; make it, and let your machines keep it in step")
    await services.marking.load()
    need_library(services, settings)
    merged = await services.marking.merge(folder)
    others = count(merged.machines, "other machine")
    changed = [count(len(merged.changed.marks), "paper")]
    changed += [count(len(wishes), "wish", "wishes")] if (wishes := merged.changed.wishes) else []
    write([f"Merged with {others}: {' and '.join(changed)} changed here"])
    for name, lines in merged.unread.items():
        say(f"{name}: {count(lines, 'line')} could not be read, and stayed as {'it is' if lines == 1 else 'they are'}.")
    return DONE


def _line(backup: "Backup") -> str:
    counts = f"{count(backup.bookmarks, 'bookmark')}, {count(backup.marked, 'marked paper')}, {count(backup.pages, 'page')}"
    if is_terminal():
        return f"{backup.path.name}  {backup.made_at:%Y-%m-%d %H:%M} UTC  {counts}"
    columns = (backup.path, f"{backup.made_at:%Y-%m-%dT%H:%M:%SZ}", backup.bookmarks, backup.marked, backup.pages)
    return "\t".join(map(str, columns))
