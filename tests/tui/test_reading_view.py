"""The reading view: its tabs, what they ask for and when, and the way about in a text."""

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Unreachable
from paperbrowse.model.reading import FullText
from paperbrowse.tui.tabs import Tab

from .conftest import World
from .driving import Driver
from .papers import PLANNING, REASONING, paper
from .reading_sample import COMMENTS, LINKED, MARKDOWN, NOW, TEXT
from .test_layouts import check

SIZES = [(160, 45), (60, 20)]


@pytest.fixture
def world(world: World) -> World:
    """The Hub has the full text of the first paper, and what is said of it."""
    world.source.has_text(TEXT)
    world.source.has_talk(COMMENTS, LINKED)
    return world


async def whole(reader: Driver, *keys: str) -> None:
    """Presses keys and waits until all of the text is laid out."""
    await reader.press(*keys)
    await reader.until(lambda: reader.screen.detail.laid.is_whole)
    await reader.settle()


def top(reader: Driver) -> str:
    """The first line of the text in view that is not empty."""
    return next(line.strip() for line in reader.pane("detail") if line.strip())


def border(reader: Driver) -> str:
    """The lower border of the detail pane."""
    return reader.lines()[reader.screen.detail.region.bottom - 1]


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_each_tab_as_it_looks(world: World, size: tuple[int, int]) -> None:
    async with world.opened(size=size) as reader:
        await reader.press("enter")
        for key, name in (("1", "abstract"), ("2", "paper"), ("3", "comments"), ("4", "links")):
            await whole(reader, key)
            check(reader, f"tab-{name}-{size[0]}x{size[1]}")

        await whole(reader, "2", "G")
        check(reader, f"tab-paper-end-{size[0]}x{size[1]}")


async def test_braces_go_round_the_tabs_from_every_pane(world: World) -> None:
    async with world.opened() as reader:
        for pane in ("1", "2", "3"):
            await reader.press(pane)
            seen = []
            for key in ("}", "}", "}", "}", "{"):
                await reader.press(key)
                seen.append(reader.screen.tab)

            assert [Tab.PAPER, Tab.COMMENTS, Tab.LINKS, Tab.ABSTRACT, Tab.LINKS] == seen
            await reader.press("}")


async def test_a_click_on_the_name_of_a_tab_shows_it(world: World) -> None:
    async with world.opened() as reader:
        await reader.click_on("Links")

        assert Tab.LINKS is reader.screen.tab
        assert "Cited here" not in reader.text and "lamp-lab/tin-7b" in reader.text


