"""Machines that exchange what was said through a folder that somebody else keeps in step."""

import shutil
from pathlib import Path

import pytest

from paperbrowse.errors import Full
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.store.sayings_sql import Heard

from .making import NOW, bound_thread, full_disk, open_library, paper, read_only

READ = Marks(read_at=NOW)
NOTED = Marks(NOW, tags=("a",), note="A note.")


@pytest.fixture
def between(tmp_path: Path) -> Path:
    folder = tmp_path / "between"
    folder.mkdir()
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


async def test_marks_tags_notes_and_copies_go_over_and_come_back(tmp_path: Path, between: Path) -> None:
    async with open_library(tmp_path / "one" / "library.db") as one, open_library(tmp_path / "two" / "library.db") as two:
        await one.set_marks([(paper(1), NOTED), (paper(2), READ)])
        await one.merge(between)
        merged = await two.merge(between)

        assert (frozenset({paper(1).id, paper(2).id}), 1, {}) == (merged.changed.marks, merged.machines, merged.unread)
        assert {paper(1).id: NOTED, paper(2).id: READ} == await two.marks()
        assert (paper(1),) == await two.bookmarked()

        await two.set_marks([(paper(1), UNMARKED), (paper(3), READ)])
        await two.merge(between)
        await one.merge(between)

        assert {paper(2).id: READ, paper(3).id: READ} == await one.marks() == await two.marks()
    assert 2 == len(files(between))


async def test_merging_again_changes_nothing(tmp_path: Path, between: Path) -> None:
    async with open_library(tmp_path / "one" / "library.db") as one:
        await one.set_marks([(paper(1), NOTED)])
        await one.merge(between)
        before = files(between)

        merged = await one.merge(between)

        assert (Heard(), 0) == (merged.changed, merged.machines)
        assert before == files(between)


async def test_the_journal_of_a_machine_only_grows(tmp_path: Path, between: Path) -> None:
    async with open_library(tmp_path / "one" / "library.db") as one:
        await one.set_marks([(paper(1), NOTED)])
        await one.merge(between)
        ((name, before),) = files(between).items()
        await one.set_marks([(paper(1), UNMARKED)])
        await one.merge(between)

        assert files(between)[name].startswith(before) and files(between)[name] != before


async def test_half_a_line_foreign_files_and_conflict_copies_are_survived(tmp_path: Path, between: Path) -> None:
    async with open_library(tmp_path / "one" / "library.db") as one, open_library(tmp_path / "two" / "library.db") as two:
        await one.set_marks([(paper(1), NOTED)])
        await one.merge(between)
        (journal,) = between.iterdir()
        await one.set_marks([(paper(2), READ)])
        await one.merge(between)
        shutil.copy(journal, between / f"{journal.stem}.sync-conflict-20260612-101010-ABCDEFG.jsonl")
        content = journal.read_bytes()
        journal.write_bytes(content[:-20])  # the rest is still on its way
        (between / "groceries.jsonl").write_text('milk\n{"at": "bread"}\n\n')
        (between / "notes.txt").write_text("x")
        (between / "folder.jsonl").mkdir()

        merged = await two.merge(between)

        assert {paper(1).id: NOTED, paper(2).id: READ} == await two.marks()
        assert ({"groceries.jsonl": 2}, {"groceries.jsonl", "notes.txt", "folder.jsonl"}) == (
            merged.unread, {name for name in ("groceries.jsonl", "notes.txt", "folder.jsonl") if (between / name).exists()}
        )  # fmt: skip
        await one.merge(between)
        assert content == journal.read_bytes()


