"""Export, import and export again; and what comes in from lists that others wrote."""

import asyncio
import random
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings

from paperbrowse.errors import Unreachable, Unreadable
from paperbrowse.model.besides import Besides
from paperbrowse.model.brought import Brought
from paperbrowse.model.exchange import head, line as exchanged
from paperbrowse.model.interests import Interest, Subject, Wish
from paperbrowse.model.listing import Listing, SavedPage
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.paper import Author, Paper
from paperbrowse.model.saved_search import SavedSearch
from paperbrowse.model.taken import Format, Taken
from paperbrowse.services.arxiv import Arxiv
from paperbrowse.services.export import writer
from paperbrowse.services.exporting import Exporting
from paperbrowse.services.feed import Feed
from paperbrowse.services.importing import Importing, Others
from paperbrowse.services.marking import Marking
from paperbrowse.services.resolving import Resolving
from paperbrowse.services.shelves import Shelves
from paperbrowse.sources.saved.lists import read_ids, read_list
from paperbrowse.store.cache import Cache
from paperbrowse.store.documents import Documents
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock

from .export.made import BARE, FULL, NOON, taken
from .fake_arxiv import FakeArxiv
from .fake_source import FakeSource
from .fake_topics import no_topics

IDS = b"2606.00001\nhttps://arxiv.org/abs/2606.00002v3\nnothing here\n"


def read(content: bytes, name: str, is_any_text: bool) -> Brought | None:
    return read_ids(content) if is_any_text else read_list(content, name)


def refuse(*_: object) -> None:
    raise Unreadable("no saved page")


class Machine:
    """One machine, with its library and cache."""

    def __init__(self, folder: Path) -> None:
        self.clock = FakeClock()
        self.source = FakeSource(self.clock)
        self.library = Library(folder / "library.db", StoreThread("library"), timeout=0.1)
        self.cache = Cache(folder / "cache", StoreThread("cache"), max_bytes=10_000_000)
        self.marking = Marking(lambda: self.library, self.clock)
        self.shelves = Shelves(self.cache, self.library, no_topics(), self.clock, refuse)
        self.arxiv = Arxiv(FakeArxiv(), self.cache, self.library, self.marking, self.clock)
        self.feed = Feed(self.source, self.cache, no_topics(), self.clock)
        self.resolving = Resolving(self.source, self.library, self.marking, self.clock)
        self.importing = Importing(read, self.shelves, self.marking, self.arxiv, self.feed, self.clock)

    async def everything(self) -> str:
        """All that the reader keeps, as our own lines."""
        papers = await self.shelves.marked()
        exporting = Exporting(self.arxiv, self.marking, Documents(StoreThread("documents")))
        return "".join(exporting.pieces(await exporting.take(papers), Format.JSONL, await self.shelves.besides()))

    async def close(self) -> None:
        await self.feed.close()
        await self.library.close()
        await self.cache.close()


@asynccontextmanager
async def machine(folder: Path) -> AsyncIterator[Machine]:
    each = Machine(folder)
    await each.marking.load()
    try:
        yield each
    finally:
        await each.close()


@pytest.fixture
async def here(tmp_path: Path) -> AsyncIterator[Machine]:
    async with machine(tmp_path / "here") as here:
        yield here


@pytest.mark.fault("P8")
@settings(max_examples=25)
@given(papers=taken(most=4))
def test_export_wipe_import_export_is_equal(tmp_path_factory: pytest.TempPathFactory, papers: tuple[Taken, ...]) -> None:
    folder = tmp_path_factory.mktemp("machines")

    async def both() -> tuple[str, str]:
        async with machine(folder / "before") as before:
            await before.marking.bring([(each.paper, each.marks) for each in papers if each.marks != UNMARKED])
            first = await before.everything()
        async with machine(folder / "after") as after:
            if "\n{" in first:
                await after.importing.bring(first.encode(), "all.jsonl")
            return first, await after.everything()

    first, second = asyncio.run(both())

    assert first == second
    assert sum(each.marks != UNMARKED for each in papers) == first.count("\n") - 1


