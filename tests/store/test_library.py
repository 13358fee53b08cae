import asyncio
import os
import sqlite3
import stat
import sys
from contextlib import closing
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import msgspec
import pytest

from paperbrowse.model.history import Change
from paperbrowse.model.listing import SavedPage
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Author, Paper
from paperbrowse.model.seen import Seen
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread

from tests.patience import PATIENCE
from tests.store.making import NOW, listing, modes_in, open_library, paper

BOOKMARKED = Marks(bookmarked_at=NOW)
READ = Marks(read_at=NOW)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "library.db"


def change_file(path: Path, statement: str, **named: object) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute(statement, named)


async def test_a_mark_is_answered_as_it_stands_in_the_file(path: Path) -> None:
    full = Marks(NOW, NOW + timedelta(microseconds=1), ("to read", "ünï, \"quoted\""), "a\nnote\0with all")

    async with open_library(path) as library:
        assert {paper().id: full} == await library.set_marks([(paper(), full)])

    async with open_library(path) as library:
        assert {paper().id: full} == await library.marks()


async def test_a_new_library_is_empty(path: Path) -> None:
    async with open_library(path) as library:
        assert ({}, (), ()) == (await library.marks(), await library.bookmarked(), await library.pages())
        assert (None, None, None) == (
            await library.paper("2606.00001"), await library.seen("2026-06-08"), await library.recall("density")
        )  # fmt: skip


async def test_many_marks_are_set_at_once_and_all_are_answered(path: Path) -> None:
    async with open_library(path) as library:
        await library.set_marks([(paper(1), BOOKMARKED)])

        stands = await library.set_marks([(paper(1), UNMARKED), (paper(2), READ), (paper(3), BOOKMARKED)])

        assert {paper(1).id: UNMARKED, paper(2).id: READ, paper(3).id: BOOKMARKED} == stands
        assert {paper(2).id: READ, paper(3).id: BOOKMARKED} == await library.marks()


async def test_of_two_changes_to_one_paper_the_last_stands(path: Path) -> None:
    async with open_library(path) as library:
        assert {paper().id: READ} == await library.set_marks([(paper(), BOOKMARKED), (paper(), READ)])


async def test_no_changes_change_nothing(path: Path) -> None:
    async with open_library(path) as library:
        assert {} == await library.set_marks([])


async def test_a_change_that_cannot_be_written_leaves_all_as_it_was(path: Path) -> None:
    unwritable = msgspec.structs.replace(paper(2), title="a lone surrogate \ud800")

    async with open_library(path) as library:
        with pytest.raises(UnicodeEncodeError):
            await library.set_marks([(paper(1), BOOKMARKED), (unwritable, BOOKMARKED)])
        assert {} == await library.marks()
        await library.set_marks([(paper(1), READ)])
        assert {paper(1).id: READ} == await library.marks()


async def test_a_marked_paper_is_kept_whole_until_the_last_mark_goes(path: Path) -> None:
    async with open_library(path) as library:
        await library.set_marks([(paper(), Marks(NOW, NOW))])
        assert paper() == await library.paper(paper().id)
        await library.set_marks([(paper(), READ)])
        assert paper() == await library.paper(paper().id)
        await library.set_marks([(paper(), UNMARKED)])
        assert await library.paper(paper().id) is None


async def test_a_copy_is_never_replaced_by_a_poorer_one(path: Path) -> None:
    poor = Paper(paper().id, "A new title", upvotes=70, source="saved page")

    async with open_library(path) as library:
        await library.set_marks([(paper(keywords=("one",)), BOOKMARKED)])
        await library.set_marks([(poor, BOOKMARKED)])
        kept = await library.paper(paper().id)

    assert paper(keywords=("one",), upvotes=70, source="saved page").abstract == kept.abstract
    assert (paper().authors, ("one",), NOW) == (kept.authors, kept.keywords, kept.fetched_at)
    assert ("A new title", 70, "saved page") == (kept.title, kept.upvotes, kept.source)


async def test_a_richer_copy_replaces_the_stored_one(path: Path) -> None:
    async with open_library(path) as library:
        await library.set_marks([(Paper(paper().id, "A title"), BOOKMARKED)])
        await library.set_marks([(paper(authors=(Author("Only One"),)), BOOKMARKED)])

        assert paper(authors=(Author("Only One"),)) == await library.paper(paper().id)


async def test_the_newest_bookmark_comes_first_whatever_its_time_zone(path: Path) -> None:
    east = timezone(timedelta(hours=9))
    times = {1: NOW, 2: NOW + timedelta(microseconds=1), 3: (NOW - timedelta(hours=1)).astimezone(east)}

    async with open_library(path) as library:
        await library.set_marks([(paper(number), Marks(bookmarked_at=at)) for number, at in times.items()])
        await library.set_marks([(paper(4), READ)])

        assert (paper(2), paper(1), paper(3)) == await library.bookmarked()
        assert UTC == (await library.marks())[paper(3).id].bookmarked_at.tzinfo


