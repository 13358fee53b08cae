"""`paperbrowse copy` and `open`."""

import argparse
import os
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError
from ..model.identifier import is_title_id
from ..model.paper import Paper
from ..model.text import listed
from ..settings import Settings
from .exits import DONE, FAILED
from .finding import NotFound, find, find_here
from .ids import one_id
from .output import complain, say, write
from .session import with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock

_TERMINAL = "/dev/tty"


def send(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.id = one_id(asked.id)
    return with_services(asked, clock, _copy if asked.command == "copy" else _open)


async def _copy(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    """The link goes to the standard output as well, so that it is at hand where no clipboard took it."""
    if asked.bibtex:
        link = await services.arxiv.bibtex(await find(services, asked.id))
    else:
        link = (await _paper(services, asked.id)).url
    write([link])
    sent = await services.desktop.copy(link, keeps_lines=asked.bibtex)
    routes = [*sent.routes, "the terminal"] if _copy_by_terminal(link, keeps_lines=asked.bibtex) else list(sent.routes)
    for failure in sent.failures:
        say(f"Not copied by {failure}.")
    if not routes:
        complain("no clipboard could be reached")
        return FAILED
    say(f"{'BibTeX' if asked.bibtex else 'Link'} sent to {listed(routes)}.")
    return DONE


async def _open(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    paper = await _paper(services, asked.id)
    address = paper.arxiv_url if asked.arxiv else paper.pdf_url if asked.pdf else paper.url
    if address is None:
        raise PaperbrowseError(f"{paper.id}: no arXiv id is known of this paper; its page is {paper.url}")
    write([address])
    if problem := await services.desktop.open(address):
        complain(problem)
        return FAILED
    return DONE


async def _paper(services: "Services", paper_id: str) -> Paper:
    """An arXiv id makes a link by itself; the link of any other id searches for the title."""
    if not is_title_id(paper_id):
        return Paper(id=paper_id, title="")
    if paper := await find_here(services, paper_id):
        return paper
    raise NotFound(f"{paper_id}: not on this machine, and only a paper that is has a title to search for")


def _copy_by_terminal(text: str, *, keeps_lines: bool) -> bool:
    """Whether the terminal was asked to set its clipboard: not through the standard output, which may be a pipe."""
    from ..desktop.osc52 import osc52

    if os.environ.get("TERM", "dumb") == "dumb":
        return False
    try:
        terminal = os.open(_TERMINAL, os.O_WRONLY | os.O_NONBLOCK | os.O_NOCTTY)
    except (OSError, AttributeError):  # no terminal at all, or a system without such files
        return False
    try:
        return os.write(terminal, osc52(text, keeps_lines=keeps_lines).encode()) > 0
    except OSError:
        return False
    finally:
        os.close(terminal)
