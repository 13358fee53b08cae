"""A library of 20,000 bookmarks with notes: opening it, its shelf, a mark more, and a step over all of them."""

import asyncio
import sqlite3
import time
from collections.abc import Awaitable, Callable, Iterator
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
        marking = Marking(lambda: library, SystemClock())
        load = _took(lambda: runner.run(marking.load()))
        yield f"open {MANY:,} bookmarks with notes, all marks", load, 0, "<= 500 ms", load <= 500
        with closing(sqlite3.connect(path)) as bare:
            rows, shelves = _in_turn(
                lambda: bare.execute("SELECT copy FROM papers").fetchall(), lambda: runner.run(library.bookmarked())
            )
        yield "their shelf, against the bare rows", shelves, rows, "<= 3 x", shelves <= 3 * rows
        papers = runner.run(library.bookmarked())
        with closing(_bare(root / "many" / "bare.db")) as bare:
            some = iter(papers)
            once, toggle = _in_turn(lambda: _commit(bare, 1), lambda: runner.run(marking.bookmark([next(some)])), 100)
            yield "a bookmark on or off, against the bare transaction", toggle, once, "<= 3 x", toggle <= 3 * once
            steps = iter((lambda: marking.tag(papers, ["all"]), marking.undo, lambda: marking.read(papers, True)))
            many, step = _in_turn(lambda: _commit(bare, MANY), lambda: runner.run(_done(next(steps)())), 3)
            yield "a step over all of them, against as many bare rows", step, many, "<= 1,000 ms", step <= 1000
        look = median(_took(lambda: runner.run(library.has_changed_elsewhere())) for _ in range(100))
        yield "a look at what another window wrote", look, 0, "<= 1 ms", look <= 1
        runner.run(library.close())


async def _done(step: Awaitable[object]) -> None:
    """Without its answer: the runner spells that out, for a message that nobody sees, and takes half a second for papers."""
    await step


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


def _bare(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for statement in ("PRAGMA journal_mode = WAL", "PRAGMA synchronous = FULL", "CREATE TABLE said (id TEXT, at TEXT)"):
        connection.execute(statement)
    return connection


def _commit(connection: sqlite3.Connection, rows: int) -> None:
    connection.execute("BEGIN IMMEDIATE")
    connection.executemany("INSERT INTO said VALUES (:id, :at)", ({"id": str(row), "at": "now"} for row in range(rows)))
    connection.execute("COMMIT")


def _in_turn(baseline: Callable[[], object], ours: Callable[[], object], times: int = 5) -> tuple[float, float]:
    """The medians of both, A B A B."""
    pairs = [(_took(baseline), _took(ours)) for _ in range(times)]
    return median(one for one, _ in pairs), median(other for _, other in pairs)


def _took(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
