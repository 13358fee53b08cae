"""Pictures for the terminal, made by a program of ours (`draw`); what comes from it is looked through before it is used."""

import os
import sys
from collections.abc import Mapping
from functools import cached_property
from importlib.util import find_spec

from ..model.picture import Drawing, Frame
from .program import piped

_NEEDED = ("PIL", "textual_image")
_MOST_ANSWERED = 16 * 2**20


class Painter:
    """The Painter of the ports. The limit is in seconds."""

    def __init__(
        self, environ: Mapping[str, str] = os.environ, python: str = sys.executable, limit: float = 10.0
    ) -> None:
        self._environ = environ
        self._python = python
        self._limit = limit

    @cached_property
    def is_there(self) -> bool:
        """Looks for the packages of the extra without loading them."""
        return all(find_spec(name) is not None for name in _NEEDED)

    async def draw(self, content: bytes, frame: Frame) -> Drawing | None:
        numbers = (frame.columns, frame.lines, *frame.cell)
        words = (self._python, "-P", "-m", "paperbrowse.desktop.draw", frame.way.value, *map(str, numbers))
        try:
            answer = await piped(words, self._environ, self._limit, content, _MOST_ANSWERED)
        except OSError:
            return None
        from .drawn import drawing_in  # not before the first picture

        return drawing_in(answer, frame) if answer is not None else None
