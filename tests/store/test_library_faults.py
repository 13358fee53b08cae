"""What may happen to the library's file: it is said, nothing shows that is not on the disk, and nothing is lost."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from pathlib import Path

import pytest

from paperbrowse.errors import Damaged, Full, Locked, StoreError, TooNew
from paperbrowse.model.history import Change
from paperbrowse.model.listing import SavedPage
from paperbrowse.model.marks import Marks
from paperbrowse.model.seen import Seen
from paperbrowse.store.files import store_errors
from paperbrowse.store.library import Library
from paperbrowse.store.schema import MIGRATIONS, open_library as open_file

from tests.store.making import (
    DAY, NOW, bound_thread, full_disk, listing, locked, make_cache, open_cache, open_library, paper, read_only,
)  # fmt: skip

READ = Marks(read_at=NOW)
PAGE = SavedPage("key", "name.html")

READING: dict[str, Callable[[Library], Awaitable[object]]] = {
    "marks": lambda library: library.marks(),
    "marks_of": lambda library: library.marks_of(["2606.00001"]),
    "interests": lambda library: library.interests(),
    "bookmarked": lambda library: library.bookmarked(),
    "paper": lambda library: library.paper("2606.00001"),
    "papers": lambda library: library.papers(["2606.00001"]),
    "seen": lambda library: library.seen("2026-06-08"),
    "pages": lambda library: library.pages(),
    "recall": lambda library: library.recall("density"),
}
WRITING: dict[str, Callable[[Library], Awaitable[object]]] = {
    "set_marks": lambda library: library.set_marks([(paper(2), READ)]),
    "take_step": lambda library: library.take_step(Change("Marked", ((paper(2), Marks()),), ((paper(2), READ),)), NOW),
    "see": lambda library: library.see("2026-06-08", Seen(NOW, {})),
    "add_page": lambda library: library.add_page(PAGE, listing(PAGE)),
    "remove_page": lambda library: library.remove_page("key"),
    "first_start": lambda library: library.first_start(DAY),
    "remember": lambda library: library.remember("density", "tight"),
}
EVERY = READING | WRITING


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A library with one paper that was read."""
    path = tmp_path / "library" / "library.db"
    async with open_library(path) as library:
        await library.set_marks([(paper(1), READ)])
    return path


