"""`paperbrowse search` and `paperbrowse reindex`."""

import argparse
import asyncio
from typing import TYPE_CHECKING

from msgspec.structs import asdict

from ..errors import UsageError
from ..model.identifier import arxiv_id
from ..model.paper import Paper
from ..model.query import Query, parse_query
from ..model.text import count
from ..settings import Settings
from .bringing import why
from .exits import DONE
from .output import is_terminal, say, write
from .record import Record, as_json, record
from .session import library_code, say_wait, with_services
from .status_line import StatusLine
from .table import Row, columns, table

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock
    from ..services.searching import OnStep

_LIMIT = 20


class FoundRecord(Record, frozen=True):
    """What `--json` prints: the keys are a promise to other programs."""

    from_hub: bool = False
    """The Hub found it, and it is not among what was found on this machine."""


def search(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.typed = " ".join(asked.words).strip()
    if not asked.typed:
        raise UsageError(asked.typed, "nothing to search for; see paperbrowse search --help")
    asked.paper_id = arxiv_id(asked.typed)
    asked.meant = parse_query(f"id:{asked.paper_id}" if asked.paper_id else asked.typed)
    return with_services(asked, clock, _search)


async def _search(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    await services.marking.load()
    query: Query = asked.meant
    for problem in query.problems:
        say(f"{problem}; it is looked for as text.")
    limit = asked.limit or _LIMIT
    await _catch_up(services)
    found = await services.searching.search(query, limit)
    if found.remark:
        say(found.remark)
    here = found.papers
    there = await _on_hub(services, asked, limit - len(here), here) if asked.hub else ()
    _write(services, settings, asked, here, there)
    if not here and not there:
        say("Nothing found.")
    elif found.total > len(here):
        say(f"{len(here)} of {found.total:,} papers; --limit shows more.")
    return library_code(services)


async def _on_hub(services: "Services", asked: argparse.Namespace, room: int, here: tuple[Paper, ...]) -> tuple[Paper, ...]:
    """What the Hub finds besides, for an id or an address the paper itself; that it cannot be asked is said."""
    from ..model.hub_words import fits_beyond_words, words_for_hub
    from ..services.feed import Failure

    query: Query = asked.meant
    if asked.paper_id:
        one = None if here else await services.feed.find(asked.paper_id, say_wait)
        if isinstance(one, Failure):
            say(f"{why(one)}: the Hub was not asked.")
        return (one,) if isinstance(one, Paper) else ()
    words = words_for_hub(query)
    if not words:
        say("The Hub is asked for words, and this search has none.")
        return ()
    answer = await services.feed.search(words, say_wait)
    if isinstance(answer, Failure):
        say(f"{why(answer)}: the Hub was not asked.")
        return ()
    known = {paper.id for paper in here}
    fitting = (paper for paper in answer if paper.id not in known)
    marks = services.marking
    return tuple([paper for paper in fitting if fits_beyond_words(query, paper, marks.of(paper.id))][: max(0, room)])


def _write(
    services: "Services", settings: Settings, asked: argparse.Namespace, here: tuple[Paper, ...], there: tuple[Paper, ...]
) -> None:
    rows, others = _rows(services, here), _rows(services, there)
    if asked.json:
        records = [FoundRecord(**asdict(record(*row)), from_hub=False) for row in rows]
        records += [FoundRecord(**asdict(record(*row)), from_hub=True) for row in others]
        write([as_json(records)])
    elif is_terminal():
        write(table(rows, settings.ascii))
        if others:
            write(["", "On the Hub:"])
            write(table(others, settings.ascii))
    else:
        write(columns(rows))
        write(f"{line}\thub" for line in columns(others))


def _rows(services: "Services", papers: tuple[Paper, ...]) -> list[Row]:
    known = services.marking.problem is None
    return [(paper, services.marking.of(paper.id) if known else None) for paper in papers]


def reindex(asked: argparse.Namespace, clock: "Clock | None") -> int:
    return with_services(asked, clock, _reindex)


async def _reindex(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    line = StatusLine()
    try:
        papers = await services.searching.reindex(_telling(line))
    except asyncio.CancelledError:  # Ctrl-C
        line.clear()
        say("Stopped: the index is as it was.")
        raise
    finally:
        line.clear()
    write([f"{count(papers, 'paper')} can be searched."])
    return DONE


async def _catch_up(services: "Services") -> None:
    """What is kept and not yet in the index, after an update of paperbrowse or a crash."""
    line = StatusLine()
    try:
        await services.searching.catch_up(_telling(line), in_passing=False)
    finally:
        line.clear()


def _telling(line: StatusLine) -> "OnStep":
    return lambda done, total: line.show(f"Reading {done} of {total} editions and papers for the index")
