"""What may happen to the cache's folder, and that it never shows as an error or as wrong text."""

import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import diskcache
import pytest

from paperbrowse.model.marks import Marks
from paperbrowse.store.cache import Cache
from paperbrowse.store.envelope import sealed

from tests.store.making import (
    DAY, MANY, NOW, bound_thread, days, full_disk, listing, locked, make_cache, open_cache, paper, read_only,
)  # fmt: skip

EDITION = str(DAY)
SMALL = str(days(2)[1])
"""An edition that is small enough to lie in the database itself."""

# Every public method, and what it answers where there is no cache.
CALLS: dict[str, tuple[Callable[[Cache], Awaitable[object]], object]] = {
    "listing": (lambda cache: cache.listing(EDITION), None),
    "submit_listing": (lambda cache: _answered(cache.submit_listing(EDITION).result()), None),
    "keep": (lambda cache: cache.keep(listing(papers=3)), None),
    "newest": (lambda cache: cache.newest(), None),
    "day_sizes": (lambda cache: cache.day_sizes(), {}),
    "find": (lambda cache: cache.find("2606.00001"), None),
    "keep_paper": (lambda cache: cache.keep_paper(paper()), None),
    "sweep": (lambda cache: cache.sweep(frozenset()), 0),
    "size": (lambda cache: cache.size(), (0, 0)),
}
every_method = pytest.mark.parametrize("name", CALLS)


async def _answered(answer: object) -> object:
    return answer


@pytest.fixture
async def folder(tmp_path: Path) -> AsyncIterator[Path]:
    """A cache with one edition in a file and one in the database; what lies beside it has to stay as it is."""
    folder = tmp_path / "here" / "cache"
    await make_cache(folder, listing(papers=MANY), listing(SMALL))
    witness = folder.with_name("witness.val")
    witness.write_bytes(b"untouched")
    yield folder
    assert b"untouched" == witness.read_bytes()


def database(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / "cache.db", isolation_level=None)


def value_file(folder: Path) -> Path:
    (path,) = folder.rglob("*.val")
    return path


def set_aside(folder: Path) -> list[Path]:
    return sorted(folder.parent.glob("cache.damaged-*"))


async def assert_begun_anew(folder: Path) -> None:
    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        assert cache.notice.startswith("The cache was damaged and begun anew; the old one is at ")
        assert [cache.notice.split(" is at ")[1].rstrip(".")] == [str(path) for path in set_aside(folder)]
        await cache.keep(listing(papers=4))
    async with open_cache(folder) as cache:
        assert listing(papers=4) == await cache.listing(EDITION)
        assert cache.notice is None


async def assert_runs_without(folder: Path, **given: object) -> None:
    async with open_cache(folder, **given) as cache:
        await cache.keep(listing(papers=4))
        assert await cache.listing(EDITION) is None
        assert cache.notice.startswith("The cache cannot be used: ")


def flip(path: Path, seed: int, count: int) -> None:
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)
    for _ in range(count):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


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
    "a newer format": lambda path: path.write_bytes(path.read_bytes()[:18] + b"\x09\x09" + path.read_bytes()[20:]),
}


@pytest.mark.fault("S1", "S2", "S3", "S5", "S6")
@pytest.mark.parametrize("damage", DAMAGE)
async def test_a_damaged_cache_is_set_aside_and_begun_anew(folder: Path, damage: str) -> None:
    DAMAGE[damage](folder / "cache.db")

    await assert_begun_anew(folder)


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


@pytest.mark.fault("S7")
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: flip(path, 1, 1),
        lambda path: path.write_bytes(path.read_bytes() + b"more"),
    ],
    ids=["deleted", "emptied", "halved", "garbled", "longer"],
)
async def test_a_damaged_value_file_is_a_miss(folder: Path, damage: Callable[[Path], object]) -> None:
    damage(value_file(folder))

    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        await cache.keep(listing(papers=MANY))
        assert listing(papers=MANY) == await cache.listing(EDITION)


@pytest.mark.fault("S8")
@pytest.mark.parametrize("kind", ["pipe", "link", "linked folder", "directory"])
async def test_a_value_file_that_is_no_file_is_a_miss_and_hangs_nothing(folder: Path, tmp_path: Path, kind: str) -> None:
    path = value_file(folder)
    outside = tmp_path / "outside" / path.name
    outside.parent.mkdir()
    path.rename(outside)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to(outside)
        case "linked folder":
            path.parent.rmdir()
            path.parent.symlink_to(outside.parent)
        case "directory":
            path.mkdir()

    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        await cache.keep(listing(papers=4))
        assert listing(papers=4) == await cache.listing(EDITION)
    assert outside.is_file()


