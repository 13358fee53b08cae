"""What Textual makes of this terminal."""

import os
from io import StringIO

from rich.console import Console
from textual import constants

from ..model.check import Check, note, ok

_NAMES = {"truecolor": "16 million colours", "256": "256 colours", "standard": "16 colours", "windows": "16 colours"}


def colour_check() -> Check:
    if os.environ.get("NO_COLOR"):
        return note("colours", "none, as NO_COLOR asks for")
    environ = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    console = Console(
        file=StringIO(),
        force_terminal=True,
        color_system=constants.COLOR_SYSTEM,
        legacy_windows=False,
        _environ=environ,
    )
    if console.color_system is None:
        return note("colours", "none that are known of this TERM", "set TERM=xterm-256color, if the terminal has them")
    name = _NAMES.get(console.color_system, console.color_system)
    if console.color_system == "truecolor":
        return ok("colours", name)
    return note("colours", name, "set COLORTERM=truecolor, if the terminal has them all")
