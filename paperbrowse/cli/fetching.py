"""`paperbrowse fetch`."""

import argparse
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec import Struct

from ..errors import UsageError
from ..model.offline import in_words
from ..model.paper import Paper
from ..model.text import count
from ..settings import Settings
from .choosing import choose, understand
from .ending import code_after, say_what_is_left, to_its_end
from .exits import FAILED, OFFLINE
from .finding import find_or_bare
from .output import say, write
from .progress import Progress
from .record import as_json
from .session import need_library, with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock
    from ..services.saving import Kept, PaperKept


class FetchRecord(Struct, frozen=True):
    """What `--json` prints: the keys are a promise to other programs."""

    id: str
    whole: bool
    """All of it that anybody has is on this machine."""
    new: bool
    """Something of it was brought just now."""
    lacks: tuple[str, ...]
    """What nobody has: `talk`, `text`, `record`, `pdf`."""
    missing: tuple[str, ...]
    """What somebody may have, and is not here."""
    pdf: str | None
    """The path."""
    problem: str | None
    """Why something is missing, where that is known."""


def fetch(asked: argparse.Namespace, clock: "Clock | None") -> int:
    if asked.sample:
        raise UsageError("--sample", "the sample is here already; there is nothing to fetch")
    if not understand(asked, clock):
        raise UsageError("fetch", "which papers? ids, a PERIOD, --bookmarked or --query; see paperbrowse fetch --help")
    return with_services(asked, clock, _fetch)


async def _fetch(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    await services.marking.load()
    if asked.bookmarked:
        need_library(services, settings)
    papers, code = await choose(services, asked, services.shelves.bookmarks, find_or_bare)
    if not papers:
        say("There are no papers to fetch.")
        return code or FAILED
    if settings.offline:
        kept = await services.saving.look(papers, with_pdf=not asked.no_pdf)
    else:
        kept = await _save(services, papers, with_pdf=not asked.no_pdf)
    if asked.json:
        write([as_json([await _record(services, each) for each in kept.papers])])
    else:
        write(told(kept) if not settings.offline else here(kept))
    say_what_is_left(kept, "paper")
    is_lacking = settings.offline and any(each.missing for each in kept.papers)
    return (OFFLINE if is_lacking else code_after(kept)) or code


async def _save(services: "Services", papers: tuple[Paper, ...], *, with_pdf: bool) -> "Kept":
    progress = Progress(services.clock)
    saving = services.saving.save(papers, progress.show, with_pdf=with_pdf)
    return await to_its_end(saving, services.saving.stop, progress)


def told(kept: "Kept") -> Iterator[str]:
    """What came, what nobody has and what could not be had, in sentences."""
    new = sum(each.is_new for each in kept.whole)
    yield f"{count(len(kept.papers), 'paper')}: {new} brought, {len(kept.whole) - new} here already."
    for each in kept.papers:
        if each.is_nothing:
            yield f"{each.paper.id}: nobody has anything of it."
        elif each.lacks:
            yield f"{each.paper.id}: nobody has its {in_words(each.lacks)}."
        if each.missing and each.problem:
            yield f"{each.paper.id}: its {in_words(each.missing)} could not be had: {each.problem.rstrip('.')}."


def here(kept: "Kept") -> Iterator[str]:
    """What is on this machine, and what is not."""
    yield f"Offline: {len(kept.whole)} of {count(len(kept.papers), 'paper')} whole on this machine."
    for each in kept.papers:
        if each.missing:
            yield f"{each.paper.id}: its {in_words(each.missing)} {'is' if len(each.missing) == 1 else 'are'} not here."


async def _record(services: "Services", kept: "PaperKept") -> FetchRecord:
    path = await services.pdfs.find(kept.paper.id)
    return FetchRecord(
        id=kept.paper.id,
        whole=kept.is_whole,
        new=kept.is_new,
        lacks=tuple(part.name.lower() for part in kept.lacks),
        missing=tuple(part.name.lower() for part in kept.missing),
        pdf=str(path) if path else None,
        problem=kept.problem,
    )
