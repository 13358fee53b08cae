"""The command line: the only room that prints and returns exit codes. Importing it loads next to nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from ..errors import PaperbrowseError
    from ..services.ports import Clock


def main(argv: Sequence[str] | None = None, clock: Clock | None = None) -> int:
    """Does what was asked for and answers the exit code. Nothing is raised: every error becomes one sentence."""
    import atexit
    import gc

    from . import exits, output

    # All memory goes with the program; to look through it for garbage first took a fifth of a second after a long sync.
    atexit.register(gc.freeze)
    output.prepare()
    try:
        code = _code(argv, clock)
        output.finish()
        return code
    except output.Unwritable as error:
        return _failed(error)
    except BrokenPipeError:
        output.give_up()
        return exits.BROKEN_PIPE
    except KeyboardInterrupt:
        return exits.INTERRUPTED


def _code(argv: Sequence[str] | None, clock: Clock | None) -> int:
    from ..errors import PaperbrowseError
    from .output import Unwritable

    try:
        return _run(argv, clock)
    except (BrokenPipeError, Unwritable):
        raise
    except PaperbrowseError as error:
        return _failed(error)
    except Exception as error:
        # The outermost border: whatever comes here is a mistake of ours, and its text may hold a secret.
        return _bug(error, argv)


def _run(argv: Sequence[str] | None, clock: Clock | None) -> int:
    import sys

    from . import exits
    from .parser import parse

    try:
        asked = parse(sys.argv[1:] if argv is None else argv)
    except SystemExit:  # argparse, after --help and --version
        return exits.DONE
    return _command(asked, clock)


def _command(asked: argparse.Namespace, clock: Clock | None) -> int:
    match asked.command:
        case "list":
            from .editions import list_papers as command
        case "show":
            from .showing import show as command
        case "bookmark" | "read" | "unread" | "tag" | "note" | "undo" | "watch" | "mute" | "library":
            command = _of_library(asked.command)
        case "copy" | "open":
            from .links import send as command
        case "pdf":
            from .fetching_pdf import fetch_pdfs as command
        case "fetch":
            from .fetching import fetch as command
        case "topics":
            from .topics import topics as command
        case "searches":
            from .searches import searches as command
        case "search":
            from .searching import search as command
        case "reindex":
            from .searching import reindex as command
        case "sync":
            from .syncing import sync as command
        case "import":
            from .importing import import_page as command
        case "export":
            from .exporting import export as command
        case "paths" | "config" | "keys":
            from .about import tell as command
        case "doctor":
            from .doctor import examine as command
        case "completions":
            from .completions import complete as command
        case _:
            return _browse(asked, clock)
    return command(asked, clock)


def _of_library(name: str) -> Callable[[argparse.Namespace, Clock | None], int]:
    """What keeps something that the reader said."""
    match name:
        case "bookmark" | "read" | "unread":
            from .marking import mark as command
        case "tag" | "note" | "undo":
            from .noting import note_or_tag as command
        case "watch" | "mute":
            from .watching import watch_or_mute as command
        case _:
            from .keeping import library as command
    return command


def _browse(asked: argparse.Namespace, clock: Clock | None) -> int:
    import gc

    gc.disable()  # nothing of what is imported is garbage; the screen turns it on again after its first paint
    try:
        from .screen import browse

        return browse(asked, clock)
    finally:
        gc.enable()


def _failed(error: PaperbrowseError) -> int:
    from . import exits, output

    output.complain(str(error))
    return exits.code_of(error)


def _bug(error: Exception, argv: Sequence[str] | None) -> int:
    import os
    import sys

    from .bug import tell_bug
    from .session import system_time

    return tell_bug(error, sys.argv[1:] if argv is None else argv, os.environ, system_time())
