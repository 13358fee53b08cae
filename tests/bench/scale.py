"""The program over many papers, in a pty: start, memory, `j`, and a key of a search to its painted results.

The same words are put to the index alone, and the same keys to a home of fifty papers.
"""

import asyncio
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import median, quantiles

from paperbrowse.assembly import open_services, open_stores
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.query import parse_query
from paperbrowse.model.value import replace
from paperbrowse.services.searching import ON_SCREEN
from paperbrowse.settings import Options, load

from .made import listing
from .terminal import Terminal

FEW = 50
NEWEST = date(2026, 6, 8)
_WORDS, _POOL, _DAYS = 100_000, 2_000_000, 1_000
_SEARCHED, _STARTS, _JUMPS, _LETTERS = 30, 7, 40, 12
_BURST = 0.003
"""Seconds without a byte that end a frame."""

Row = tuple[str, float, float, str, bool]
"""What, the value, that of the baseline, the budget, and whether it is kept."""


class Text:
    """Words that are as unevenly used as real ones; every beginning is some word's."""

    def __init__(self) -> None:
        self.chance = random.Random(1)
        letters = "etaoinshrdlucmfwypvbgkjqxz"
        weights = range(26, 0, -1)
        vocabulary = ["".join(self.chance.choices(letters, weights, k=self.chance.randint(2, 12))) for _ in range(_WORDS)]
        frequency = [1 / rank for rank in range(1, _WORDS + 1)]
        self._drawn = self.chance.choices(vocabulary, frequency, k=_POOL)

    def of(self, words: int) -> str:
        begin = self.chance.randrange(_POOL - words)
        return " ".join(self._drawn[begin : begin + words])


def made_up(number: int, topics_by: str | None = None) -> Iterator[Paper]:
    text, now = Text(), datetime.now(UTC)
    chance = text.chance
    for index in range(number):
        authors = tuple(Author(text.of(2).title()) for _ in range(chance.randint(1, 12)))
        lab = min(int(chance.paretovariate(0.6)), 5_000)
        yield Paper(
            f"{1001 + index // 90_000 % 12 + index // 90_000 // 12 * 100:04}.{index % 90_000 + 10_000:05}",
            text.of(chance.randint(5, 14)).capitalize(),
            abstract=text.of(chance.randint(100, 260)), authors=authors, author_count=len(authors),
            organization=Organization(f"lab-{lab}", f"Laboratory {lab}"), upvotes=int(chance.paretovariate(0.7)),
            topics=tuple({f"Topic {min(int(chance.paretovariate(0.8)), 60)}" for _ in range(3)}), topics_by=topics_by,
            keywords=(text.of(2), text.of(1)), fetched_at=now,
        )  # fmt: skip


def make_home(home: Path, number: int) -> None:
    """Cache and index as the program keeps them: fifty papers on the newest day, all others on a thousand days before it."""
    (home / "config").mkdir(parents=True)
    (home / "config" / "config.toml").write_text("[cache]\nmax_megabytes = 100000\n")
    asyncio.run(_keep(home, number))


async def _keep(home: Path, number: int) -> None:
    settings = load(Options(offline=True), environment(home))
    stores = open_stores(settings)
    async with open_services(settings, stores) as services:
        version = services.topics.version
        await services.shelves.remember("topics", version)
        first = listing(FEW)
        papers = made_up(number - FEW, version)
        for back in range(_DAYS if number > FEW else 0, 0, -1):
            day = NEWEST - timedelta(days=back)
            share = (number - FEW) // _DAYS + (back <= (number - FEW) % _DAYS)
            held = tuple(replace(paper, day=day, published=day) for paper in islice(papers, share))
            await stores.cache.keep(Listing(str(day), held, first.fetched_at, first.checked_at))
        held = tuple(replace(paper, day=NEWEST, topics_by=version) for paper in first.papers)
        await stores.cache.keep(replace(first, edition=str(NEWEST), papers=held))


def environment(home: Path) -> Mapping[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "PAPERBROWSE_", "PYTHONDONTWRITE"))}
    return {**kept, "PAPERBROWSE_HOME": str(home), "HF_HUB_OFFLINE": "1"}


def measured(root: Path, sizes: tuple[int, ...]) -> Iterator[Row]:
    for number in (FEW, *sizes):
        home = root / str(number)
        if not home.exists():
            make_home(home, number)
            yield _built(home, number)
    for number in sizes:
        yield from _starts(root, number)
        yield from _jumps(root, number)
        yield from _searches(root / str(number), number)


