"""How far a sync has come, or a fetch: one line that is drawn over itself on a terminal, and only the waits elsewhere."""

import os
import shutil
import sys
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from ..model.text import clean_line, count, drawable, megabytes
from .cells import cut
from .session import WORTH_SAYING, say_wait
from .status_line import StatusLine

if TYPE_CHECKING:
    from ..services.round import Step
    from ..services.ports import Clock, Waiting

_REDRAWN_AFTER = 0.1
"""Seconds."""
_BAR = 24
_BAR_FROM = 100
"""Cells of the terminal."""


class Progress:
    """`show` takes every step; `clear` before anything else is written, and at the end."""

    def __init__(self, clock: "Clock") -> None:
        self._clock = clock
        self._line = StatusLine()
        self._drawn_at: float | None = None
        self._waits_until: datetime | None = None

    def show(self, step: "Step") -> None:
        if step.waiting is not None and step.waiting.seconds >= WORTH_SAYING:
            self._wait(step, step.waiting)
        elif self._line.is_shown:
            is_last = step.done == step.total
            if is_last or self._drawn_at is None or step.seconds - self._drawn_at >= _REDRAWN_AFTER:
                self._drawn_at = step.seconds
                self._line.show(progress_line(step, self._cells()))

    def clear(self) -> None:
        self._line.clear()

    def _wait(self, step: "Step", waiting: "Waiting") -> None:
        """Several requests wait for the same: it is said once."""
        now = self._clock.now()
        if self._waits_until is not None and now < self._waits_until:
            return
        self._waits_until = now + timedelta(seconds=waiting.seconds)
        if self._line.is_shown:
            until = f"{self._waits_until.astimezone():%H:%M:%S}"
            text = f"{counted(step)} · {drawable(clean_line(waiting.reason))}, on at {until}"
            self._line.show(cut(text, self._cells(), "..."))
        else:
            say_wait(waiting)

    def _cells(self) -> int:
        """One less than there are, because some terminals begin a new line after the last."""
        try:
            columns = os.get_terminal_size(sys.stderr.fileno()).columns
        except (OSError, ValueError):
            columns = 0
        return max(20, columns or shutil.get_terminal_size().columns) - 1


def progress_line(step: "Step", cells: int) -> str:
    """`[#####-----] 120 of 300 days · 2,412 papers · 85 papers/s · 1:30 left`; without the bar where there is no room."""
    parts = [counted(step)]
    if step.papers_a_second and step.of == "day":
        parts.append(f"{step.papers_a_second:,.0f} papers/s")
    if step.seconds_left is not None and step.done < step.total:
        parts.append(f"{_time(step.seconds_left)} left")
    text = " · ".join(parts)
    if cells >= _BAR_FROM:
        full = _BAR * step.done // step.total if step.total else _BAR
        text = f"[{'#' * full}{'-' * (_BAR - full)}] {text}"
    return cut(text, cells, "...")


def counted(step: "Step") -> str:
    """`120 of 300 days · 2,412 papers`, and of papers that are saved `12 of 49 papers · 31.4 MB`."""
    brought = count(step.papers, "paper") if step.of == "day" else megabytes(step.size, None)
    return f"{step.done} of {step.total} {step.of if step.total == 1 else step.of + 's'} · {brought}"


def _time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"
