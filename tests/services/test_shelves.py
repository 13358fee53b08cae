import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from paperbrowse.errors import SourceError, TooNew
from paperbrowse.model.marks import Marks
from paperbrowse.model.period import Day, Month, Trending
from paperbrowse.model.seen import Seen
from paperbrowse.services.shelves import Shelves
from paperbrowse.store.cache import Cache
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.model.made import NOON, day_listing, paper

from .fake_topics import no_topics

FRIDAY = Day(date(2026, 6, 12))

PAGE = b"A First Paper of a Saved Page\nA Second Paper of a Saved Page"


def days(*numbers: int) -> list[str]:
    return [f"2026-06-{number:02}" for number in numbers]


async def test_the_inbox_reaches_back_three_editions_before_the_first_start(shelves: Shelves) -> None:
    assert days(12, 11, 10, 9) == list(map(str, await shelves.inbox_days()))


async def test_the_inbox_grows_by_each_weekday_after_the_first_start(shelves: Shelves, clock: FakeClock) -> None:
    await shelves.begin()
    clock.set(datetime(2026, 6, 16, 8, 0, tzinfo=UTC))

    assert days(16, 15, 12, 11, 10, 9) == list(map(str, await shelves.inbox_days()))


async def test_a_first_start_on_a_weekend_counts_back_from_friday(shelves: Shelves, clock: FakeClock) -> None:
    clock.set(datetime(2026, 6, 13, 8, 0, tzinfo=UTC))

    assert days(12, 11, 10) == list(map(str, await shelves.inbox_days()))


@pytest.mark.fault("S20")
async def test_a_first_start_under_a_clock_that_ran_ahead_does_not_empty_the_inbox(
    shelves: Shelves, clock: FakeClock
) -> None:
    clock.set(datetime(2036, 6, 12, tzinfo=UTC))
    await shelves.begin()
    clock.set(NOON)

    assert days(12, 11, 10, 9) == list(map(str, await shelves.inbox_days()))


@pytest.mark.fault("I11")
async def test_the_inbox_holds_nothing_before_the_first_day_of_daily_papers(shelves: Shelves, clock: FakeClock) -> None:
    clock.set(datetime(2023, 5, 5, tzinfo=UTC))

    assert ["2023-05-05", "2023-05-04"] == list(map(str, await shelves.inbox_days()))


async def test_the_inbox_has_each_paper_once_newest_edition_first(shelves: Shelves, cache: Cache) -> None:
    await cache.keep(day_listing(date(2026, 6, 11), paper(3), paper(1, upvotes=1)))
    await cache.keep(day_listing(date(2026, 6, 12), paper(2), paper(1, upvotes=9)))

    assert (paper(2), paper(1, upvotes=9), paper(3)) == await shelves.inbox()


async def test_the_inbox_holds_read_papers_too_so_that_the_view_can_count_them(
    shelves: Shelves, cache: Cache, library: Library
) -> None:
    await cache.keep(day_listing(FRIDAY.day, paper(1)))
    await library.set_marks([(paper(1), Marks(read_at=NOON))])

    assert (paper(1),) == await shelves.inbox()


async def test_what_a_sync_a_search_or_trending_brings_in_never_enters_the_inbox(
    shelves: Shelves, cache: Cache
) -> None:
    await cache.keep(day_listing(FRIDAY.day, paper(1)))
    await cache.keep(day_listing(date(2026, 5, 4), paper(2)))
    await cache.keep(day_listing(edition=str(Trending()), papers=(paper(3),)))
    await cache.keep(day_listing(edition=str(Month(2026, 6)), papers=(paper(4),)))
    await cache.keep_paper(paper(5, day=FRIDAY.day))
    await shelves.add_page(PAGE, "page.html", None)

    assert (paper(1),) == await shelves.inbox()


