"""A damaged library comes back, from the newest backup and the journal; backups, and what they give back."""

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from paperbrowse.errors import Damaged, Full
from paperbrowse.model.history import Change
from paperbrowse.model.listing import SavedPage
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.saved_search import SavedSearch
from paperbrowse.store.backups import KEPT
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread

from .making import NOW, bound_thread, full_disk, listing, open_library, paper, read_only

READ = Marks(read_at=NOW)
TAGGED = Marks(bookmarked_at=NOW, tags=("thesis",), note="A note.")
PAGE = SavedPage("key", "name.html")


@pytest.fixture
async def path(tmp_path: Path) -> Path:
    """A library of which a page is in the backup alone, paper 2 in the journal alone, and paper 1 in both."""
    path = tmp_path / "library" / "library.db"
    async with open_library(path) as library:
        await library.set_marks([(paper(1), TAGGED)])
        await library.add_page(PAGE, listing(PAGE))
        await library.back_up(NOW)
        await library.set_marks([(paper(2), READ), (paper(1), Marks(bookmarked_at=NOW))])
    return path


def flip(path: Path, seed: int) -> None:
    chance, content = random.Random(seed), bytearray(path.read_bytes())
    for _ in range(200):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


SPOILT: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
    "random": lambda path: path.write_bytes(random.Random(1).randbytes(30_000)),
    "zeroed": lambda path: path.write_bytes(path.read_bytes()[:4096] + bytes(path.stat().st_size - 4096)),
    "zeroed head": lambda path: path.write_bytes(bytes(4096) + path.read_bytes()[4096:]),
    "directory": lambda path: (path.unlink(), path.mkdir()),
    "device": lambda path: (path.unlink(), path.symlink_to("/dev/null")),
    "only its log": lambda path: (path.unlink(), path.with_name(path.name + "-wal").write_bytes(b"x")),
}


@pytest.mark.fault("P7", "S21")
@pytest.mark.parametrize("kind", SPOILT)
async def test_a_damaged_library_is_set_aside_and_comes_back_from_backup_and_journal(path: Path, kind: str) -> None:
    SPOILT[kind](path)

    async with open_library(path) as library:
        assert {paper(1).id: Marks(bookmarked_at=NOW), paper(2).id: READ} == await library.marks()
        assert [paper(1)] == [*await library.bookmarked()]
        assert [PAGE] == [page for page, _ in await library.pages()]
        told = library.notice

    assert told is not None and "Recovered 2 marked papers from the backup of 2026-06-10 12:00 UTC and the journal" in told
    aside = [each for each in path.parent.iterdir() if ".damaged-" in each.name]
    assert aside and all(each.name in told or each.name.endswith(("-wal", "-shm")) for each in aside)
    async with open_library(path) as library:
        assert 2 == len(await library.marks())
        assert library.notice is None


@pytest.mark.fault("S21")
@pytest.mark.parametrize("seed", range(12))
async def test_flipped_bits_lose_no_mark(path: Path, seed: int) -> None:
    flip(path, seed)

    async with open_library(path) as library:
        for _ in range(3):
            try:
                marks = await library.marks()
                break
            except Damaged:  # found only now; the next call comes back
                continue
        assert {paper(1).id: Marks(bookmarked_at=NOW), paper(2).id: READ} == marks


@pytest.mark.fault("P7")
async def test_without_a_backup_the_journal_alone_gives_back_every_mark(path: Path) -> None:
    shutil.rmtree(path.parent / "backups")
    SPOILT["half"](path)

    async with open_library(path) as library:
        assert {paper(1).id: Marks(bookmarked_at=NOW), paper(2).id: READ} == await library.marks()
        assert "Recovered 2 marked papers from the journal (2 papers)." in (library.notice or "")


@pytest.mark.fault("P7")
async def test_a_damaged_backup_is_passed_over(path: Path) -> None:
    async with open_library(path) as library:
        await library.back_up(NOW + timedelta(days=2))
    newest = max((path.parent / "backups").iterdir())
    SPOILT["half"](newest)
    SPOILT["half"](path)

    async with open_library(path) as library:
        assert 2 == len(await library.marks())
        assert "the backup of 2026-06-10" in (library.notice or "")


@pytest.mark.fault("P7", "S24")
async def test_without_room_for_the_new_one_the_damaged_library_stays_where_it_is(path: Path) -> None:
    SPOILT["half"](path)
    before = path.read_bytes()

    with full_disk(bytes_left=20_000):
        async with open_library(path) as library:
            with pytest.raises(Full):
                await library.marks()

    assert before == path.read_bytes()
    left = {each.name for each in path.parent.iterdir()} - {"library.db-wal", "library.db-shm"}
    assert {"library.db", "journal", "backups"} == left


@pytest.mark.fault("P7")
async def test_a_rescue_that_was_cut_off_is_finished(path: Path) -> None:
    path.rename(path.with_name("library.db.rescued"))

    async with open_library(path) as library:
        assert 2 == len(await library.marks())


@pytest.mark.fault("P7")
async def test_a_library_that_is_damaged_while_it_is_open_comes_back(path: Path) -> None:
    async with open_library(path) as library:
        await library.marks()
        SPOILT["zeroed"](path)
        with closing(sqlite3.connect(path)) as connection:  # makes the open connection read the pages again
            connection.execute("PRAGMA wal_checkpoint")
        for _ in range(3):
            try:
                marks = await library.marks()
            except Damaged:
                continue
        assert 2 == len(marks)


