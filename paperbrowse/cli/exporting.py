"""`paperbrowse export`."""

import argparse
import os
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, StoreError, UsageError
from ..model.besides import NOTHING, Besides
from ..model.identifier import arxiv_id, is_title_id
from ..model.paper import Paper
from ..model.period import Newest, Period
from ..model.query import parse_query
from ..model.taken import Format
from ..model.text import count, drawable
from ..settings import Settings
from .bringing import bring
from .exits import DONE, FAILED
from .finding import find_all
from .ids import paper_ids
from .note_folder import is_folder, write_notes
from .output import pour, say
from .periods import period
from .session import need_library, today, with_services
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services import Services
    from ..services.exporting import OnStep
    from ..services.ports import Clock

def export(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.path = Path(os.path.expanduser(asked.output)) if asked.output not in (None, "-") else None
    asked.form = _form(asked.format, asked.path)
    asked.ids, asked.period = _parted(asked.words, clock)
    if asked.ids and (asked.bookmarked or asked.query or asked.period):
        raise UsageError(asked.ids[0], "ids are exported by themselves, without --bookmarked, --query or a PERIOD")
    if asked.period and asked.bookmarked:
        raise UsageError("--bookmarked", "either the bookmarks or an edition")
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

    if not (asked.ids or asked.period or asked.bookmarked or asked.query):
        return await send_waiting(services)
    papers, code = await _selected(services, settings, asked)
    if not papers:
        say("There are no papers to hand over.")
        return code or FAILED
    return await hand_over(services, papers) or code


async def _selected(services: "Services", settings: Settings, asked: argparse.Namespace) -> tuple[tuple[Paper, ...], int]:
    """The papers, each once, and the exit code of what could not be found."""
    await services.marking.load()
    need_library(services, settings)
    if asked.ids:
        papers, code = await find_all(services, paper_ids(asked.ids))
        return tuple({paper.id: paper for paper in papers}.values()), code
    query = parse_query(asked.query or "")
    for problem in query.problems:
        say(f"--query: {problem}")
    papers = await _of_shelf(services, asked)
    if papers is None:
        await services.searching.catch_up(in_passing=False)
        return (await services.searching.search(query)).papers, DONE
    return tuple(paper for paper in papers if query.matches(paper, services.marking.of(paper.id))), DONE


async def _of_shelf(services: "Services", asked: argparse.Namespace) -> tuple[Paper, ...] | None:
    """None for all papers on this machine, of which a query chooses."""
    if asked.sample:
        return services.sample().papers
    if asked.period is not None:
        return (await bring(services, asked.period, refresh=False)).papers
    if asked.query and not asked.bookmarked:
        return None
    if _is_everything(asked):
        return await services.shelves.marked()
    return await services.shelves.bookmarks()


def _is_everything(asked: argparse.Namespace) -> bool:
    """Our own lines without a choice are all that the reader keeps."""
    is_chosen = asked.ids or asked.period or asked.query or asked.bookmarked or asked.sample
    return asked.form is Format.JSONL and not is_chosen


def _form(typed: str | None, path: Path | None) -> Format:
    if typed is not None:
        return Format(typed)
    suffix = path.suffix.lower() if path else ""
    return next((form for form in Format if form.suffix == suffix), Format.BIBTEX)


def _parted(words: list[str], clock: "Clock | None") -> tuple[list[str], Period | Newest | None]:
    """The ids, and the edition that is meant. Raises UsageError."""
    ids = [word for word in words if word == "-" or is_title_id(word.strip()) or arxiv_id(word)]
    others = [word for word in words if word not in ids]
    if len(others) > 1 and not ids:
        raise UsageError(others[1], "one PERIOD, or ids")
    if others and ids:
        raise UsageError(others[0], "not an id")
    return ids, period(others[0], today(clock)) if others else None


def _may_replace(path: Path) -> bool:
    """Asked of a person only."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return False
    sys.stderr.write(f"{drawable(str(path))} is there already. Replace it? [y/N] ")
    sys.stderr.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")

