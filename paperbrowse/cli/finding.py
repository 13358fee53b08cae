"""Papers by id: on this machine first, then from the Hub."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, StoreError, Unreachable, UsageError
from ..model.identifier import is_title_id
from ..model.paper import Paper
from .exits import DONE, code_of
from .output import complain
from .session import say_wait

if TYPE_CHECKING:
    from ..services import Services


Find = Callable[["Services", str], Awaitable[Paper]]


class NotFound(PaperbrowseError):
    """Neither this machine nor the Hub knows the id."""


async def find(services: "Services", paper_id: str) -> Paper:
    """The paper; nothing on this machine makes us ask the Hub. Raises NotFound, SourceError."""
    if kept := await find_here(services, paper_id):
        return kept
    if is_title_id(paper_id):
        raise NotFound(f"{paper_id}: not on this machine, and the Hub knows no such ids")
    if found := await services.feed.paper(paper_id, say_wait):
        return found
    raise NotFound(f"{paper_id}: the Hub does not know this paper; it may be at https://arxiv.org/abs/{paper_id}")


async def find_or_bare(services: "Services", paper_id: str) -> Paper:
    """The paper; where the Hub does not know it or cannot be asked, its arXiv id alone: arXiv may know more, and so may this
    machine. Raises what `find` does where there is no such id."""
    try:
        return await find(services, paper_id)
    except (NotFound, Unreachable):
        paper = Paper(paper_id, "")
        if not paper.has_arxiv_id:
            raise
        return paper


async def find_here(services: "Services", paper_id: str) -> Paper | None:
    """The copy in the cache, in the library or in the sample."""
    if kept := await services.feed.kept_paper(paper_id):
        return kept
    try:
        kept = await services.shelves.paper(paper_id)
    except StoreError:
        kept = None  # said by whoever needs the marks; the paper itself may be found elsewhere
    return kept or next((paper for paper in services.sample().papers if paper.id == paper_id), None)


async def find_all(
    services: "Services", ids: dict[str, str | UsageError], find: Find = find
) -> tuple[list[Paper], int]:
    """All that can be found, in their order, and the exit code of the first that cannot; those are complained of."""
    papers: list[Paper] = []
    code = DONE
    for meant in ids.values():
        try:
            if isinstance(meant, UsageError):
                raise meant
            papers.append(await find(services, meant))
        except PaperbrowseError as error:
            complain(_named(str(error), meant))
            code = code or code_of(error)
    return papers, code


def _named(sentence: str, meant: str | UsageError) -> str:
    return f"{meant}: {sentence}" if isinstance(meant, str) and meant not in sentence else sentence
