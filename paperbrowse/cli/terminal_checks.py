"""What the terminal around us can do, as far as it can be told from here."""

import os
import sys
from collections.abc import Iterator, Mapping

from ..model.check import Check, failed, note, ok
from .output import is_unicode

_SMALLEST = (40, 10)
_NO_OSC52 = {"Apple_Terminal": "Terminal of macOS"}


def terminal_checks(environ: Mapping[str, str]) -> Iterator[Check]:
    yield _term(environ)
    yield _size()
    yield _encoding()
    yield _around(environ)
    yield _osc52(environ)


def _term(environ: Mapping[str, str]) -> Check:
    term = environ.get("TERM", "")
    if sys.platform == "win32":
        return ok("TERM", term or "not needed on Windows")
    if term in ("", "dumb", "unknown"):
        said = f"{term or 'not set'}: the screen needs a terminal that can draw"
        return failed("TERM", said, "set TERM=xterm-256color, if the terminal can; paperbrowse list needs none")
    return ok("TERM", term)


def _size() -> Check:
    for stream in (sys.__stdout__, sys.__stderr__, sys.__stdin__):
        try:
            columns, lines = os.get_terminal_size(stream.fileno())  # type: ignore[union-attr]
        except (OSError, ValueError, AttributeError):
            continue
        said = f"{columns} columns, {lines} lines"
        if columns < _SMALLEST[0] or lines < _SMALLEST[1]:
            advice = f"make it {_SMALLEST[0]} x {_SMALLEST[1]} or larger"
            return note("size", f"{said}: too small for the screen", advice)
        return ok("size", said)
    return note("size", "no terminal here: the screen cannot open, every other command works")


def _encoding() -> Check:
    encoding = getattr(sys.stdout, "encoding", None) or "unknown"
    if is_unicode():
        return ok("encoding", encoding)
    return note("encoding", f"{encoding}: some characters are replaced", "set LANG=C.UTF-8, or --ascii for the screen")


def _around(environ: Mapping[str, str]) -> Check:
    names = [
        name
        for name, variables in (
            ("SSH", ("SSH_TTY", "SSH_CONNECTION")),
            ("tmux", ("TMUX",)),
            ("screen", ("STY",)),
            ("WSL", ("WSL_DISTRO_NAME",)),
        )
        if any(environ.get(variable) for variable in variables)
    ]
    return ok("around it", ", ".join(names) or environ.get("TERM_PROGRAM") or "nothing that is known")


def _osc52(environ: Mapping[str, str]) -> Check:
    """The terminal never answers: only those that are known to take nothing can be named."""
    if environ.get("TERM", "dumb") == "dumb":
        return note("OSC 52", "not sent to a terminal that cannot draw")
    name = "GNOME's terminal" if environ.get("VTE_VERSION") else _NO_OSC52.get(environ.get("TERM_PROGRAM", ""))
    if name and not environ.get("TMUX"):
        return note("OSC 52", f"{name} may take no copies", "select the link that every copy shows, with the mouse")
    if environ.get("STY"):
        return note("OSC 52", "screen keeps copies to itself", "select the link that every copy shows, with the mouse")
    return ok("OSC 52", "copies are sent to the terminal too; it never says whether it took one")
