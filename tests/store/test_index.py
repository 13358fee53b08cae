"""The index on the disk: damaged, killed, in use by two programs, of an older form, without room."""

import json
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperbrowse.errors import Full, Locked
from paperbrowse.model.marks import UNMARKED
from paperbrowse.model.query import parse_query
from paperbrowse.store.index import Index
from paperbrowse.store.index.engine import Engine
from paperbrowse.store.index.fields import VERSION
from paperbrowse.store.thread import StoreThread
from tests.patience import PATIENCE

from .damaging import flip
from .making import bound_thread, full_disk, paper, read_only

CHECKOUT = Path(__file__).parents[2]
PAPERS = tuple(paper(number, categories=("cs.CL", "math.GT")[number % 2 :]) for number in range(1, 41))

WRITES = """
import asyncio, sys
from pathlib import Path
from paperbrowse.store.index import Index
from paperbrowse.store.thread import StoreThread
from tests.store.making import paper

async def write():
    index = Index(Path(sys.argv[1]), StoreThread("index"), StoreThread("search"), timeout=60)
    for turn in range(int(sys.argv[2])):
        await index.add([paper(number, upvotes=turn) for number in range(1, 41)])
        print(turn, flush=True)

asyncio.run(write())
"""


@asynccontextmanager
async def open_index(
    folder: Path, make_thread: Callable[[str], StoreThread] = StoreThread, timeout: float = PATIENCE, apart: float = 0.4
) -> AsyncIterator[Index]:
    index = Index(folder, make_thread("index"), make_thread("search"), timeout=timeout, apart=apart)
    try:
        yield index
    finally:
        await index.close()


async def count(index: Index, typed: str = "") -> int:
    return (await index.search(parse_query(typed).term, {}, None)).total


