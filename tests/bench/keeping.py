"""A library of 20,000 bookmarks with notes: opening it, its shelf, and a mark more."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Paper
from paperbrowse.services.clock import SystemClock
from paperbrowse.services.marking import Marking
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread

MANY = 20_000
Line = tuple[str, float, float, str, bool]
"""What, milliseconds, baseline, budget, whether it is kept."""


def measured(root: Path) -> Iterator[Line]:
    path = root / "many" / "library.db"
    with asyncio.Runner() as runner:
        _fill(runner, path)
        library = Library(path, StoreThread("library"))
        marking = Marking(library, SystemClock())
        load = _took(lambda: runner.run(marking.load()))
        yield f"open {MANY:,} bookmarks with notes, all marks", load, 0, "<= 500 ms", load <= 500
        with closing(sqlite3.connect(path)) as bare:
            baseline = median(_took(lambda: bare.execute("SELECT copy FROM papers").fetchall()) for _ in range(5))
        shelf = median(_took(lambda: runner.run(library.bookmarked())) for _ in range(5))
        yield "their shelf, against the bare rows", shelf, baseline, "<= 500 ms", shelf <= 500
        papers = runner.run(library.bookmarked())[:100]
        toggle = median(_took(lambda each=each: runner.run(marking.bookmark([each]))) for each in papers)
        yield "a bookmark on or off among them", toggle, 0, "<= 12 ms", toggle <= 12
        look = median(_took(lambda: runner.run(library.has_changed_elsewhere())) for _ in range(100))
        yield "a look at what another window wrote", look, 0, "<= 1 ms", look <= 1
        runner.run(library.close())


def _fill(runner: asyncio.Runner, path: Path) -> None:
    library, now = Library(path, StoreThread("library")), datetime.now(UTC)
    for begin in range(0, MANY, 1000):
        changes = [(_paper(number), _said(number, now)) for number in range(begin, begin + 1000)]
        runner.run(library.set_marks(changes))
    runner.run(library.close())


def _paper(number: int) -> Paper:
    return Paper(f"2606.{number:05}", f"Paper number {number}", abstract=f"word{number} " * 180)


def _said(number: int, now: datetime) -> Marks:
    return Marks(now - timedelta(minutes=number), tags=("kept",), note=f"A note on {number}.\nWith a second line.")


def _took(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
