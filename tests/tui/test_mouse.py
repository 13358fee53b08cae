import pytest

from .conftest import World
from .papers import FRIDAY, THURSDAY, papers


async def test_a_click_highlights_and_a_second_reads(world: World) -> None:
    async with world.opened() as reader:
        await reader.click_on("▲ 61 · 2 authors")
        assert "A Second Title" == reader.paper.title
        assert not reader.screen.is_reading

        await reader.click_on("▲ 61 · 2 authors", times=2)
        assert reader.screen.is_reading
        assert "4 unread" in reader.title


async def test_a_double_click_on_another_row_reads_that_one(world: World) -> None:
    async with world.opened() as reader:
        await reader.click_on("A Second Title", times=2)

        assert reader.screen.is_reading
        assert "A Second Title" in reader.text


async def test_a_click_below_the_last_row_does_nothing(world: World) -> None:
    async with world.opened() as reader:
        await reader.click(x=60, y=30)

        assert 0 == reader.screen.papers.cursor


async def test_the_wheel_scrolls_and_the_cursor_stays(world: World) -> None:
    world.source.day(FRIDAY, *papers(40))

    async with world.opened() as reader:
        papers_ = reader.screen.papers
        for _ in range(5):
            papers_.scroll_down(animate=False)
        await reader.settle()

        assert papers_.scroll_offset.y > 0
        assert 0 == papers_.cursor

        await reader.press("j")
        assert "Paper 2" in "\n".join(reader.pane("papers"))


async def test_the_arrows_in_the_title_line_go_to_other_editions_and_the_date_to_the_calendar(world: World) -> None:
    world.source.day(THURSDAY, *papers(2))

    async with world.opened() as reader:
        await reader.click_on("‹")
        assert "Thu 11 Jun" in reader.title

        await reader.click_on("›")
        assert "Fri 12 Jun" in reader.title

        await reader.click_on("Fri 12 Jun")
        assert "Go to a date" in reader.text


async def test_a_key_in_the_footer_can_be_clicked(world: World) -> None:
    async with world.opened() as reader:
        await reader.click_on("b bookmark")

        assert "Bookmarked" in reader.said


@pytest.mark.parametrize("key", ["", "enter"])
async def test_dragging_over_the_abstract_selects_exactly_that_text(world: World, key: str) -> None:
    async with world.opened() as reader:
        await reader.press(*[key] if key else [])
        lines = reader.lines()
        y = next(y for y, line in enumerate(lines) if "We study how an agent" in line)
        x = lines[y].index("We study how an agent")
        second = lines[y + 1][x:].split(" ")[0]

        await reader.drag((x + 3, y), (x + len(second) - 1, y + 1))
        await reader.press("ctrl+c")

        first = lines[y][x + 3 :].split("  ")[0].rstrip("│ ")
        assert [f"{first} {second}"] == world.desktop.copied


async def test_wide_characters_are_selected_whole(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "j")
        y = next(y for y, line in enumerate(reader.lines()) if "全角の文字だけで" in line)
        x = reader.screen.detail.content_region.x + 1

        await reader.drag((x, y), (x + 6, y))
        await reader.press("ctrl+c")

        assert ["全角の文"] == world.desktop.copied
