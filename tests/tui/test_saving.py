"""F: papers whole on this machine, how far that is, and the mark of those that are."""

import pytest

from paperbrowse.errors import Refused, Unreachable
from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.offline import Part
from paperbrowse.model.period import Day, Week
from paperbrowse.model.reading import Comments, FullText, Linked
from paperbrowse.services.feed import Offline
from paperbrowse.services.ports import Waiting
from paperbrowse.services.round import Step
from paperbrowse.services.saving import Kept, PaperKept
from paperbrowse.tui.archive_words import beside_status, here_in_words, saved_in_words
from paperbrowse.tui.rendering import ASCII, UNICODE, Glyphs
from paperbrowse.tui.rows import Row, full_row, short_row
from tests.model.made import NOON
from tests.services.fake_arxiv import PDF

from .conftest import World
from .driving import Driver
from .papers import EDITION, FRIDAY

FIRST, SECOND, THIRD = EDITION[:3]


@pytest.fixture(autouse=True)
def all_is_known(world: World) -> None:
    for each in EDITION:
        world.source.has_text(FullText(each.id, "# Words\n\nOf the paper.", "hub", NOON))
        world.source.has_talk(Comments(each.id, NOON), Linked(each.id, NOON))
        world.arxiv.knows(ArxivRecord(each.id, ("cs.CL",)))


def marked(driver: Driver) -> list[str]:
    """Ids of the papers whose rows carry the mark."""
    return [paper.id for paper in driver.screen.view.papers if driver.screen.row(paper).is_saved]