async def test_the_next_paper_is_shown_in_the_same_tab_and_leaving_brings_the_abstract_back(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("enter", "4", "J")
        assert (Tab.LINKS, REASONING.title) == (reader.screen.tab, reader.paper.title)
        assert REASONING.arxiv_url in reader.text

        await reader.press("escape")
        assert Tab.ABSTRACT is reader.screen.tab
        assert "Short, and about reasoning." in reader.text


async def test_nothing_is_asked_before_the_cursor_rests_and_not_again_then(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("}")
        world.source.asked.clear()

        await reader.burst("j", "j", "k", "j")
        assert ["text of 2606.00003"] == world.source.asked

        await reader.press("g", "g", "G", "g", "g")
        assert 1 == world.source.asked.count("text of 2606.00005")
        assert "text of 2606.00001" not in world.source.asked


async def test_the_abstract_asks_for_nothing(world: World) -> None:
    async with world.opened() as reader:
        world.source.asked.clear()
        await reader.press("j", "enter", "J", "K", "escape")

        assert [] == world.source.asked


async def test_a_late_answer_for_another_paper_is_dropped(world: World) -> None:
    async with world.opened() as reader:
        world.source.hangs()
        await reader.tap("enter", "2")
        await reader.until(lambda: "Fetching the full text…" in reader.text)
        await reader.tap("1")
        await reader.quiet()
        world.source.answers()
        await reader.settle()
        assert "On Lanterns" not in reader.text

        world.source.asked.clear()
        await whole(reader, "2")
        assert "1 On Lanterns" in reader.text
        assert [] == world.source.asked


async def test_what_was_read_reads_offline_after_a_restart_at_its_place(world: World) -> None:
    async with world.opened() as reader:
        await whole(reader, "enter", "2")
        await reader.press("space", "space")
        left = top(reader)
        await reader.press("escape")

    world.source.fails(Unreachable("dns", "the Hub"))
    async with world.opened() as reader:
        await whole(reader, "enter", "2")
        assert left == top(reader)

        await reader.press("3")
        assert "Does it work in fog?" not in reader.text
        assert "No comments of this paper are on this machine. R tries again." in reader.text


async def test_each_tab_has_its_own_place(world: World) -> None:
    async with world.opened(size=(100, 20)) as reader:
        await whole(reader, "enter", "2")
        await reader.press("space", "j")
        place = top(reader)
        await whole(reader, "3")
        assert top(reader).startswith("Long-Horizon")

        await whole(reader, "2")
        assert place == top(reader)


async def test_another_width_keeps_the_place(world: World) -> None:
    async with world.opened(size=(160, 30)) as reader:
        await whole(reader, "enter", "2")
        await whole(reader, "c", "G", "k", "k", "enter")
        assert "2 On Harbours" == top(reader)

        for size in ((100, 20), (60, 20), (160, 20)):
            await reader.pilot.resize_terminal(*size)
            await whole(reader)
            assert "2 On Harbours" == top(reader)


async def test_what_is_missing_is_said_and_R_asks_again(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "enter", "2")
        assert "No full text is known: neither the Hub nor arXiv has one." in reader.text

        world.source.has_text(FullText(REASONING.id, "# Here\n\nnow", "arxiv", NOW))
        await whole(reader, "R")
        assert "arXiv's HTML" in reader.text and "now" in reader.text

        await reader.press("3")
        assert "The Hub does not know this paper" in reader.text


async def test_offline_is_said_and_links_that_are_known_stay(world: World) -> None:
    world.source.fails(Unreachable("dns", "the Hub"), "text of 2606.00001")
    world.source.fails(Unreachable("dns", "the Hub"), "talk of 2606.00001")
    async with world.opened() as reader:
        await reader.press("enter", "2")
        assert "No full text of this paper is on this machine." in reader.text

        await reader.press("4")
        assert "https://undo.example.org/" in reader.text and "ffline" in reader.text


async def test_the_comments_that_the_hub_counts_now_stand_in_the_tab(world: World) -> None:
    async with world.opened() as reader:
        assert "Comments 4" in reader.text

        await reader.press("enter", "3")
        assert "Comments 3" in reader.text


async def test_finding_goes_from_hit_to_hit_until_escape(world: World) -> None:
    async with world.opened(size=(100, 24)) as reader:
        await whole(reader, "enter", "2")
        await reader.press("/")
        await reader.type("LANTERN that is")
        assert "1 of 13" in border(reader)

        await reader.press("enter", "n", "n", "N")
        assert "2 of 13" in border(reader)
        assert "n next hit" in reader.footer

        before = reader.screen.detail.scroll_offset.y
        await reader.press("escape")
        assert "of 13" not in reader.text
        assert (before, True) == (reader.screen.detail.scroll_offset.y, reader.screen.is_reading)

        await reader.press("n")
        assert REASONING.title == reader.paper.title


async def test_escape_in_the_line_goes_back_to_where_one_was(world: World) -> None:
    async with world.opened(size=(100, 24)) as reader:
        await whole(reader, "enter", "2")
        await reader.press("j", "j")
        before = top(reader)

        await reader.press("/")
        await reader.type("and a third")
        assert before != top(reader)
        await reader.press("escape")

        assert (before, True, "detail") == (top(reader), reader.screen.is_reading, reader.focus)


async def test_words_that_are_nowhere_are_said_to_be(world: World) -> None:
    async with world.opened() as reader:
        await whole(reader, "enter", "2")
        await reader.press("/")
        await reader.type("xylophone")
        assert "not found" in border(reader)

        await reader.press("enter", "escape")
        assert "not found" not in border(reader) and reader.screen.is_reading


async def test_the_contents_lead_to_a_section_and_the_border_tells_which(world: World) -> None:
    async with world.opened(size=(100, 24)) as reader:
        await whole(reader, "enter", "2")
        await reader.press("c")
        assert "Contents" in reader.text

        await reader.press("j", "j", "enter")
        assert "1.1 A Bound" == top(reader)
        assert "% · 1.1 A Bound" in border(reader)


async def test_links_are_chosen_with_tab_and_opened_where_they_may_be(world: World) -> None:
    async with world.opened(size=(100, 24)) as reader:
        await whole(reader, "enter", "2")
        await reader.press("tab", "enter")
        assert "Abstract" == top(reader)  # the first one leads to the first section

        await reader.press("tab", "enter")
        assert ["https://arxiv.org/abs/2401.00017"] == world.desktop.opened

        await reader.press("G", "shift+tab", "enter")
        assert "https://lamps.example.org/" in reader.text
        assert 1 == len(world.desktop.opened)

        await reader.press("o")
        assert "https://lamps.example.org/" == world.desktop.opened[-1]


async def test_a_click_on_a_link_of_the_text_follows_it(world: World) -> None:
    async with world.opened(size=(100, 24)) as reader:
        await whole(reader, "enter", "2")

        await reader.click_on("2 On Harbours")

        assert "2 On Harbours" == top(reader)


async def test_the_cursor_of_the_links_walks_them_and_y_copies_one(world: World) -> None:
    async with world.opened(size=(100, 24)) as reader:
        await whole(reader, "enter", "4")
        await reader.press("j", "y", "G", "y", "k", "enter")

        assert [PLANNING.arxiv_url, "https://huggingface.co/spaces/lamp-lab/try-it"] == world.desktop.copied
        assert ["https://huggingface.co/datasets/lamp-lab/harbours"] == world.desktop.opened


CITED = "2305.01234"


async def to_citation(reader: Driver) -> None:
    """The last link: a paper that is cited."""
    await whole(reader, "enter", "2")  # brings the text, whose citations the links tell
    await whole(reader, "4")
    await reader.press("G")
    for _ in range(2):
        if f"paper:{CITED}" == reader.screen.detail.link:
            return
        await reader.press("k")
    raise AssertionError(reader.screen.detail.link)


async def test_a_cited_paper_is_read_here_and_escape_leads_back_to_where_it_was_cited(world: World) -> None:
    world.source.knows(paper(77, id=CITED, title="Folding Lamps"))

    for back in ("escape", "q"):
        async with world.opened(size=(100, 24)) as reader:
            await reader.press("j", "k")
            await to_citation(reader)
            await reader.press("enter")
            assert "Folding Lamps" == reader.paper.title and "detail" == reader.focus
            assert "Folding Lamps" == top(reader)
            assert [] == world.desktop.opened

            await reader.press(back)
            assert PLANNING.id == reader.paper.id and Tab.LINKS is reader.screen.tab
            assert reader.screen.is_reading

            await reader.press(back)
            assert not reader.screen.is_reading
            assert 5 == len(reader.titles)


async def test_a_cited_paper_that_nobody_has_opens_at_arxiv_and_o_opens_any_there(world: World) -> None:
    page = f"https://arxiv.org/abs/{CITED}"

    async with world.opened(size=(100, 24)) as reader:
        await to_citation(reader)
        await reader.press("enter")
        assert [page] == world.desktop.opened
        assert any("The Hub does not know it: arXiv has" in said for said in reader.messages)
        assert PLANNING.id == reader.paper.id

        await reader.press("o", "y")
        assert [page, page] == world.desktop.opened
        assert [page] == world.desktop.copied


async def test_where_the_hub_cannot_be_asked_a_citation_opens_at_arxiv(world: World) -> None:
    async with world.opened(size=(100, 24)) as reader:
        await to_citation(reader)
        world.source.fails(Unreachable("dns", "no network"))
        await reader.press("enter")

        assert [f"https://arxiv.org/abs/{CITED}"] == world.desktop.opened
        assert any(said.startswith("The Hub cannot be asked") for said in reader.messages)


async def test_outside_the_reading_view_the_keys_mean_what_they_do_everywhere(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("3", "1")
        assert "sidebar" == reader.focus

        await reader.press("3", "tab")
        assert "sidebar" == reader.focus

        await reader.press("2", "/")
        assert "prompt" == reader.focus


async def test_text_of_a_table_is_copied_as_it_stands(world: World) -> None:
    async with world.opened(size=(100, 40)) as reader:
        await whole(reader, "enter", "2")
        await whole(reader, "c", "j", "enter")
        y = next(y for y, line in enumerate(reader.lines()) if "carried by hand" in line)
        x = reader.lines()[y].index("tin")

        await reader.drag((x, y), (x + 40, y + 1))

        assert "tin        4.5  carried by hand\npaper     12.0  lost twice in the wind" in (reader.screen.get_selected_text() or "")


async def test_a_long_text_is_laid_out_while_keys_work(world: World) -> None:
    world.source.has_text(replace(TEXT, markdown=MARKDOWN * 60))
    async with world.opened(size=(100, 24)) as reader:
        await reader.tap("enter", "2")
        await reader.until(lambda: "Contents" in reader.text)
        await reader.tap("G")
        assert "Day, C." in "\n".join(reader.pane("detail")[-3:])

        await whole(reader)
        assert "Day, C." in "\n".join(reader.pane("detail")[-3:])
        assert "100 %" in border(reader)
