"""A program that is killed at any moment; more of it with `python -m tests.store.killing 2000`."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from .killing import kill_often
from .making import open_library


@pytest.mark.fault("P2", "S16")
def test_a_kill_at_any_moment_loses_nothing_and_leaves_nothing_half(tmp_path: Path) -> None:
    kills = list(kill_often(tmp_path / "library" / "library.db", 150, random.Random(2), 15, kills=4))

    assert len(kills) >= 4 and kills[-1] >= 150


STEPPING = """
import asyncio, sys
from pathlib import Path
from paperbrowse.model.paper import Paper
from paperbrowse.services.clock import SystemClock
from paperbrowse.services.marking import Marking
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread

async def main():
    marking = Marking(lambda: Library(Path(sys.argv[1]), StoreThread("library")), SystemClock())
    await marking.load()
    papers = [Paper(f"2606.{number:05}", "A title", abstract="word " * 50) for number in range(1, int(sys.argv[2]) + 1)]
    while True:
        print("begun", flush=True)
        await marking.tag(papers, ["all"])
        await marking.undo()

asyncio.run(main())
"""


@pytest.mark.fault("P2", "S16")
async def test_a_kill_in_a_step_over_many_papers_leaves_all_of_it_or_nothing(tmp_path: Path) -> None:
    path, papers, chance = tmp_path / "library" / "library.db", 2000, random.Random(3)

    for _ in range(4):
        child = subprocess.Popen(
            [sys.executable, "-c", STEPPING, str(path), str(papers)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        for _ in range(chance.randrange(1, 3)):
            child.stdout.readline()
        try:
            child.wait(chance.random() * 0.2)
        except subprocess.TimeoutExpired:
            child.kill()
        child.communicate()

        async with open_library(path) as library:  # what a kill kept from the journal is in it when the library is closed
            tagged = await library.marks()
            whole = await library.papers(tagged)
        async with open_library(tmp_path / "other" / "library.db") as other:
            await other.merge(path.parent / "journal")

            assert len(tagged) in (0, papers)
            assert tagged == await other.marks()
            assert papers >= len(whole) == len(tagged)
