"""`paperbrowse import`: asks the Hub about papers that are known by their title or id alone, and says how it went."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..model.brought import waits_for_details
from ..model.paper import Paper
from ..model.text import count
from .session import say_wait
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services import Services
    from ..services.importing import Arrived
    from ..services.ports import Waiting
    from ..services.resolving import Resolution

_AT_ONCE = 300
"""Papers of a list: more than that, and the Hub would make us wait."""
_NAMED = 30
"""Titles that are told one by one."""


async def resolve(
    services: "Services", arrived: "Arrived", kept: tuple[Paper, ...], *, is_offline: bool
) -> list[str]:
    """Looks for what is still known by its title or id alone; answers what came of it, in sentences.

    `kept` are the papers as we have them by now. Raises StoreError.
    """
    if arrived.is_list:
        return await _details(services, tuple(filter(waits_for_details, kept)), is_offline)
    untitled = [paper for paper in arrived.papers if not paper.has_arxiv_id]
    if not untitled:
        return ["Every paper has its arXiv id: there is nothing to look for."]
    waiting = [paper for paper in kept if not paper.has_arxiv_id]
    outcome = await _asked(services, waiting, "Looking for titles on the Hub")
    return _told(outcome, len(untitled) - len(waiting) + len(outcome.became), len(untitled))


async def _details(services: "Services", waiting: tuple[Paper, ...], is_offline: bool) -> list[str]:
    """Of a list: some at once, the others by and by."""
    if not waiting:
        return []
    later = f"Details of {_papers(len(waiting))} come by themselves the next time online."
    if is_offline:
        return [later]
    outcome = await _asked(services, waiting[:_AT_ONCE], "Asking the Hub for details")
    sentences = [f"Details of {_papers(len(outcome.became))} came from the Hub."] if outcome.became else []
    if outcome.missing:
        sentences.append(f"The Hub does not know {_papers(len(outcome.missing))} of them.")
    rest = len(waiting) - len(outcome.became) - len(outcome.missing)
    if rest:
        problem = f"{outcome.problem[:1].upper()}{outcome.problem[1:].rstrip('.')}: details" if outcome.problem else "Details"
        sentences.append(f"{problem} of {_papers(rest)} come by themselves the next time online.")
    return sentences


async def _asked(services: "Services", waiting: Sequence[Paper], doing: str) -> "Resolution":
    line = StatusLine()

    def on_step(done: int, total: int) -> None:
        line.show(f"{doing}: {done} of {total}")

    def on_wait(waiting: "Waiting") -> None:
        line.clear()
        say_wait(waiting)

    try:
        return await services.resolving.resolve(waiting, on_wait, on_step)
    finally:
        line.clear()


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
    return count(number, "paper")
