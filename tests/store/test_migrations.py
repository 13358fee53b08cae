"""Libraries as each version wrote them that ever landed; `tests/data/libraries` was made by the code of those commits."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paperbrowse.model.interests import Interest, Subject, Wish
from paperbrowse.model.marks import Marks
from paperbrowse.model.saved_search import SavedSearch
from paperbrowse.store.schema import MIGRATIONS

from .making import open_library

LIBRARIES = Path(__file__).parents[1] / "data" / "libraries"
ADA, AGENTS = Interest(Subject.AUTHOR, "Ada Writer", Wish.MUTE), Interest(Subject.TOPIC, "agents", Wish.WATCH)
THEN = datetime(2026, 6, 10, 12, tzinfo=UTC)
MARKS = {
    "2606.00001": Marks(THEN),
    "2606.00002": Marks(read_at=THEN),
    "2606.00003": Marks(THEN, THEN, ("thesis", "Zu lesen"), "A note.\nTwo lines."),
}


def laid(folder: Path, version: int) -> Path:
    return Path(shutil.copy(LIBRARIES / f"format-{version}.db", folder / "library.db"))


def test_a_library_of_every_older_version_is_kept() -> None:
    versions = {int(path.stem.removeprefix("format-")) for path in LIBRARIES.glob("format-*.db")}

    assert set(range(1, len(MIGRATIONS))) == versions


@pytest.mark.fault("P5")
@pytest.mark.parametrize("version", range(1, len(MIGRATIONS)))
async def test_nothing_is_lost_on_the_way_from_an_older_version(tmp_path: Path, version: int) -> None:
    path = laid(tmp_path, version)

    async with open_library(path) as library:
        assert MARKS == await library.marks()
        assert ["Paper number 3", "Paper number 1"] == [paper.title for paper in await library.bookmarked()]
        assert ["About 1.", "About 2."] == [paper.abstract for paper in await library.papers(("2606.00001", "2606.00002"))]
        assert [("page.html", ["Paper number 4"])] == [
            (page.name, [paper.title for paper in listing.papers]) for page, listing in await library.pages()
        ]
        seen = await library.seen("2026-06-08")
        assert seen is not None and {"2606.00001": 3} == seen.upvotes
        assert date(2026, 6, 1) == await library.first_start(date(2026, 9, 9))
        assert "dense" == await library.recall("density")
        assert ((SavedSearch("Mine", "agents"),) if version > 1 else ()) == await library.searches()
    assert (tmp_path / f"library.db.before-v{len(MIGRATIONS)}").exists()


async def test_steps_and_wishes_of_format_3_are_still_there(tmp_path: Path) -> None:
    path = laid(tmp_path, 3)

    async with open_library(path) as library:
        assert (ADA, AGENTS) == (await library.interests()).all
        redone = await library.redo_step(THEN)
        undone = [await library.undo_step(THEN) for _ in range(5)]

        assert redone is not None and {"2606.00005": Marks(THEN)} == redone.marks
        assert ["Bookmarked “Paper number 5”", "Step 3", "Step 2", "Step 1"] == [each.change.sentence for each in undone if each]
        assert {} == await library.marks()
        assert (ADA, AGENTS) == (await library.interests()).all


async def test_other_machines_hear_of_the_wishes_of_format_3(tmp_path: Path) -> None:
    path = laid(tmp_path, 3)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO remembered VALUES ('interest topic:future', '{\"subject\": \"galaxy\"}')")
        connection.execute("INSERT INTO remembered VALUES ('interest topic:broken', '{')")
    between = tmp_path / "between"
    between.mkdir()

    async with open_library(path) as library, open_library(tmp_path / "two" / "library.db") as other:
        await library.merge(between)
        await other.merge(between)

        assert (ADA, AGENTS) == (await library.interests()).all == (await other.interests()).all
        assert "{" == await library.recall("interest topic:broken")


MIGRATING = """
import sys
from pathlib import Path
from paperbrowse.store.schema import open_library
print("begun", flush=True)
open_library(Path(sys.argv[1]), 5)
"""


@pytest.mark.fault("P5")
async def test_a_kill_in_the_middle_leaves_the_old_or_the_new_library(tmp_path: Path) -> None:
    path = laid(tmp_path, 1)

    for delay in range(0, 12, 2):
        child = subprocess.Popen(
            [sys.executable, "-c", MIGRATING, str(path)], stdout=subprocess.PIPE, cwd=Path(__file__).parents[2]
        )
        child.stdout.readline()
        try:
            child.wait(delay / 1000)
        except subprocess.TimeoutExpired:
            child.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        child.communicate()
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA user_version").fetchone()[0] in (1, len(MIGRATIONS))

    async with open_library(path) as library:
        assert MARKS == await library.marks()
