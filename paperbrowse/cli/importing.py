"""`paperbrowse import`, and the bounded reading of a file that the reader named."""

import argparse
import os
import re
import stat
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, UsageError
from ..model.text import drawable
from ..settings import Settings
from .exits import DONE
from .output import say, write
from .record import as_json, record
from .session import with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock
    from ..services.shelves import Imported

LARGEST = 16 * 1024 * 1024
"""Bytes of a page: sixteen times the largest one seen."""


class BadFile(PaperbrowseError):
    """A file that cannot be read, or that we refuse to."""


def import_page(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.saved_on = _day(asked.saved_on) if asked.saved_on is not None else None
    asked.content = read_file(asked.file)
    return with_services(asked, clock, _import)


def read_file(typed: str) -> bytes:
    """At most LARGEST bytes of an ordinary file, or of the standard input for `-`. Raises BadFile."""
    if typed == "-":
        content = sys.stdin.buffer.read(LARGEST + 1) if sys.stdin else b""
        name = "the standard input"
    else:
        content, name = _read(typed), typed
    if len(content) > LARGEST:
        raise BadFile(f"{name} is larger than {LARGEST // 2**20} MiB; a saved page is far smaller")
    return content


def file_name(typed: str) -> str:
    """What to call the file in a sentence and in the list of imported pages."""
    return "standard input" if typed == "-" else Path(typed).name


async def _import(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    imported = await services.shelves.add_page(asked.content, file_name(asked.file), asked.saved_on)
    _tell(told(imported), asked)
    if asked.resolve:
        from .resolving import resolve

        kept = await services.shelves.page(imported.page.key) or imported.listing
        _tell(await resolve(services, imported.listing, kept), asked)
    if asked.json:
        await services.marking.load()
        kept = await services.shelves.page(imported.page.key) or imported.listing
        write([as_json(record(paper, services.marking.of(paper.id)) for paper in kept.papers)])
    return DONE


def _tell(sentences: list[str], asked: argparse.Namespace) -> None:
    """Where the papers go to the standard output, sentences do not."""
    for sentence in sentences:
        say(sentence) if asked.json else write([drawable(sentence)])


def told(imported: "Imported") -> list[str]:
    """What came in, in sentences."""
    listing, name = imported.listing, imported.page.name
    papers = "1 paper" if len(listing.papers) == 1 else f"{len(listing.papers)} papers"
    sentences = [
        f"Imported {papers} from {name}."
        if imported.is_new
        else f"{papers} from {name}: imported before, nothing is new."
    ]
    if listing.left_out:
        cards = "1 card" if listing.left_out == 1 else f"{listing.left_out} cards"
        sentences.append(f"{cards} without a title {'was' if listing.left_out == 1 else 'were'} left out.")
    return sentences


def _read(typed: str) -> bytes:
    try:
        # Without O_NONBLOCK, opening a pipe that nobody writes to waits for ever.
        descriptor = os.open(typed, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        try:
            mode = os.fstat(descriptor).st_mode
            if not stat.S_ISREG(mode):
                raise BadFile(f"{typed} is {'a folder' if stat.S_ISDIR(mode) else 'not an ordinary file'}")
            with open(descriptor, "rb", closefd=False) as file:
                return file.read(LARGEST + 1)
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        problem = error.strerror if isinstance(error, OSError) else "no file has such a name"
        raise BadFile(f"{typed} cannot be read: {problem}") from error


def _day(typed: str) -> date:
    try:
        if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed):
            return date.fromisoformat(typed)
    except ValueError:
        raise UsageError(typed, "there is no such day; it looks like 2026-04-18") from None
    raise UsageError(typed, "not a date; it looks like 2026-04-18")
