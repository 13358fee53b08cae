"""Papers saved to be read offline: each part once, as far as there is one, and stopped or failed at any moment."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest

from paperbrowse.errors import Refused, SourceError, Unreachable
from paperbrowse.errors import Unreadable as NotRead
from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.budget import Room
from paperbrowse.model.identifier import title_id
from paperbrowse.model.offline import Part
from paperbrowse.model.paper import Paper
from paperbrowse.model.reading import Comments, FullText, Linked
from paperbrowse.services.arxiv import Arxiv
from paperbrowse.services.feed import Feed, Limited, Offline
from paperbrowse.services.marking import Marking
from paperbrowse.services.pdf import Pdfs
from paperbrowse.services.ports import Waiting
from paperbrowse.services.reading import Reading
from paperbrowse.services.round import NoRoom, Step
from paperbrowse.services.saving import Means, PaperKept, Saving
from paperbrowse.services.sparing import Sparing
from paperbrowse.store.cache import Cache
from paperbrowse.store.library import Library
from paperbrowse.store.pdf_files import PdfFiles
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.model.made import NOON, paper
from tests.store.making import full_disk
from tests.tui.fake_desktop import FakeDesktop

from .fake_arxiv import PDF, FakeArxiv
from .fake_source import FakeSource

ONE, TWO, THREE, FOUR = PAPERS = tuple(paper(number) for number in range(1, 5))
OFFLINE = Unreachable("dns", "No network.")


@pytest.fixture
def site() -> FakeArxiv:
    return FakeArxiv()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "pdf"


@pytest.fixture
async def means(
    site: FakeArxiv, source: FakeSource, feed: Feed, cache: Cache, library: Library, marking: Marking, clock: FakeClock, folder: Path
) -> AsyncIterator[Means]:
    files = PdfFiles(StoreThread("pdf"))
    arxiv = Arxiv(site, cache, library, marking, clock)
    yield Means(feed, Reading(source, cache, clock), arxiv, Pdfs(site, files, FakeDesktop(), clock, folder), cache, clock)
    await files.close()


@pytest.fixture
def saving(means: Means) -> Saving:
    return Saving(means)


@pytest.fixture(autouse=True)
def all_is_known(source: FakeSource, site: FakeArxiv) -> None:
    for each in PAPERS:
        source.has_text(FullText(each.id, "# Words", "hub", NOON))
        source.has_talk(Comments(each.id, NOON), Linked(each.id, NOON))
        site.knows(ArxivRecord(each.id, ("cs.CL",)))


def asked(source: FakeSource, site: FakeArxiv) -> list[str]:
    questions = [*source.asked, *site.asked]
    source.asked.clear()
    site.asked.clear()
    return questions


ALL_OF_ONE = [f"talk of {ONE.id}", f"text of {ONE.id}", ONE.id, ONE.id]


async def test_all_parts_come_once_and_the_paper_is_whole_from_then_on(
    saving: Saving, source: FakeSource, site: FakeArxiv, means: Means
) -> None:
    before = await saving.whole()

    first = await saving.save([ONE, ONE])
    asked_first = asked(source, site)
    again = await saving.save([ONE])

    assert [frozenset(), frozenset({ONE.id})] == [before, await saving.whole()]
    assert (PaperKept(ONE, (), (), is_new=True),) == first.papers == first.whole
    assert (PaperKept(ONE, (), (), is_new=False),) == again.papers
    assert (ALL_OF_ONE, []) == (asked_first, asked(source, site))
    assert not saving.is_saving
    assert ONE.title == (await means.feed.kept_paper(ONE.id)).title


async def test_only_what_is_missing_is_asked_for(saving: Saving, source: FakeSource, site: FakeArxiv, means: Means) -> None:
    await means.reading.talk(ONE.id)
    await means.pdfs.fetch(ONE)
    asked(source, site)

    await saving.save([ONE])

    assert [f"text of {ONE.id}", ONE.id] == asked(source, site)
    assert {ONE.id} == await saving.whole()


async def test_without_the_pdf_it_is_kept_and_not_whole_and_later_only_the_pdf_is_asked_for(
    saving: Saving, source: FakeSource, site: FakeArxiv, cache: Cache
) -> None:
    kept = await saving.save([ONE], with_pdf=False)
    without = asked(source, site), await saving.whole(), (await cache.holdings()).saved.keys()
    await saving.save([ONE])

    assert (PaperKept(ONE, (), (), is_new=True),) == kept.papers
    assert (ALL_OF_ONE[:3], frozenset(), {ONE.id}) == without
    assert [ONE.id] == asked(source, site)
    assert {ONE.id} == await saving.whole()


async def test_what_was_read_before_is_here_to_stay_once_it_is_saved(saving: Saving, means: Means, cache: Cache) -> None:
    await means.reading.talk(ONE.id)
    await means.reading.full_text(ONE.id)
    await means.arxiv.bring(ONE)
    await means.pdfs.fetch(ONE)
    before = (await cache.holdings()).saved

    kept = await saving.save([ONE])

    assert (PaperKept(ONE, (), ()),) == kept.papers
    assert [{}, {ONE.id}] == [before, (await cache.holdings()).saved.keys()]


async def test_what_nobody_has_is_no_failure_and_looked_for_again_after_a_day(
    saving: Saving, source: FakeSource, site: FakeArxiv, clock: FakeClock
) -> None:
    unknown = Paper("2606.77777", "Known To Nobody But The List")
    site.knows(ArxivRecord(unknown.id))
    site.fails(Refused(404, "arXiv has no PDF."), "pdf", unknown.id)

    kept = await saving.save([unknown, ONE])
    asked(source, site)
    at_once = await saving.save([unknown])
    asked_at_once = asked(source, site)
    clock.advance(timedelta(days=1).total_seconds())
    later = await saving.save([unknown])

    lacks = (Part.TALK, Part.TEXT, Part.PDF)
    assert (PaperKept(unknown, lacks, (), is_new=True), PaperKept(ONE, (), (), is_new=True)) == kept.papers
    assert (PaperKept(unknown, lacks, ()),) == at_once.papers
    assert (None, [], 0) == (kept.failure, asked_at_once, kept.left)
    assert [f"talk of {unknown.id}", f"text of {unknown.id}", unknown.id] == asked(source, site)
    assert (PaperKept(unknown, lacks, (), is_new=True),) == later.papers
    assert {unknown.id, ONE.id} == await saving.whole()


async def test_of_a_title_nobody_is_asked(saving: Saving, source: FakeSource, site: FakeArxiv) -> None:
    title = Paper(title_id("A Title Alone"), "A Title Alone")

    kept = await saving.save([title])

    assert (kept.papers[0].is_nothing, kept.whole, kept.left) == (True, (), 0)
    assert [] == asked(source, site)


@pytest.mark.parametrize(
    ("what", "subject", "error", "missing"),
    [
        ("pdf", ONE.id, NotRead("what came is no PDF"), (Part.PDF,)),
        ("pdf", ONE.id, Unreachable("login page", "a login page came"), (Part.PDF,)),
        ("pdf", ONE.id, Unreachable("cut", "the PDF ends in the middle"), (Part.PDF,)),
        ("record", ONE.id, NotRead("no feed"), (Part.RECORD,)),
        ("source", f"text of {ONE.id}", Refused(500, "trouble"), (Part.TEXT,)),
        ("source", f"talk of {ONE.id}", NotRead("no JSON"), (Part.TALK,)),
    ],
)
async def test_a_part_that_cannot_be_had_keeps_no_other_back_and_is_asked_for_the_next_time(
    saving: Saving, source: FakeSource, site: FakeArxiv, what: str, subject: str, error: SourceError, missing: tuple[Part, ...]
) -> None:
    if what == "source":
        source.fails(error, subject)
    else:
        site.fails(error, what, subject)

    kept = await saving.save(PAPERS)

    assert (PaperKept(ONE, (), missing, is_new=True, problem=str(error)),) == kept.skipped
    assert [TWO, THREE, FOUR] == [each.paper for each in kept.whole]
    assert (None, 0) == (kept.failure, kept.left)

    source.recovers()
    site.recovers()
    asked(source, site)
    assert PAPERS == tuple(each.paper for each in (await saving.save(PAPERS)).whole)
    assert 1 == len(asked(source, site))


async def test_a_network_that_is_gone_ends_it_and_what_came_stays(saving: Saving, source: FakeSource, site: FakeArxiv) -> None:
    await saving.save([ONE])
    source.fails(OFFLINE)

    kept = await saving.save(PAPERS)

    assert Offline("dns", str(OFFLINE)) == kept.failure
    assert ([ONE], (), 3) == ([each.paper for each in kept.whole], kept.skipped, kept.left)
    source.recovers()
    assert PAPERS == tuple(each.paper for each in (await saving.save(PAPERS)).whole)


@pytest.mark.parametrize(("who", "reason"), [("source", "the Hub limits us"), ("site", "arXiv limits us")])
async def test_a_limit_is_waited_for_and_told(
    saving: Saving, source: FakeSource, site: FakeArxiv, clock: FakeClock, who: str, reason: str
) -> None:
    (source if who == "source" else site).fails(Refused(429, "limited", 200.0))
    steps: list[Step] = []

    def note(step: Step) -> None:
        steps.append(step)
        if step.waiting:
            source.recovers()
            site.recovers()

    kept = await saving.save([ONE], note)

    assert [200.0] == clock.waited
    assert [Waiting(reason, 200.0)] == [step.waiting for step in steps if step.waiting]
    assert [ONE] == [each.paper for each in kept.whole]


async def test_a_limit_of_hours_ends_it(saving: Saving, site: FakeArxiv) -> None:
    site.fails(Refused(429, "arxiv.org limits us for another 120 minutes", 7200.0), "pdf")

    kept = await saving.save([ONE])

    assert isinstance(kept.failure, Limited)
    assert (Part.PDF,) == kept.papers[0].missing
    assert 1 == kept.left


async def test_how_far_it_is_is_told_with_the_bytes_of_the_pdfs(saving: Saving) -> None:
    steps: list[Step] = []

    await saving.save([ONE, TWO], steps.append)

    assert Step(0, 2, 0, 0.0, None, "paper", 0) == steps[0]
    assert Step(2, 2, 2, 0.0, None, "paper", 2 * len(PDF)) == steps[-1]


async def test_stopped_it_keeps_what_has_come_and_goes_on_the_next_time(
    saving: Saving, source: FakeSource, site: FakeArxiv
) -> None:
    def stop_after_one(step: Step) -> None:
        if step.done == 1:
            saving.stop()

    stopped = await saving.save(PAPERS, stop_after_one)
    before = asked(source, site)
    rest = await saving.save(PAPERS)

    assert stopped.is_stopped
    assert 4 == len(stopped.whole) + stopped.left
    assert 2 <= stopped.left <= 3  # the second paper was under way
    assert PAPERS == tuple(each.paper for each in rest.whole)
    twice = [question for question in asked(source, site) if question in before and " of " in question]
    assert len(twice) <= 2  # the questions that were under way


async def test_more_can_be_added_while_it_goes_on(saving: Saving, site: FakeArxiv) -> None:
    site.open.clear()
    going = asyncio.create_task(saving.save([ONE]))
    while not site.asked:
        await asyncio.sleep(0)
    waiting_before = saving.is_taken(ONE), saving.is_taken(TWO)
    with pytest.raises(RuntimeError):
        await saving.save([TWO])

    await saving.add([ONE, TWO])
    waiting = saving.is_taken(ONE), saving.is_taken(TWO)
    site.open.set()

    assert [ONE, TWO] == [each.paper for each in (await going).whole]
    assert [(True, False), (True, True)] == [waiting_before, waiting]
    assert not saving.is_taken(TWO)


async def test_looking_asks_nobody(saving: Saving, source: FakeSource, site: FakeArxiv) -> None:
    await saving.save([ONE])
    await saving.save([TWO], with_pdf=False)
    asked(source, site)

    kept = await saving.look([ONE, TWO, THREE])

    assert [(), (Part.PDF,), tuple(Part)] == [each.missing for each in kept.papers]
    assert [] == asked(source, site)


@pytest.mark.fault("S15")
async def test_a_full_disk_ends_it_with_a_sentence_and_nothing_is_called_whole(
    saving: Saving, site: FakeArxiv, folder: Path
) -> None:
    site.pieces = (PDF[:-6], b"x" * (2 << 20), PDF[-6:])

    with full_disk(300_000):
        kept = await saving.save(PAPERS)

    assert isinstance(kept.failure, NoRoom)
    assert "cannot be used" in kept.failure.sentence
    assert frozenset() == await saving.whole()
    assert [] == [*folder.glob("*.pdf")]


@pytest.mark.fault("S15")
async def test_a_text_that_could_not_be_kept_is_not_called_saved(saving: Saving, source: FakeSource) -> None:
    words = "".join(f"{number * 7919 % 65_521:x} " for number in range(400_000))
    source.has_text(FullText(ONE.id, words, "hub", NOON))

    with full_disk(500_000):
        kept = await saving.save([ONE])

    assert isinstance(kept.failure, NoRoom)
    assert frozenset() == await saving.whole()


async def test_the_last_calls_of_a_window_are_left_to_the_reader(means: Means, clock: FakeClock) -> None:
    rooms = {"api": [Room(20, 60), Room(500, 300)], "pages": [Room(20, 90), Room(500, 300)]}

    def sparing(bucket: str) -> Sparing:
        async def look() -> Room:
            return rooms[bucket].pop(0) if len(rooms[bucket]) > 1 else rooms[bucket][0]

        return Sparing(look, 20)

    told: list[Waiting | None] = []
    saving = Saving(Means(**{name: getattr(means, name) for name in means.__struct_fields__} | {
        "api": sparing("api"), "pages": sparing("pages")
    }))  # fmt: skip

    await saving.save([ONE], lambda step: told.append(step.waiting))

    assert [60, 90] == clock.waited
    assert {Waiting("the Hub limits us", 60), Waiting("the Hub limits us", 90)} <= {*told}