def set_version(path: Path, version: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {version}")


def make_foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE recipes (name)")


@contextmanager
def in_state(path: Path, state: str) -> Iterator[None]:
    match state:
        case "damaged":
            path.write_bytes(random.Random(1).randbytes(30_000))
            shutil.rmtree(path.parent / "journal")  # nothing is left to build it anew from
        case "newer":
            set_version(path, len(MIGRATIONS) + 1)
        case "foreign":
            make_foreign(path)
    around = {"read-only": read_only(path.parent), "full disk": full_disk(), "locked": locked(path)}
    with around[state] if state in around else nullcontext():
        yield


@pytest.mark.fault("P3", "P4", "S21", "S22")
@pytest.mark.parametrize("name", EVERY)
@pytest.mark.parametrize(
    ("state", "error"),
    [("damaged", Damaged), ("newer", TooNew), ("foreign", Damaged), ("read-only", Full), ("full disk", Full)],
)
async def test_every_method_says_why_the_file_cannot_be_used(
    path: Path, name: str, state: str, error: type[StoreError]
) -> None:
    thread = bound_thread("library") if state == "read-only" else None

    with in_state(path, state):
        before = path.read_bytes()
        async with open_library(path, thread) as library:
            with pytest.raises(error) as caught:
                await EVERY[name](library)

    assert path == caught.value.path
    assert str(path) in str(caught.value)
    assert before == path.read_bytes()


@pytest.mark.fault("P3")
@pytest.mark.parametrize("name", WRITING)
async def test_a_write_to_a_locked_library_is_refused_and_succeeds_later(path: Path, name: str) -> None:
    async with open_library(path) as library:
        with locked(path):
            with pytest.raises(Locked):
                await WRITING[name](library)

        await WRITING[name](library)


@pytest.mark.parametrize("name", READING)
async def test_a_locked_library_can_be_read(path: Path, name: str) -> None:
    with locked(path):
        async with open_library(path) as library:
            await READING[name](library)


@pytest.mark.fault("P3", "S15")
async def test_a_mark_that_the_disk_refused_does_not_show(path: Path) -> None:
    async with open_library(path) as library:
        await library.marks()
        with full_disk(bytes_left=1000):
            with pytest.raises(Full):
                await library.set_marks([(paper(1), Marks(NOW)), (paper(2), READ)])
            assert {paper(1).id: READ} == await library.marks()

        await library.set_marks([(paper(2), READ)])
        assert {paper(1).id: READ, paper(2).id: READ} == await library.marks()


@pytest.mark.fault("P4")
async def test_a_newer_library_is_named_as_such(path: Path) -> None:
    set_version(path, 99)

    async with open_library(path) as library:
        with pytest.raises(TooNew, match="was written by a newer paperbrowse"):
            await library.marks()


@pytest.mark.fault("P4", "S21")
@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (make_foreign, "is not a paperbrowse library"),
        (lambda path: path.write_text("groceries\n" * 500), "file is not a database"),
        (lambda path: path.write_bytes(b""), "is empty"),
        (lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]), "is damaged"),
        (lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)), "is damaged"),
        (lambda path: (path.unlink(), path.mkdir()), "is not a file that can be read"),
        (lambda path: (path.unlink(), path.symlink_to("/dev/null")), "is not a file that can be read"),
        (lambda path: (path.unlink(), path.with_name(path.name + "-wal").write_bytes(b"x")), "is gone, but"),
    ],
    ids=["another program's", "text", "empty", "half", "zeroed", "directory", "device", "only its log"],
)
async def test_what_is_no_library_of_ours_is_refused_and_left_as_it_is(
    path: Path, spoil: Callable[[Path], object], sentence: str
) -> None:
    shutil.rmtree(path.parent / "journal")  # nothing is left to build it anew from
    spoil(path)
    before = sorted((each.name, each.stat().st_size) for each in path.parent.iterdir())

    async with open_library(path) as library:
        with pytest.raises(Damaged, match=sentence):
            await library.set_marks([(paper(2), READ)])

    assert before == sorted((each.name, each.stat().st_size) for each in path.parent.iterdir())


