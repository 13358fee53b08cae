import pytest

from paperbrowse.tui.commands import ALONE, COMMANDS, LIST, READING, SHELF_COMMANDS, SIDEBAR, layers

from .conftest import World


async def test_help_shows_every_key_of_the_pane_and_escape_closes_it(world: World) -> None:
    async with world.opened(size=(120, 90)) as reader:
        for keys, scope in ((("2",), LIST), (("3",), READING), (("2", "enter"), ALONE), (("escape", "1"), SIDEBAR)):
            await reader.press(*keys, "?")
            shown = " ".join(reader.text.split())
            there = [command for _, commands in layers(scope) for command in commands]
            for command in COMMANDS:
                if command in there:
                    assert f"{command.shown_keys} {command.help[:50]}" in shown
                else:
                    assert f"{command.shown_keys} {command.help[:50]}" not in shown
            await reader.press("escape")

        assert "sidebar" == reader.focus


async def test_typing_in_the_help_searches_all_keys(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("?")
        await reader.type("weekx")
        assert "No key does that." in reader.text

        await reader.press("backspace")
        assert "The papers of the week." in reader.text
        assert "What is trending." not in reader.text

        await reader.press("escape")
        assert "papers" == reader.focus


@pytest.mark.parametrize("key", ["ctrl+p", ":"])
async def test_the_palette_opens_and_runs_a_command(world: World, key: str) -> None:
    async with world.opened() as reader:
        await reader.press(key)
        await reader.until(lambda: "bookmark" in reader.text)
        await reader.tap(*"zoom")
        await reader.until(lambda: "The pane alone, and back." in reader.text)
        await reader.tap("enter")
        await reader.until(lambda: reader.screen.is_zoomed)


async def test_the_palette_finds_a_paper_by_its_title_and_opens_shelves(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("ctrl+p")
        await reader.tap(*"Hardly")
        await reader.until(lambda: "paper" in reader.text and "A Paper of Which Hardly" in "\n".join(reader.lines()[:20]))
        await reader.tap("enter")
        await reader.settle()
        assert "A Paper of Which Hardly Anything Is Known" == reader.paper.title

        await reader.press("ctrl+p")
        await reader.tap(*"inbox")
        await reader.until(lambda: "What came since you were here" in reader.text)
        await reader.tap("enter")
        await reader.until(lambda: "Inbox" in reader.title)


async def test_every_command_of_the_palette_runs(world: World) -> None:
    async with world.opened() as reader:
        for command in (*COMMANDS, *SHELF_COMMANDS):
            if command.palette and command.id not in ("quit", "suspend"):
                await reader.screen.run_action(command.action)
                await reader.settle()
                while len(reader.app.screen_stack) > 1:
                    await reader.tap("escape")
                if reader.focus == "prompt":
                    await reader.tap("escape")
        await reader.settle()

        assert reader.app.is_running


async def test_the_palette_has_the_messages_of_this_run(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b", "ctrl+p")
        await reader.tap(*"bookmarked")
        await reader.until(lambda: "Bookmarked “Long-Horizon" in reader.text)


async def test_another_theme_is_found_in_the_palette(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("ctrl+p")
        await reader.tap(*"theme")
        await reader.until(lambda: "Another look" in reader.text)
        await reader.tap("enter")
        await reader.until(lambda: "paperbrowse-light" in reader.text)


@pytest.mark.parametrize("opens", [("e", "b"), ("d",), ("w",), ("ctrl+p",)])
async def test_over_a_question_there_is_no_palette_and_the_question_stays(world: World, opens: tuple[str, ...]) -> None:
    async with world.opened() as reader:
        await reader.press(*opens)
        asked = reader.app.screen

        await reader.press("ctrl+p")

        assert asked is reader.app.screen and reader.app.is_running