async def test_two_machines_with_one_name_lose_nothing(tmp_path: Path, between: Path) -> None:
    """The data folder was copied to a second machine."""
    async with open_library(tmp_path / "one" / "library.db") as one:
        await one.set_marks([(paper(1), NOTED)])
        await one.merge(between)
    shutil.copytree(tmp_path / "one", tmp_path / "two")

    async with open_library(tmp_path / "one" / "library.db") as one, open_library(tmp_path / "two" / "library.db") as two:
        await one.set_marks([(paper(2), READ)])
        await two.set_marks([(paper(3), READ)])
        for _ in range(2):
            await one.merge(between)
            await two.merge(between)

        assert {paper(1).id: NOTED, paper(2).id: READ, paper(3).id: READ} == await one.marks() == await two.marks()


@pytest.mark.parametrize("was_handed_out", [True, False])
async def test_a_journal_that_was_lost_is_written_anew(tmp_path: Path, between: Path, was_handed_out: bool) -> None:
    async with open_library(tmp_path / "one" / "library.db") as one:
        await one.set_marks([(paper(1), NOTED)])
        if was_handed_out:
            await one.merge(between)
    shutil.rmtree(tmp_path / "one" / "journal")

    async with open_library(tmp_path / "one" / "library.db") as one, open_library(tmp_path / "two" / "library.db") as two:
        await one.set_marks([(paper(2), READ)])
        await one.merge(between)
        await two.merge(between)

        assert {paper(1).id: NOTED, paper(2).id: READ} == await two.marks()


async def test_a_folder_that_cannot_be_written_is_named_and_what_was_read_stays(tmp_path: Path, between: Path) -> None:
    async with open_library(tmp_path / "one" / "library.db") as one:
        await one.set_marks([(paper(1), NOTED)])
        await one.merge(between)
    async with open_library(tmp_path / "two" / "library.db", bound_thread("two")) as two:
        await two.set_marks([(paper(2), READ)])
        with read_only(between), pytest.raises(Full, match="between cannot be used"):
            await two.merge(between)

        assert {paper(1).id: NOTED, paper(2).id: READ} == await two.marks()


async def test_a_line_that_was_cut_off_here_is_written_again(tmp_path: Path, between: Path) -> None:
    async with open_library(tmp_path / "one" / "library.db") as one:
        await one.set_marks([(paper(1), NOTED)])
        (journal,) = (tmp_path / "one" / "journal").iterdir()
        content = journal.read_bytes()
        journal.write_bytes(content[:-20])
    async with open_library(tmp_path / "one" / "library.db") as one:
        await one.set_marks([(paper(2), READ)])
        await one.merge(between)
    async with open_library(tmp_path / "two" / "library.db") as two:
        await two.merge(between)

        assert {paper(2).id: READ} == await two.marks()


@pytest.mark.fault("S15")
async def test_a_line_that_the_full_disk_cut_off_here_is_written_again(tmp_path: Path, between: Path) -> None:
    path, many = tmp_path / "one" / "library.db", [(paper(number), READ) for number in range(1, 301)]
    async with open_library(path) as one:
        await one.set_marks(many)
    async with open_library(path) as one:  # with an empty log, so that the journal is the largest file that grows
        (journal,) = (tmp_path / "one" / "journal").iterdir()
        await one.set_marks([(paper(301), READ)])
        with full_disk(journal.stat().st_size + 50):
            await one.set_marks([(paper(302), READ)])
        assert not journal.read_bytes().endswith(b"\n")
        await one.set_marks([(paper(303), READ)])
        await one.merge(between)

        async with open_library(tmp_path / "two" / "library.db") as two:
            await two.merge(between)
            assert 303 == len(await one.marks())
            assert await one.marks() == await two.marks()


async def test_an_older_library_tells_the_others_all_that_it_knows(tmp_path: Path, between: Path) -> None:
    old = Path(__file__).parents[1] / "data" / "libraries" / "format-2.db"
    (tmp_path / "one").mkdir()
    shutil.copy(old, tmp_path / "one" / "library.db")

    async with open_library(tmp_path / "one" / "library.db") as one, open_library(tmp_path / "two" / "library.db") as two:
        await one.merge(between)
        await two.merge(between)

        assert await one.marks() == await two.marks() != {}
        assert await one.bookmarked() == await two.bookmarked()
