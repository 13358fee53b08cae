"""`paperbrowse searches`: the saved searches, which stand in the screen's sidebar."""

import argparse
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.text import drawable
from ..settings import Settings
from .cells import padded, width
from .exits import DONE, FAILED
from .output import complain, is_terminal, say, write
from .session import with_services

if TYPE_CHECKING:
    from ..model.saved_search import SavedSearch
    from ..services import Services
    from ..services.ports import Clock

_WORDS = {"list": 0, "add": 2, "remove": 1}
"""How many follow, after the action."""


def searches(asked: argparse.Namespace, clock: "Clock | None") -> int:
    given = [word for word in (asked.name, asked.query) if word is not None]
    if len(given) > _WORDS[asked.action]:
        raise UsageError(given[-1], f"one word too many after {asked.action}; a QUERY of several words stands in quotes")
    if len(given) < _WORDS[asked.action] or not all(word.strip() for word in given):
        raise UsageError(asked.action, "needs a NAME and a QUERY" if asked.action == "add" else "needs the NAME of a search")
    return with_services(asked, clock, {"list": _list, "add": _add, "remove": _remove}[asked.action])


async def _list(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    saved = await services.shelves.searches()
    if not saved:
        say("No search is saved. paperbrowse searches add NAME QUERY saves one, and ctrl+s in the search line.")
    names = max((width(search.name) for search in saved), default=0)
    write(_line(search, names) for search in saved)
    return DONE


def _line(search: "SavedSearch", names: int) -> str:
    if is_terminal():
        return f"{padded(drawable(search.name), names)}  {drawable(search.typed)}"
    return f"{search.name}\t{search.typed}"


async def _add(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    from ..model.query import parse_query

    saved = await services.shelves.save_search(asked.name, asked.query)
    if saved is None:
        raise UsageError(asked.query, "accepted: words to search for")
    write([f"Saved as “{saved.name}”: {saved.typed}"])
    for problem in parse_query(saved.typed).problems:
        say(problem)
    return DONE


async def _remove(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    if await services.shelves.remove_search(asked.name):
        write([f"Removed: “{asked.name}”"])
        return DONE
    complain(f"No search is saved as “{asked.name}”; paperbrowse searches lists them.")
    return FAILED