async def test_F_brings_the_paper_whole_and_its_row_says_so_now_and_in_the_next_run(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        before = marked(driver), driver.text.count("↓")
        await driver.press("F")
        await driver.settle()

        assert ([], 0) == before
        assert [FIRST.id] == marked(driver)
        assert 1 == driver.text.count("↓")
        assert "Reads offline from now on." == driver.said
        assert "saving" not in driver.title
        assert PDF == next((world.folder / "pdf").glob("*.pdf")).read_bytes()
    world.source.asked.clear()

    async with world.opened(Day(FRIDAY)) as driver:
        assert [FIRST.id] == marked(driver)
        await driver.press("F")
        assert "It is here already." == driver.said
        assert [] == [question for question in world.source.asked if " of " in question]


async def test_all_marked_rows_are_saved(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("m", "m", "F")
        await driver.settle()

        assert [FIRST.id, SECOND.id] == marked(driver)
        assert "Saved: 2 of 2 papers read offline." == driver.said


@pytest.mark.parametrize("size", [(140, 34), (60, 20)])
@pytest.mark.parametrize("is_ascii", [False, True])
async def test_the_mark_shows_in_every_layout_and_density(world: World, size: tuple[int, int], is_ascii: bool) -> None:
    async with world.opened(Day(FRIDAY), size=size, ascii=is_ascii) as driver:
        await driver.press("F")
        await driver.settle()
        glyph = "v" if is_ascii else "↓"

        assert any(f" {glyph} " in line[:8] for line in driver.pane("papers")[:4])
        await driver.press("v")
        assert f"{glyph} " in driver.pane("papers")[0][:6]


@pytest.mark.parametrize(("glyphs", "mark"), [(UNICODE, "↓"), (ASCII, "v")])
def test_the_mark_takes_no_room_from_the_title(glyphs: Glyphs, mark: str) -> None:
    plain, saved = (["".join(text for text, _ in line) for line in full_row(Row(FIRST, is_saved=is_saved), 60, 4, glyphs)] for is_saved in (False, True))
    short, saved_short = ("".join(text for text, _ in short_row(Row(FIRST, is_saved=is_saved), 60, glyphs)) for is_saved in (False, True))

    assert plain == [line.replace(f" {mark} ", "   ", 1) if line.startswith(f" {mark} ") else line for line in saved]
    assert sum(line.startswith(f" {mark} ") for line in saved) == 1
    assert short == saved_short[:2] + " " + saved_short[3:] and mark == saved_short[2]


async def test_while_papers_are_saved_the_title_tells_how_far_it_is_and_keys_work(world: World) -> None:
    async with world.opened(Week.of(FRIDAY)) as driver:
        world.source.day(FRIDAY, *EDITION)
        await driver.screen.run_action("shelf('day')")
        await driver.settle()
        world.source.hangs()
        await driver.tap("m", "m", "F")
        await driver.until(lambda: "saving 0 of 2 papers" in driver.title)
        before = driver.paper
        await driver.tap("j")
        assert before != driver.paper
        await driver.screen.run_action("shelf('bookmarks')")
        await driver.until(lambda: driver.screen.state.period is None)

        assert "saving 0 of 2 papers" in driver.title
        world.source.answers()
        await driver.settle()
        assert "saving" not in driver.title
        assert "Saved: 2 of 2 papers read offline." in driver.messages


async def test_F_on_another_paper_meanwhile_adds_it(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        world.source.hangs()
        await driver.tap("F")
        await driver.until(lambda: "saving 0 of 1 paper " in driver.title)
        await driver.tap("j", "F")
        await driver.until(lambda: "saving 0 of 2 papers" in driver.title)
        world.source.answers()
        await driver.settle()

        assert {FIRST.id, SECOND.id} == set(marked(driver))


async def test_F_again_offers_to_stop_and_what_has_come_stays(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        world.arxiv.open.clear()
        await driver.tap("F")
        await driver.until(lambda: FIRST.id in world.arxiv.asked)
        await driver.tap("F")
        await driver.until(lambda: len(driver.app.screen_stack) > 1)
        assert any("Stop" in line and "0 of 1 paper so far" in line for line in driver.lines())
        await driver.tap("s")
        await driver.settle()
        assert "Stopped: 0 of 1 paper read offline. 1 paper left: F goes on with them." == driver.said
        world.arxiv.open.set()
        before = [*world.source.asked]

        await driver.press("F")
        await driver.settle()

        assert [FIRST.id] == marked(driver)
        assert before == world.source.asked


async def test_nothing_under_way_is_nothing_to_stop(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.screen.run_action("stop_saving")
        await driver.settle()

        assert driver.said.startswith("Nothing is being saved offline.")


async def test_in_an_empty_list_F_says_so(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.screen.run_action("shelf('bookmarks')")
        await driver.settle()
        await driver.press("F")

        assert "No paper here to save offline." == driver.said


async def test_working_offline_F_says_what_is_here(world: World) -> None:
    await world.keep(FRIDAY, *EDITION)

    async with world.opened(Day(FRIDAY), offline=True) as driver:
        await driver.press("F")
        one = driver.said
        await driver.press("m", "m", "F")

        assert one.startswith("Working offline, as asked: no comments and links, full text, record at arXiv and PDF on this machine.")
        assert "Working offline, as asked: 0 of 2 papers read offline." == driver.said


async def test_a_part_that_cannot_be_had_is_named(world: World) -> None:
    world.arxiv.fails(Refused(403, "arxiv.org does not let us see this."), "pdf")

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("F")
        await driver.settle()

        assert f"Saved: 0 of 1 paper read offline. {FIRST.id}: no PDF: arxiv.org does not let us see this." == driver.said
        assert [] == marked(driver)


async def test_what_another_program_saved_or_deleted_is_seen(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("F")
        await driver.settle()
        next((world.folder / "pdf").glob("*.pdf")).unlink()

        driver.screen.look_at_saved()
        await driver.settle()

        assert [] == marked(driver)


async def test_a_key_asks_nothing_of_the_disk_about_what_is_whole(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        looked = 0
        whole = driver.screen.services.saving.whole

        async def counted() -> frozenset[str]:
            nonlocal looked
            looked += 1
            return await whole()

        driver.screen.services.saving.whole = counted
        await driver.press(*"jjkjm", "*", "v")

        assert 0 == looked


def kept(number: int, lacks: tuple[Part, ...] = (), missing: tuple[Part, ...] = (), **more: object) -> PaperKept:
    return PaperKept(EDITION[number], lacks, missing, **more)


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        (Kept((kept(0, is_new=True),)), "Reads offline from now on."),
        (Kept((kept(0, (Part.TEXT,), is_new=True),)), "Reads offline from now on. Nobody has the full text."),
        (Kept((kept(0), kept(1))), "All 2 papers are here already."),
        (Kept((kept(0, (Part.TEXT,), is_new=True), kept(1, (Part.TEXT, Part.PDF)))),
         "Saved: 2 of 2 papers read offline. Nobody has the full text of 2 papers. Nobody has a PDF of 1 paper."),
        (Kept((kept(0, is_new=True), kept(1, missing=(Part.PDF,))), Offline("dns", "No network."), False),
         "Stopped: 1 of 2 papers read offline. No network. 1 paper left: F goes on with them."),
    ],
)  # fmt: skip
def test_what_came_of_it_is_told(outcome: Kept, said: str) -> None:
    assert said == saved_in_words(outcome)


def test_offline_a_whole_paper_is_said_to_be_one() -> None:
    assert "Working offline, as asked: it reads offline from first to last." == here_in_words(Kept((kept(0),)))


@pytest.mark.parametrize(
    ("step", "said"),
    [
        (Step(3, 10, 3, 30.0, None, "paper", 12_340_000),
         ("saving 3 of 10 papers - 12.3 MB - live", "saving 3 of 10 papers - 12.3 MB", "save 3/10 - live", "save 3/10")),
        (Step(0, 1, 0, 0.0, Waiting("arxiv.org limits us", 3.0), "paper"),
         ("saving 0 of 1 paper - 0.0 MB - live", "saving 0 of 1 paper - 0.0 MB", "save 0/1 - live", "save 0/1")),
        (Step(0, 1, 0, 0.0, Waiting("arXiv limits us", 60.0), "paper"),
         ("arXiv limits us, saving 0 of 1 paper - 0.0 MB - live", "arXiv limits us, saving 0 of 1 paper - 0.0 MB",
          "save 0/1 - live", "save 0/1")),
    ],
)  # fmt: skip
def test_how_far_the_saving_is_stands_before_the_status(step: Step, said: tuple[str, ...]) -> None:
    assert said == beside_status(("live",), step, " - ")


async def test_a_network_that_goes_is_told_and_nothing_is_marked(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        world.source.fails(Unreachable("dns", "no answer from huggingface.co"))
        await driver.press("F")
        await driver.settle()

        assert "Stopped: 0 of 1 paper read offline. No answer from huggingface.co. 1 paper left: F goes on with them." == driver.said
        assert [] == marked(driver)
