import pytest

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, papers


def shown(reader: Driver) -> list[str]:
    names = ("sidebar", "papers", "detail")
    return [name for name in names if reader.screen.query_one(f"#{name}").region.area and
            reader.screen.query_one(f"#{name}").display]


async def visits(reader: Driver, *keys: str) -> list[str | None]:
    """Where the focus is after each key."""
    seen = []
    for key in keys:
        await reader.tap(key)
        await reader.quiet()
        seen.append(reader.focus)
    return seen


async def test_the_focus_goes_round_the_panes(world: World) -> None:
    async with world.opened() as reader:
        assert "papers" == reader.focus
        for right, left in (("tab", "shift+tab"), ("l", "h"), ("right", "left")):
            assert ["detail", "sidebar", "papers"] == await visits(reader, right, right, right)
            assert ["sidebar", "detail", "papers"] == await visits(reader, left, left, left)


async def test_numbers_go_to_a_pane_and_the_same_again_hides_it(world: World) -> None:
    async with world.opened() as reader:
        assert ["sidebar", "detail", "papers"] == await visits(reader, "1", "3", "2")

        assert ["sidebar", "papers"] == await visits(reader, "1", "1")
        assert ["papers", "detail"] == shown(reader)

        assert ["detail", "papers"] == await visits(reader, "3", "3")
        assert ["papers"] == shown(reader)

        assert ["sidebar", "detail", "papers", "papers"] == await visits(reader, "1", "3", "2", "2")
        assert ["sidebar", "papers", "detail"] == shown(reader)


@pytest.mark.parametrize(("key", "pane"), [("1", "sidebar"), ("2", "papers"), ("3", "detail")])
async def test_z_shows_a_pane_alone_and_back(world: World, key: str, pane: str) -> None:
    async with world.opened() as reader:
        await reader.press(key, "z")
        assert [pane] == shown(reader)

        await reader.press("z")
        assert ["sidebar", "papers", "detail"] == shown(reader)

        await reader.press("z", "escape")
        assert ["sidebar", "papers", "detail"] == shown(reader)


async def test_with_two_panes_the_sidebar_slides_in_and_out(world: World) -> None:
    async with world.opened(size=(120, 40)) as reader:
        assert ["papers", "detail"] == shown(reader)

        await reader.press("1")
        assert ("sidebar", ["sidebar", "papers"]) == (reader.focus, shown(reader))

        await reader.press("1")
        assert ("papers", ["papers", "detail"]) == (reader.focus, shown(reader))

        await reader.press("1", "escape")
        assert ("papers", ["papers", "detail"]) == (reader.focus, shown(reader))


async def test_with_one_pane_the_numbers_change_what_it_is(world: World) -> None:
    async with world.opened(size=(60, 20)) as reader:
        assert ["papers"] == shown(reader)

        await reader.press("1")
        assert ("sidebar", ["sidebar"]) == (reader.focus, shown(reader))

        await reader.press("2")
        assert ("papers", ["papers"]) == (reader.focus, shown(reader))

        await reader.press("3")
        assert ("detail", ["detail"]) == (reader.focus, shown(reader))

        await reader.press("escape")
        assert ("papers", ["papers"]) == (reader.focus, shown(reader))

        await reader.press("l")
        assert "detail" == reader.focus

        await reader.press("q")
        assert "papers" == reader.focus


async def test_list_above_abstract_below(world: World) -> None:
    async with world.opened(size=(90, 32)) as reader:
        papers_, detail = (reader.screen.query_one(f"#{name}").region for name in ("papers", "detail"))

        assert ["papers", "detail"] == shown(reader)
        assert papers_.bottom <= detail.y
        assert (90, 90) == (papers_.width, detail.width)


async def test_a_shelf_opened_from_the_sidebar_that_slid_in_makes_room_again(world: World) -> None:
    async with world.opened(size=(60, 20)) as reader:
        await reader.press("1", "enter")

        assert ("papers", ["papers"]) == (reader.focus, shown(reader))


async def test_escape_takes_one_layer_after_the_other(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        await reader.type("title")
        await reader.press("enter", "*", "enter")
        screen = reader.screen
        assert (True, True, "title") == (screen.is_reading, bool(screen.chosen), screen.state.typed)

        await reader.press("escape")
        assert (False, True, "title") == (screen.is_reading, bool(screen.chosen), screen.state.typed)

        await reader.press("escape")
        assert (False, "title") == (bool(screen.chosen), screen.state.typed)

        await reader.press("escape")
        assert "" == screen.state.typed

        await reader.press("escape")
        assert reader.app.is_running and reader.focus == "papers"


async def test_q_goes_back_and_then_quits(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("enter", "q")
        assert reader.app.is_running and not reader.screen.is_reading

        await reader.tap("q")
        await reader.until(lambda: not reader.app.is_running)

    assert not reader.app.return_code


@pytest.mark.parametrize("key", ["/", "d"])
async def test_ctrl_q_quits_at_once_also_from_the_text_and_a_line(world: World, key: str) -> None:
    async with world.opened() as reader:
        await reader.tap(key)
        await reader.quiet()
        await reader.tap("ctrl+q")
        await reader.until(lambda: not reader.app.is_running)


async def test_a_smaller_terminal_keeps_the_paper(world: World) -> None:
    world.source.day(FRIDAY, *papers(30))

    async with world.opened() as reader:
        for key in "j" * 20:
            await reader.tap(key)
        for size in ((120, 40), (90, 32), (60, 20), (40, 10), (160, 45)):
            await reader.pilot.resize_terminal(*size)
            await reader.settle()
            assert "Paper 21" == reader.paper.title
            assert any(line.startswith("▌") and "Paper 21" in line for line in reader.pane("papers"))


async def test_with_two_panes_the_sidebar_takes_the_place_of_the_abstract_until_that_is_wanted(world: World) -> None:
    async with world.opened(size=(110, 30)) as reader:
        await reader.tap("1")
        await reader.quiet()
        assert ["sidebar", "papers"] == shown(reader)

        await reader.tap("3")
        await reader.quiet()

        assert ["papers", "detail"] == shown(reader)
        assert "detail" == reader.focus
