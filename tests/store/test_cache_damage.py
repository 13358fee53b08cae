"""What may happen to the cache's folder, and that it never shows as an error or as wrong text."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paperbrowse.errors import Damaged
from paperbrowse.store.probe import probe

from tests.patience import PATIENCE
from tests.store.damaging import CALLS, EDITION, SMALL, assert_begun_anew, database, flip, set_aside
from tests.store.making import (
    DAY, MANY, NOW, bound_thread, days, full_disk, listing, locked, make_cache, open_cache, paper, read_only,
)  # fmt: skip


async def assert_runs_without(folder: Path, **given: object) -> None:
    async with open_cache(folder, **given) as cache:
        await cache.keep(listing(papers=4))
        assert await cache.listing(EDITION) is None
        assert cache.notice.startswith("The cache cannot be used: ")


def zero_pages(path: Path, first: int) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: first * 4096] + bytes(len(content) - first * 4096))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "nothing left": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "a page short": lambda path: path.write_bytes(path.read_bytes()[:-4096]),
    "header only": lambda path: path.write_bytes(path.read_bytes()[:100]),
    "random": lambda path: path.write_bytes(random.Random(3).randbytes(20_000)),
    "text": lambda path: path.write_text("hello\n" * 1000),
    "pages zeroed": lambda path: zero_pages(path, 1),
    "all zeroed": lambda path: zero_pages(path, 0),
    "a directory": lambda path: (path.unlink(), path.mkdir()),
    "a link to nowhere": lambda path: (path.unlink(), path.symlink_to("/dev/null")),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a header that forbids writing": lambda path: path.write_bytes(
        path.read_bytes()[:18] + b"\x09" + path.read_bytes()[19:]
    ),
    "a newer format": lambda path: path.write_bytes(path.read_bytes()[:18] + b"\x09\x09" + path.read_bytes()[20:]),
}


@pytest.mark.fault("S1", "S2", "S3", "S5", "S6")
@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_damaged_cache_is_set_aside_and_begun_anew(folder: Path, damage: str) -> None:
    DAMAGE[damage](folder / "cache.db")

    await assert_begun_anew(folder)


@pytest.mark.fault("S5")
async def test_damage_where_opening_does_not_look_is_found_all_the_same(folder: Path) -> None:
    with database(folder) as connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'Cache_expire_time'").fetchone()
    content = (folder / "cache.db").read_bytes()
    (folder / "cache.db").write_bytes(content[: 4096 * (page - 1)] + bytes(4096) + content[4096 * page :])

    with pytest.raises(Damaged):
        probe(folder, timeout=0)


@pytest.mark.fault("S4")
@pytest.mark.parametrize("count", [1, 10, 100])
async def test_flipped_bits_show_as_a_miss_or_not_at_all(folder: Path, tmp_path: Path, count: int) -> None:
    for seed in range(20):
        copy = tmp_path / f"copy {seed}" / "cache"
        shutil.copytree(folder, copy)
        flip(copy / "cache.db", seed, count)

        async with open_cache(copy) as cache:
            assert await cache.listing(EDITION) in (None, listing(papers=MANY))
            assert await cache.listing(SMALL) in (None, listing(SMALL))
            assert await cache.find("2606.00001") in (None, paper(1))
            assert {DAY: MANY, days(2)[1]: 2}.items() >= (await cache.day_sizes()).items()
            await cache.keep(listing(papers=4))
            await cache.sweep(frozenset())


@pytest.mark.fault("S3")
async def test_of_the_damaged_caches_only_the_newest_is_kept(folder: Path) -> None:
    older = folder.with_name("cache.damaged-20250101T000000Z")
    shutil.copytree(folder, older)
    neighbour = folder.with_name("cache.backup")
    neighbour.mkdir()
    DAMAGE["random"](folder / "cache.db")

    async with open_cache(folder, now=NOW.timestamp) as cache:
        await cache.size()

    assert [folder.with_name("cache.damaged-20260610T120000Z")] == set_aside(folder)
    assert neighbour.exists()


async def test_damage_that_comes_while_the_cache_is_open_is_set_aside_too(folder: Path) -> None:
    async with open_cache(folder) as cache:
        await cache.listing(EDITION)
        with database(folder) as other:
            other.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        DAMAGE["random"](folder / "cache.db")
        for _ in range(2):
            assert await cache.day_sizes() == {}
        assert cache.notice.startswith("The cache was damaged and begun anew")


async def test_a_program_notices_that_another_one_set_the_cache_aside(folder: Path) -> None:
    async with open_cache(folder) as running:
        await running.listing(EDITION)
        folder.rename(folder.with_name("cache.damaged-by-another"))
        await make_cache(folder, listing(papers=4))

        assert listing(papers=4) == await running.listing(EDITION)


@pytest.mark.fault("S13", "S15", "S17")
@pytest.mark.parametrize("name", CALLS)
@pytest.mark.parametrize("state", ["locked", "damaged", "newer", "read-only", "full disk"])
async def test_every_method_answers_without_an_error(folder: Path, name: str, state: str) -> None:
    call, answer = CALLS[name]
    thread = bound_thread("cache") if state == "read-only" else None
    with _in_state(folder, state):
        async with open_cache(folder, thread) as cache:
            assert answer == await call(cache)
            assert cache.notice.startswith("The cache ")
            begun_anew = "begun anew" in cache.notice

    assert (state in ("damaged", "newer")) == begun_anew
    if not begun_anew:
        async with open_cache(folder) as cache:
            assert listing(papers=MANY) == await cache.listing(EDITION)
            assert cache.notice is None


@contextmanager
def _in_state(folder: Path, state: str) -> Iterator[None]:
    match state:
        case "locked":
            with locked(folder / "cache.db"):
                yield
        case "full disk":
            with full_disk():
                yield
        case "read-only":
            with read_only(folder):
                yield
        case _:
            DAMAGE["random" if state == "damaged" else "a newer format"](folder / "cache.db")
            yield


@pytest.mark.fault("S17")
async def test_a_cache_that_was_locked_at_the_start_is_not_asked_again(folder: Path) -> None:
    async with open_cache(folder) as cache:
        with locked(folder / "cache.db"):
            assert await cache.listing(EDITION) is None

        assert await cache.listing(EDITION) is None


@pytest.mark.fault("S17")
async def test_a_lock_that_comes_while_the_cache_is_open_only_stops_the_writing(folder: Path) -> None:
    async with open_cache(folder) as cache:
        assert listing(papers=MANY) == await cache.listing(EDITION)
        with locked(folder / "cache.db"):
            await cache.keep(listing(papers=4))
            assert listing(papers=MANY) == await cache.listing(EDITION)
            assert "in use by another program" in cache.notice
        await cache.keep(listing(papers=4))
        assert listing(papers=4) == await cache.listing(EDITION)
    assert 0 == len(list(folder.rglob("*.val")))


@pytest.mark.fault("S15")
@pytest.mark.parametrize("papers", [1, MANY], ids=["small", "big"])
async def test_a_full_disk_only_stops_the_writing_and_leaves_no_half_file(folder: Path, papers: int) -> None:
    async with open_cache(folder) as cache:
        await cache.listing(EDITION)
        with full_disk(bytes_left=1000):
            await cache.keep(listing(papers=papers))
            assert listing(papers=MANY) == await cache.listing(EDITION)
            assert cache.notice.startswith("The cache cannot be used: ")
        assert 1 == len(list(folder.rglob("*.val")))
        await cache.keep(listing(papers=papers))
        assert listing(papers=papers) == await cache.listing(EDITION)


@pytest.mark.fault("S13")
async def test_a_folder_that_may_not_be_made_is_done_without(tmp_path: Path) -> None:
    above = tmp_path / "above"
    above.mkdir(mode=0o555)

    await assert_runs_without(above / "cache", thread=bound_thread("cache"))


@pytest.mark.fault("S14")
async def test_a_file_in_place_of_the_folder_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("mine")

    await assert_runs_without(tmp_path / "cache")

    assert "mine" == (tmp_path / "cache").read_text()


@pytest.mark.fault("S25", "S28")
@pytest.mark.parametrize("name", ["with $HOME in it", "x" * 4096])
async def test_a_path_that_cannot_be_used_is_done_without(tmp_path: Path, name: str) -> None:
    await assert_runs_without(tmp_path / name)


@pytest.mark.parametrize("name", ["with $NOTHING", "~", "line\nfeed", "[a]*?", "ünï%41 #?"])
async def test_a_strange_path_works(tmp_path: Path, name: str) -> None:
    await make_cache(tmp_path / name)

    async with open_cache(tmp_path / name) as cache:
        assert listing() == await cache.listing(EDITION)
    assert {tmp_path / name} == {path for path in tmp_path.iterdir() if path.name != "home"}


KEEPING = """
import asyncio, sys
from pathlib import Path
from tests.store.making import days, listing, open_cache

async def main():
    async with open_cache(Path(sys.argv[1]), timeout=60) as cache:
        for number, day in enumerate(days(5000)):
            await cache.keep(listing(day, 30 + number % 30))
            print(day, flush=True)

asyncio.run(main())
"""


@pytest.mark.fault("S16")
async def test_what_two_programs_kept_survives_their_kill(folder: Path) -> None:
    for turn in range(3):
        arguments = [sys.executable, "-c", KEEPING, str(folder)]
        children = [
            subprocess.Popen(arguments, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[2])
            for _ in range(2)
        ]
        kept = {child.stdout.readline().strip() for child in children for _ in range(5 + turn)}
        for child in children:
            child.kill()
            child.communicate()

        async with open_cache(folder, timeout=PATIENCE) as cache:
            for edition in kept:
                assert 30 <= len((await cache.listing(edition)).papers) < 60
            assert cache.notice is None
