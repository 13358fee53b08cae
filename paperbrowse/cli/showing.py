"""`paperbrowse show`."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ..settings import Settings
from .finding import find_all
from .ids import paper_ids
from .output import is_terminal, write
from .record import as_json, record
from .session import library_code, with_services
from .table import Row, sheet

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock


def show(asked: argparse.Namespace, clock: "Clock | None") -> int:
    return with_services(asked, clock, _show)


async def _show(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    if asked.part is not None:
        from .reading import show_reading  # few ask for it

        return await show_reading(services, settings, asked)
    ids = paper_ids(asked.ids)
    await services.marking.load()
    papers, code = await find_all(services, ids)
    known = services.marking.problem is None
    rows = [(paper, services.marking.of(paper.id) if known else None) for paper in papers]
    if asked.json:
        records = [record(paper, marks) for paper, marks in rows]
        write([as_json(records[0])] if len(ids) == 1 and records else [as_json(records)] if len(ids) != 1 else [])
    else:
        _write_sheets(rows)
    return code or library_code(services)


def _write_sheets(rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows):
        if number:
            write(["", ""])
        write(sheet(row, is_terminal()))