def writing(folder: Path, turns: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", WRITES, str(folder), str(turns)]
    return subprocess.Popen(command, cwd=CHECKOUT, env={**os.environ, "PYTHONPATH": str(CHECKOUT)}, stdout=subprocess.PIPE, text=True)


def files(folder: Path, ending: str) -> list[Path]:
    return sorted(folder.glob(f"{VERSION}/*{ending}"))


@pytest.fixture
async def folder(tmp_path: Path) -> Path:
    """An index of forty papers."""
    async with open_index(tmp_path / "index") as index:
        await index.add(PAPERS)
    return tmp_path / "index"


async def test_papers_come_back_whole(folder: Path) -> None:
    async with open_index(folder) as index:
        hits = await index.search(parse_query("number").term, {}, None)

    assert sorted(PAPERS, key=lambda each: each.id) == sorted(hits.papers, key=lambda each: each.id)


async def test_a_paper_is_replaced_by_its_newer_copy_and_forgotten_when_told(folder: Path) -> None:
    async with open_index(folder) as index:
        await index.add([paper(1, upvotes=9_999)])
        index.forget([PAPERS[1].id])
        await index.add(())

        assert [1, 39] == [await count(index, "upvotes:>9000"), await count(index)]


async def test_what_is_missing_is_told(folder: Path) -> None:
    async with open_index(folder) as index:
        assert frozenset({"2606.00041"}) == await index.missing([paper(40).id, paper(41).id])


async def test_a_copy_that_was_fetched_later_is_told_from_the_one_that_is_there(folder: Path) -> None:
    later = [paper(number, fetched_at=PAPERS[0].fetched_at + timedelta(seconds=1)) for number in (1, 41)]
    async with open_index(folder) as index:
        assert tuple(later) == await index.older([*PAPERS, *later])


async def test_what_was_taken_from_the_cache_is_noted_with_the_papers_and_outlives_a_run(folder: Path) -> None:
    async with open_index(folder) as index:
        index.hand([paper(41)], {"listing/1/2026-06-08": 1.5})
    async with open_index(folder) as index:
        noted = await index.taken()
        await index.note({"listing/1/2026-06-09": 2.5})

    async with open_index(folder) as index:
        assert ({"listing/1/2026-06-08": 1.5}, {"listing/1/2026-06-09": 2.5}) == (noted, await index.taken())


async def test_an_index_that_is_begun_anew_has_taken_nothing(folder: Path) -> None:
    async with open_index(folder) as index:
        await index.note({"listing/1/2026-06-08": 1.5})
    flip(files(folder, ".store")[0], seed=1, count=8)

    async with open_index(folder) as index:
        assert {} == await index.taken()


@pytest.mark.parametrize("ending", ["taken.json", "whole.json"])
@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": "b"}'])
async def test_damaged_notes_cost_a_second_look_and_nothing_else(folder: Path, ending: str, content: bytes) -> None:
    (folder / str(VERSION) / ending).write_bytes(content)

    async with open_index(folder) as index:
        assert ({}, 40) == (await index.taken(), await count(index))


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """Forty papers, asked without a thread of its own."""
    engine = Engine(tmp_path_factory.mktemp("engine") / "index", timeout=1.0)
    engine.change({each.id: each for each in PAPERS}, {})
    yield engine
    engine.close()


@pytest.mark.fault("H33")
@pytest.mark.parametrize(
    "typed", ["%", "_", "'", '"', "*", "number*", "title:[a TO z]", "(a|a)*$", "/.*/", "NEAR/3", "x~y", "x^y", "\\", "a" * 5_000,
              "number " * 400, "✓", "e\u0301", "数", "upvotes:>99999999999999999999", "day:9999-12-31", "((((", "OR OR", "-"],
)  # fmt: skip
def test_whatever_is_typed_is_looked_for_literally(engine: Engine, typed: str) -> None:
    for is_typing in (True, False):
        query = parse_query(typed, is_typing=is_typing)

        for forgives in (False, True):
            assert engine.search(query.term, {}, 10, forgives=forgives, counts=True).total in (0, 40)


@settings(max_examples=80)
@given(st.text(max_size=60), st.booleans())
def test_nothing_that_is_typed_is_an_error(engine: Engine, typed: str, is_typing: bool) -> None:
    hits = engine.search(parse_query(typed, is_typing=is_typing).term, {}, 10, forgives=True)

    assert 0 <= hits.total <= 40


@pytest.mark.parametrize("typed", ["number", "ada writer paper", '"paper number 9"', "upvotes:>20", "upvotes:3 OR upvotes:4", "-number",
                                   "number -ada", "2606.00012", "id:2606.0001", "day:2026-06-08", "after:2026-06-08 number", "cat:cs", "cat:cs.CL", "cat:cs.C", "-cat:math"])
def test_the_index_and_the_filter_agree_about_whole_words(engine: Engine, typed: str) -> None:
    query = parse_query(typed)

    hits = engine.search(query.term, {}, None)

    assert {each.id for each in PAPERS if query.matches(each, UNMARKED)} == {each.id for each in hits.papers}


def test_of_very_many_papers_a_glance_finds_those_that_have_the_words_in_their_titles(folder: Path) -> None:
    engine = Engine(folder, timeout=1.0, brief_from=39)
    term = {typed: parse_query(typed, is_typing=True).term for typed in ("number", "ada")}

    glances = [engine.glance(term[typed], {}, 50).total for typed in term]
    wholes = [engine.search(term[typed], {}, 50).total for typed in term]
    engine.close()

    assert ([40, 0], [40, 40]) == (glances, wholes)


def test_of_many_papers_a_glance_counts_no_facets(folder: Path) -> None:
    few, many = (Engine(folder, timeout=1.0, counts_up_to=papers) for papers in (40, 39))
    term = parse_query("number", is_typing=True).term

    glances = [engine.glance(term, {}, 1).facets for engine in (few, many)]
    whole = few.search(term, {}, 1, counts=True).facets
    few.close()
    many.close()

    assert [whole, None] == glances


@pytest.mark.parametrize("ending", [".store", ".idx", ".term", ".pos", ".fast", ".fieldnorm", "meta.json", ".managed.json"])
@pytest.mark.parametrize("how", ["flipped", "cut", "empty", "gone"])
async def test_a_damaged_index_is_begun_anew_and_takes_papers_again(folder: Path, ending: str, how: str) -> None:
    for path in files(folder, ending):
        content = path.read_bytes()
        match how:
            case "flipped":
                flip(path, seed=1, count=8)
            case "cut":
                path.write_bytes(content[: len(content) // 2])
            case "empty":
                path.write_bytes(b"")
            case "gone":
                path.unlink()

    async with open_index(folder) as index:
        left = await count(index, "number")
        await index.add(PAPERS)

        assert left in ((0, 40) if (ending, how) == (".managed.json", "gone") else (0,))
        assert 40 == await count(index, "number")


@pytest.mark.parametrize("before", ["a file", "a folder of an older form", "nothing"])
async def test_what_is_no_index_of_this_form_makes_room_for_one(tmp_path: Path, before: str) -> None:
    folder = tmp_path / "index"
    older = folder / "0"
    if before != "nothing":
        folder.mkdir()
    if before == "a file":
        (folder / str(VERSION)).write_text("no index")
    if before == "a folder of an older form":
        older.mkdir()
        (older / "meta.json").write_text("{}")

    async with open_index(folder) as index:
        build = await index.rebuild()
        await build.add(PAPERS)
        await build.finish()

        assert 40 == await count(index)
    assert not older.exists()


async def test_a_file_system_that_hides_the_engine_version_is_no_trap(folder: Path) -> None:
    meta = folder / str(VERSION) / "meta.json"
    meta.write_text(json.dumps(json.loads(meta.read_text()) | {"schema": []}))

    async with open_index(folder) as index:
        assert 0 == await count(index)


async def test_two_programs_see_what_either_writes(folder: Path) -> None:
    async with open_index(folder) as one, open_index(folder) as other:
        counts = []
        for index, number in ((one, 41), (other, 42), (one, 43)):
            await index.add([paper(number)])
            counts.append((await count(one), await count(other)))

    assert [(41, 41), (42, 42), (43, 43)] == counts


async def test_two_programs_that_write_at_once_lose_nothing(folder: Path) -> None:
    other = writing(folder, 10)
    async with open_index(folder) as index:
        for number in range(41, 51):
            await index.add([paper(number)])
        other.communicate(timeout=PATIENCE)

        assert (0, 50) == (other.returncode, await count(index))


async def test_a_second_writer_waits_and_then_says_so(folder: Path) -> None:
    async with open_index(folder) as one, open_index(folder, timeout=0.05) as other:
        build = await one.rebuild()

        with pytest.raises(Locked):
            await other.rebuild()

        await build.finish()
        assert 0 == await count(other)


async def test_an_index_that_was_exchanged_is_noticed(folder: Path) -> None:
    async with open_index(folder) as one, open_index(folder) as other:
        before = await count(other)
        build = await one.rebuild()
        await build.add([paper(50)])
        await build.finish()

        assert (40, 1) == (before, await count(other))


async def test_an_index_that_was_removed_is_begun_anew(folder: Path) -> None:
    import shutil

    async with open_index(folder) as index:
        await count(index)
        shutil.rmtree(folder)

        assert 0 == await count(index)


@pytest.mark.skipif(sys.platform == "win32", reason="nothing is killed like this there")
async def test_twenty_kills_while_writing_lose_nothing_that_was_there(folder: Path) -> None:
    chance = random.Random(7)
    counts = []
    for _ in range(20):
        program = writing(folder, 1_000)
        for _ in range(chance.randint(1, 3)):
            program.stdout.readline()
        program.send_signal(signal.SIGKILL)
        program.wait()
        program.stdout.close()
        async with open_index(folder) as index:
            counts.append((await count(index), await count(index, "number")))
            await index.add([paper(1)])

    assert [(40, 40)] * 20 == counts


async def test_an_index_for_reading_only_says_so_and_stays(folder: Path) -> None:
    async with open_index(folder, bound_thread) as index:
        with read_only(folder), pytest.raises(Full):
            await index.add([paper(41)])

        await index.add(())
        assert 41 == await count(index)


async def test_a_full_disk_says_so_and_leaves_what_was_there(folder: Path) -> None:
    async with open_index(folder) as index:
        await count(index)
        with full_disk(1_000), pytest.raises(Full):
            await index.add([paper(number) for number in range(41, 90)])

        assert 40 == await count(index)


async def test_what_comes_in_a_stream_is_committed_together_once_somebody_waits_for_it(folder: Path) -> None:
    async with open_index(folder, apart=3600) as index:
        await index.add([paper(41)])
        before = (folder / str(VERSION) / "meta.json").read_bytes()
        for number in range(42, 60):
            index.hand([paper(number)])
        await index.missing([])
        assert before == (folder / str(VERSION) / "meta.json").read_bytes()

        await index.add([paper(60)])

        assert 60 == await count(index)


async def test_what_is_gathered_is_committed_when_the_index_is_closed(folder: Path) -> None:
    async with open_index(folder, apart=3600) as index:
        await index.add([paper(41)])
        index.hand([paper(42)])

    async with open_index(folder) as index:
        assert 42 == await count(index)


@pytest.mark.parametrize("what", ["a clean end", "a kill", "a day", "another file", "no end yet"])
async def test_sums_are_compared_again_after_a_kill_after_a_day_and_of_files_that_changed(folder: Path, what: str) -> None:
    """A bit that flips while size and time stay is what a sum alone can tell."""
    whole, (lengths,) = folder / str(VERSION) / "whole.json", files(folder, ".fieldnorm")
    content, stamp = lengths.read_bytes(), lengths.stat()
    lengths.write_bytes(bytes((content[0] ^ 1, *content[1:])))
    os.utime(lengths, ns=(stamp.st_atime_ns, stamp.st_mtime_ns + (what == "another file")))
    if what == "a kill":
        whole.unlink()
    if what == "a day":
        seen = json.loads(whole.read_text())
        whole.write_text(json.dumps({name: (size, changed, at - 25 * 3600) for name, (size, changed, at) in seen.items()}))

    async with open_index(folder) as first:
        if what == "no end yet":
            await first.missing([])
            async with open_index(folder) as index:
                assert 0 == await count(index)
        else:
            assert (40 if what == "a clean end" else 0) == await count(first)