async def test_papers_come_in_the_order_that_was_asked_for(path: Path) -> None:
    async with open_library(path) as library:
        await library.set_marks([(paper(number), READ) for number in (1, 2, 3)])

        assert (paper(3), paper(1)) == await library.papers([paper(3).id, "unknown", paper(1).id])


@pytest.mark.parametrize("copy", ["", "{}", "not json", '{"id": 3}', "[" * 1000])
async def test_a_copy_that_no_longer_decodes_is_shown_by_its_title(path: Path, copy: str) -> None:
    async with open_library(path) as library:
        await library.set_marks([(paper(), BOOKMARKED)])
    change_file(path, "UPDATE papers SET copy = :copy", copy=copy)

    async with open_library(path) as library:
        assert (Paper(paper().id, paper().title),) == await library.bookmarked()
        await library.set_marks([(paper(), BOOKMARKED)])
        assert (paper(),) == await library.bookmarked()


async def test_what_was_seen_of_an_edition_is_replaced_by_the_next_look(path: Path) -> None:
    first, second = Seen(NOW, {"2606.00001": None, "2606.00002": 3}), Seen(NOW + timedelta(hours=1), {})

    async with open_library(path) as library:
        await library.see("2026-06-08", first)
        assert first == await library.seen("2026-06-08")
        await library.see("2026-06-08", second)
        assert second == await library.seen("2026-06-08")
        assert await library.seen("2026-06-09") is None


async def test_a_page_is_imported_once(path: Path) -> None:
    page = SavedPage("abc123", "papers.html")

    async with open_library(path) as library:
        assert await library.add_page(page, listing(page))
        assert not await library.add_page(SavedPage("abc123", "copy.html"), listing(page, 1))
        assert ((page, listing(page)),) == await library.pages()


async def test_the_newest_import_comes_first_and_a_page_can_be_removed(path: Path) -> None:
    pages = [SavedPage(key, f"{key}.html") for key in ("one", "two", "three")]

    async with open_library(path) as library:
        for page in pages:
            await library.add_page(page, listing(page))
        await library.remove_page("two")
        await library.remove_page("never there")
        assert ["three", "one"] == [page.key for page, _ in await library.pages()]
        assert await library.add_page(pages[1], listing(pages[1]))
        assert ["two", "three", "one"] == [page.key for page, _ in await library.pages()]


async def test_a_page_that_no_longer_decodes_is_still_listed(path: Path) -> None:
    page = SavedPage("abc", "papers.html")
    async with open_library(path) as library:
        await library.add_page(page, listing(page))
    change_file(path, "UPDATE pages SET listing = '{}'")

    async with open_library(path) as library:
        ((named, inside),) = await library.pages()

    assert (page, (), NOW, False) == (named, inside.papers, inside.fetched_at, inside.complete)


async def test_the_first_start_is_remembered_for_ever(path: Path) -> None:
    async with open_library(path) as library:
        assert date(2026, 6, 8) == await library.first_start(date(2026, 6, 8))

    async with open_library(path) as library:
        assert date(2026, 6, 8) == await library.first_start(date(2026, 6, 9))


async def test_small_things_are_remembered(path: Path) -> None:
    async with open_library(path) as library:
        await library.remember("density", "tight")
        await library.remember("density", "roomy")
        await library.remember("width", "40")

        assert ("roomy", "40") == (await library.recall("density"), await library.recall("width"))


@pytest.mark.fault("S18", "P10")
async def test_two_windows_write_at_once_and_both_are_kept(path: Path) -> None:
    async with open_library(path, timeout=PATIENCE) as one, open_library(path, timeout=PATIENCE) as other:
        await asyncio.gather(
            *(one.set_marks([(paper(number), BOOKMARKED)]) for number in range(1, 41)),
            *(other.set_marks([(paper(number), READ)]) for number in range(101, 141)),
        )

        assert 80 == len(await one.marks()) == len(await other.marks())


@pytest.mark.fault("S18", "P10")
async def test_two_windows_begin_one_library(path: Path) -> None:
    async with open_library(path, timeout=PATIENCE) as one, open_library(path, timeout=PATIENCE) as other:
        await asyncio.gather(one.set_marks([(paper(1), READ)]), other.set_marks([(paper(2), READ)]))

        assert {paper(1).id, paper(2).id} == set(await one.marks()) == set(await other.marks())
    assert {path, path.with_name("journal")} == set(path.parent.iterdir())


@pytest.mark.fault("P9")
async def test_after_closing_one_file_holds_all(path: Path, tmp_path: Path) -> None:
    async with open_library(path) as library:
        await library.set_marks([(paper(), BOOKMARKED)])
    copy = tmp_path / "copy.db"
    copy.write_bytes(path.read_bytes())

    async with open_library(copy) as library:
        assert {paper().id: BOOKMARKED} == await library.marks()
    assert {path, path.with_name("journal")} == set(path.parent.iterdir())


