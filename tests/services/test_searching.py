"""Searching over a real index, beside a real cache and a real library."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from paperbrowse.model.facets import Facet, Kind
from paperbrowse.model.identifier import title_id
from paperbrowse.model.listing import Listing, SavedPage
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.period import Day
from paperbrowse.model.query import Query, parse_query
from paperbrowse.model.value import replace
from paperbrowse.services.feed import Feed
from paperbrowse.services.marking import Marking
from paperbrowse.services.searching import ALIKE, Searching
from paperbrowse.services.shelves import Shelves
from paperbrowse.store.cache import Cache
from paperbrowse.store.index import Index
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock

from .fake_source import FakeSource
from .fake_topics import no_topics

NOW = datetime(2026, 6, 12, 12, tzinfo=UTC)
DAY = Day(date(2026, 6, 12))
CACHE = Paper(
    "2606.00001", "KV-Cache Compréssion for Agents", abstract="Keeps the tokens that matter.",
    authors=(Author("Ana Müller"),), organization=Organization("lab", "The Lab"), topics=("Agents",), upvotes=30,
    day=date(2026, 6, 12), github="https://github.com/lab/kv",
)  # fmt: skip
VIDEO = Paper("2606.00002", "Video Diffusion", organization=Organization("lab", "The Lab"), topics=("Video",), upvotes=3)


@pytest.fixture
async def index(tmp_path: Path) -> AsyncIterator[Index]:
    index = Index(tmp_path / "index", StoreThread("index"), StoreThread("search"), timeout=0.1)
    yield index
    await index.close()


@pytest.fixture
def marking(library: Library, clock: FakeClock, index: Index) -> Marking:
    return Marking(lambda: library, clock, index)


@pytest.fixture
def searching(index: Index, cache: Cache, library: Library, marking: Marking, clock: FakeClock) -> Searching:
    return Searching(index, cache, library, no_topics(), marking, clock)


async def found(searching: Searching, typed: str) -> list[str]:
    return [paper.id for paper in (await searching.search(parse_query(typed))).papers]


async def keep(cache: Cache, *papers: Paper) -> None:
    await cache.keep(Listing(str(DAY), papers, NOW, NOW))


@pytest.mark.parametrize(
    "typed",
    ["kv cache", "kv-cache", "KV-CACHE", "compression muller", '"tokens that matter"', "author:müller", "org:lab agents",
     "title:cache", "topic:agents", "id:2606.00001", "2606.00001", "day:2026-06", "after:2026-06-11", "upvotes:>20", "has:code",
     "cache OR nothing", "lab -video"],
)  # fmt: skip
async def test_a_paper_is_found_by_what_is_known_of_it(index: Index, searching: Searching, typed: str) -> None:
    await index.add((CACHE, VIDEO))

    assert ["2606.00001"] == await found(searching, typed)


@pytest.mark.parametrize("typed", ["", "is:unread", "lab", "-nothing", "upvotes:>1", "video OR cache"])
async def test_a_search_that_fits_all_finds_all(index: Index, searching: Searching, typed: str) -> None:
    await index.add((CACHE, VIDEO))

    assert {CACHE.id, VIDEO.id} == set(await found(searching, typed))


@pytest.mark.parametrize("typed", ['"matter tokens"', "before:2026-06-01", "has:project", "stars:>0", "tag:none"])
async def test_what_a_paper_does_not_have_does_not_find_it(index: Index, searching: Searching, typed: str) -> None:
    await index.add((CACHE,))

    assert [] == await found(searching, typed)


async def test_a_topic_finds_the_papers_of_its_parts_and_counts_them(index: Index, searching: Searching) -> None:
    await index.add((CACHE, replace(VIDEO, topics=("Video generation",), broader_topics=("Video",))))

    answer = await searching.search(parse_query("topic:video"), counts=True)

    assert [VIDEO.id] == [paper.id for paper in answer.papers]
    assert {"Video": 1, "Video generation": 1} == {
        each.name: each.count for each in answer.facets if each.facet.kind is Kind.TOPIC
    }


async def test_what_the_reader_said_is_searched_as_it_is_now(
    index: Index, searching: Searching, marking: Marking, library: Library
) -> None:
    await index.add((CACHE, VIDEO))
    await library.set_marks([(VIDEO, Marks(bookmarked_at=NOW, tags=("thesis",), note="Ask Ana about héads"))])
    await marking.load()

    searches = ("is:bookmarked", "tag:thesis", "thesis", "heads", "has:note", "-is:read is:bookmarked")
    answers = {typed: await found(searching, typed) for typed in searches}

    assert dict.fromkeys(searches, [VIDEO.id]) == answers
    assert [CACHE.id] == await found(searching, "-is:bookmarked")


async def test_a_word_is_found_while_it_is_typed(index: Index, searching: Searching) -> None:
    await index.add((CACHE, VIDEO))
    searching.begin_to_warm()
    await searching.search(Query())

    answers = [searching.glance(parse_query("compression"[:letters], is_typing=True)) for letters in range(1, 12)]

    assert [(CACHE,)] * 11 == [answer.papers for answer in answers]


async def test_nobody_waits_in_a_glance_for_an_index_that_is_not_open(searching: Searching) -> None:
    assert searching.glance(parse_query("cache")) is None


async def test_a_letter_amiss_is_forgiven_where_nothing_else_is_found_and_said(index: Index, searching: Searching) -> None:
    await index.add((CACHE, VIDEO))

    right, wrong = [await searching.search(parse_query(typed)) for typed in ("diffusion", "difusion")]

    assert ((VIDEO,), None) == (right.papers, right.remark)
    assert ((VIDEO,), ALIKE) == (wrong.papers, wrong.remark)


async def test_the_whole_result_is_counted_however_little_of_it_is_asked_for(
    index: Index, searching: Searching, marking: Marking, library: Library
) -> None:
    await index.add((CACHE, VIDEO))
    await library.set_marks([(CACHE, Marks(tags=("later",))), (VIDEO, Marks(tags=("later", "thesis")))])
    await marking.load()
    searching.begin_to_warm()
    query = parse_query("lab")

    answer = await searching.search(query, limit=1, counts=True)
    glance = searching.glance(query, limit=1)

    assert (1, 2) == (len(answer.papers), answer.total)
    assert {
        Facet(Kind.TOPIC, "Agents"): 1, Facet(Kind.TOPIC, "Video"): 1, Facet(Kind.ORGANIZATION, "lab"): 2,
        Facet(Kind.TAG, "later"): 2, Facet(Kind.TAG, "thesis"): 1,
    } == {each.facet: each.count for each in answer.facets}  # fmt: skip
    assert answer.facets == glance.facets


async def test_an_edition_that_is_brought_can_be_searched(
    index: Index, searching: Searching, source: FakeSource, cache: Cache, clock: FakeClock
) -> None:
    source.day(DAY.day, CACHE)
    feed = Feed(source, cache, no_topics(), clock, index)

    await feed.refresh(DAY)
    await index.add(())  # what was handed in comes first

    assert [CACHE.id] == await found(searching, "cache")


async def test_a_marked_paper_can_be_searched(index: Index, searching: Searching, marking: Marking) -> None:
    await marking.bookmark((CACHE,))
    await index.add(())

    assert [CACHE.id] == await found(searching, "cache")


async def test_a_paper_that_got_its_real_id_is_found_once(index: Index, searching: Searching, marking: Marking) -> None:
    title = Paper("title-0123456789ab", CACHE.title)
    await marking.bookmark((title,))
    await marking.become(title.id, CACHE)
    await index.add(())

    assert [CACHE.id] == await found(searching, "cache")


async def test_an_imported_page_can_be_searched(
    index: Index, searching: Searching, cache: Cache, library: Library, clock: FakeClock
) -> None:
    def read(content: bytes, name: str, saved_on: date | None) -> tuple[SavedPage, Listing]:
        page = SavedPage("0" * 64, name)
        return page, Listing(str(page), (Paper(title_id("Video Diffusion"), "Video Diffusion"),), NOW, NOW)

    shelves = Shelves(cache, library, no_topics(), clock, read, index)

    await shelves.add_page(b"", "page.txt", None)
    await index.add(())

    assert ["Video Diffusion"] == [paper.title for paper in (await searching.search(parse_query("diffusion"))).papers]


async def test_what_is_kept_and_not_in_the_index_is_added(
    searching: Searching, cache: Cache, library: Library
) -> None:
    await keep(cache, CACHE)
    await cache.keep_paper(Paper("2606.00003", "Kept alone"))
    await library.set_marks([(VIDEO, Marks(bookmarked_at=NOW))])

    added = [await searching.catch_up(), await searching.catch_up()]

    assert [3, 0] == added
    assert {CACHE.id, VIDEO.id, "2606.00003"} == set(await found(searching, ""))


async def test_an_update_that_was_lost_by_a_kill_is_noticed(index: Index, searching: Searching, cache: Cache) -> None:
    await index.add((replace(CACHE, fetched_at=NOW),))
    await keep(cache, replace(CACHE, upvotes=77, fetched_at=NOW + timedelta(days=1)))

    added = [await searching.catch_up(), await searching.catch_up()]

    assert ([1, 0], [CACHE.id]) == (added, await found(searching, "upvotes:77"))


async def test_an_older_copy_in_another_edition_takes_nothing_away(index: Index, searching: Searching, cache: Cache) -> None:
    await index.add((replace(CACHE, upvotes=77, fetched_at=NOW + timedelta(days=1)),))
    await keep(cache, replace(CACHE, fetched_at=NOW))

    assert (0, [CACHE.id]) == (await searching.catch_up(), await found(searching, "upvotes:77"))


async def test_only_what_was_written_since_is_read(index: Index, searching: Searching, cache: Cache, source: FakeSource, clock: FakeClock) -> None:
    await keep(cache, CACHE)
    await searching.catch_up()
    source.day(date(2026, 6, 11), VIDEO)
    await Feed(source, cache, no_topics(), clock, index).refresh(Day(date(2026, 6, 11)))
    steps: list[tuple[int, int]] = []

    await searching.catch_up(lambda done, total: steps.append((done, total)))
    brought = list(steps)
    await cache.keep(Listing("2026-06-10", (), NOW, NOW))
    await searching.catch_up(lambda done, total: steps.append((done, total)))

    assert ([], [(1, 1)]) == (brought, steps)


async def test_what_had_to_go_from_the_cache_is_not_found_but_by_the_copy_of_the_library(
    index: Index, searching: Searching, library: Library
) -> None:
    await index.add((CACHE, VIDEO))
    await library.set_marks([(VIDEO, Marks(read_at=NOW))])

    searching.forget(frozenset({CACHE.id, VIDEO.id}))
    await searching.catch_up()

    assert [VIDEO.id] == await found(searching, "")


async def test_an_index_is_built_anew_from_what_is_kept_and_tells_how_far_it_is(
    index: Index, searching: Searching, cache: Cache
) -> None:
    await index.add((Paper("2606.00009", "Gone since"),))
    await keep(cache, CACHE, VIDEO)
    steps: list[tuple[int, int]] = []

    count = await searching.reindex(lambda done, total: steps.append((done, total)))

    assert (2, (1, 1)) == (count, steps[0])
    assert {CACHE.id, VIDEO.id} == set(await found(searching, ""))


async def test_an_index_that_is_built_and_stopped_leaves_the_old_one(
    index: Index, searching: Searching, cache: Cache
) -> None:
    await index.add((VIDEO,))
    await keep(cache, CACHE)

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await searching.reindex(stop)

    assert [VIDEO.id] == await found(searching, "")


async def test_without_an_index_everything_is_read_and_that_is_said(
    tmp_path: Path, cache: Cache, library: Library, marking: Marking, clock: FakeClock
) -> None:
    (tmp_path / "file").write_text("no folder can be made here")
    index = Index(tmp_path / "file" / "index", StoreThread("index"), StoreThread("search"))
    searching = Searching(index, cache, library, no_topics(), marking, clock)
    await keep(cache, CACHE, VIDEO)

    answer = await searching.search(parse_query("cache"))
    added = await searching.catch_up()
    await index.close()

    assert ((CACHE,), 1, 0) == (answer.papers, answer.total, added)
    assert "cannot be used" in answer.remark and answer.remark.endswith("Everything was read instead of it.")
