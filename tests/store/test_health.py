"""A look at our files that changes none of them."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paperbrowse.errors import Damaged, Locked, TooNew
from paperbrowse.model.marks import Marks
from paperbrowse.store.cache_rows import Evicted
from paperbrowse.store.health import (
    NEWEST_FORMAT,
    cache_health,
    can_be_made,
    library_health,
    set_aside,
    size_on_disk,
)
from tests.store.damaging import database
from tests.store.making import DAY, NOW, days, listing, locked, make_cache, open_cache, open_library, paper

READ = Marks(read_at=NOW)
BOTH = Marks(bookmarked_at=NOW, read_at=NOW)
THE_DAY_AFTER = datetime(2026, 6, 11, tzinfo=UTC)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def library(tmp_path: Path) -> Path:
    return tmp_path / "data" / "library.db"


# ---- the library


async def test_a_library_is_counted(library: Path) -> None:
    async with open_library(library) as store:
        await store.set_marks([(paper(1), READ), (paper(2), BOTH), (paper(3), BOTH)])

    health = library_health(library, 0.05, 10)

    assert (NEWEST_FORMAT, 2, 3, 3, 0, 0, True) == (
        health.format, health.bookmarks, health.read, health.papers, health.pages, health.seen, health.is_whole
    )  # fmt: skip


def test_where_there_is_none_none_is_begun(library: Path, tmp_path: Path) -> None:
    assert library_health(library, 0.05, 10) is None
    assert cache_health(tmp_path / "cache", 0.05) is None

    assert {} == tree(tmp_path) and not library.parent.exists()


async def test_a_library_in_use_is_told_to_be(library: Path) -> None:
    async with open_library(library) as store:
        await store.set_marks([(paper(), READ)])

    with locked(library), pytest.raises(Locked):
        library_health(library, 0.05, 10)


@pytest.mark.fault("S21")
@pytest.mark.parametrize("content", [b"", b"text", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_library_is_damaged_and_left_alone(library: Path, content: bytes) -> None:
    library.parent.mkdir()
    library.write_bytes(content)

    with pytest.raises(Damaged):
        library_health(library, 0.05, 10)

    assert {str(library): content} == tree(library.parent)


@pytest.mark.fault("S22")
async def test_a_newer_library_is_told_to_be_newer(library: Path) -> None:
    async with open_library(library) as store:
        await store.set_marks([(paper(), READ)])
    with closing(sqlite3.connect(library)) as connection:
        connection.execute("PRAGMA user_version = 99")

    with pytest.raises(TooNew):
        library_health(library, 0.05, 10)


async def test_a_check_that_takes_too_long_is_given_up(library: Path) -> None:
    async with open_library(library) as store:
        await store.set_marks([(paper(number), READ) for number in range(3000)])

    health = library_health(library, 0.05, limit=-1)

    assert (False, 3000) == (health.is_whole, health.read)


# ---- the cache


@pytest.mark.fault("P13")
async def test_what_was_evicted_is_remembered_across_runs_and_a_bookmark_never_goes(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    newest, middle, oldest = days(3)
    bookmarked = paper(7)
    async with open_cache(folder, max_bytes=1, now=lambda: NOW.timestamp()) as cache:
        await cache.keep(listing(oldest))
        await cache.keep(listing(middle, papers=(bookmarked,)))
        assert 1 == await cache.sweep(frozenset({bookmarked.id}))
    async with open_cache(folder, max_bytes=1, now=lambda: THE_DAY_AFTER.timestamp()) as cache:
        await cache.keep(listing(newest))
        assert 1 == await cache.sweep(frozenset({bookmarked.id}))
        assert 0 == await cache.sweep(frozenset({bookmarked.id}))

    held = cache_health(folder, 0.05)

    assert (1, 0, Evicted(2, THE_DAY_AFTER, (str(newest),))) == (held.editions, held.papers, held.evicted)


async def test_a_cache_is_counted(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    await make_cache(folder, listing(), listing("2026-W24"))
    async with open_cache(folder) as cache:
        await cache.keep_paper(paper())
        _, size = await cache.size()

    held = cache_health(folder, 0.05)

    assert (2, 1, size, None) == (held.editions, held.papers, held.size, held.evicted)


async def test_a_damaged_cache_is_left_for_the_next_start_to_set_aside(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    await make_cache(folder, listing())
    (folder / "cache.db").write_bytes(b"no cache" * 500)
    before = tree(tmp_path)

    with pytest.raises(Damaged):
        cache_health(folder, 0.05)

    assert before == tree(tmp_path)
    assert () == set_aside(folder)


async def test_a_record_of_evictions_that_was_tampered_with_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "cache"
    async with open_cache(folder, max_bytes=1) as cache:
        await cache.keep(listing(DAY))
        await cache.sweep(frozenset())
    with database(folder) as rows:
        rows.execute("UPDATE Cache SET value = X'00' WHERE key = 'evicted/1'")

    assert cache_health(folder, 0.05).evicted is None


# ---- folders


def test_sizes_are_those_of_all_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one").write_bytes(b"x" * 10)
    (tmp_path / "two").write_bytes(b"x" * 5)
    (tmp_path / "loop").symlink_to(tmp_path)

    assert (15, 5, 0) == (
        size_on_disk(tmp_path / "a") + size_on_disk(tmp_path / "two"),
        size_on_disk(tmp_path / "two"),
        size_on_disk(tmp_path / "missing"),
    )


def test_a_folder_below_a_file_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    assert can_be_made(tmp_path / "new" / "deeper")
    assert not can_be_made(tmp_path / "file" / "deeper")
