"""One line on a terminal's standard error that is drawn over itself and gone at the end; nothing elsewhere."""

import sys
from collections.abc import Callable

from .cells import padded

_MANY = 500
"""Papers from which it is said how far it is."""


class StatusLine:
    """`clear` is due before anything else is written, and at the end."""

    def __init__(self) -> None:
        self.is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._drawn = ""

    def show(self, text: str) -> None:
        if self.is_shown:
            self._write("\r" + padded(text, len(self._drawn)))
            self._drawn = text

    def counting(self, doing: str = "") -> Callable[[int, int], None]:
        """Takes how many of how many papers are done: `Reading 300 of 10,000 papers`."""

        def tell(done: int, total: int) -> None:
            if total >= _MANY and (done % 100 == 0 or done == total):
                self.show(f"{doing} {done:,} of {total:,} papers".strip())

        return tell

    def clear(self) -> None:
        if self._drawn:
            self.show("")
            self._write("\r")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
