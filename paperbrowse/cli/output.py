"""What goes to the standard output and the standard error, in characters that the stream can take."""

import codecs
import os
import sys
from collections.abc import Iterable

from ..errors import PaperbrowseError
from ..model.text import clean_line, drawable
from .secrets import without_secrets

_PLAIN = {"“": '"', "”": '"', "’": "'", "…": "...", "—": "-", "–": "-", "·": "-", "▲": "^", "◆": "*", "●": "."}


class Unwritable(PaperbrowseError):
    """The standard output takes no more."""


def prepare() -> None:
    """Makes both streams replace what their encoding lacks."""
    codecs.register_error("paperbrowse", _replacement)
    for stream in (sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="paperbrowse")


def write(lines: Iterable[str]) -> None:
    """Lines on the standard output. Raises Unwritable, and BrokenPipeError where the reader has left."""
    try:
        for line in lines:
            print(line)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def pour(pieces: Iterable[str]) -> None:
    """The text of a file on the standard output, as UTF-8 wherever no person reads it. Raises what `write` does."""
    try:
        for piece in pieces:
            if is_terminal():
                sys.stdout.write(piece)
            else:
                sys.stdout.buffer.write(piece.encode("utf-8", "replace"))
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def say(sentence: str) -> None:
    """A remark on the standard error: what a person should know and a program should not have to read over."""
    if sys.stderr is not None:
        print(without_secrets(drawable(clean_line(sentence))), file=sys.stderr)


def complain(sentence: str) -> None:
    """Why it did not work."""
    say(f"paperbrowse: {sentence}")


def finish() -> None:
    """Like `write`, for what waits in the buffer."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(error) from error


def give_up() -> None:
    """Nothing more goes to the standard output; Python would flush it at its end and print an error of its own."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def is_terminal() -> bool:
    return sys.stdout is not None and sys.stdout.isatty()


def is_unicode() -> bool:
    """Whether the standard output can take any character."""
    return (getattr(sys.stdout, "encoding", None) or "").lower().replace("-", "").startswith("utf")


def _unwritable(error: OSError) -> Unwritable:
    give_up()
    return Unwritable(f"the output cannot be written: {error.strerror}")


def _replacement(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(_PLAIN.get(character, "?") for character in error.object[error.start : error.end]), error.end