@pytest.mark.fault("P7")
async def test_damage_in_a_large_library_is_found_by_the_next_backup_and_mended(path: Path) -> None:
    """To read all of it at the start would be felt."""
    async with open_library(path) as library:
        await library.remember("large", "x" * 66 * 1024 * 1024)
    with path.open("r+b") as file:
        file.seek(40 * 1024 * 1024)
        file.write(bytes(1024 * 1024))

    async with open_library(path) as library:
        assert 2 == len(await library.marks())
        assert library.notice is None
        with pytest.raises(Damaged):
            await library.back_up_if_due(NOW + timedelta(days=2))

        assert 2 == len(await library.marks())
        assert "Recovered 2 marked papers" in (library.notice or "")
        assert ["2026-06-10"] == [f"{each.made_at:%Y-%m-%d}" for each in await library.backups()]


@pytest.mark.fault("S23")
async def test_without_its_log_a_library_opens_and_the_journal_still_has_all(path: Path) -> None:
    copy = path.parent.with_name("copy") / path.name
    async with open_library(path) as library:
        await library.set_marks([(paper(3), READ)])
        shutil.copytree(path.parent, copy.parent, ignore=shutil.ignore_patterns("*-wal", "*-shm"))
    async with open_library(copy) as library:
        assert {paper(1).id, paper(2).id} == set(await library.marks())
        merged = await library.merge(copy.parent / "journal")

        assert frozenset({paper(3).id}) == merged.changed.marks
        assert READ == (await library.marks())[paper(3).id]


# ---- backups


@pytest.mark.fault("P6")
async def test_a_backup_is_made_once_a_day_where_something_changed(tmp_path: Path) -> None:
    async with open_library(tmp_path / "library.db") as library:
        nothing = await library.back_up_if_due(NOW)
        await library.set_marks([(paper(1), READ)])
        first = await library.back_up_if_due(NOW)
        too_soon = await library.back_up_if_due(NOW + timedelta(hours=23))
        unchanged = await library.back_up_if_due(NOW + timedelta(days=2))
        await library.save_search(SavedSearch("a", "b"))
        second = await library.back_up_if_due(NOW + timedelta(days=2))

        assert (None, None, None) == (nothing, too_soon, unchanged)
        assert first is not None and second is not None
        assert (second, first) == await library.backups()
        assert (NOW, 0, 1, 0) == (first.made_at, first.bookmarks, first.marked, first.pages)


@pytest.mark.fault("P6")
async def test_five_backups_are_kept_each_one_file_for_this_user_alone(tmp_path: Path) -> None:
    async with open_library(tmp_path / "library.db") as library:
        await library.set_marks([(paper(1), READ)])
        made = [await library.back_up(NOW + timedelta(days=day)) for day in range(KEPT + 2)]

        assert tuple(reversed(made[2:])) == await library.backups()
    files = list((tmp_path / "backups").iterdir())
    assert {each.path for each in made[2:]} == set(files)
    assert {0o600} == {each.stat().st_mode & 0o777 for each in files}


@pytest.mark.fault("S24")
async def test_a_backup_without_room_leaves_the_older_ones(tmp_path: Path) -> None:
    async with open_library(tmp_path / "library.db") as library:
        await library.set_marks([(paper(1), READ)])
        made = [await library.back_up(NOW + timedelta(days=day)) for day in range(KEPT)]
        with full_disk(bytes_left=20_000), pytest.raises(Full):
            await library.back_up(NOW + timedelta(days=KEPT))

        assert tuple(reversed(made)) == await library.backups()
        assert {each.path for each in made} == set((tmp_path / "backups").iterdir())


async def test_a_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    path = tmp_path / "library" / "library.db"
    async with open_library(path) as library:
        await library.set_marks([(paper(1), READ)])

    library = Library(path, bound_thread("library"), timeout=0.05)
    with read_only(path.parent):
        with pytest.raises(Full):
            await library.back_up(NOW)
        assert () == await library.backups()
    await library.close()


@pytest.mark.fault("P6")
async def test_a_backup_comes_back_as_a_step_that_can_be_undone(path: Path) -> None:
    later = NOW + timedelta(days=1)
    async with open_library(path) as library:
        await library.remove_page("key")
        before = await library.marks()
        (backup,) = await library.backups()

        taken = await library.restore(backup, later)

        assert "Restored the backup of 2026-06-10 12:00 UTC:" == taken.change.sentence
        assert {paper(1).id: TAGGED} == await library.marks()
        assert [PAGE] == [page for page, _ in await library.pages()]
        assert [backup.path.name] == [each.name for each in backup.path.parent.iterdir()]

        await library.undo_step(later)
        assert before == await library.marks()


async def test_what_was_restored_reaches_the_other_machines(path: Path, tmp_path: Path) -> None:
    between = tmp_path / "between"
    between.mkdir()
    async with open_library(path) as library, open_library(tmp_path / "other" / "library.db") as other:
        await library.merge(between)
        await other.merge(between)
        (backup,) = await library.backups()
        await library.restore(backup, datetime.now(UTC))
        await library.merge(between)
        await other.merge(between)

        assert {paper(1).id: TAGGED} == await other.marks()


async def test_steps_go_on_after_a_rescue(path: Path) -> None:
    async with open_library(path) as library:
        await library.take_step(Change("Marked", ((paper(5), UNMARKED),), ((paper(5), READ),)), NOW)
        SPOILT["half"](path)
    library = Library(path, StoreThread("library"), timeout=0.05)

    assert READ == (await library.marks())[paper(5).id]
    await library.take_step(Change("Unmarked", ((paper(5), READ),), ((paper(5), UNMARKED),)), NOW)
    assert paper(5).id not in await library.marks()
    await library.close()
