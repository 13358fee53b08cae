"""Measures baseline and ours in turn, A B A B …, and prints value, baseline, ratio or difference, and the budget."""

import argparse
import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles

from msgspec.structs import replace

from paperbrowse.model.marks import Marks
from paperbrowse.model.topic_matcher import Matcher
from paperbrowse.sources.hub_api import read_entry
from paperbrowse.store.cache import Cache
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from paperbrowse.topics_file import read_vocabulary

from tests.hub.made_up import make_day

from . import sync as syncing
from .made import listing
from .terminal import Terminal

PYTHON = sys.executable
DAY = "2026-06-08"


@dataclass(frozen=True, slots=True)
class Measured:
    what: str
    value: float
    """Milliseconds, but for memory (MB)."""
    baseline: float
    budget: str
    is_kept: bool

    def __str__(self) -> str:
        ratio = f"{self.value / self.baseline:6.2f}x" if self.baseline else "       "
        verdict = "" if self.is_kept else "  <-- over"
        return f"{self.what:<46}{self.value:9.2f}{self.baseline:10.2f} {ratio}  {self.budget}{verdict}"


def environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "PAPERBROWSE_", "PYTHONDONTWRITE"))}
    return {**kept, "PAPERBROWSE_HOME": str(home), "HF_HUB_OFFLINE": "1"}


def warm_home(root: Path, papers: int = 50) -> Path:
    """A home whose cache holds one day."""
    home = root / "home"
    cache = Cache(home / "cache" / "papers", StoreThread("cache"), max_bytes=1 << 30)

    async def keep() -> None:
        await cache.keep(replace(listing(papers), edition=DAY))
        await cache.close()

    asyncio.run(keep())
    return home


def timed(action: Callable[[], object], times: int) -> list[float]:
    took = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        took.append((time.perf_counter() - start) * 1000)
    return took


def in_turn(ours: Callable[[], float], baseline: Callable[[], float], times: int) -> tuple[float, float]:
    """Medians of both, measured one after the other."""
    pairs = [(baseline(), ours()) for _ in range(times)]
    return median(ours for _, ours in pairs), median(bare for bare, _ in pairs)


def command(*words: str, home: Path) -> float:
    start = time.perf_counter()
    subprocess.run([PYTHON, *words], env=environment(home), stdout=subprocess.DEVNULL, check=True)
    return (time.perf_counter() - start) * 1000


def start(root: Path) -> Iterator[Measured]:
    home = warm_home(root)
    memory: dict[str, float] = {}

    def painted(words: list[str], wanted: bytes, name: str) -> float:
        terminal = Terminal([PYTHON, *words], environment(home))
        took = (terminal.wait_for(wanted) - terminal.started) * 1000
        memory[name] = terminal.memory()
        terminal.close()
        return took

    ours, bare = in_turn(
        lambda: painted(["-m", "paperbrowse", DAY], b"Title000000", "ours"),
        lambda: painted(["-m", "tests.bench.bare"], b"BARE-IS-PAINTED", "bare"),
        11,
    )
    yield Measured("start to first papers, warm cache", ours, bare, "<= 1.30x", ours <= 1.3 * bare)
    yield Measured("memory then (MB)", memory["ours"], memory["bare"], "<= 1.80x", memory["ours"] <= 1.8 * memory["bare"])


def commands(root: Path) -> Iterator[Measured]:
    home = warm_home(root)
    for words, budget in ((("--version",), 60), (("--help",), 60), (("list", DAY, "--json"), 150)):
        ours, bare = in_turn(
            lambda words=words: command("-m", "paperbrowse", *words, home=home), lambda: command("-c", "pass", home=home), 15
        )
        yield Measured(f"paperbrowse {' '.join(words)}", ours, bare, f"<= {budget} ms over", ours - bare <= budget)


def keys(root: Path) -> Iterator[Measured]:
    """`j` to the repainted row and to the new abstract, at 50 and at 100,000 papers, beside an OptionList of 50."""
    words = {"bare": ["tests.bench.bare_list"], "50": ["tests.bench.rows", "50"], "100,000": ["tests.bench.rows", "100000"]}
    terminals = {
        name: Terminal([PYTHON, "-m", *module], environment(root / f"home-{name}")) for name, module in words.items()
    }
    for terminal in terminals.values():
        terminal.wait_for(b"Title000000", 60)
        terminal.rest(2)
    row: dict[str, list[float]] = {name: [] for name in terminals}
    abstract: dict[str, list[float]] = {name: [] for name in terminals}
    for start in range(1, 49, 12):  # A B C A B C …, a dozen keys at a time: a program that just slept is slow to wake
        for name, terminal in terminals.items():
            for index in range(start, start + 12):
                pressed = terminal.press(b"j")
                row[name].append((terminal.wait_for(b"Title") - pressed) * 1000)
                if name != "bare":
                    abstract[name].append((terminal.wait_for(b"Ending%06d" % index) - pressed) * 1000)
                terminal.rest()
    for terminal in terminals.values():
        terminal.close()
    bare = median(row["bare"])
    for name in ("50", "100,000"):
        half, most = median(row[name]), quantiles(row[name], n=20)[-1]
        yield Measured(f"j to the row, {name} papers (p50)", half, bare, "<= 5 ms", half <= 5)
        yield Measured(f"j to the row, {name} papers (p95)", most, quantiles(row["bare"], n=20)[-1], "<= 12 ms", most <= 12)
        whole = median(abstract[name])
        yield Measured(f"j to the whole abstract, {name} papers", whole, bare, "<= 12 ms", whole <= 12)
    few, many = median(row["50"]), median(row["100,000"])
    yield Measured("j at 100,000 papers against 50", many, few, "within 20 %", many <= 1.2 * few)


