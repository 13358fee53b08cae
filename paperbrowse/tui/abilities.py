"""What Textual makes of this terminal."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from io import StringIO

from rich.console import Console
from textual import constants

from ..model.check import Check, note, ok
from ..model.picture import Way

_NAMES = {"truecolor": "16 million colours", "256": "256 colours", "standard": "16 colours", "windows": "16 colours"}
_BETWEEN = ("TMUX", "STY", "ZELLIJ", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT")
"""Set where something stands between us and the terminal that drops its graphics, or lets them through in pieces."""
_WITH_PLACEHOLDERS = ("xterm-kitty", "xterm-ghostty")
"""By TERM. Others answer that they know kitty's graphics, but do not know its placeholders."""
_IN_WORDS = {Way.KITTY: "by kitty's graphics", Way.HALF: "in half blocks"}


def colour_check() -> Check:
    if os.environ.get("NO_COLOR"):
        return note("colours", "none, as NO_COLOR asks for")
    colors = _color_system()
    if colors is None:
        return note("colours", "none that are known of this TERM", "set TERM=xterm-256color, if the terminal has them")
    name = _NAMES.get(colors, colors)
    if colors == "truecolor":
        return ok("colours", name)
    return note("colours", name, "set COLORTERM=truecolor, if the terminal has them all")


def picture_check(are_wanted: bool, is_ascii: bool, are_installed: bool) -> Check:
    if not are_wanted:
        return ok("pictures", "none, as images = false in config.toml asks for")
    if is_ascii or os.environ.get("NO_COLOR"):
        return ok("pictures", f"none, as {'ascii' if is_ascii else 'NO_COLOR'} asks for")
    if not are_installed:
        return ok("pictures", "none: they are an extra, paperbrowse[images]")
    way = picture_way(os.environ, _color_system())
    return ok("pictures", _IN_WORDS[way]) if way else note("pictures", "none: they need 256 colours or more")


def picture_way(environ: Mapping[str, str], colors: str | None) -> Way | None:
    """How pictures are shown, from what is known of the terminal without asking it; half blocks where in doubt.

    `colors` is Rich's name of a colour system. None where they are not shown.
    """
    if environ.get("NO_COLOR") or colors not in ("256", "truecolor"):
        return None
    is_between = any(environ.get(name) for name in _BETWEEN)
    # The placeholders say in 24 bits of colour whose they are.
    is_kitty = environ.get("TERM") in _WITH_PLACEHOLDERS and colors == "truecolor" and not is_between
    return Way.KITTY if is_kitty else Way.HALF


def cell_size() -> tuple[int, int] | None:
    """Pixels of a cell across and down, as the system knows them; the terminal itself is never asked."""
    if sys.platform == "win32":
        return None
    import fcntl
    import struct
    import termios

    for stream in (sys.__stderr__, sys.__stdout__):
        with suppress(OSError, ValueError, AttributeError):
            answer = fcntl.ioctl(stream.fileno(), termios.TIOCGWINSZ, bytes(8))
            lines, columns, width, height = struct.unpack("HHHH", answer)
            if lines and columns and width >= columns and height >= lines:
                return width // columns, height // lines
    return None


def _color_system() -> str | None:
    environ = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    console = Console(
        file=StringIO(),
        force_terminal=True,
        color_system=constants.COLOR_SYSTEM,
        legacy_windows=False,
        _environ=environ,
    )
    return console.color_system
