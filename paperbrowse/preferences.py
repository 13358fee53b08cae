"""What a reader may write into config.toml: the values, the text that documents them, and what each key accepts."""

import os
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from .errors import UsageError
from .model.limits import Limits
from .model.period import parse_period
from .model.text import clean_line
from .model.value import Value

_MEGABYTE = 1024 * 1024


class Preferences(Value, kw_only=True):
    """What config.toml says, with our defaults where it is silent."""

    theme: str | None = None
    """The name of a theme; None leaves the choice to the screen."""
    ascii: bool = False
    """Draw with ASCII alone."""
    images: bool = True
    """Show the picture of a paper, where the extra for that is installed."""
    start: str = "today"
    """The edition to open, in a form that `parse_period` takes."""
    copy_target: str = "hub"
    """What `y` copies, one of COPY_TARGETS."""
    open_target: str = "hub"
    """What `o` opens, one of OPEN_TARGETS."""
    pdf_folder: Path | None = None
    """Where PDFs are kept, absolute; None is a folder of ours."""
    pdf_viewer: tuple[str, ...] = ()
    """The program that opens a PDF and its arguments, before the file; empty leaves it to the desktop."""
    keys: Mapping[str, tuple[str, ...]] = {}
    """Keys by command id, as written: only the screen knows its commands. An empty tuple takes the keys away."""
    limits: Limits = Limits()
    """How patient and how greedy the network may be."""
    check_every: float = 3600.0
    """Seconds between two looks for new papers while the screen is open."""
    cache_max_bytes: int = 512 * _MEGABYTE
    """What the cache may take on the disk before its oldest days go."""


COPY_TARGETS = ("hub", "arxiv", "pdf", "title", "markdown")
OPEN_TARGETS = ("hub", "arxiv", "pdf")

TEMPLATE = """\
# paperbrowse reads this file at its start. Every line may be left out; the values here are the defaults.

# theme = "paperbrowse-dark"  # the name of a theme; without it the screen chooses
ascii = false                 # draw with ASCII alone
images = true                 # the paper's picture beside its abstract, if paperbrowse[images] is installed
start = "today"               # the edition to open: today, 2026-06-08, 2026-W24, 2026-06, week, month, trending
copy_target = "hub"           # what y copies: hub, arxiv, pdf, title or markdown
open_target = "hub"           # what o opens: hub, arxiv or pdf
# pdf_folder = "~/Papers"     # where P keeps PDFs; without it a folder beside the library
# pdf_viewer = "zathura"      # the program that opens them; without it the desktop's own

[network]
connect = 5                   # seconds for a connection to stand
read = 15                     # seconds for the next bytes to come
whole = 60                    # seconds for one try from start to end
max_megabytes = 8             # of one answer
tries = 3                     # before the saved copy is shown
longest_wait = 60             # seconds that the service may ask us to wait
at_once = 4                   # requests in flight
api_calls = 500               # in one window, by all programs of yours together
page_calls = 100              # the same, for the pages of the site
window = 300                  # seconds of a window
check_every = 3600            # seconds between two looks for new papers

[cache]
max_megabytes = 512           # on the disk; the oldest days go first, bookmarked papers never

[keys]                        # your own keys by command id, one or a list, as `paperbrowse keys` names them
# help = ["?", "f1"]
"""

Check = Callable[[object], object]
"""Turns what TOML gave into the value; raises ValueError with what is wrong."""


def _kind(value: object) -> str:
    kinds = {bool: "true or false", int: "a number", float: "a number", str: "text", list: "a list", dict: "a table"}
    return kinds.get(type(value), "a date or time")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"must be text in quotes, not {_kind(value)}")
    if not value or value != clean_line(value):
        raise ValueError("must be plain text on one line, and not empty")
    return value


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"must be true or false, not {_kind(value)}")
    return value


def _folder(value: object) -> Path:
    folder = Path(os.path.expanduser(_text(value)))
    if not folder.is_absolute():
        raise ValueError("must be an absolute path, or begin with ~/")
    return folder


def _words(value: object) -> tuple[str, ...]:
    import shlex  # here, because few files name a program

    text = _text(value)
    try:
        return tuple(shlex.split(text, posix=os.name == "posix"))
    except ValueError as error:
        raise ValueError(f"“{text}” has a quote without its end") from error


def _period(value: object) -> str:
    text = _text(value)
    try:
        parse_period(text, date.max)  # the form alone: whether its time has come depends on the day it is opened
    except UsageError as error:
        raise ValueError(str(error)) from error
    return text


def _one_of(accepted: tuple[str, ...]) -> Check:
    def check(value: object) -> str:
        if (text := _text(value)) not in accepted:
            raise ValueError(f"“{text}” is not one of {', '.join(accepted)}")
        return text

    return check


def _number(lowest: float, highest: float) -> Check:
    def check(value: object) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValueError(f"must be a number, not {_kind(value)}")
        if not lowest <= value <= highest:
            raise ValueError(f"must be from {lowest:g} to {highest:g}")
        return float(value)

    return check


def _whole(lowest: int, highest: int, unit: int = 1) -> Check:
    in_range = _number(lowest, highest)

    def check(value: object) -> int:
        if isinstance(value, float):
            raise ValueError("must be a whole number")
        return int(in_range(value)) * unit

    return check


def pressed(value: object) -> tuple[str, ...]:
    """The check of a line of [keys]."""
    keys = value if isinstance(value, list) else [value]
    return tuple(_text(key) for key in keys)


TABLES = ("network", "cache", "keys")
KEYS: dict[tuple[str, str], tuple[str, str, Check]] = {
    ("", "theme"): ("", "theme", _text),
    ("", "ascii"): ("", "ascii", _flag),
    ("", "images"): ("", "images", _flag),
    ("", "start"): ("", "start", _period),
    ("", "copy_target"): ("", "copy_target", _one_of(COPY_TARGETS)),
    ("", "open_target"): ("", "open_target", _one_of(OPEN_TARGETS)),
    ("", "pdf_folder"): ("", "pdf_folder", _folder),
    ("", "pdf_viewer"): ("", "pdf_viewer", _words),
    ("network", "connect"): ("limits", "connect", _number(0.01, 600)),
    ("network", "read"): ("limits", "read", _number(0.01, 600)),
    ("network", "whole"): ("limits", "whole", _number(0.01, 3600)),
    ("network", "max_megabytes"): ("limits", "max_bytes", _whole(1, 256, _MEGABYTE)),
    ("network", "tries"): ("limits", "tries", _whole(1, 10)),
    ("network", "longest_wait"): ("limits", "longest_wait", _number(0, 3600)),
    ("network", "at_once"): ("limits", "at_once", _whole(1, 16)),
    ("network", "api_calls"): ("limits", "api_calls", _whole(1, 100_000)),
    ("network", "page_calls"): ("limits", "page_calls", _whole(1, 100_000)),
    ("network", "window"): ("limits", "window", _number(0.01, 3600)),
    ("network", "check_every"): ("", "check_every", _number(60, 86400)),
    ("cache", "max_megabytes"): ("", "cache_max_bytes", _whole(10, 100_000, _MEGABYTE)),
}
"""Table and key -> group and attribute, and the check."""
