"""What is written to the terminal, a third shorter: over a slow line every byte of a frame is waited for.

Textual says of each piece of text how it looks, whatever stood before it, and takes all of it back behind it. Here only
what changes is said. (SGR: "select graphic rendition", the sequences for colours and the like; ECMA-48, 8.3.117.)
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from rich.color import ColorSystem
from rich.style import Style
from textual.strip import Strip

_PART = r"[34]8;(?:2;\d+;\d+|5);\d+|\d+"
_RESET = "\x1b[m"
_FOREGROUND, _BACKGROUND = {*range(30, 40), *range(90, 98)}, {*range(40, 50), *range(100, 108)}


def sequences(pieces: Iterable[tuple[int, int, Strip]], colors: ColorSystem) -> str:
    """Strips, each with the line and the cell in which it begins; looks are plain before them and behind them."""
    written: list[str] = []
    now = ""
    for y, x, strip in pieces:
        written.append(f"\x1b[{y + 1};{x + 1}H")
        for text, style, _ in strip:
            look = _parameters(style, colors) if style else ""
            if look != now:
                written.append(_change(now, look))
                now = look
            written.append(text)
    return "".join(written) + (_RESET if now else "")


@lru_cache(maxsize=4_096)
def _parameters(style: Style, colors: ColorSystem) -> str:
    return Strip.render_ansi(style, colors)


@lru_cache(maxsize=4_096)
def _change(before: str, after: str) -> str:
    """From the looks of those parameters to others."""
    if not after:
        return _RESET
    old, new = _look(before), _look(after)
    is_more = old.others <= new.others and bool(old.foreground) <= bool(new.foreground) and bool(old.background) <= bool(new.background)
    if not is_more:  # what is there no longer goes only with all the rest
        return f"\x1b[0;{after}m"
    colours = (colour for colour, had in zip(new[:2], old[:2], strict=True) if colour != had)
    return f"\x1b[{';'.join((*sorted(new.others - old.others), *colours))}m"


class _Look(NamedTuple):
    foreground: str
    background: str
    others: frozenset[str]


@lru_cache(maxsize=4_096)
def _look(parameters: str) -> _Look:
    foreground = background = ""
    others = set()
    for part in re.findall(_PART, parameters):
        number = int(part.partition(";")[0])
        if number in _FOREGROUND:
            foreground = part
        elif number in _BACKGROUND:
            background = part
        else:
            others.add(part)
    return _Look(foreground, background, frozenset(others))
