import asyncio
import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from paperbrowse.model.archive import Held
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.store.cache import Cache
from paperbrowse.store.thread import StoreThread

from tests.patience import PATIENCE
from tests.store.making import DAY, MANY, NOW, days, listing, make_cache, modes_in, open_cache, paper

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
MOMENTS = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
NUMBERS = st.none() | st.integers(0, 2**53)
PAPERS = st.builds(
    Paper, WORDS, WORDS, abstract=st.none() | WORDS, summary=st.none() | WORDS,
    authors=st.lists(st.builds(Author, WORDS, st.none() | WORDS), max_size=3).map(tuple),
    organization=st.none() | st.builds(Organization, st.none() | WORDS, st.none() | WORDS),
    published=st.none() | st.dates(), upvotes=NUMBERS, comments=NUMBERS, stars=NUMBERS,
    keywords=st.lists(WORDS, max_size=3).map(tuple), fetched_at=st.none() | MOMENTS,
)  # fmt: skip
LISTINGS = st.builds(
    Listing, st.just(str(DAY)), st.lists(PAPERS, max_size=4).map(tuple), MOMENTS, MOMENTS,
    etag=st.none() | WORDS, left_out=st.integers(0, 99), complete=st.booleans(),
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.mark.parametrize("edition", ["2026-06-08", "2026-W24", "2026-06", "trending"])
@pytest.mark.parametrize("papers", [0, 2, MANY])
async def test_a_listing_comes_back_as_it_was_kept(folder: Path, edition: str, papers: int) -> None:
    kept = listing(edition, papers)

    await make_cache(folder, kept)

    async with open_cache(folder) as cache:
        assert kept == await cache.listing(edition)
        assert cache.notice is None


def test_any_listing_survives_the_cache(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "cache", StoreThread("cache"), max_bytes=10**9)

    with asyncio.Runner() as runner:

        @settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
        @given(LISTINGS)
        def round_trip(one: Listing) -> None:
            runner.run(cache.keep(one))
            assert one == runner.run(cache.listing(str(DAY)))

        round_trip()
        runner.run(cache.close())


def test_the_first_listing_is_read_before_any_loop_runs(folder: Path) -> None:
    asyncio.run(make_cache(folder))
    cache = Cache(folder, StoreThread("cache"), max_bytes=10**9)

    future = cache.submit_listing(str(DAY))

    assert listing() == future.result()
    asyncio.run(cache.close())


async def test_what_was_never_kept_is_a_miss(folder: Path) -> None:
    async with open_cache(folder) as cache:
        assert await cache.listing("2026-06-08") is None
        assert await cache.newest() is None
        assert await cache.find("2606.00001") is None
        assert {} == await cache.day_sizes()
        assert (0, 0) == await cache.size()
        assert cache.notice is None


@pytest.mark.parametrize("edition", ["sample", "imported-abc", "2026-6-8", "2026-06-08\n", "../x", "", "２０２６-06"])
async def test_only_periods_are_cached(folder: Path, edition: str) -> None:
    async with open_cache(folder) as cache:
        with pytest.raises(ValueError):
            await cache.listing(edition)
        with pytest.raises(ValueError):
            cache.submit_listing(edition)
        with pytest.raises(ValueError):
            await cache.keep(listing(edition))


async def test_the_later_copy_replaces_the_earlier_and_its_file(folder: Path) -> None:
    await make_cache(folder, listing(papers=MANY), listing(papers=MANY + 1))

    async with open_cache(folder) as cache:
        found = await cache.listing(str(DAY))

    assert MANY + 1 == len(found.papers)
    assert 1 == len(list(folder.rglob("*.val")))


async def test_the_newest_day_is_one_with_papers_and_no_week_or_month(folder: Path) -> None:
    today, yesterday, before = days(3)
    await make_cache(
        folder, listing(today, 0), listing(yesterday), listing(before), listing("2026-W30"), listing("2026-09"),
        listing("trending"),
    )  # fmt: skip

    async with open_cache(folder) as cache:
        assert str(yesterday) == (await cache.newest()).edition
        assert str(before) == (await cache.newest(before=yesterday)).edition
        assert await cache.newest(before=before) is None


async def test_each_cached_day_says_how_many_papers_it_has(folder: Path) -> None:
    await make_cache(folder, listing("2026-06-08", 3), listing("2026-06-05", 0), listing("2026-W24", 9))

    async with open_cache(folder) as cache:
        assert {date(2026, 6, 8): 3, date(2026, 6, 5): 0} == await cache.day_sizes()


async def test_a_paper_is_found_in_the_copy_that_was_fetched_last(folder: Path) -> None:
    await make_cache(
        folder,
        listing("2026-06-08", (paper(1, upvotes=5),), NOW),
        listing("trending", (paper(1, upvotes=9),), NOW + timedelta(hours=2)),
        listing("2026-W24", (paper(1, upvotes=7),), NOW + timedelta(hours=1)),
    )

    async with open_cache(folder) as cache:
        assert 9 == (await cache.find("2606.00001")).upvotes
        await cache.keep_paper(paper(1, upvotes=11, fetched_at=NOW + timedelta(hours=3)))
        assert 11 == (await cache.find("2606.00001")).upvotes


async def test_of_copies_fetched_together_the_newest_day_is_taken(folder: Path) -> None:
    await make_cache(folder, listing("2026-06-09", (paper(1, upvotes=2),)), listing("2026-06-08", (paper(1),)))

    async with open_cache(folder) as cache:
        assert 2 == (await cache.find("2606.00001")).upvotes


@pytest.mark.parametrize("paper_id", ["cs/0703001", "title-0123456789ab", "../../etc/passwd", "a%2Fb", "\udcff", "日本"])
async def test_a_single_paper_is_kept_under_any_id(folder: Path, paper_id: str) -> None:
    kept = Paper(paper_id if paper_id.isprintable() else "x", "A title", fetched_at=NOW)

    async with open_cache(folder) as cache:
        await cache.keep_paper(kept)
        assert (kept if kept.id == paper_id else None) == await cache.find(paper_id)
        assert (0, (await cache.size())[1]) == await cache.size()


async def test_the_editions_fetched_longest_ago_go_first_and_pinned_ones_stay(folder: Path) -> None:
    def edition(number: int) -> Listing:
        inside = tuple(paper(100 * number + at) for at in range(MANY))
        return listing(days(9)[number], inside, NOW + timedelta(hours=number))

    await make_cache(folder, *(edition(number) for number in (2, 0, 1, 3)))
    async with open_cache(folder) as cache:
        one = (await cache.size())[1] // 4

    async with open_cache(folder, max_bytes=2 * one + 500) as cache:
        gone = await cache.sweep(frozenset({paper(5).id}))
        left = await cache.day_sizes()

    assert 2 == gone
    assert {days(9)[0], days(9)[3]} == set(left)


async def test_papers_of_which_no_copy_is_left_are_told(folder: Path) -> None:
    both, old, new = paper(1), paper(2), paper(3)
    await make_cache(folder, listing(days(2)[0], (both, old), NOW), listing(days(2)[1], (both, new), NOW + timedelta(hours=1)))
    async with open_cache(folder) as cache:
        size = (await cache.size())[1]
    gone: list[frozenset[str]] = []

    async with open_cache(folder, max_bytes=size - 1) as cache:
        await cache.sweep(frozenset(), gone.append)

    assert [frozenset({old.id})] == gone


async def test_nothing_goes_while_there_is_room(folder: Path) -> None:
    await make_cache(folder, listing(papers=MANY))

    async with open_cache(folder) as cache:
        assert 0 == await cache.sweep(frozenset())
        assert 1 == (await cache.size())[0]


async def test_single_papers_make_room_too(folder: Path) -> None:
    async with open_cache(folder, max_bytes=0) as cache:
        await cache.keep_paper(paper(1))
        await cache.keep_paper(paper(2))
        assert 0 == await cache.sweep(frozenset({paper(2).id}))
        assert await cache.find(paper(1).id) is None
        assert paper(2) == await cache.find(paper(2).id)


@pytest.mark.fault("S16")
async def test_value_files_without_an_entry_go_after_a_day_and_nothing_else(folder: Path) -> None:
    await make_cache(folder, listing(papers=MANY))
    (used,) = folder.rglob("*.val")
    inside = folder / "ab" / "cd"
    inside.mkdir(parents=True)
    old, young, stranger, link = (
        inside / name for name in ("0" * 28 + ".val", "1" * 28 + ".val", "notes.val", "2" * 28 + ".val")
    )
    for file in (old, young, stranger):
        file.write_bytes(b"x")
    link.symlink_to(stranger)
    now = os.stat(young).st_mtime + 60
    for file in (old, stranger, used):
        os.utime(file, (now - 2 * 24 * 3600,) * 2)

    async with open_cache(folder, now=lambda: now) as cache:
        await cache.sweep(frozenset())

    assert {used, young, stranger, link} == {file for file in folder.rglob("*.val")}


@pytest.mark.fault("S27")
async def test_the_cache_is_for_this_user_alone_whatever_the_umask(folder: Path) -> None:
    before = os.umask(0)
    try:
        async with open_cache(folder) as cache:
            await cache.keep(listing(papers=MANY))
            modes = modes_in(folder)
    finally:
        os.umask(before)

    # The database, its log and their shared memory, and a value.
    assert ({0o700}, {0o600}, 4) == modes


async def test_two_programs_use_one_cache_at_once(folder: Path) -> None:
    async with open_cache(folder, timeout=PATIENCE) as one, open_cache(folder, timeout=PATIENCE) as other:
        await asyncio.gather(
            *(store.keep(listing(day, MANY)) for day in days(10) for store in (one, other))
        )
        await asyncio.gather(
            *(one.keep(listing(day)) for day in days(5)), *(other.listing(str(day)) for day in days(5))
        )

        assert {day: 2 if day in days(5) else MANY for day in days(10)} == await other.day_sizes()
        assert (None, None) == (one.notice, other.notice)


async def test_two_programs_begin_one_cache_at_once(folder: Path) -> None:
    async with open_cache(folder, timeout=PATIENCE) as one, open_cache(folder, timeout=PATIENCE) as other:
        await asyncio.gather(one.keep(listing(days(2)[0])), other.keep(listing(days(2)[1])))

        assert set(days(2)) == set(await one.day_sizes())
        assert (None, None) == (one.notice, other.notice)


@pytest.mark.fault("S19")
async def test_a_folder_that_was_removed_while_running_is_made_again(folder: Path) -> None:
    async with open_cache(folder) as cache:
        await cache.keep(listing())
        folder.rename(folder.with_name("gone"))
        await cache.keep(listing(papers=5))

        async with open_cache(folder) as other:
            assert listing(papers=5) == await other.listing(str(DAY))


@pytest.mark.fault("S20")
@pytest.mark.parametrize("years", [-10, 10])
async def test_a_wrong_clock_expires_nothing(folder: Path, years: int) -> None:
    await make_cache(folder, listing(papers=MANY))
    wrong = NOW.timestamp() + years * 365 * 24 * 3600

    async with open_cache(folder, now=lambda: wrong) as cache:
        await cache.keep(listing("2026-06-05"))
        await cache.sweep(frozenset())
        assert listing(papers=MANY) == await cache.listing(str(DAY))


@pytest.mark.real
async def test_a_recorded_week_of_days_survives(folder: Path, shared: Path) -> None:
    import json

    recorded = sorted((shared / "hub" / "days").glob("2026-*.json"))[-5:]
    kept = [
        Listing(file.stem, tuple(Paper(one["paper"]["id"], one["title"], one["paper"].get("summary"))
                                 for one in json.loads(file.read_bytes())), NOW, NOW)
        for file in recorded
    ]  # fmt: skip

    await make_cache(folder, *kept)

    async with open_cache(folder) as cache:
        assert kept == [await cache.listing(file.stem) for file in recorded]


async def test_what_is_known_of_each_day_is_told_without_its_papers(folder: Path) -> None:
    newest, before = days(2)
    checked = NOW + timedelta(hours=3)
    whole, part = listing(newest, 2).confirmed(checked), replace(listing(before, 0), complete=False)

    await make_cache(folder, whole, part, listing("2026-W24", 1))

    async with open_cache(folder) as cache:
        assert {newest: Held(checked, ("2606.00001", "2606.00002")), before: Held(NOW, (), False)} == await cache.held()


async def test_what_another_program_keeps_is_noticed(folder: Path) -> None:
    await make_cache(folder)
    async with open_cache(folder) as ours, open_cache(folder) as theirs:
        before = await ours.changes()
        assert before == await ours.changes()

        await theirs.keep(listing("2026-06-09", 1))

        assert before != await ours.changes()


async def test_where_there_is_no_cache_nobody_changes_it(folder: Path) -> None:
    folder.write_text("a file of somebody else")

    async with open_cache(folder) as cache:
        assert await cache.changes() is None


async def test_what_is_stored_is_told_and_what_was_written_since_shows(folder: Path) -> None:
    first, second = days(2)
    async with open_cache(folder) as cache:
        before = await cache.keep(listing(first, 2)) | await cache.keep(listing(second, 1)) | await cache.keep_paper(paper(9))
        again = await cache.keep(listing(first, 3))
        stored = await cache.stored()

        assert before | again == stored
        assert again.keys() == {entry for entry, at in stored.items() if before[entry] != at}
        assert [1, 1, 3] == sorted([len(await cache.papers_of(entry)) for entry in stored])


async def test_what_was_fetched_last_comes_first(folder: Path) -> None:
    newer, older = days(2)
    async with open_cache(folder) as cache:
        (late,) = await cache.keep(listing(older, 2, fetched_at=NOW))
        (early,) = await cache.keep(listing(newer, 2, fetched_at=NOW - timedelta(days=1)))

        assert (late, early) == await cache.latest_first(["gone", early, late])
