"""Papers get their topics when they come in, and others when the vocabulary changes."""

import asyncio
from datetime import date
from pathlib import Path

from paperbrowse.errors import SettingsError
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Paper
from paperbrowse.model.period import Day
from paperbrowse.model.topics import Vocabulary, parse_vocabulary
from paperbrowse.services.feed import Feed, Refreshed, Unchanged
from paperbrowse.services.ports import TopicsFound
from paperbrowse.services.shelves import Shelves
from paperbrowse.services.topics import Topics
from paperbrowse.store.cache import Cache
from paperbrowse.store.library import Library
from tests.clocks import FakeClock
from tests.model.made import NOON, day_listing, paper

from .fake_source import FakeSource
from .fake_topics import topics_of

FRIDAY = Day(NOON.date())
AGENTS = paper(1, title="Agents That Plan with Agents")
VIDEO = paper(2, title="Video Generation for Everyone")
FIRST = {"agents": ["agent"]}
SECOND = {"planning agents": ["agent"], "video": ["video generation"]}


def topics(version: str = "1", vocabulary: dict[str, list[str]] = FIRST) -> Topics:
    return topics_of(version, **{"All": vocabulary})


def names(papers: tuple[Paper, ...]) -> list[tuple[str, ...]]:
    return [each.topics for each in papers]


async def test_papers_have_their_topics_when_they_arrive_and_keep_them(
    source: FakeSource, cache: Cache, clock: FakeClock
) -> None:
    source.day(FRIDAY, AGENTS, VIDEO)
    feed = Feed(source, cache, topics(), clock)

    outcome = await feed.refresh(FRIDAY)

    assert isinstance(outcome, Refreshed)
    assert [("agents",), ()] == names(outcome.listing.papers)
    assert outcome.listing == await cache.listing(str(FRIDAY))
    assert isinstance(await feed.refresh(FRIDAY), Unchanged)


async def test_a_copy_sorted_by_an_older_vocabulary_is_sorted_anew_and_kept(
    source: FakeSource, cache: Cache, clock: FakeClock
) -> None:
    source.day(FRIDAY, AGENTS, VIDEO)
    await Feed(source, cache, topics(), clock).refresh(FRIDAY)

    listing = await Feed(source, cache, topics("2", SECOND), clock).cached(FRIDAY)

    assert [("planning agents",), ("video",)] == names(listing.papers)
    assert listing == await cache.listing(str(FRIDAY))


async def test_what_came_meanwhile_is_never_replaced_by_an_older_copy(cache: Cache) -> None:
    old, new = day_listing(FRIDAY.day, AGENTS), day_listing(FRIDAY.day, AGENTS, VIDEO)
    await cache.keep(new)

    await cache.keep_instead(old, day_listing(FRIDAY.day, paper(1, topics=("agents",))))

    assert new == await cache.listing(str(FRIDAY))


async def test_all_that_is_on_this_machine_catches_up_with_the_vocabulary(
    source: FakeSource, cache: Cache, clock: FakeClock
) -> None:
    for day in (date(2026, 6, 10), date(2026, 6, 11)):
        await cache.keep(day_listing(day, AGENTS))

    await Feed(source, cache, topics(), clock).catch_up()

    for day in ("2026-06-10", "2026-06-11"):
        assert [("agents",)] == names((await cache.listing(day)).papers)
    assert [] == source.asked


async def test_bookmarks_and_imported_pages_are_sorted_too_and_kept(
    cache: Cache, library: Library, clock: FakeClock, shelves: Shelves
) -> None:
    await library.set_marks([(AGENTS, Marks(bookmarked_at=NOON))])
    await shelves.add_page(VIDEO.title.encode(), "page.txt", None)
    sorted_shelves = Shelves(cache, library, topics("2", SECOND), clock, lambda *_: None)

    bookmarks = await sorted_shelves.bookmarks()
    pages = await sorted_shelves.pages()

    assert [("planning agents",)] == names(bookmarks)
    assert [("video",)] == names(pages[0][1].papers)
    assert bookmarks == await library.bookmarked()
    assert pages == await library.pages()


