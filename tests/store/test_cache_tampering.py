"""What somebody may plant in the cache: nothing of it runs, is read outside or shows."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import diskcache
import pytest

from paperbrowse.model.marks import Marks
from paperbrowse.store.envelope import sealed

from tests.store.damaging import CALLS, EDITION, SMALL, assert_begun_anew, database, flip, value_file
from tests.store.making import MANY, days, listing, open_cache


@pytest.mark.fault("S7")
@pytest.mark.parametrize(
    "damage",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(path.read_bytes()[: path.stat().st_size // 2]),
        lambda path: flip(path, 1, 1),
        lambda path: path.write_bytes(path.read_bytes() + b"more"),
    ],
    ids=["deleted", "emptied", "halved", "garbled", "longer"],
)
async def test_a_damaged_value_file_is_a_miss(folder: Path, damage: Callable[[Path], object]) -> None:
    damage(value_file(folder))

    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        await cache.keep(listing(papers=MANY))
        assert listing(papers=MANY) == await cache.listing(EDITION)


@pytest.mark.fault("S8")
@pytest.mark.parametrize("kind", ["pipe", "link", "linked folder", "directory"])
async def test_a_value_file_that_is_no_file_is_a_miss_and_no_hang(folder: Path, tmp_path: Path, kind: str) -> None:
    path = value_file(folder)
    outside = tmp_path / "outside" / path.name
    outside.parent.mkdir()
    path.rename(outside)
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "link":
            path.symlink_to(outside)
        case "linked folder":
            path.parent.rmdir()
            path.parent.symlink_to(outside.parent)
        case "directory":
            path.mkdir()

    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        await cache.keep(listing(papers=4))
        assert listing(papers=4) == await cache.listing(EDITION)
    assert outside.is_file()


@pytest.mark.fault("S9")
async def test_a_planted_pickle_never_runs(folder: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    planted = pickle.dumps(Bomb(ran))
    value_file(folder).write_bytes(planted)
    with database(folder) as connection:
        connection.execute("UPDATE Cache SET mode = 4 WHERE filename IS NOT NULL")
        connection.execute("UPDATE Cache SET mode = 4, value = :p, tag = :p WHERE filename IS NULL", {"p": planted})
        connection.execute("INSERT INTO Cache (key, raw, mode, value, size) VALUES (:p, 0, 4, :p, 0)", {"p": planted})

    for call, _ in CALLS.values():
        async with open_cache(folder, max_bytes=0) as cache:
            await call(cache)

    assert not ran.exists()
    pickle.loads(planted)
    assert ran.exists(), "the planted pickle has to be a live one"


class Bomb:
    def __init__(self, path: Path) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return Path.touch, (self.path,)


@pytest.mark.fault("S10")
@pytest.mark.parametrize("name", ["{outside}", "../outside.val", "ab/../../outside.val", "ab/cd/../../../outside.val"])
async def test_a_planted_file_name_is_neither_read_nor_deleted(folder: Path, name: str) -> None:
    outside = folder.parent / "outside.val"
    outside.write_bytes(sealed(f"listing/1/{EDITION}", listing()))
    (folder / "ab" / "cd").mkdir(parents=True, exist_ok=True)
    with database(folder) as connection:
        planted = {"name": name.format(outside=outside)}
        connection.execute("UPDATE Cache SET mode = 2, value = NULL, filename = :name", planted)

    async with open_cache(folder, max_bytes=-1) as cache:
        assert await cache.listing(EDITION) is None
        await cache.keep(listing(papers=4))
        assert listing(papers=4) == await cache.listing(EDITION)
        assert 2 == await cache.sweep(frozenset())

    assert outside.is_file()


@pytest.mark.fault("S11")
async def test_swapped_entries_are_misses(folder: Path) -> None:
    with database(folder) as connection:
        connection.execute("UPDATE Cache SET key = 'swap' WHERE key = :key", {"key": f"listing/1/{EDITION}"})
        connection.execute(
            "UPDATE Cache SET key = :new WHERE key = :key",
            {"new": f"listing/1/{EDITION}", "key": f"listing/1/{SMALL}"},
        )
        connection.execute("UPDATE Cache SET key = :key WHERE key = 'swap'", {"key": f"listing/1/{SMALL}"})

    async with open_cache(folder) as cache:
        assert (None, None) == (await cache.listing(EDITION), await cache.listing(SMALL))
        assert await cache.newest() is None
        assert {} == await cache.day_sizes()


@pytest.mark.fault("S12")
@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO Settings VALUES ('disk_foo', 1)",
        "INSERT INTO Settings VALUES ('get', 'x')",
        "UPDATE Settings SET value = 'abc' WHERE key = 'size_limit'",
        "UPDATE Settings SET value = NULL WHERE key = 'cull_limit'",
        "ALTER TABLE Cache ADD COLUMN more TEXT",
        "ALTER TABLE Settings RENAME COLUMN value TO worth",
        "CREATE TABLE strange (x)",
        "CREATE TRIGGER strange AFTER INSERT ON Cache BEGIN DELETE FROM Cache; END",
    ],
)
async def test_a_cache_with_strange_tables_or_settings_is_set_aside(folder: Path, statement: str) -> None:
    with database(folder) as connection:
        connection.execute(statement)

    await assert_begun_anew(folder)


async def test_a_cache_that_was_only_half_begun_is_completed(folder: Path) -> None:
    with database(folder) as connection:
        connection.execute("DROP TABLE Settings")

    async with open_cache(folder) as cache:
        assert listing(papers=MANY) == await cache.listing(EDITION)
        assert cache.notice is None


async def test_settings_in_the_file_do_not_count(folder: Path) -> None:
    with database(folder) as connection:
        connection.execute("UPDATE Settings SET value = 'least-recently-stored' WHERE key = 'eviction_policy'")
        connection.execute("UPDATE Settings SET value = 10 WHERE key IN ('size_limit', 'cull_limit')")

    async with open_cache(folder) as cache:
        for day in days(12):
            await cache.keep(listing(day, MANY))
        assert 12 == (await cache.size())[0]


async def test_an_entry_of_an_older_kind_is_a_miss(folder: Path) -> None:
    with diskcache.Cache(str(folder)) as foreign:
        foreign.set(f"listing/1/{EDITION}", sealed(f"listing/1/{EDITION}", Marks(note="not a listing")))

    async with open_cache(folder) as cache:
        assert await cache.listing(EDITION) is None
        assert listing(SMALL) == await cache.listing(SMALL)