PAGES = tuple((SavedPage(key, f"{key}.html"), Listing(f"imported-{key}", (BARE.paper,), NOON, NOON, origin="saved page")) for key in "ab")
SEARCHES = (SavedSearch("caches", "kv cache"), SavedSearch("Ärzte", "“x”"))
INTERESTS = (Interest(Subject.AUTHOR, "Ada Löve", Wish.MUTE), Interest(Subject.TOPIC, "agents", Wish.WATCH))


async def kept(machine: Machine, marks: Marks = Marks(NOON)) -> None:
    """Something of every kind."""
    await machine.marking.bring([(FULL.paper, marks)], INTERESTS)
    await machine.shelves.keep_besides(Besides(PAGES, SEARCHES))


@pytest.mark.fault("P8")
async def test_all_that_the_reader_keeps_comes_back_and_is_not_only_papers(here: Machine, tmp_path: Path) -> None:
    await kept(here)
    first = await here.everything()

    async with machine(tmp_path / "there") as there:
        arrived = await there.importing.bring(first.encode(), "all.jsonl")

        assert (1, Others(2, 2, 2)) == (arrived.marked, arrived.others)
        assert first == await there.everything()
        assert Besides(PAGES, SEARCHES, INTERESTS) == await there.shelves.besides()
        assert not (await there.importing.bring(first.encode(), "again.jsonl")).is_new


@pytest.mark.fault("P8")
async def test_what_is_here_already_stays_beside_what_is_imported(here: Machine, tmp_path: Path) -> None:
    async with machine(tmp_path / "there") as there:
        await kept(there)
        lines = await there.everything()
    mine = Interest(Subject.TOPIC, "Agents", Wish.MUTE)
    await here.marking.bring((), (mine,))
    await here.shelves.save_search("caches", "my own words")

    arrived = await here.importing.bring(lines.encode(), "all.jsonl")

    assert Others(2, 1, 1) == arrived.others
    assert {mine, INTERESTS[0]} == set(here.marking.interests.all)
    assert ["my own words", "“x”"] == [search.typed for search in await here.shelves.searches()]
    undone = await here.marking.undo()
    assert undone is not None and (mine,) == here.marking.interests.all


@pytest.mark.fault("P8")
async def test_a_trial_says_what_would_come_and_changes_nothing(here: Machine, tmp_path: Path) -> None:
    async with machine(tmp_path / "there") as there:
        await kept(there)
        lines = (await there.everything()).encode()
    before = await here.everything()

    trials = [await here.importing.bring(content, "x", is_trial=True) for content in (lines, IDS)]

    assert before == await here.everything()
    assert () == await here.marking.backups()
    for content, trial in zip((lines, IDS), trials, strict=True):
        assert trial == await here.importing.bring(content, "x")
        assert not (await here.importing.bring(content, "x", is_trial=True)).is_new


@pytest.mark.fault("P6")
async def test_before_marks_are_imported_a_backup_is_made_of_what_is_there(here: Machine) -> None:
    await here.marking.bookmark([BARE.paper])
    await here.marking.back_up()
    here.clock.advance(60)
    await here.marking.read([BARE.paper])
    here.clock.advance(60)

    await here.importing.bring("".join(writer(Format.JSONL)((FULL,))).encode(), "all.jsonl")
    await here.importing.bring("".join(writer(Format.JSONL)((FULL,))).encode(), "all.jsonl")

    newest, _ = await here.marking.backups()
    assert (NOON + timedelta(minutes=2), 1) == (newest.made_at, newest.marked)
    await here.marking.restore(newest)
    assert {BARE.paper.id} == {paper_id for paper_id, said in here.marking.all.items() if said != UNMARKED}