async def test_a_copy_that_cannot_be_read_any_more_is_left_as_it_is(library: Library, tmp_path: Path) -> None:
    import sqlite3

    await library.set_marks([(AGENTS, Marks(bookmarked_at=NOON))])
    with sqlite3.connect(tmp_path / "library.db") as connection:
        connection.execute("UPDATE papers SET copy = '{\"later\": true'")

    await library.keep_topics([paper(1, topics=("agents",), topics_by="1")])

    with sqlite3.connect(tmp_path / "library.db") as connection:
        assert [('{"later": true',)] == connection.execute("SELECT copy FROM papers").fetchall()


async def test_papers_that_are_known_already_are_not_read_again() -> None:
    def never() -> Vocabulary:
        raise AssertionError("nobody needs the vocabulary")

    known = (paper(1, topics=("agents",), topics_by="1"),)

    assert known is await Topics(lambda: "1", never, never).of(known)


async def test_a_mistake_in_the_readers_file_leaves_ours_and_is_told() -> None:
    def broken() -> Vocabulary:
        raise SettingsError("topics.toml", "agents", 3, "must be a list of aliases, or a table")

    found = Topics(lambda: "1", broken, lambda: parse_vocabulary({"All": FIRST}))

    assert [("agents",)] == names(await found.of((AGENTS,)))
    assert found.problem == "topics.toml, line 3: agents: must be a list of aliases, or a table"


async def test_the_vocabulary_knows_the_group_of_each_topic() -> None:
    assert {"planning agents": "All", "video": "All"} == await topics("2", SECOND).groups()


async def test_many_papers_are_asked_about_some_at_a_time_and_come_back_in_their_order() -> None:
    asked: list[int] = []

    async def find(papers: tuple[Paper, ...]) -> TopicsFound:
        asked.append(len(papers))
        return TopicsFound("1", tuple(((paper.title,), ("broad",)) for paper in papers))

    finding = topics()
    finding.apart = find
    papers = tuple(paper(number, title=f"Title {number}") for number in range(1, 1_201))

    found = await finding.of(papers)

    assert [(each.title,) for each in papers] == names(found)
    assert {("broad",)} == {each.broader_topics for each in found}
    assert [500, 500, 200] == asked


def shelves_by(topics: Topics, cache: Cache, library: Library, clock: FakeClock) -> Shelves:
    return Shelves(cache, library, topics, clock, lambda *_: None)


async def test_groups_are_remembered_and_the_vocabulary_is_read_for_them_once(
    cache: Cache, library: Library, clock: FakeClock
) -> None:
    def never() -> Vocabulary:
        raise AssertionError("nobody needs the vocabulary")

    before = await shelves_by(topics(), cache, library, clock).topic_groups()

    assert before == await shelves_by(Topics(lambda: "1", never, never), cache, library, clock).topic_groups()
    assert {"planning agents", "video"} == set(await shelves_by(topics("2", SECOND), cache, library, clock).topic_groups())


async def test_groups_of_a_vocabulary_with_a_mistake_are_not_remembered_so_that_the_next_start_tells_it(
    cache: Cache, library: Library, clock: FakeClock
) -> None:
    def broken() -> Vocabulary:
        raise SettingsError("topics.toml", "agents", 3, "must be a list of aliases, or a table")

    finding = [Topics(lambda: "1", broken, lambda: parse_vocabulary({"All": FIRST})) for _ in range(2)]

    for each in finding:
        assert {"agents": "All"} == await shelves_by(each, cache, library, clock).topic_groups()
    assert all(each.problem for each in finding)


async def test_finding_the_topics_of_many_papers_leaves_turns_to_others() -> None:
    turns = 0

    async def count() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    finding = topics()
    await finding.vocabulary()
    counting = asyncio.create_task(count())
    found = await asyncio.gather(*(finding.of(tuple(paper(number, title="An Agent") for number in range(50))) for _ in range(3)))
    counting.cancel()

    assert [[("agents",)] * 50] * 3 == [names(each) for each in found]
    assert turns >= 15
