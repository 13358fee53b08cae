"""A note a paper in a folder of the reader's, as Obsidian reads it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from paperbrowse.errors import Full
from paperbrowse.model.file_name import note_name
from paperbrowse.model.note_seal import Seal, seal_of
from paperbrowse.model.paper import Paper
from paperbrowse.model.taken import Taken
from paperbrowse.services.arxiv import Arxiv
from paperbrowse.services.export.notes import note
from paperbrowse.services.exporting import Exporting, Notes
from paperbrowse.services.marking import Marking
from paperbrowse.store.cache import Cache
from paperbrowse.store.documents import Documents
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.services.fake_arxiv import FakeArxiv
from tests.store.making import full_disk

from .made import BARE, FULL, papers, taken
from .reading_back import front_matter

PAPERS = (FULL.paper, BARE.paper)
NAME = "2606.12000 Keys & Values - 50% of x_1.md"


@pytest.fixture
async def marking(library: Library, clock: FakeClock) -> AsyncIterator[Marking]:
    marking = Marking(lambda: library, clock)
    await marking.load()
    yield marking


@pytest.fixture
def exporting(marking: Marking, cache: Cache, library: Library, clock: FakeClock) -> Exporting:
    arxiv = Arxiv(FakeArxiv(), cache, library, marking, clock)
    return Exporting(arxiv, marking, Documents(StoreThread("documents")))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "Vault"


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


async def test_each_paper_gets_a_note_with_front_matter_under_a_name_of_its_own(exporting: Exporting, folder: Path) -> None:
    done = await exporting.write_notes(PAPERS, folder)

    assert Notes(2, 0, 0, ()) == done
    assert [NAME, "title-0123456789ab Only a Title.md"] == names(folder)
    matter = front_matter((folder / NAME).read_text())
    assert ("2606.12000", FULL.paper.title) == (matter["arxiv"], matter["title"])


async def test_a_second_export_brings_up_to_date_what_has_changed_and_nothing_else(
    exporting: Exporting, marking: Marking, folder: Path
) -> None:
    await exporting.write_notes(PAPERS, folder)
    before = {path.name: path.stat().st_mtime_ns for path in folder.iterdir()}
    await marking.tag([FULL.paper], ["thesis"])

    done = await exporting.write_notes(PAPERS, folder)

    assert Notes(0, 1, 1, ()) == done
    assert [NAME] == [path.name for path in folder.iterdir() if path.stat().st_mtime_ns != before[path.name]]
    assert "#thesis" in (folder / NAME).read_text()
    assert Notes(0, 0, 2, ()) == await exporting.write_notes(PAPERS, folder)


async def test_a_note_that_the_reader_changed_stays_and_is_named_but_with_force(
    exporting: Exporting, marking: Marking, folder: Path
) -> None:
    await exporting.write_notes(PAPERS, folder)
    mine = (folder / NAME).read_text() + "\nMy own thought.\n"
    (folder / NAME).write_text(mine)
    await marking.tag([FULL.paper], ["thesis"])

    assert Notes(0, 0, 1, (NAME,)) == await exporting.write_notes(PAPERS, folder)
    assert mine == (folder / NAME).read_text()

    assert Notes(0, 1, 1, ()) == await exporting.write_notes(PAPERS, folder, replaces=True)
    assert "My own thought." not in (folder / NAME).read_text()


async def test_a_note_that_the_reader_renamed_is_found_again(exporting: Exporting, marking: Marking, folder: Path) -> None:
    await exporting.write_notes(PAPERS, folder)
    (folder / NAME).rename(folder / "Keys.md")
    await marking.tag([FULL.paper], ["thesis"])

    assert Notes(0, 1, 1, ()) == await exporting.write_notes(PAPERS, folder)
    assert ["Keys.md", "title-0123456789ab Only a Title.md"] == names(folder)


async def test_a_file_of_that_name_that_is_none_of_ours_stays(exporting: Exporting, folder: Path) -> None:
    folder.mkdir()
    (folder / NAME).write_text("Mine.")
    (folder / "Journal.md").write_bytes(b"\xff\xfe")

    assert Notes(1, 0, 0, (NAME,)) == await exporting.write_notes(PAPERS, folder)
    assert "Mine." == (folder / NAME).read_text()
    assert b"\xff\xfe" == (folder / "Journal.md").read_bytes()


async def test_a_full_disk_leaves_whole_notes_and_the_next_export_goes_on(exporting: Exporting, folder: Path) -> None:
    long = replace(BARE.paper, abstract="word " * 10_000)

    with full_disk(bytes_left=30_000), pytest.raises(Full):
        await exporting.write_notes((FULL.paper, long), folder)

    assert [NAME] == names(folder)
    assert Notes(1, 0, 1, ()) == await exporting.write_notes((FULL.paper, long), folder)


@settings(max_examples=50)
@given(taken(most=1))
def test_any_note_is_ours_and_unbroken(made: tuple[Taken, ...]) -> None:
    for each in made:
        assert Seal(each.paper.id, True) == seal_of(note(each))
        assert "title" in front_matter(note(each))


@given(papers())
def test_a_note_has_a_name_that_obsidian_can_link_to(paper: Paper) -> None:
    name = note_name(paper)

    assert name.startswith(paper.id) and name.endswith(".md")
    assert not set(name) & set('[]#^|\\/:*?"<>')
