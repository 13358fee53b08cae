"""The papers that a command is about: ids, an edition, the bookmarks, or what fits a query."""

import argparse
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.identifier import arxiv_id, is_title_id
from ..model.paper import Paper
from ..model.period import Newest, Period
from ..model.query import parse_query
from .bringing import bring
from .exits import DONE
from .finding import Find, find, find_all
from .ids import paper_ids
from .output import say
from .periods import period
from .session import today

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock


def understand(asked: argparse.Namespace, clock: "Clock | None") -> bool:
    """Makes `ids` and `period` of the `words`; False where nothing was chosen. Raises UsageError."""
    asked.ids, asked.period = _parted(asked.words, clock)
    if asked.ids and (asked.bookmarked or asked.query or asked.period):
        raise UsageError(asked.ids[0], "ids stand by themselves, without --bookmarked, --query or a PERIOD")
    if asked.period and asked.bookmarked:
        raise UsageError("--bookmarked", "either the bookmarks or an edition")
    return bool(asked.ids or asked.period or asked.bookmarked or asked.query)


async def choose(
    services: "Services",
    asked: argparse.Namespace,
    otherwise: Callable[[], Awaitable[tuple[Paper, ...]]],
    find: Find = find,
) -> tuple[tuple[Paper, ...], int]:
    """The papers, each once, and the exit code of what could not be found. `otherwise`: what is meant where nothing was
    chosen. The marks are loaded."""
    if asked.ids:
        papers, code = await find_all(services, paper_ids(asked.ids), find)
        return tuple({paper.id: paper for paper in papers}.values()), code
    query = parse_query(asked.query or "")
    for problem in query.problems:
        say(f"--query: {problem}")
    if asked.query and not (asked.sample or asked.period or asked.bookmarked):
        await services.searching.catch_up(in_passing=False)
        return (await services.searching.search(query)).papers, DONE
    papers = await _of_shelf(services, asked, otherwise)
    return tuple(paper for paper in papers if query.matches(paper, services.marking.of(paper.id))), DONE


async def _of_shelf(
    services: "Services", asked: argparse.Namespace, otherwise: Callable[[], Awaitable[tuple[Paper, ...]]]
) -> tuple[Paper, ...]:
    if asked.sample:
        return services.sample().papers
    if asked.period is not None:
        return (await bring(services, asked.period, refresh=False)).papers
    return await services.shelves.bookmarks() if asked.bookmarked else await otherwise()


def _parted(words: list[str], clock: "Clock | None") -> tuple[list[str], Period | Newest | None]:
    """The ids, and the edition that is meant. Raises UsageError."""
    ids = [word for word in words if word == "-" or is_title_id(word.strip()) or arxiv_id(word)]
    others = [word for word in words if word not in ids]
    if len(others) > 1 and not ids:
        raise UsageError(others[1], "one PERIOD, or ids")
    if others and ids:
        raise UsageError(others[0], "not an id")
    return ids, period(others[0], today(clock)) if others else None