@pytest.mark.fault("P9")
async def test_closing_empties_the_log_also_while_another_window_is_open(path: Path) -> None:
    async with open_library(path) as other:
        async with open_library(path) as library:
            await other.marks()
            await library.set_marks([(paper(), READ)])

        assert 0 == path.with_name(path.name + "-wal").stat().st_size


@pytest.mark.fault("P9")
async def test_closing_writes_what_is_queued(path: Path) -> None:
    library = Library(path, StoreThread("library"))
    writing = asyncio.create_task(library.set_marks([(paper(), READ)]))
    await asyncio.sleep(0)

    await library.close()

    await writing
    async with open_library(path) as reopened:
        assert {paper().id: READ} == await reopened.marks()


@pytest.mark.fault("P10")
async def test_a_write_waits_five_seconds_for_another_program(path: Path) -> None:
    library = Library(path, StoreThread("library"))
    await library.marks()

    waits = library._thread.submit(lambda: library._connection.execute("PRAGMA busy_timeout").fetchone()[0]).result()

    assert 5000 == waits
    await library.close()


@pytest.mark.fault("P2")
async def test_a_change_is_committed_with_full_synchronisation(path: Path) -> None:
    async with open_library(path) as library:
        await library.marks()
        ask = library._thread.submit

        assert 2 == ask(lambda: library._connection.execute("PRAGMA synchronous").fetchone()[0]).result()
        assert "wal" == ask(lambda: library._connection.execute("PRAGMA journal_mode").fetchone()[0]).result()


@pytest.mark.fault("S27")
async def test_the_library_is_for_this_user_alone_whatever_the_umask(path: Path) -> None:
    before = os.umask(0)
    try:
        async with open_library(path.parent / "deeper" / "library.db") as library:
            await library.set_marks([(paper(), READ)])
            modes = modes_in(path.parent)
    finally:
        os.umask(before)

    # The file, its log, their shared memory and the journal.
    assert ({0o700}, {0o600}, 4) == modes


async def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    async with open_library(path) as library:
        await library.marks()
    path.chmod(0o644)

    async with open_library(path) as library:
        await library.marks()

    assert 0o600 == stat.S_IMODE(path.stat().st_mode)


async def test_a_folder_that_exists_keeps_its_mode(path: Path) -> None:
    path.parent.mkdir()
    path.parent.chmod(0o755)

    async with open_library(path) as library:
        await library.marks()

    assert 0o755 == stat.S_IMODE(path.parent.stat().st_mode)


@pytest.mark.fault("S19")
async def test_marks_land_on_the_disk_also_after_the_folder_was_removed(path: Path) -> None:
    async with open_library(path) as library:
        await library.set_marks([(paper(1), READ)])
        path.parent.rename(path.parent.with_name("elsewhere"))
        await library.set_marks([(paper(2), READ)])

        async with open_library(path) as other:
            assert {paper(2).id: READ} == await other.marks()


async def test_opening_costs_nothing_before_the_first_call(path: Path) -> None:
    async with open_library(path):
        pass

    assert not path.parent.exists()


def test_times_are_stored_as_text_that_sorts(tmp_path: Path) -> None:
    async def written() -> None:
        async with open_library(tmp_path / "library.db") as library:
            await library.set_marks([(paper(), Marks(datetime(2026, 6, 8, tzinfo=UTC)))])

    asyncio.run(written())

    with closing(sqlite3.connect(tmp_path / "library.db")) as connection:
        rows = connection.execute("SELECT bookmarked_at, tags FROM marks").fetchall()
    assert [("2026-06-08T00:00:00.000000+00:00", "[]")] == rows


async def test_a_step_and_the_shelf_ask_as_often_for_a_thousand_papers_as_for_two(path: Path) -> None:
    asked: list[str] = []

    def traced(frame: object, event: str, called: object) -> None:
        name = getattr(called, "__name__", "")
        if event == "c_call" and name in ("execute", "executemany"):
            asked.append(name)

    async def questions(library: Library, papers: tuple[Paper, ...]) -> int:
        asked.clear()
        nothing, marked = (tuple((each, marks) for each in papers) for marks in (Marks(), BOOKMARKED))
        await library.take_step(Change("Bookmarked", nothing, marked), NOW)
        await library.undo_step(NOW)
        await library.redo_step(NOW)
        assert len(papers) == len(await library.bookmarked())
        await library.undo_step(NOW)
        return len(asked)

    thread = StoreThread("library")
    async with open_library(path, thread) as library:
        await library.set_marks([(paper(number), READ) for number in range(2000, 2200)])  # the journal has begun
        thread.submit(sys.setprofile, traced).result()
        few = await questions(library, tuple(map(paper, range(1, 3))))
        many = await questions(library, tuple(map(paper, range(1, 1001))))
        thread.submit(sys.setprofile, None).result()

    assert 0 < many <= few + 8  # a journal that has grown so much is emptied into the file each time