@pytest.mark.fault("S9")
async def test_a_planted_pickle_never_runs(folder: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    planted = pickle.dumps(Bomb(ran))
    value_file(folder).write_bytes(planted)
    with database(folder) as connection:
        connection.execute("UPDATE Cache SET mode = 4 WHERE filename IS NOT NULL")
        connection.execute("UPDATE Cache SET mode = 4, value = :p, tag = :p WHERE filename IS NULL", {"p": planted})
        connection.execute("INSERT INTO Cache (key, raw, mode, value, size) VALUES (:p, 0, 4, :p, 0)", {"p": planted})

    for call, _ in CALLS.values():
        async with open_cache(folder, max_bytes=0) as cache:
            await call(cache)

    assert not ran.exists()
    pickle.loads(planted)
    assert ran.exists(), "the planted pickle has to be a live one"


class Bomb:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


@pytest.mark.fault("S10")
@pytest.mark.parametrize("name", ["{outside}", "../outside.val", "ab/../../outside.val", "ab/cd/../../../outside.val"])
async def test_a_planted_file_name_is_neither_read_nor_deleted(folder: Path, name: str) -> None:
    outside = folder.parent / "outside.val"
    outside.write_bytes(sealed(f"listing/1/{EDITION}", listing()))
    (folder / "ab" / "cd").mkdir(parents=True, exist_ok=True)
    with database(folder) as connection:
        planted = {"name": name.format(outside=outside)}
        connection.execute("UPDATE Cache SET mode = 2, value = NULL, filename = :name", planted)

    async with open_cache(folder, max_bytes=-1) as cache:
        assert await cache.listing(EDITION) is None
        await cache.keep(listing(papers=4))
        assert listing(papers=4) == await cache.listing(EDITION)
        assert 2 == await cache.sweep(frozenset())

    assert outside.is_file()


@pytest.mark.fault("S11")
async def test_swapped_entries_are_misses(folder: Path) -> None:
    with database(folder) as connection:
        connection.execute("UPDATE Cache SET key = 'swap' WHERE key = :key", {"key": f"listing/1/{EDITION}"})
        connection.execute(
            "UPDATE Cache SET key = :new WHERE key = :key",
            {"new": f"listing/1/{EDITION}", "key": f"listing/1/{SMALL}"},
        )
        connection.execute("UPDATE Cache SET key = :key WHERE key = 'swap'", {"key": f"listing/1/{SMALL}"})

    async with open_cache(folder) as cache:
        assert (None, None) == (await cache.listing(EDITION), await cache.listing(SMALL))
        assert await cache.newest() is None
        assert {} == await cache.day_sizes()


@pytest.mark.fault("S12")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO Settings VALUES ('disk_foo', 1)",
        "INSERT INTO Settings VALUES ('get', 'x')",
        "UPDATE Settings SET value = 'abc' WHERE key = 'size_limit'",
        "UPDATE Settings SET value = NULL WHERE key = 'cull_limit'",
        "ALTER TABLE Cache ADD COLUMN more TEXT",
        "ALTER TABLE Settings RENAME COLUMN value TO worth",
        "CREATE TABLE strange (x)",
        "CREATE TRIGGER strange AFTER INSERT ON Cache BEGIN DELETE FROM Cache; END",
    ],
)
async def test_a_cache_with_strange_tables_or_settings_is_set_aside(folder: Path, statement: str) -> None:
    with database(folder) as connection:
        connection.execute(statement)

    await assert_begun_anew(folder)


async def test_a_cache_that_was_only_half_begun_is_completed(folder: Path) -> None:
    with database(folder) as connection:
        connection.execute("DROP TABLE Settings")

    async with open_cache(folder) as cache:
        assert listing(papers=MANY) == await cache.listing(EDITION)
        assert cache.notice is None


async def test_settings_in_the_file_do_not_count(folder: Path) -> None:
    with database(folder) as connection:
        connection.execute("UPDATE Settings SET value = 'least-recently-stored' WHERE key = 'eviction_policy'")
        connection.execute("UPDATE Settings SET value = 10 WHERE key IN ('size_limit', 'cull_limit')")

    async with open_cache(folder) as cache:
        for day in days(12):
            await cache.keep(listing(day, MANY))
        assert 12 == (await cache.size())[0]


@pytest.mark.fault("S13", "S15", "S17")
@every_method
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


async def test_an_entry_of_an_older_kind_is_a_miss(folder: Path) -> None:
    with diskcache.Cache(str(folder)) as foreign:
        foreign.set(f"listing/1/{EDITION}", sealed(f"listing/1/{EDITION}", Marks(note="not a listing")))

    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        assert listing(SMALL) == await cache.listing(SMALL)


KEEPING = """
import asyncio, sys
from pathlib import Path
from tests.store.making import days, listing, open_cache

async def main():
    async with open_cache(Path(sys.argv[1]), timeout=5) as cache:
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

        async with open_cache(folder, timeout=5) as cache:
            for edition in kept:
                assert 30 <= len((await cache.listing(edition)).papers) < 60
            assert cache.notice is None
