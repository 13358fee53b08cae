"""`paperbrowse import --resolve`: looks for the papers of a page that have no arXiv id, and says how it went."""

from typing import TYPE_CHECKING

from ..model.listing import Listing
from .session import say_wait
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Waiting
    from ..services.resolving import Resolution

_NAMED = 30
"""Titles that are told one by one."""


async def resolve(services: "Services", imported: Listing, kept: Listing) -> list[str]:
    """Looks for what is still known by its title alone; answers what came of it, in sentences.

    `imported` is the page as its file has it, `kept` as we have it by now. Raises StoreError.
    """
    untitled = [paper for paper in imported.papers if not paper.has_arxiv_id]
    if not untitled:
        return ["Every paper has its arXiv id: there is nothing to look for."]
    waiting = [paper for paper in kept.papers if not paper.has_arxiv_id]
    line = StatusLine()

    def on_step(done: int, total: int) -> None:
        line.show(f"Looking for titles on the Hub: {done} of {total}")

    def on_wait(waiting: "Waiting") -> None:
        line.clear()
        say_wait(waiting)

    try:
        outcome = await services.resolving.resolve(waiting, on_wait, on_step)
    finally:
        line.clear()
    return _told(outcome, len(untitled) - len(waiting) + len(outcome.became), len(untitled))


def _told(outcome: "Resolution", found: int, total: int) -> list[str]:
    sentences = []
    if outcome.problem is None or outcome.became or outcome.missing:
        sentences.append(f"{found} of {_papers(total)} found on the Hub.")
    sentences += [f"Not found: {paper.title}" for paper in outcome.missing[:_NAMED]]
    if len(outcome.missing) > _NAMED:
        sentences.append(f"Not found: {len(outcome.missing) - _NAMED} more.")
    if outcome.problem is not None:
        problem = outcome.problem[:1].upper() + outcome.problem[1:].rstrip(".")
        were = "was" if outcome.unasked == 1 else "were"
        sentences.append(
            f"{problem}: {_papers(outcome.unasked)} {were} not looked for. That happens by itself the next time online."
        )
    return sentences


def _papers(number: int) -> str:
    return "1 paper" if number == 1 else f"{number} papers"
