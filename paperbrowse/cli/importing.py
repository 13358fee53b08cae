"""`paperbrowse import`, and the bounded reading of a file that the reader named."""

import argparse
import os
import re
import stat
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from ..errors import PaperbrowseError, UsageError
from ..model.paper import Paper
from ..model.text import count, drawable
from ..settings import Settings
from .exits import DONE
from .output import say, write
from .record import as_json, record
from .session import with_services
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock
    from ..services.importing import Arrived

LARGEST = 16 * 1024 * 1024
"""Bytes of a page: sixteen times the largest one seen."""
_LARGEST_LIST = 100 * 1024 * 1024
"""Bytes of a bibliography, or of what another paperbrowse wrote."""
_LISTS = (b"{", b"[", b"@", b"%")
"""What those begin with."""
_NAMED = 30
"""Lines that cannot be used and are told one by one."""


class BadFile(PaperbrowseError):
    """A file that cannot be read, or that we refuse to."""


def import_page(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.saved_on = _day(asked.saved_on) if asked.saved_on is not None else None
    asked.content = read_file(asked.file)
    return with_services(asked, clock, _import)


def read_file(typed: str) -> bytes:
    """All of an ordinary file, or of the standard input for `-`: at most LARGEST bytes of what may be a page, and
    100 MiB of a list. Raises BadFile."""
    if typed == "-":
        content = _bounded(sys.stdin.buffer) if sys.stdin else b""
        name = "the standard input"
    else:
        content, name = _read(typed), typed
    if len(content) > _LARGEST_LIST:
        raise BadFile(f"{name} is larger than {_LARGEST_LIST // 2**20} MiB")
    if len(content) > LARGEST and not _may_be_list(content):
        raise BadFile(f"{name} is larger than {LARGEST // 2**20} MiB; a saved page is far smaller")
    return content


def _bounded(file: BinaryIO) -> bytes:
    """One byte more than is accepted, where there is that much."""
    content = file.read(LARGEST + 1)
    if len(content) > LARGEST and _may_be_list(content):
        content += file.read(_LARGEST_LIST + 1 - len(content))
    return content


def _may_be_list(content: bytes) -> bool:
    return content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(_LISTS)


def file_name(typed: str) -> str:
    """What to call the file in a sentence and in the list of imported pages."""
    return "standard input" if typed == "-" else Path(typed).name


async def _import(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    await services.marking.load()
    line, name = StatusLine(), file_name(asked.file)
    try:
        bring = services.importing.bring
        arrived = await bring(asked.content, name, asked.saved_on, line.counting("Reading"), is_trial=asked.dry_run)
    finally:
        line.clear()
    _tell(told(arrived, is_trial=asked.dry_run), asked)
    for each in arrived.unusable[:_NAMED]:
        say(f"Line {each.line}: {each.why}.")
    if len(arrived.unusable) > _NAMED:
        say(f"{count(len(arrived.unusable) - _NAMED, 'more line')} cannot be used.")
    if not asked.dry_run and (asked.resolve or arrived.is_list):
        from .resolving import resolve

        kept = await _kept(services, arrived)
        _tell(await resolve(services, arrived, kept, is_offline=settings.offline), asked)
    if asked.json:
        kept = arrived.papers if asked.dry_run else await _kept(services, arrived)
        write([as_json(record(paper, services.marking.of(paper.id)) for paper in kept)])
    return DONE


async def _kept(services: "Services", arrived: "Arrived") -> tuple[Paper, ...]:
    """The papers of the file as we have them by now."""
    listing = await services.shelves.page(arrived.page.key) if arrived.page else None
    known = {paper.id: paper for paper in listing.papers} if listing else {}
    if not arrived.is_list and listing:
        return listing.papers
    return tuple(known.get(paper.id, paper) for paper in arrived.papers)


def _tell(sentences: list[str], asked: argparse.Namespace) -> None:
    """Where the papers go to the standard output, sentences do not."""
    for sentence in sentences:
        say(sentence) if asked.json else write([drawable(sentence)])


def told(arrived: "Arrived", *, is_trial: bool = False) -> list[str]:
    """What came in, or would, in sentences."""
    papers, verb = count(len(arrived.papers), "paper"), "Would import" if is_trial else "Imported"
    if not arrived.is_new:
        sentences = [f"{papers} from {arrived.name}: imported before, nothing is new."]
    elif arrived.marked:
        sentences = [f"{verb} {papers} from {arrived.name}, with what was said of {count(arrived.marked, 'paper')}."]
    else:
        sentences = [f"{verb} {papers} from {arrived.name}."]
    others = arrived.others
    counted = ((others.pages, "imported page", None), (others.searches, "saved search", "saved searches"))
    parts = [count(*each) for each in (*counted, (others.wishes, "watched or muted subject", None)) if each[0]]
    sentences += [f"Besides: {', '.join(parts)}."] if parts else []
    if arrived.left_out:
        were = "was" if arrived.left_out == 1 else "were"
        sentences.append(f"{count(arrived.left_out, 'card')} without a title {were} left out.")
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
                return _bounded(file)
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
