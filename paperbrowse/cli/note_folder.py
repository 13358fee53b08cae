"""`paperbrowse export --format markdown --output FOLDER/`: a note a paper."""

import argparse
import os
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, StoreError
from ..model.paper import Paper
from ..model.taken import Format
from ..model.text import count
from .exits import DONE
from .output import say
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services import Services

_NAMED = 30


def is_folder(asked: argparse.Namespace) -> bool:
    """Whether notes are meant: a folder that is there, or a path that ends in a slash."""
    slashes = tuple(filter(None, (os.sep, os.altsep)))
    return asked.form is Format.MARKDOWN and asked.path is not None and (asked.output.endswith(slashes) or asked.path.is_dir())


async def write_notes(services: "Services", asked: argparse.Namespace, papers: tuple[Paper, ...], line: StatusLine) -> int:
    """Stopped at any moment, the same command goes on where it was. Raises PaperbrowseError."""
    try:
        done = await services.exporting.write_notes(papers, asked.path, replaces=asked.force, on_step=line.counting("Writing"))
    except StoreError as error:  # a folder of the reader's is no library that cannot be used
        raise PaperbrowseError(str(error)) from error
    line.clear()
    say(f"{count(done.new, 'note')} written to {asked.path}, {done.updated:,} updated, {done.unchanged:,} as they were.")
    for name in done.kept[:_NAMED]:
        say(f"Kept, because you changed it: {name}")
    if len(done.kept) > _NAMED:
        say(f"Kept, because you changed them: {count(len(done.kept) - _NAMED, 'more note')}")
    if done.kept:
        say(f"--force replaces {'it' if len(done.kept) == 1 else 'them'}.")
    return DONE
