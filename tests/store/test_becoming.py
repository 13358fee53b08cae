"""A paper that was known by its title alone gets its real id, in everything that the library holds."""

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Locked, StoreError
from paperbrowse.model.identifier import title_id
from paperbrowse.model.listing import Listing, SavedPage
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Paper
from paperbrowse.model.seen import Seen
from paperbrowse.store.library import Library

from .making import NOW, full_disk, listing, locked, open_library, paper

REAL = replace(paper(7), title="Seven", abstract=None)
TITLE = Paper(title_id("Seven"), "Seven", abstract="As the page had it.", source="saved page")
OLD = TITLE.id
EARLIER = NOW - timedelta(days=1)
PAGE = SavedPage("page", "page.txt")


async def everything(library: Library) -> tuple[object, ...]:
    marks = await library.marks()
    return marks, await library.papers(marks), await library.pages(), await library.seen("2026-06-08")


async def test_its_marks_and_its_copy_move_over(tmp_path: Path):
    async with open_library(tmp_path / "library.db") as library:
        await library.set_marks([(TITLE, Marks(NOW, None, ("a",), "note")), (paper(1), Marks(read_at=NOW))])

        became = await library.become(OLD, REAL)

        assert replace(REAL, abstract="As the page had it.") == became
        assert {paper(1).id: Marks(read_at=NOW), REAL.id: Marks(NOW, None, ("a",), "note")} == await library.marks()
        assert (None, became) == (await library.paper(OLD), await library.paper(REAL.id))
        assert (became,) == await library.bookmarked()


async def test_marks_of_the_real_paper_are_merged_and_its_own_copy_completes_it(tmp_path: Path):
    async with open_library(tmp_path / "library.db") as library:
        await library.set_marks([
            (TITLE, Marks(NOW, NOW, ("b", "c"), "by title")),
            (replace(REAL, github="https://github.com/a/b"), Marks(EARLIER, None, ("a", "b"), "by id")),
        ])  # fmt: skip

        await library.become(OLD, REAL)

        assert {REAL.id: Marks(EARLIER, NOW, ("a", "b", "c"), "by id\nby title")} == await library.marks()
        kept = await library.paper(REAL.id)
        assert kept is not None and ("https://github.com/a/b", "As the page had it.") == (kept.github, kept.abstract)


async def test_every_page_shows_it_in_its_place_and_once(tmp_path: Path):
    other = SavedPage("other", "other.txt")
    async with open_library(tmp_path / "library.db") as library:
        await library.add_page(PAGE, listing(PAGE, (paper(1), TITLE, paper(2))))
        await library.add_page(other, listing(other, (TITLE, paper(3), REAL)))

        await library.become(OLD, REAL)

        pages = dict(await library.pages())
        assert ["2606.00001", REAL.id, "2606.00002"] == [each.id for each in pages[PAGE].papers]
        assert [REAL.id, "2606.00003"] == [each.id for each in pages[other].papers]
        assert "As the page had it." == pages[PAGE].papers[1].abstract
        assert {} == await library.marks()


async def test_what_was_seen_of_it_was_seen_of_the_real_one(tmp_path: Path):
    async with open_library(tmp_path / "library.db") as library:
        await library.see("2026-06-08", Seen(NOW, {OLD: 3, "2606.00001": 4}))
        await library.see("2026-06-09", Seen(NOW, {OLD: 3, REAL.id: 5}))

        await library.become(OLD, REAL)

        assert Seen(NOW, {REAL.id: 3, "2606.00001": 4}) == await library.seen("2026-06-08")
        assert Seen(NOW, {REAL.id: 5}) == await library.seen("2026-06-09")


async def test_an_id_that_nobody_knows_changes_nothing(tmp_path: Path):
    async with open_library(tmp_path / "library.db") as library:
        await library.set_marks([(paper(1), Marks(NOW))])
        before = await everything(library)

        assert REAL == await library.become(OLD, REAL)

        assert before == await everything(library)


async def test_a_page_that_no_longer_decodes_stays_as_it_is(tmp_path: Path):
    path = tmp_path / "library.db"
    async with open_library(path) as library:
        await library.add_page(PAGE, listing(PAGE, (TITLE,)))
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("UPDATE pages SET listing = '{' || :id", {"id": OLD})

        await library.become(OLD, REAL)

        with closing(sqlite3.connect(path)) as other:
            assert [("{" + OLD,)] == other.execute("SELECT listing FROM pages").fetchall()


@pytest.mark.parametrize("trouble", ["locked", "full"])
async def test_where_it_cannot_be_written_nothing_has_changed(tmp_path: Path, trouble: str):
    path = tmp_path / "library.db"
    async with open_library(path) as library:
        await library.set_marks([(TITLE, Marks(NOW)), (REAL, Marks(None, NOW))])
        await library.add_page(PAGE, Listing(str(PAGE), (TITLE, *(paper(number) for number in range(99))), NOW, NOW))
        await library.see("2026-06-08", Seen(NOW, {OLD: 3}))
        before = await everything(library)

        with locked(path) if trouble == "locked" else full_disk():
            with pytest.raises(Locked if trouble == "locked" else StoreError):
                await library.become(OLD, REAL)

        assert before == await everything(library)
