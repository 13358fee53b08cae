"""The budgets of all programs of one user, and what becomes of a request when their file is in trouble."""

import asyncio
import os
import random
import sqlite3
import stat
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from paperbrowse.model.budget import Budget, Room
from paperbrowse.store.pace import SharedPace
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.growth import grows_evenly
from tests.patience import PATIENCE

BUDGETS = {"api": Budget(5, 300.0), "pages": Budget(2, 300.0), "arxiv": Budget(1, 3.0)}
Open = Callable[[], SharedPace]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "state" / "pace.db"


@pytest.fixture
async def start(path: Path, clock: FakeClock) -> AsyncIterator[Open]:
    """Another program of the same user: it has a connection of its own."""
    started: list[SharedPace] = []

    def start() -> SharedPace:
        started.append(
            SharedPace(path, StoreThread("pace"), BUDGETS, lambda: clock.now().timestamp(), timeout=0.02)
        )
        return started[-1]

    yield start
    for pace in started:
        await pace.close()


async def spend(pace: SharedPace, calls: int, bucket: str = "api") -> list[float]:
    return [await pace.take(bucket) for _ in range(calls)]


async def test_two_programs_share_one_budget(start: Open):
    one, other = start(), start()

    waits = [await spend(one, 3), await spend(other, 3), await spend(one, 1)]

    assert [[0, 0, 0], [0, 0, 300.0], [300.0]] == waits


async def test_a_later_program_counts_on_and_a_new_window_grants_all(start: Open, clock: FakeClock):
    await spend(start(), 5)
    clock.advance(120)
    second = start()

    in_the_window = await second.take("api")
    clock.advance(180)
    after_it = await spend(second, 6)

    assert 180.0 == in_the_window
    assert [0, 0, 0, 0, 0, 300.0] == after_it


async def test_each_bucket_has_its_own_count(start: Open):
    pace = start()

    waits = {bucket: await spend(pace, 3, bucket) for bucket in BUDGETS}

    assert {"api": [0, 0, 0], "pages": [0, 0, 300.0], "arxiv": [0, 3.0, 3.0]} == waits


async def test_what_the_service_told_one_program_holds_for_the_other(start: Open, clock: FakeClock):
    one, other = start(), start()

    await one.tell("api", 1, 60)
    await one.block("pages", 90)

    assert (Room(1, 60.0), Room(0, 90.0)) == (await other.look("api"), await other.look("pages"))
    assert [0, 60.0] == await spend(other, 2)


async def test_looking_takes_nothing_and_makes_no_difference(start: Open):
    pace = start()

    looks = [await pace.look("arxiv") for _ in range(3)]

    assert [Room(1, 3.0)] * 3 == looks
    assert 0 == await pace.take("arxiv")


async def test_nothing_is_on_the_disk_before_the_first_call(start: Open, path: Path):
    start()

    assert not path.parent.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
async def test_the_file_is_private_whatever_it_was_before(start: Open, path: Path):
    await start().take("api")
    path.chmod(0o644)
    await start().take("api")

    assert (0o700, 0o600) == tuple(stat.S_IMODE(part.stat().st_mode) for part in (path.parent, path))


@pytest.mark.parametrize("content", [b"", b"not a database" * 500, random.Random(1).randbytes(9000)])
async def test_a_damaged_file_is_begun_anew_without_losing_the_count_of_this_program(
    start: Open, path: Path, content: bytes
):
    pace = start()
    await spend(pace, 2)
    path.unlink()
    path.write_bytes(content)

    waits = await spend(pace, 4)

    assert [0, 0, 0, 300.0] == waits
    assert Room(0, 300.0) == await start().look("api")


@pytest.mark.parametrize("columns", [("name", "many"), ("name", "calls_left", "resets_at", "closed_until")])
async def test_a_table_that_is_not_ours_is_begun_anew(start: Open, path: Path, columns: tuple[str, ...]):
    path.parent.mkdir()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(f"CREATE TABLE buckets ({', '.join(columns)})")
        connection.execute(f"INSERT INTO buckets VALUES ({', '.join(['?'] * len(columns))})", ["api", "x", "x", "x"][: len(columns)])

    assert [0, 0, 0, 0, 0, 300.0] == await spend(start(), 6)


async def test_a_file_that_was_removed_meanwhile_is_made_anew(start: Open, path: Path):
    pace = start()
    await spend(pace, 4)
    path.unlink()

    assert [0, 300.0] == await spend(pace, 2)
    assert Room(0, 300.0) == await start().look("api")


@pytest.mark.fault("S20")
async def test_a_clock_that_was_set_back_closes_nobody_out(start: Open, clock: FakeClock):
    pace = start()
    await spend(pace, 5)
    await pace.block("pages", 600)
    clock.set(clock.now() - timedelta(days=3650))

    assert [[0], [0]] == [await spend(pace, 1, bucket) for bucket in ("api", "pages")]


async def test_a_locked_file_hinders_no_request_and_is_asked_again_later(start: Open, path: Path, clock: FakeClock):
    pace = start()
    await spend(pace, 1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        while_locked = await spend(pace, 5)
    clock.advance(40)
    afterwards = await pace.look("api")

    assert [0, 0, 0, 0, 300.0] == while_locked
    assert Room(4, 260.0) == afterwards


@pytest.mark.skipif(sys.platform == "win32", reason="no such rights there")
@pytest.mark.parametrize("trouble", ["a folder in its place", "a file in place of the folder", "a pipe in its place"])
async def test_a_place_that_cannot_be_used_hinders_no_request(start: Open, path: Path, trouble: str):
    match trouble:
        case "a folder in its place":
            (path / "inside").mkdir(parents=True)
        case "a file in place of the folder":
            path.parent.write_text("")
        case "a pipe in its place":
            path.parent.mkdir()
            os.mkfifo(path)

    assert [0, 0, 0, 0, 0, 300.0] == await spend(start(), 6)


def test_a_call_costs_no_more_after_many_calls(path: Path, clock: FakeClock):
    async def ask(calls: int) -> None:
        pace = SharedPace(path, StoreThread("pace"), {"api": Budget(1_000_000, 300.0)}, lambda: clock.now().timestamp())
        assert {0} == set(await spend(pace, calls))
        await pace.close()

    assert grows_evenly(lambda calls: asyncio.run(ask(calls)), 100)


GRABBER = """
import asyncio, sys, time
from pathlib import Path
from paperbrowse.model.budget import Budget
from paperbrowse.store.pace import SharedPace
from paperbrowse.store.thread import StoreThread

async def grab(path, calls):
    pace = SharedPace(Path(path), StoreThread("pace"), {"api": Budget(calls, 3600.0)}, time.time, timeout=60.0)
    taken = 0
    while not await pace.take("api"):
        taken += 1
    await pace.close()
    return taken

sys.stdin.readline()
print(asyncio.run(grab(sys.argv[1], int(sys.argv[2]))))
"""


def test_programs_that_ask_at_the_same_time_take_exactly_the_budget(path: Path):
    command = [sys.executable, "-c", GRABBER, str(path), "400"]
    programs = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=os.environ)
        for _ in range(2)
    ]

    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    taken = [int(program.communicate(timeout=PATIENCE)[0]) for program in programs]

    assert 400 == sum(taken)