def disk(root: Path) -> Iterator[Measured]:
    home = warm_home(root)
    cache = Cache(home / "cache" / "papers", StoreThread("cache"), max_bytes=1 << 30)
    cache.submit_listing(DAY).result()
    ours = median(timed(lambda: cache.submit_listing(DAY).result(), 200))
    yield Measured("one day of 50 papers from the cache", ours, 0, "<= 2 ms", ours <= 2)
    asyncio.run(cache.close())
    yield from bookmark(root)


def bookmark(root: Path) -> Iterator[Measured]:
    bare = sqlite3.connect(root / "bare.db", isolation_level=None)
    for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "CREATE TABLE marks (id TEXT, at TEXT)"):
        bare.execute(statement)

    def transaction() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT INTO marks VALUES (?, ?)", ("2606.00001", "2026"))
        bare.execute("COMMIT")

    library = Library(root / "data" / "library.db", StoreThread("library"))
    papers = iter(listing(1000).papers)
    marks = Marks(bookmarked_at=datetime.now(UTC))
    runner = asyncio.Runner()
    runner.run(library.marks())
    ours, baseline = in_turn(
        lambda: timed(lambda: runner.run(library.set_marks([(next(papers), marks)])), 1)[0], lambda: timed(transaction, 1)[0], 200
    )
    runner.run(library.close())
    runner.close()
    bare.close()
    yield Measured("bookmark to disk", ours, baseline, "<= 3x", ours <= 3 * baseline)


def parse(root: Path) -> Iterator[Measured]:
    entries = make_day(datetime(2026, 6, 8).date(), papers=50)
    body, now = json.dumps(entries).encode(), datetime.now(UTC)
    ours, bare = in_turn(
        lambda: timed(lambda: [read_entry(entry, None, now) for entry in json.loads(body)], 1)[0],
        lambda: timed(lambda: json.loads(body), 1)[0],
        200,
    )
    yield Measured("50 entries of the API to papers", ours, bare, "<= 4x", ours <= 4 * bare)


def search(root: Path) -> Iterator[Measured]:
    from .searching import measured  # loads the engine

    yield from (Measured(*each) for each in measured(root))


def library(root: Path) -> Iterator[Measured]:
    from .keeping import measured

    yield from (Measured(*each) for each in measured(root))


def sync(root: Path) -> Iterator[Measured]:
    days = syncing.span()
    homes = iter(root / f"home-{number}" for number in range(9))
    with syncing.service() as hub:
        syncing.curl(hub, days)  # it makes its papers up when they are first asked for
        ours, bare = in_turn(lambda: syncing.sync(hub, days, next(homes)), lambda: syncing.curl(hub, days), 5)
        again = syncing.sync(hub, days, root / "home-0")
    yield Measured(f"sync of {len(days)} days", ours, bare, "<= 1.15x", ours <= 1.15 * bare)
    yield Measured("a second sync", again, 0, "<= 500 ms", again <= 500)


def scale(root: Path, sizes: tuple[int, ...] = (40_000,)) -> Iterator[Measured]:
    from .scale import measured  # loads the engine

    yield from (Measured(*each) for each in measured(root, sizes))


def topics(root: Path) -> Iterator[Measured]:
    """Against a lower-cased copy of the same words, which any matcher has to make."""
    now = datetime.now(UTC)
    papers = [read_entry(entry, None, now) for entry in make_day(datetime(2026, 6, 8).date(), papers=500)]
    matcher = Matcher(read_vocabulary(None))
    matcher.topics_of(papers[0])
    ours, bare = in_turn(
        lambda: timed(lambda: [matcher.topics_of(paper) for paper in papers], 1)[0],
        lambda: timed(lambda: [f"{paper.title} {paper.summary} {paper.abstract}".lower().split() for paper in papers], 1)[0],
        20,
    )
    yield Measured("topics of 500 papers", ours, bare, "<= 100 ms", ours <= 100)


BENCHES = {"start": start, "commands": commands, "keys": keys, "disk": disk, "library": library, "parse": parse, "sync": sync, "search": search, "scale": scale, "topics": topics}


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=BENCHES)
    parser.add_argument("--sizes", help="papers for scale, by commas; 1000000 takes ten minutes and 4 GB to make")
    parser.add_argument("--homes", type=Path, help="a folder that keeps what scale made, for the next time")
    asked = parser.parse_args()
    only = asked.only
    if asked.sizes:
        sizes = tuple(map(int, asked.sizes.split(",")))
        BENCHES["scale"] = lambda root: scale(asked.homes or root, sizes)
    print(f"{'what':<46}{'ours':>9}{'baseline':>10} {'ratio':>7}  budget")
    for name, bench in BENCHES.items():
        if only in (None, name):
            with tempfile.TemporaryDirectory() as root:
                for measured in bench(Path(root)):
                    print(measured, flush=True)


main()
