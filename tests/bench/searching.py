"""Searching without the screen: a key to its answer, and papers into the index beside the bare engine."""

import asyncio
import gc
import random
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from statistics import median, quantiles

import msgspec
import tantivy

from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.query import parse_query
from paperbrowse.services.searching import ON_SCREEN
from paperbrowse.store.index import Index
from paperbrowse.store.thread import StoreThread

MANY = 40_000
ADDED = 30_000
_KEYS = 1_000
_WORDS = 20_000


def made_up_papers(number: int) -> list[Paper]:
    """With a vocabulary whose words are as unevenly used as real ones."""
    chance = random.Random(1)
    letters = "etaoinshrdlucmfwypvbgkjqxz"
    words = ["".join(chance.choices(letters, range(26, 0, -1), k=chance.randint(2, 12))) for _ in range(_WORDS)]
    drawn = iter(chance.choices(words, [1 / rank for rank in range(1, _WORDS + 1)], k=number * 190))

    def text(count: int) -> str:
        return " ".join(next(drawn) for _ in range(count))

    return [
        Paper(
            f"{2305 + index // 10_000}.{index % 10_000:05}", text(9), abstract=text(160),
            authors=tuple(Author(text(2)) for _ in range(6)), organization=Organization(f"lab-{index % 500}"),
            topics=(f"Topic {index % 60}", f"Topic {index % 17}"), keywords=(text(1), text(1)), upvotes=index % 300,
            day=date(2023, 5, 4) + timedelta(days=index // 40),
        )
        for index in range(number)
    ]  # fmt: skip


def measured(root: Path) -> Iterator[tuple[str, float, float, str, bool]]:
    """What, milliseconds, those of the baseline, the budget, and whether it is kept."""
    papers = made_up_papers(MANY)
    gc.collect()
    gc.freeze()  # as the program does; these papers would lie on no heap of it
    pairs = [(_bare(root / f"bare-{turn}", papers[:ADDED]), asyncio.run(_ours(root / f"ours-{turn}", papers[:ADDED]))) for turn in range(3)]
    bare, ours = (median(times) for times in zip(*pairs, strict=True))
    yield f"add {ADDED:,} papers to the index", ours, bare, "<= 1.5x", ours <= 1.5 * bare
    yield from asyncio.run(_keys(root / "keys", papers))
    gc.unfreeze()


async def _ours(folder: Path, papers: list[Paper]) -> float:
    index = Index(folder, StoreThread("index"), StoreThread("search"))
    started = time.perf_counter()
    build = await index.rebuild()
    for begin in range(0, len(papers), 1_000):
        await build.add(papers[begin : begin + 1_000])
    await build.finish()
    took = (time.perf_counter() - started) * 1000
    await index.close()
    return took


def _bare(folder: Path, papers: list[Paper]) -> float:
    """The engine alone: the same text in the same fields, one thread, one commit."""
    builder = tantivy.SchemaBuilder()
    for name in ("title", "authors", "abstract", "subjects", "organization"):
        builder.add_text_field(name)
    builder.add_text_field("id", tokenizer_name="raw")
    builder.add_bytes_field("paper", stored=True)
    folder.mkdir()
    texts = [
        {
            "title": paper.title, "abstract": paper.abstract, "authors": [author.name for author in paper.authors],
            "subjects": [*paper.topics, *paper.keywords], "organization": paper.organization.login, "id": paper.id,
            "paper": msgspec.msgpack.encode(paper),
        }
        for paper in papers
    ]  # fmt: skip
    started = time.perf_counter()
    writer = tantivy.Index(builder.build(), str(folder)).writer(120_000_000, 1)
    for text in texts:
        writer.add_document(tantivy.Document(**text))
    writer.commit()
    writer.wait_merging_threads()
    return (time.perf_counter() - started) * 1000


async def _keys(folder: Path, papers: list[Paper]) -> list[tuple[str, float, float, str, bool]]:
    index = Index(folder, StoreThread("index"), StoreThread("search"))
    build = await index.rebuild()
    await build.add(papers)
    await build.finish()
    await index.warm()
    chance = random.Random(2)
    glances, wholes = [], []
    while len(glances) < _KEYS:
        word = chance.choice(chance.choice(papers).abstract.split())
        for letters in range(1, len(word) + 1):
            query = parse_query(word[:letters], is_typing=True)
            started = time.thread_time()  # what else the machine does then is no part of it
            index.glance(query.term, {}, ON_SCREEN)
            glances.append((time.thread_time() - started) * 1000)
        started = time.perf_counter()
        await index.search(query.term, {}, ON_SCREEN, counts=True)
        wholes.append((time.perf_counter() - started) * 1000)
    await index.close()
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6
    many = f"at {len(papers):,} papers"
    cuts, whole = quantiles(glances, n=100), quantiles(wholes, n=20)[-1]
    return [
        (f"a key to its papers, all counted, {many} (p50)", cuts[49], 0, "<= 5 ms", cuts[49] <= 5),
        (f"a key to its papers, all counted, {many} (p95)", cuts[94], 0, "<= 10 ms", cuts[94] <= 10),
        (f"a key to its papers, all counted, {many} (p99)", cuts[98], 0, "<= 10 ms", cuts[98] <= 10),
        (f"the same in the index's own thread, {many} (p95)", whole, 0, "<= 20 ms", whole <= 20),
        (f"size of the index, {many} (MB)", size, 0, "<= 120 MB", size <= 120),
    ]
