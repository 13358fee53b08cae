"""`paperbrowse pdf`."""

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from ..errors import PaperbrowseError, StoreError, Unreachable, UsageError
from ..model.paper import Paper
from ..model.text import megabytes
from ..settings import Settings
from .exits import DONE, FAILED, code_of
from .finding import find_or_bare
from .ids import paper_ids
from .output import complain, write
from .record import as_json
from .session import say_wait, with_services
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services import Services
    from ..services.pdf import Fetched
    from ..services.ports import Clock, Waiting


class PdfRecord(Struct, frozen=True):
    """What `--json` prints: the keys are a promise to other programs."""

    id: str
    path: str | None
    """None where there is none."""
    new: bool
    """Whether it was brought just now."""
    problem: str | None


def fetch_pdfs(asked: argparse.Namespace, clock: "Clock | None") -> int:
    return with_services(asked, clock, _fetch_all)


async def _fetch_all(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    folder = Path(os.path.expanduser(asked.to)).absolute() if asked.to else None
    records: list[PdfRecord] = []
    code = DONE
    for typed, meant in paper_ids(asked.ids).items():
        try:
            if isinstance(meant, UsageError):
                raise meant
            fetched = await _fetch(services, meant, folder)
        except PaperbrowseError as error:
            # A folder that cannot be written is no library that cannot be used.
            code = code or (FAILED if isinstance(error, StoreError) else code_of(error))
            sentence = str(error) if typed in str(error) else f"{typed}: {error}"
            complain(sentence)
            records.append(PdfRecord(typed, None, new=False, problem=str(error)))
            continue
        records.append(PdfRecord(meant, str(fetched.path), new=fetched.is_new, problem=None))
        if not asked.json:
            write([str(fetched.path)])
        if asked.open and (problem := await services.pdfs.open(fetched.path)):
            complain(problem)
            code = code or FAILED
    if asked.json:
        write([as_json(records)])
    return code


async def _fetch(services: "Services", paper_id: str, folder: Path | None) -> "Fetched":
    """Raises PaperbrowseError."""
    from ..services.feed import Failure, Offline

    line = StatusLine()
    shown = ""

    def on_wait(waiting: "Waiting") -> None:
        line.clear()
        say_wait(waiting)

    def on_bytes(done: int, total: int | None) -> None:
        nonlocal shown
        if shown != (text := f"{paper_id}: {megabytes(done, total)}"):
            shown = text
            line.show(text)

    try:
        there = await services.pdfs.find(paper_id, folder)
        paper = Paper(paper_id, "") if there else await find_or_bare(services, paper_id)
        outcome = await services.pdfs.fetch(paper, on_bytes, on_wait, folder)
    finally:
        line.clear()
    if isinstance(outcome, Offline):
        raise Unreachable(outcome.reason, f"{outcome.sentence.rstrip('.')}, and no PDF of {paper_id} is on this machine")
    if isinstance(outcome, Failure):
        raise PaperbrowseError(outcome.sentence)
    return outcome
