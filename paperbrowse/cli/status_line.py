"""One line on a terminal's standard error that is drawn over itself and gone at the end; nothing elsewhere."""

import sys

from .cells import padded


class StatusLine:
    """`clear` is due before anything else is written, and at the end."""

    def __init__(self) -> None:
        self.is_shown = sys.stderr is not None and sys.stderr.isatty()
        self._drawn = ""

    def show(self, text: str) -> None:
        if self.is_shown:
            self._write("\r" + padded(text, len(self._drawn)))
            self._drawn = text

    def clear(self) -> None:
        if self._drawn:
            self.show("")
            self._write("\r")

    def _write(self, text: str) -> None:
        sys.stderr.write(text)
        sys.stderr.flush()
