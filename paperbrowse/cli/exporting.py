"""`paperbrowse export`."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, StoreError
from ..model.besides import NOTHING, Besides
from ..model.paper import Paper
from ..model.taken import Format
from ..model.text import count, drawable
from ..settings import Settings
from .choosing import choose, understand
from .exits import DONE, FAILED
from .note_folder import is_folder, write_notes
from .output import pour, say
from .session import need_library, with_services
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services import Services
    from ..services.exporting import OnStep
    from ..services.ports import Clock

def export(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.path = Path(os.path.expanduser(asked.output)) if asked.output not in (None, "-") else None
    asked.form = _form(asked.format, asked.path)
    asked.is_chosen = understand(asked, clock)
    return with_services(asked, clock, _hand_over if asked.zotero else _export)


async def _export(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    papers, code = await _selected(services, settings, asked)
    besides = await services.shelves.besides() if _is_everything(asked) else NOTHING
    if not papers and not besides:
        say("There are no papers to write.")
        return code or FAILED
    line = StatusLine()
    on_step = line.counting()
    try:
        if asked.path is None:
            pour(services.exporting.pieces(await services.exporting.take(papers, on_step), asked.form, besides))
            return code
        if is_folder(asked):
            return await write_notes(services, asked, papers, line) or code
        return await _to_file(services, asked, papers, besides, on_step, line) or code
    finally:
        line.clear()


async def _to_file(
    services: "Services",
    asked: argparse.Namespace,
    papers: tuple[Paper, ...],
    besides: Besides,
    on_step: "OnStep",
    line: StatusLine,
) -> int:
    from ..services.exporting import AlreadyThere

    write = partial(services.exporting.write, papers, asked.form, asked.path, besides=besides)
    try:
        done = await write(replaces=asked.force, on_step=on_step)
        line.clear()
        if isinstance(done, AlreadyThere) and _may_replace(asked.path):
            done = await write(replaces=True)
    except StoreError as error:  # a file of the reader's is no library that cannot be used
        raise PaperbrowseError(str(error)) from error
    if isinstance(done, AlreadyThere):
        raise PaperbrowseError(f"{asked.path} is there already; --force replaces it")
    say(f"{count(done.papers, 'paper')} written to {done.path}.")
    return DONE


async def _hand_over(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    """Without a selection, what waits for Zotero."""
    from .handing import hand_over, send_waiting

    if not asked.is_chosen:
        return await send_waiting(services)
    papers, code = await _selected(services, settings, asked)
    if not papers:
        say("There are no papers to hand over.")
        return code or FAILED
    return await hand_over(services, papers) or code


async def _selected(services: "Services", settings: Settings, asked: argparse.Namespace) -> tuple[tuple[Paper, ...], int]:
    await services.marking.load()
    need_library(services, settings)
    return await choose(services, asked, services.shelves.marked if _is_everything(asked) else services.shelves.bookmarks)


def _is_everything(asked: argparse.Namespace) -> bool:
    """Our own lines without a choice are all that the reader keeps."""
    return asked.form is Format.JSONL and not asked.is_chosen and not asked.sample


def _form(typed: str | None, path: Path | None) -> Format:
    if typed is not None:
        return Format(typed)
    suffix = path.suffix.lower() if path else ""
    return next((form for form in Format if form.suffix == suffix), Format.BIBTEX)


def _may_replace(path: Path) -> bool:
    """Asked of a person only."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{drawable(str(path))} is there already. Replace it? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")

