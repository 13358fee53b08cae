"""arXiv on the screen: its record of what is read or bookmarked, its PDFs and its BibTeX."""

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Unreachable
from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.paper import Paper
from paperbrowse.model.period import Day
from tests.services.fake_arxiv import PDF

from .conftest import World
from .papers import EDITION, FRIDAY, papers

PAPER = EDITION[0]
RECORD = ArxivRecord(PAPER.id, ("cs.CL", "cs.AI"), "Made-up Conference, 12 pages", doi="10.5555/1", bibtex="@misc{official,\n}")


async def test_arxiv_is_not_asked_about_a_paper_that_the_cursor_only_rests_on(world: World) -> None:
    world.arxiv.knows(RECORD)

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("j", "k", "j")

        assert [] == world.arxiv.asked


@pytest.mark.parametrize("key", ["enter", "b"])
async def test_a_paper_that_is_read_or_bookmarked_shows_what_arxiv_says(world: World, key: str) -> None:
    world.arxiv.knows(RECORD)

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press(key)

        assert [PAPER.id] == world.arxiv.asked
        assert "cs.CL cs.AI" in driver.text
        assert "Made-up Conference, 12 pages" in driver.text
        assert "doi 10.5555/1" in driver.text
        assert driver.paper is not None
        assert ("cs.CL", "cs.AI") == driver.paper.categories


async def test_the_next_run_shows_it_without_asking(world: World) -> None:
    world.arxiv.knows(RECORD)
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("b")
    world.arxiv.asked.clear()
    await world.keep(Day(FRIDAY), replace(PAPER, categories=RECORD.categories), *EDITION[1:])

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("j", "k")

        assert "Made-up Conference, 12 pages" in driver.text
        assert [] == world.arxiv.asked


async def test_the_list_can_be_narrowed_by_a_category_that_just_came(world: World) -> None:
    world.arxiv.knows(RECORD)

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("b", "/")
        await driver.type("cat:cs ")

        assert [PAPER.title] == driver.titles


async def test_that_arxiv_cannot_be_asked_is_no_news(world: World) -> None:
    world.arxiv.fails(Unreachable("dns", "no network"))

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("enter")

        assert [PAPER.id] == world.arxiv.asked
        assert "no network" not in driver.text


async def test_P_brings_a_pdf_and_opens_it_and_then_opens_what_is_there(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("P")
        first = driver.said
        world.arxiv.fails(Unreachable("offline", "no network"))
        await driver.press("P")

        assert first.startswith(f"Brought and opened {PAPER.id} ")
        assert driver.said.startswith(f"Opened {PAPER.id} ")
        assert [PAPER.id] == world.arxiv.asked
        assert [PDF, PDF] == [path.read_bytes() for path, _ in world.desktop.viewed]


async def test_while_a_pdf_comes_the_title_says_how_far_it_is_keys_work_and_P_stops_it(world: World) -> None:
    world.arxiv.open.clear()

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.tap("P")
        await driver.until(lambda: "PDF 0.0 of 0.0 MB" in driver.title)
        await driver.tap("j")
        assert PAPER != driver.paper
        await driver.tap("k", "P")
        await driver.settle()

        assert driver.said.startswith("Stopped. What has come stays")
        assert "PDF" not in driver.title
        world.arxiv.open.set()
        await driver.press("P")
        assert driver.said.startswith("Brought and opened")


async def test_P_brings_the_pdfs_of_all_marked_rows_and_opens_none(world: World) -> None:
    world.source.day(FRIDAY, *papers(3), Paper("title-0123456789ab", "Only a Title"))

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("P")
        opened = len(world.desktop.viewed)
        await driver.press("*", "P")

        folder = world.folder / "pdf"
        assert driver.said.startswith(f"3 PDFs of 4 here, 2 of them new: {folder}. No arXiv id is known")
        assert 3 == len(list(folder.glob("*.pdf")))
        assert opened == len(world.desktop.viewed)
        assert "PDF" not in driver.title


async def test_while_several_pdfs_come_the_title_counts_them_and_P_stops_them(world: World) -> None:
    world.source.day(FRIDAY, *papers(3))
    world.arxiv.open.clear()

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.tap("*", "P")
        await driver.until(lambda: "PDF 1 of 3: " in driver.title)
        await driver.tap("P")
        await driver.settle()

        assert driver.said.startswith("Stopped. What has come stays")
        world.arxiv.open.set()
        await driver.press("P")
        assert driver.said.startswith("3 PDFs of 3 here, 3 of them new: ")


async def test_without_a_network_the_first_of_several_pdfs_ends_the_asking(world: World) -> None:
    world.source.day(FRIDAY, *papers(3))
    world.arxiv.fails(Unreachable("dns", "no answer from arxiv.org"))

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("*", "P")

        assert driver.said.startswith("0 PDFs of 3 here, 0 of them new: ") and driver.said.endswith("No answer from arxiv.org.")
        assert 1 == len(world.arxiv.asked)


async def test_why_there_is_no_pdf_is_a_sentence(world: World) -> None:
    world.arxiv.fails(Unreachable("dns", "no answer from arxiv.org (nobody knows this name)"))

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("P")

        assert "No PDF: No answer from arxiv.org (nobody knows this name)." == driver.said


async def test_a_folder_that_cannot_be_used_is_a_sentence(world: World) -> None:
    (world.folder / "pdf").write_text("no folder")

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("P")

        assert driver.said.startswith("No PDF: ")
        assert "cannot be used" in driver.said


async def test_without_a_viewer_the_message_says_where_the_file_is(world: World) -> None:
    world.desktop.has_no_browser("no viewer here: /papers/x.pdf")

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("P")

        assert "no viewer here: /papers/x.pdf" == driver.said


async def test_bibtex_is_copied_as_arxiv_has_it_once_it_is_known(world: World) -> None:
    world.arxiv.knows(RECORD)

    async with world.opened(Day(FRIDAY)) as driver:
        await driver.press("Y", "b")
        made = world.desktop.copied[-1]
        await driver.press("b")
        await driver.press("Y", "b")

        assert made.startswith("@misc{")
        assert "@misc{number12026longhorizonplanning,\n}" == world.desktop.copied[-1]
