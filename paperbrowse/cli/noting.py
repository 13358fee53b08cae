"""`paperbrowse tag`, `note` and `undo`."""

import argparse
import sys
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING

from ..errors import PaperbrowseError, UsageError
from ..model.tags import LONGEST_NOTE, clean_tag
from ..model.text import drawable
from ..settings import Settings
from .exits import DONE, FAILED
from .finding import find, find_all
from .ids import one_id, paper_ids
from .output import complain, is_terminal, say, write
from .session import need_library, with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.ports import Clock


def note_or_tag(asked: argparse.Namespace, clock: "Clock | None") -> int:
    return with_services(asked, clock, {"tag": _tag, "note": _note, "undo": _undo}[asked.command])


async def _tag(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    add = [word[1:] for word in asked.words if word.startswith("+")]
    remove = [word[2:] for word in asked.words if word.startswith(" -")]
    for word in (*add, *remove):
        if not clean_tag(word):
            raise UsageError(word, "a tag has at least one letter; +TAG adds it, -TAG takes it away")
    typed = [word for word in asked.words if not word.startswith(("+", " -"))]
    if (add or remove) and not typed:
        raise UsageError((add + remove)[0], "the ID of a paper is needed before the tags")
    await services.marking.load()
    need_library(services, settings)
    if not typed:
        _list_tags(services)
        return DONE
    ids = paper_ids(typed)
    papers, code = await find_all(services, ids)
    if not add and not remove:
        write(f"{paper.id}\t{drawable(', '.join(services.marking.of(paper.id).tags))}" for paper in papers)
    elif done := await services.marking.tag(papers, add, remove):
        write([done.sentence])
    elif papers:
        say("The tags were so already.")
    return code


def _list_tags(services: "Services") -> None:
    """Every tag with the number of its papers, the most frequent first."""
    counts = Counter(tag for marks in services.marking.all.values() for tag in marks.tags).most_common()
    if not counts:
        say("No paper has a tag. paperbrowse tag ID +TAG gives it one, and t on the screen.")
    if is_terminal():
        write(f"{number:>6,}  {drawable(tag)}" for tag, number in counts)
    else:
        write(f"{tag}\t{number}" for tag, number in counts)


async def _note(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    paper_id = one_id(asked.id)
    if sum((asked.text is not None, asked.edit, asked.remove)) > 1:
        raise UsageError(asked.text or "--edit", "a TEXT, --edit or --remove: one of them")
    text = _read_text() if asked.text == "-" else asked.text
    await services.marking.load()
    need_library(services, settings)
    before = services.marking.of(paper_id).note or ""
    if text is None and not asked.edit and not asked.remove:
        if not before:
            say(f"{paper_id} has no note.")
        else:
            write([before])
        return DONE
    paper = await find(services, paper_id)
    if asked.edit:
        edited = services.desktop.edit(before, f"{paper_id.replace('/', '-')}.md", nullcontext)
        if edited.problem is not None:
            raise PaperbrowseError(edited.problem)
        text = edited.text
    if change := await services.marking.edit_note(paper, before, text or ""):
        write([change.sentence])
    else:
        say("The note was so already." if before else "There was no note.")
    return DONE


def _read_text() -> str:
    """Raises PaperbrowseError where it is longer than any note."""
    content = sys.stdin.buffer.read(4 * LONGEST_NOTE + 1) if sys.stdin else b""
    if len(content.decode(errors="replace")) > LONGEST_NOTE:
        raise PaperbrowseError(f"the standard input is longer than a note may be ({LONGEST_NOTE:,} characters)")
    return content.decode(errors="replace")


async def _undo(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    """One step, of whichever run of the program."""
    await services.marking.load()
    need_library(services, settings)
    change = await (services.marking.redo() if asked.redo else services.marking.undo())
    if change is None:
        complain("Nothing to redo." if asked.redo else "Nothing to undo.")
        return FAILED
    write([f"{'Redone' if asked.redo else 'Undone'}: {change.sentence}"])
    return DONE