async def test_a_mark_that_makes_no_sense_is_damage(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE marks SET read_at = 'soon'")

    async with open_library(path) as library:
        with pytest.raises(Damaged):
            await library.marks()


@pytest.mark.fault("S25", "S28")
async def test_a_path_that_is_too_long_is_one_sentence(tmp_path: Path) -> None:
    async with open_library(tmp_path / ("x" * 4096) / "library.db") as library:
        with pytest.raises(Full, match="cannot be used: File name too long"):
            await library.marks()


@pytest.mark.fault("S25")
@pytest.mark.parametrize("name", ["with $HOME", "line\nfeed", "ünï%41 #?mode=memory", "~"])
async def test_a_strange_path_works(tmp_path: Path, name: str) -> None:
    path = tmp_path / name / name

    async with open_library(path) as library:
        await library.set_marks([(paper(), READ)])

    assert {path, path.with_name("journal")} == set(path.parent.iterdir())


def test_a_mistake_of_ours_is_no_damage(tmp_path: Path) -> None:
    connection = sqlite3.connect(tmp_path / "some.db")
    connection.close()

    with pytest.raises(sqlite3.ProgrammingError), store_errors(tmp_path / "some.db"):
        connection.execute("SELECT 1")


@pytest.mark.fault("P1")
async def test_whatever_happens_to_the_cache_the_library_stays_as_it_is(path: Path, tmp_path: Path) -> None:
    sound = tmp_path / "sound"
    await make_cache(sound)
    before = path.read_bytes()

    for seed in range(30):
        folder = path.parent / "cache"
        shutil.copytree(sound, folder)
        chance = random.Random(seed)
        content = bytearray((folder / "cache.db").read_bytes())
        content[chance.randrange(len(content)) :: chance.randrange(1, 500)] = b""
        (folder / "cache.db").write_bytes(content)
        async with open_cache(folder) as cache:
            await cache.keep(listing())
            await cache.sweep(frozenset())
        shutil.rmtree(folder)

    assert before == path.read_bytes()
    async with open_library(path) as library:
        assert {paper(1).id: READ} == await library.marks()


SAVING = """
import asyncio, sys
from pathlib import Path
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Paper
from datetime import UTC, datetime

async def main():
    library = Library(Path(sys.argv[1]), StoreThread("library"))
    number = 0
    while True:
        number += 1
        paper = Paper(f"{sys.argv[2]}.{number:05}", "A title", abstract="word " * 200)
        await library.set_marks([(paper, Marks(datetime.now(UTC)))])
        print(paper.id, flush=True)

asyncio.run(main())
"""


@pytest.mark.fault("P2", "S16")
@pytest.mark.parametrize("half", range(2))
async def test_what_was_acknowledged_survives_a_kill(path: Path, half: int) -> None:
    acknowledged = {paper(1).id}
    chance = random.Random(half)

    for turn in range(10):
        child = subprocess.Popen(
            [sys.executable, "-c", SAVING, str(path), f"25{turn + 1:02}"], stdout=subprocess.PIPE, text=True,
            cwd=Path(__file__).parents[2],
        )  # fmt: skip
        for _ in range(chance.randrange(1, 60)):
            acknowledged.add(child.stdout.readline().strip())
        child.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
        acknowledged |= set(child.communicate()[0].splitlines())

    async with open_library(path) as library:
        marks = await library.marks()
        assert acknowledged <= set(marks)
        assert len(marks) == 1 + len(await library.bookmarked())


MORE = (*MIGRATIONS, ("ALTER TABLE remembered ADD COLUMN since TEXT", "CREATE TABLE more (x TEXT) STRICT"))
BROKEN = (*MIGRATIONS, ("CREATE TABLE more (x TEXT) STRICT", "INSERT INTO nowhere VALUES (1)"))


def ask(path: Path, statement: str) -> object:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(statement).fetchone()[0]


@pytest.mark.fault("P5")
def test_an_older_library_is_brought_up_to_date_with_a_copy_beside_it(path: Path) -> None:
    open_file(path, 1.0, MORE).close()

    copy = path.with_name(f"library.db.before-v{len(MORE)}")
    assert (len(MORE), len(MIGRATIONS)) == (ask(path, "PRAGMA user_version"), ask(copy, "PRAGMA user_version"))
    assert paper(1).id == ask(path, "SELECT paper_id FROM marks") == ask(copy, "SELECT paper_id FROM marks")
    assert 0o600 == copy.stat().st_mode & 0o777
    assert 0 == ask(path, "SELECT COUNT(*) FROM more")


@pytest.mark.fault("P5")
def test_a_migration_that_fails_leaves_the_old_library(path: Path) -> None:
    with pytest.raises(Damaged), store_errors(path):
        open_file(path, 1.0, BROKEN)

    assert len(MIGRATIONS) == ask(path, "PRAGMA user_version")
    assert 0 == ask(path, "SELECT COUNT(*) FROM sqlite_master WHERE name = 'more'")
    open_file(path, 1.0).close()


@pytest.mark.fault("P5", "S24")
def test_without_room_for_the_copy_nothing_is_migrated(path: Path) -> None:
    with full_disk(bytes_left=40_000), pytest.raises(Full), store_errors(path):
        open_file(path, 1.0, MORE)

    assert len(MIGRATIONS) == ask(path, "PRAGMA user_version")
    assert {path, path.with_name("journal")} == set(path.parent.iterdir())


def test_a_new_library_needs_no_copy(tmp_path: Path) -> None:
    open_file(tmp_path / "library.db", 1.0, MORE).close()

    assert {tmp_path / "library.db", tmp_path / "home"} == set(tmp_path.iterdir())


def test_the_file_carries_our_name(path: Path) -> None:
    assert b"pbrw" == path.read_bytes()[68:72]
