import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from paperbrowse.model.marks import Marks
from paperbrowse.model.saved_search import SavedSearch

from paperbrowse.store.schema import MIGRATIONS

from .making import NOW, open_library, paper

FIRST, SECOND = SavedSearch("caches", '"kv cache" -survey'), SavedSearch("Taipei", "author:lin after:2026-01")

_VERSION_1 = """
    CREATE TABLE marks (paper_id TEXT PRIMARY KEY, bookmarked_at TEXT, read_at TEXT, tags TEXT NOT NULL DEFAULT '[]',
        note TEXT) STRICT, WITHOUT ROWID;
    CREATE INDEX marks_by_bookmark ON marks (bookmarked_at) WHERE bookmarked_at IS NOT NULL;
    CREATE TABLE papers (id TEXT PRIMARY KEY REFERENCES marks (paper_id) ON DELETE CASCADE, title TEXT NOT NULL,
        copy TEXT NOT NULL) STRICT;
    CREATE TABLE seen (edition TEXT PRIMARY KEY, seen TEXT NOT NULL) STRICT;
    CREATE TABLE pages (number INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT NOT NULL UNIQUE, name TEXT NOT NULL,
        fetched_at TEXT NOT NULL, listing TEXT NOT NULL) STRICT;
    CREATE TABLE beginnings (what TEXT PRIMARY KEY, day TEXT NOT NULL) STRICT;
    CREATE TABLE remembered (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    INSERT INTO marks (paper_id, bookmarked_at) VALUES ('2606.00001', '2026-06-10T12:00:00.000000+00:00');
    INSERT INTO papers VALUES ('2606.00001', 'Paper number 1', '{"id":"2606.00001","title":"Paper number 1"}');
    INSERT INTO remembered VALUES ('density', 'dense');
    PRAGMA application_id = 1885500023;
    PRAGMA user_version = 1;
"""
"""A library as the first version wrote it."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "library" / "library.db"


async def test_searches_stay_in_the_order_in_which_they_were_saved(path: Path) -> None:
    async with open_library(path) as library:
        assert () == await library.searches()
        await library.save_search(FIRST)
        await library.save_search(SECOND)

    async with open_library(path) as library:
        assert (FIRST, SECOND) == await library.searches()


async def test_a_search_of_the_same_name_takes_the_place_of_the_old_one(path: Path) -> None:
    changed = SavedSearch(FIRST.name, "kv OR cache")

    async with open_library(path) as library:
        for search in (FIRST, SECOND, changed):
            await library.save_search(search)

        assert (changed, SECOND) == await library.searches()


async def test_a_search_is_removed_by_its_name(path: Path) -> None:
    async with open_library(path) as library:
        await library.save_search(FIRST)

        assert (True, False) == (await library.remove_search(FIRST.name), await library.remove_search(FIRST.name))
        assert () == await library.searches()


@pytest.mark.fault("P5")
async def test_a_library_of_the_first_version_takes_searches_and_keeps_its_bookmarks(path: Path) -> None:
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(_VERSION_1)

    async with open_library(path) as library:
        await library.save_search(FIRST)

        assert (FIRST,) == await library.searches()
        assert {paper().id: Marks(bookmarked_at=NOW)} == await library.marks()
        assert ["Paper number 1"] == [kept.title for kept in await library.bookmarked()]
        assert "dense" == await library.recall("density")
    assert path.with_name(f"library.db.before-v{len(MIGRATIONS)}").exists()