@pytest.mark.parametrize(
    "line",
    [
        '{"page":{"key":"../../x","name":"n"},"listing":{"edition":"e","papers":[],"fetched_at":"2026-06-12T12:00:00Z","checked_at":"2026-06-12T12:00:00Z"}}',
        '{"page":{"key":"a","name":"n"},"listing":{"edition":"e","papers":[{"id":"../x","title":"t"}],"fetched_at":"2026-06-12T12:00:00Z","checked_at":"2026-06-12T12:00:00Z"}}',
        '{"page":{"key":"a"},"listing":{"edition":"e","papers":[],"fetched_at":"2026-06-12T12:00:00","checked_at":"2026-06-12T12:00:00Z"}}',
        '{"search":{"name":"","typed":"x"}}', '{"search":{"name":"\u001b\u001b","typed":"x"}}', '{"search":{"name":"x"}}',
        '{"interest":{"subject":"galaxy","name":"x","wish":"watch"}}', '{"interest":{"subject":"topic","name":" ","wish":"mute"}}',
        '{"page":{}}', '{"search":null}', '{"other":1}',
    ],
)  # fmt: skip
async def test_a_line_that_is_none_of_ours_is_told_by_its_number(here: Machine, line: str) -> None:
    arrived = await here.importing.bring(f"{head()}\n{line}\n{exchanged(FULL)}\n".encode(), "all.jsonl")

    assert ([2], 1, Others()) == ([each.line for each in arrived.unusable], arrived.marked, arrived.others)


@pytest.mark.fault("P1")
async def test_whatever_happens_to_the_cache_the_export_is_the_same(tmp_path: Path) -> None:
    async with machine(tmp_path / "here") as here:
        await kept(here)
        await here.cache.keep(Listing("2026-06-12", (FULL.paper, BARE.paper), NOON, NOON))
        before = await here.everything()
    cache, sound = tmp_path / "here" / "cache", tmp_path / "sound"
    shutil.copytree(cache, sound)

    for seed in range(30):
        chance = random.Random(seed)
        shutil.rmtree(cache)
        if seed:  # else it is gone
            shutil.copytree(sound, cache)
            content = bytearray((cache / "cache.db").read_bytes())
            content[chance.randrange(len(content)) :: chance.randrange(1, 500)] = b""
            (cache / "cache.db").write_bytes(content)
        async with machine(tmp_path / "here") as here:
            assert before == await here.everything()


async def test_how_far_a_long_list_is_read_is_told(here: Machine) -> None:
    steps: list[tuple[int, int]] = []
    ids = "".join(f"2606.{number:05}\n" for number in range(1, 21))

    await here.importing.bring(ids.encode(), "ids.txt", on_step=lambda done, total: steps.append((done, total)))

    assert [(number, 20) for number in range(1, 21)] == steps


async def test_whoever_is_stopped_while_a_list_is_read_has_lost_nothing_and_begins_again(here: Machine) -> None:
    ids = "".join(f"2606.{number:05}\n" for number in range(1, 21)).encode()
    before = await here.everything()

    def stop(done: int, total: int) -> None:
        if done == 10:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        await here.importing.bring(ids, "ids.txt", on_step=stop)

    assert before == await here.everything()
    assert 20 == len((await here.importing.bring(ids, "ids.txt")).papers)


async def test_records_of_arxiv_come_along(here: Machine, tmp_path: Path) -> None:
    text = "".join(writer(Format.JSONL)((FULL,)))

    await here.importing.bring(text.encode(), "all.jsonl")

    assert FULL.record == await here.arxiv.kept(FULL.paper.id)
    assert text == await here.everything()


async def test_marks_come_beside_those_that_are_here(here: Machine) -> None:
    await here.marking.tag([FULL.paper], ["own"])
    await here.marking.note([FULL.paper], "Mine.")

    arrived = await here.importing.bring("".join(writer(Format.JSONL)((FULL,))).encode(), "all.jsonl")

    marks = here.marking.of(FULL.paper.id)
    assert (True, 1, None) == (arrived.is_new, arrived.marked, arrived.page)
    assert ({"own", "to read", "cache"}, NOON) == (set(marks.tags), marks.bookmarked_at)
    assert "Mine." in (marks.note or "") and "Second line." in (marks.note or "")