def _built(home: Path, number: int) -> Row:
    began = time.perf_counter()
    words = [sys.executable, "-m", "paperbrowse", "reindex"]
    subprocess.run(words, env=environment(home), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
    took = time.perf_counter() - began
    return f"{number:,} papers: reindex (s)", took, 0, "", True


def _size(folder: Path, files: str = "*") -> float:
    return sum(path.stat().st_size for path in folder.rglob(files) if path.is_file()) / 1e6


def _open(home: Path) -> Terminal:
    return Terminal([sys.executable, "-m", "paperbrowse", str(NEWEST)], environment(home))


def _starts(root: Path, number: int) -> Iterator[Row]:
    many, bare, memory, later, bare_memory = [], [], [], [], 0.0
    for _ in range(_STARTS):
        terminal = Terminal([sys.executable, "-m", "tests.bench.bare"], environment(root / str(number)))
        bare.append((terminal.wait_for(b"BARE-IS-PAINTED") - terminal.started) * 1000)
        bare_memory = terminal.memory()
        terminal.close()
        terminal = _open(root / str(number))
        many.append((terminal.wait_for(b"Title000000") - terminal.started) * 1000)
        memory.append(terminal.memory())
        if len(many) == _STARTS:
            terminal.rest(4)
            later.append(terminal.memory())
        terminal.close()
    name, value, base = f"{number:,} papers: ", median(many), median(bare)
    yield f"{name}start to first papers", value, base, "<= 1.30x", value <= 1.3 * base
    yield f"{name}memory then (MB)", median(memory), bare_memory, "<= 1.80x", median(memory) <= 1.8 * bare_memory
    yield f"{name}memory at rest (MB)", later[0], bare_memory, "<= 1.80x", later[0] <= 1.8 * bare_memory


def _jumps(root: Path, number: int) -> Iterator[Row]:
    """A dozen keys here, a dozen there."""
    terminals = {size: _open(root / str(size)) for size in (FEW, number)}
    took: dict[int, list[float]] = {size: [] for size in terminals}
    for terminal in terminals.values():
        terminal.wait_for(b"Title000000", 60)
        terminal.rest(4)
    for _ in range(_JUMPS // 10):
        for size, terminal in terminals.items():
            for key in b"jjjjjjjjjj":
                pressed = terminal.press(bytes((key,)))
                took[size].append((terminal.wait_for(b"Title") - pressed) * 1000)
                terminal.rest(0.05)
    for terminal in terminals.values():
        terminal.close()
    few, many = median(took[FEW]), median(took[number])
    yield f"{number:,} papers: j, against {FEW}", many, few, "within 20 %", many <= 1.2 * few


def _searches(home: Path, number: int) -> Iterator[Row]:
    text = Text()
    words = [word[:_LETTERS] for word in text.of(10 * _SEARCHED).split() if len(word) > 2][:_SEARCHED]
    painted, settled, memory = _typed(home, words)
    alone, wholes = asyncio.run(_alone(home, words))
    name, budget = f"{number:,} papers: ", 20 if number <= 40_000 else 60
    for kind, took, base in (("to its results", painted, alone), ("and all that follows, counts included", settled, wholes)):
        for what, value in (("p50", 49), ("p95", 94), ("worst", 99)):
            ours, bare = _cut(took, value), _cut(base, value)
            yield f"{name}a key {kind} ({what})", ours, bare, f"<= {budget} ms" * (value == 94), value != 94 or ours <= budget
    yield f"{name}memory after searching (MB)", memory, 0, "", True
    copies, budget = _size(home / "cache" / "index", "*.store"), max(30, 30 * number / 100_000)
    size = _size(home / "cache" / "index") - copies
    yield f"{name}its copies of papers (MB)", copies, 0, "", True
    yield f"{name}index without them (MB)", size, 0, f"<= {budget:.0f} MB", size <= budget


def _cut(took: list[float], percent: int) -> float:
    return max(took) if percent == 99 else quantiles(took, n=100)[percent]


def _typed(home: Path, words: list[str]) -> tuple[list[float], list[float], float]:
    """Each key to the end of the first frame with results, and to the end of the last one."""
    terminal = _open(home)
    terminal.wait_for(b"Title000000", 60)
    terminal.rest(4)
    terminal.press(b"s")
    terminal.wait_for(b"Search every paper")
    terminal.rest(0.3)  # less than the cursor of the line takes to blink
    painted, settled = [], []
    for word in words:
        for end in range(1, len(word) + 1):
            pressed = terminal.press(word[end - 1 : end].encode())
            terminal.wait_for(f"“{word[:end]}”: ".encode())
            painted.append((terminal.last_of_burst(_BURST) - pressed) * 1000)
            settled.append((terminal.last_of_burst(0.15) - pressed) * 1000)
        terminal.press(b"\x15")
        terminal.rest(0.15)
    memory = terminal.memory()
    terminal.close()
    return painted, settled, memory


async def _alone(home: Path, words: list[str]) -> tuple[list[float], list[float]]:
    """The index, asked for the same without a screen: a glance, and the whole with its counts."""
    index = open_stores(load(Options(offline=True), environment(home))).index
    await index.warm()
    glances, wholes = [], []
    for word in words:
        for end in range(1, len(word) + 1):
            term = parse_query(word[:end], is_typing=True).term
            began = time.perf_counter()
            index.glance(term, {}, ON_SCREEN)
            glances.append((time.perf_counter() - began) * 1000)
            began = time.perf_counter()
            await index.search(term, {}, 1_000, counts=True)
            wholes.append((time.perf_counter() - began) * 1000)
    await index.close()
    return glances, wholes
