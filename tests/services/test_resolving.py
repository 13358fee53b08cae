"""Papers of imported pages get their real id: only when the title is exactly theirs, and then in every shelf."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused, Unreachable, Unreadable
from paperbrowse.model.identifier import title_id
from paperbrowse.model.listing import SavedPage
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Paper
from paperbrowse.services.marking import Marking
from paperbrowse.services.resolving import Resolving
from paperbrowse.services.shelves import Shelves
from paperbrowse.sources.saved.page import read_saved_page
from paperbrowse.store.library import Library
from tests.clocks import FakeClock
from tests.model.made import NOON, paper

from .conftest import FakeSource



def by_title(title: str) -> Paper:
    return Paper(title_id(title), title)


def real(number: int, title: str) -> Paper:
    return replace(paper(number), title=title)


async def bring(shelves: Shelves, *titles: str) -> SavedPage:
    return (await shelves.add_page("\n".join(titles).encode(), "page.txt", None)).page


def said(marking: Marking) -> dict[str, Marks]:
    return {paper_id: marks for paper_id, marks in marking.all.items() if marks != UNMARKED}


async def ids(shelves: Shelves) -> list[str]:
    return [each.id for _, listing in await shelves.pages() for each in listing.papers]


async def test_a_paper_found_under_its_title_becomes_the_real_one_in_every_shelf(
    resolving: Resolving, shelves: Shelves, marking: Marking, source: FakeSource
):
    await bring(shelves, "One", "Two")
    await marking.bookmark([by_title("Two")])
    source.finds("Two", real(9, "Two, Too"), real(2, "TWO"))

    done = await resolving.resolve(await resolving.due())

    assert [(by_title("Two").id, real(2, "TWO").id)] == [(old, new.id) for old, new in done.became]
    assert ((by_title("One"),), 0, None) == (done.missing, done.unasked, done.problem)
    assert [by_title("One").id, real(2, "").id] == await ids(shelves)
    assert [real(2, "").id] == [each.id for each in await shelves.bookmarks()]
    assert (True, UNMARKED) == (marking.of(real(2, "").id).bookmarked, marking.of(by_title("Two").id))


@pytest.mark.parametrize(
    "answer",
    [(), (real(1, "One and a Half"),), (real(1, "One"), real(2, "One")), (by_title("One"),)],
)
async def test_what_is_not_exactly_one_paper_is_not_taken(
    resolving: Resolving, shelves: Shelves, source: FakeSource, answer: tuple[Paper, ...]
):
    await bring(shelves, "One")
    source.finds("One", *answer)

    done = await resolving.resolve(await resolving.due())

    assert ((), (by_title("One"),)) == (done.became, done.missing)
    assert [by_title("One").id] == await ids(shelves)


async def test_marked_papers_wait_first_and_each_once(resolving: Resolving, shelves: Shelves, marking: Marking):
    await bring(shelves, "One", "Two")
    await marking.read([by_title("Two"), paper(5)])
    await marking.bookmark([by_title("Gone")])

    waiting = await resolving.waiting()

    assert {"Two", "Gone"} == {each.title for each in waiting[:2]}
    assert ["One"] == [each.title for each in waiting[2:]]


async def test_a_title_not_found_is_asked_again_after_a_week(
    resolving: Resolving, shelves: Shelves, clock: FakeClock
):
    await bring(shelves, "One")
    await resolving.resolve(await resolving.due())

    at_once = await resolving.due()
    clock.advance(7 * 86_400)

    assert ((), (by_title("One"),)) == (at_once, await resolving.due())
    assert (by_title("One"),) == await resolving.waiting()


async def test_a_clock_that_was_set_back_asks_again(resolving: Resolving, shelves: Shelves, clock: FakeClock):
    await bring(shelves, "One")
    await resolving.resolve(await resolving.due())

    clock.set(NOON - timedelta(days=400))

    assert (by_title("One"),) == await resolving.due()


@pytest.mark.parametrize("kept", ["", "[]", "{", '{"a": 1}', '{"a": "b"}', json.dumps({title_id("One"): "2026-06-12"})])
async def test_what_was_remembered_and_cannot_be_read_was_never_asked(
    resolving: Resolving, shelves: Shelves, library: Library, kept: str
):
    await bring(shelves, "One")
    await library.remember("titles looked for", kept)

    assert (by_title("One"),) == await resolving.due()


@pytest.mark.parametrize(
    "error", [Unreachable("dns", "no network"), Refused(429, "limited", 300.0), Refused(500, "trouble"), Unreadable("odd")]
)
async def test_where_the_hub_does_not_answer_nobody_asks_on_and_nothing_is_remembered(
    resolving: Resolving, shelves: Shelves, source: FakeSource, error: Exception
):
    await bring(shelves, *"ABCDEFGH")
    source.finds("A", real(1, "A"))
    source.fails(error, "C")

    done = await resolving.resolve(await resolving.due())

    assert str(error) == done.problem
    assert len(source.asked) <= 5
    assert 8 == len(done.became) + len(done.missing) + done.unasked
    assert by_title("C") in await resolving.due()
    assert real(1, "").id == (await ids(shelves))[0]


async def test_a_title_that_the_hub_refuses_stops_nobody(resolving: Resolving, shelves: Shelves, source: FakeSource):
    await bring(shelves, "A", "B")
    source.fails(Refused(400, "too odd"), "A")
    source.finds("B", real(2, "B"))

    done = await resolving.resolve(await resolving.due())

    assert (["A"], 1, None) == ([each.title for each in done.missing], len(done.became), done.problem)


async def test_a_few_are_asked_at_a_time_and_each_step_is_told(
    resolving: Resolving, shelves: Shelves, source: FakeSource
):
    await bring(shelves, *"ABCDEFG")
    steps: list[tuple[int, int]] = []

    await resolving.resolve(await resolving.due(), on_step=lambda done, total: steps.append((done, total)))

    assert [(number, 7) for number in range(8)] == steps
    assert sorted("ABCDEFG") == sorted(source.asked)


async def test_a_library_that_is_held_ends_it_with_a_reason(
    resolving: Resolving, shelves: Shelves, source: FakeSource, library: Library, tmp_path: Path
):
    await bring(shelves, "A")
    source.finds("A", real(1, "A"))
    due = await resolving.due()
    with closing(sqlite3.connect(tmp_path / "library.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        done = await resolving.resolve(due)

    assert done.problem is not None and "in use by another program" in done.problem
    assert [by_title("A").id] == await ids(shelves)


async def test_whoever_is_interrupted_keeps_what_was_found_until_then(
    resolving: Resolving, shelves: Shelves, source: FakeSource
):
    await bring(shelves, *"ABCDEFGH")
    for number, title in enumerate("ABCDEFGH", start=1):
        source.finds(title, real(number, title))

    def interrupt(done: int, total: int) -> None:
        if done == 2:
            asking.cancel()

    asking = asyncio.create_task(resolving.resolve(await resolving.due(), on_step=interrupt))
    with pytest.raises(asyncio.CancelledError):
        await asking

    waiting = await resolving.due()
    assert 3 <= len(waiting) <= 6
    assert [each.id for each in waiting] == [each for each in await ids(shelves) if each.startswith("title")]


# --- undo


async def test_undo_goes_on_with_the_real_paper(marking: Marking):
    await marking.bookmark([by_title("One")])
    await marking.become(by_title("One").id, real(1, "One"))

    change = await marking.undo()

    assert change is not None and "Bookmarked “One”" == change.sentence
    assert {} == said(marking)


async def test_undo_leaves_a_mark_that_the_real_paper_had_long_before(marking: Marking, library: Library):
    await library.set_marks([(real(1, "One"), Marks(bookmarked_at=NOON - timedelta(days=9)))])
    await marking.bookmark([by_title("One")])
    await marking.become(by_title("One").id, real(1, "One"))

    await marking.undo()

    assert {real(1, "").id: Marks(bookmarked_at=NOON - timedelta(days=9))} == said(marking)


async def test_undo_of_both_names_leaves_nothing_and_each_step_what_the_other_said(
    marking: Marking, clock: FakeClock
):
    await marking.bookmark([by_title("One"), paper(5)])
    clock.advance(60)
    await marking.bookmark([real(1, "One")])
    await marking.become(by_title("One").id, real(1, "One"))

    await marking.undo()
    after_one = said(marking)
    await marking.undo()

    assert {real(1, "").id: Marks(NOON), paper(5).id: Marks(NOON)} == after_one
    assert {} == said(marking)


async def test_one_step_over_both_names_is_undone_once(marking: Marking):
    await marking.read([by_title("One"), real(1, "One"), paper(5)])
    await marking.become(by_title("One").id, real(1, "One"))

    await marking.undo()

    assert {} == said(marking)


async def test_steps_of_other_papers_are_undone_as_before(marking: Marking):
    await marking.bookmark([paper(5)])
    await marking.become(by_title("One").id, real(1, "One"))

    await marking.undo()

    assert {} == said(marking)


# --- the page that the reader saved


@pytest.mark.real
async def test_of_the_recorded_page_every_known_paper_is_found_and_none_wrongly(
    resolving: Resolving, library: Library, source: FakeSource, shared: Path, clock: FakeClock
):
    known = {title: said["id"] for title, said in json.loads((shared / "seed" / "arxiv-ids.json").read_text()).items()}
    content = (shared / "seed" / "daily-papers-search.txt").read_bytes()
    page, listing = read_saved_page(content, "page.txt", now=clock.now(), saved_on=None)
    await library.add_page(page, listing)
    crowd = [Paper(paper_id, title) for title, paper_id in known.items()]
    for each in listing.papers:
        source.finds(each.title, *crowd[:19], *(other for other in crowd[19:] if other.title[:9] == each.title[:9]))

    await resolving.resolve(await resolving.due())

    ((_, after),) = await library.pages()
    wanted = [known.get(each.title, each.id) for each in listing.papers]
    assert 29 == len(known) == sum(each.has_arxiv_id for each in after.papers)
    assert wanted == [each.id for each in after.papers]