@pytest.mark.fault("I25", "P8")
async def test_the_same_lines_again_change_nothing(here: Machine) -> None:
    await here.marking.note([FULL.paper], "Mine.")
    text = "".join(writer(Format.JSONL)((FULL, BARE))).encode()
    first = await here.importing.bring(text, "all.jsonl")
    said = await here.everything()

    again = await here.importing.bring(text, "renamed.jsonl")

    assert (True, False, 0) == (first.is_new, again.is_new, again.marked)
    assert said == await here.everything()
    assert 1 == len(await here.shelves.pages())


async def test_what_was_imported_can_be_undone(here: Machine) -> None:
    await here.importing.bring("".join(writer(Format.JSONL)((FULL,))).encode(), "all.jsonl")

    undone = await here.marking.undo()

    assert undone is not None and "Imported what was said of 1 paper" == undone.sentence
    assert Marks() == here.marking.of(FULL.paper.id)


async def test_papers_of_which_nothing_was_said_stand_on_a_page(here: Machine) -> None:
    arrived = await here.importing.bring(IDS, "ids.txt")

    ((page, listing),) = await here.shelves.pages()
    assert (arrived.page, "ids.txt") == (page, page.name)
    assert ["arXiv:2606.00001", "arXiv:2606.00002"] == [paper.title for paper in listing.papers]
    assert [3] == [each.line for each in arrived.unusable]


async def test_a_copy_on_this_machine_stands_in_for_what_a_list_lacks(here: Machine) -> None:
    known = Paper("2606.00001", "Known", abstract="A.", fetched_at=NOON)
    await here.cache.keep(Listing("2026-06-12", (known,), NOON, NOON))

    arrived = await here.importing.bring(IDS, "ids.txt")

    assert ["Known", "arXiv:2606.00002"] == [paper.title for paper in arrived.papers]
    assert ["2606.00002"] == [paper.id for paper in arrived.waiting]


@pytest.mark.fault("I25")
async def test_details_take_the_place_of_an_id_and_the_list_again_is_nothing_new(here: Machine) -> None:
    arrived = await here.importing.bring(IDS, "ids.txt")
    here.source.knows(Paper("2606.00001", "Found", abstract="A.", authors=(Author("Ada"),), fetched_at=NOON))
    await here.marking.bookmark(arrived.papers[:1])

    outcome = await here.resolving.resolve(arrived.waiting)
    again = await here.importing.bring(IDS, "ids.txt")

    ((_, listing),) = await here.shelves.pages()
    assert (["2606.00001"], ["2606.00002"]) == ([old for old, _ in outcome.became], [paper.id for paper in outcome.missing])
    assert ["Found", "arXiv:2606.00002"] == [paper.title for paper in listing.papers]
    assert ["Found"] == [paper.title for paper in await here.shelves.bookmarks()]
    assert not again.is_new


async def test_without_a_network_details_wait_until_the_hub_can_be_asked(here: Machine) -> None:
    arrived = await here.importing.bring(IDS, "ids.txt")
    here.source.fails(Unreachable("dns", "no answer"))

    outcome = await here.resolving.resolve(arrived.waiting)

    assert (2, "no answer") == (outcome.unasked, outcome.problem)
    assert ["2606.00001", "2606.00002"] == [paper.id for paper in await here.resolving.due()]


async def test_a_title_from_a_bibliography_is_kept_until_the_hub_says_more(here: Machine) -> None:
    text = "".join(writer(Format.BIBTEX)((Taken(FULL.paper),))).encode()

    arrived = await here.importing.bring(text, "refs.bib")

    assert (FULL.paper.title,) == tuple(paper.title for paper in arrived.waiting)


async def test_what_is_neither_page_nor_list_changes_nothing(here: Machine) -> None:
    with pytest.raises(Unreadable, match="no saved page"):
        await here.importing.bring(b"just some words\nand more", "x.txt")

    assert () == await here.shelves.pages()
