"""`paperbrowse import --resolve`: looks for the papers of a page that have no arXiv id, and says how it went."""

import sys
from typing import TYPE_CHECKING

from ..model.listing import Listing
from .session import say_wait

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
    progress = _Progress()
    try:
        outcome = await services.resolving.resolve(waiting, progress.wait, progress.step)
    finally:
        progress.clear()
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


class _Progress:
    """One line on a terminal's standard error, gone at the end; nothing elsewhere."""

    def __init__(self) -> None:
        self._is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._width = 0

    def step(self, done: int, total: int) -> None:
        self._show(f"Looking for titles on the Hub: {done} of {total}")

    def wait(self, waiting: "Waiting") -> None:
        self.clear()
        say_wait(waiting)

    def clear(self) -> None:
        self._show("")

    def _show(self, text: str) -> None:
        if self._is_shown and (text or self._width):
            print(f"\r{text:<{self._width}}", end="" if text else "\r", file=sys.stderr, flush=True)
            self._width = len(text)