async def test_bookmarks_are_newest_first_from_the_librarys_own_copies(shelves: Shelves, library: Library) -> None:
    await library.set_marks([(paper(1), Marks(bookmarked_at=NOON)), (paper(3), Marks(read_at=NOON))])
    await library.set_marks([(paper(2), Marks(bookmarked_at=NOON.replace(hour=13)))])

    assert (paper(2), paper(1)) == await shelves.bookmarks()


@pytest.mark.fault("P1")
async def test_bookmarks_are_there_when_the_cache_is_gone(
    shelves: Shelves, cache: Cache, library: Library, tmp_path: Path
) -> None:
    await cache.keep(day_listing(FRIDAY.day, paper(1)))
    await library.set_marks([(paper(1), Marks(bookmarked_at=NOON))])
    for file in sorted((tmp_path / "cache").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()

    assert (paper(1),) == await shelves.bookmarks()
    assert paper(1) == await shelves.paper("2606.00001")


async def test_a_page_is_kept_and_its_papers_are_found(shelves: Shelves) -> None:
    imported = await shelves.add_page(PAGE, "page.html", date(2026, 6, 1))

    assert (True, "page.html") == (imported.is_new, imported.page.name)
    assert ((imported.page, imported.listing),) == await shelves.pages()
    second = imported.listing.papers[1]
    assert ("A Second Paper of a Saved Page", date(2026, 6, 1)) == (second.title, second.published)
    assert second == await shelves.paper(second.id)


@pytest.mark.fault("I25")
async def test_a_page_that_is_imported_again_is_no_second_one(shelves: Shelves, clock: FakeClock) -> None:
    first = await shelves.add_page(PAGE, "page.html", None)
    clock.advance(60)

    again = await shelves.add_page(PAGE, "copy of page.html", None)

    assert (True, False) == (first.is_new, again.is_new)
    assert ((first.page, first.listing),) == await shelves.pages()


@pytest.mark.fault("I23")
async def test_a_file_that_is_no_saved_page_is_refused_and_changes_nothing(shelves: Shelves) -> None:
    with pytest.raises(SourceError):
        await shelves.add_page(b"", "other.html", None)

    assert () == await shelves.pages()


async def test_a_paper_that_nobody_marked_or_imported_is_not_in_the_library(shelves: Shelves, cache: Cache) -> None:
    await cache.keep(day_listing(FRIDAY.day, paper(1)))

    assert await shelves.paper("2606.00001") is None


async def test_what_was_seen_of_an_edition_is_remembered(shelves: Shelves) -> None:
    listing = day_listing(FRIDAY.day, paper(1, upvotes=4), paper(2))
    assert await shelves.seen(listing.edition) is None

    await shelves.see(listing)

    assert Seen(NOON, {"2606.00001": 4, "2606.00002": None}) == await shelves.seen(listing.edition)


async def test_small_things_about_the_screen_are_remembered(shelves: Shelves) -> None:
    assert await shelves.recall("rows") is None

    await shelves.remember("rows", "one line")

    assert "one line" == await shelves.recall("rows")


@pytest.mark.fault("P4")
async def test_a_library_that_cannot_be_used_forgets_small_things_quietly_and_says_the_rest(
    cache: Cache, library: Library, clock: FakeClock, shelves: Shelves, tmp_path: Path
) -> None:
    await library.marks()
    with closing(sqlite3.connect(tmp_path / "library.db")) as newer:
        newer.execute("PRAGMA user_version = 999")
    broken_library = Library(tmp_path / "library.db", StoreThread("second"), timeout=0.1)
    broken = Shelves(cache, broken_library, no_topics(), clock, lambda *_: pytest.fail("nothing is read"))

    await broken.begin()
    await broken.see(day_listing(FRIDAY.day, paper(1)))
    await broken.remember("rows", "one line")

    assert (None, None) == (await broken.seen("2026-06-12"), await broken.recall("rows"))
    for question in (broken.bookmarks, broken.inbox, broken.pages):
        with pytest.raises(TooNew):
            await question()
    await broken_library.close()
