"""Keys that arrive in one go, before what they are meant for stands on the screen."""

import pytest

from paperbrowse.tui import app
from paperbrowse.tui.screens.menu import Menu

from .conftest import World


async def test_the_letters_of_two_menus_in_a_row_reach_both(world: World) -> None:
    async with world.opened() as reader:
        await reader.burst("w", "a", "m")

        assert "Muted: agents, 2 papers here. u undoes" == reader.said
        assert not reader.screen.all_authors and not reader.screen.chosen


@pytest.mark.parametrize(("key", "typed"), [("t", "ab"), ("i", "ab"), ("d", "20")])
async def test_what_is_typed_before_an_editor_stands_is_written_in_it(world: World, key: str, typed: str) -> None:
    async with world.opened() as reader:
        await reader.burst(key, *typed)

        editor = reader.app.focused
        assert typed == getattr(editor, "value", None) or getattr(editor, "text", None)
        assert [] == reader.messages


async def test_the_form_of_an_export_and_the_name_of_its_file_may_be_typed_ahead(world: World) -> None:
    async with world.opened() as reader:
        await reader.burst("e", "b", "x", "y")

        assert "as BibTeX" in reader.text
        assert "xy" == reader.app.focused.value
        assert [] == reader.messages


async def test_a_question_that_was_not_asked_holds_no_key_back(world: World) -> None:
    world.source.day(world.clock.now().date())
    async with world.opened() as reader:
        await reader.burst("w", "1")

        assert "sidebar" == reader.focus


@pytest.mark.parametrize("keys", [("Y", "l", "l"), ("S", "t", "u"), ("O", "h", "h"), ("d", "enter", "enter"), ("e", "b", "escape", "escape")])
async def test_a_question_is_answered_once(world: World, keys: tuple[str, ...]) -> None:
    async with world.opened() as reader:
        await reader.burst(*keys)

        assert reader.app.is_running
        assert not isinstance(reader.app.screen, Menu)


async def test_a_key_after_the_answer_goes_to_the_list(world: World) -> None:
    async with world.opened() as reader:
        await reader.burst("Y", "t", "j")

        assert [reader.titles[0]] == world.desktop.copied
        assert 1 == reader.screen.papers.cursor


async def test_what_takes_a_moment_is_done_after_the_last_key(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_REST", 0.05)
    async with world.opened() as reader:
        third, fourth = (paper.id for paper in reader.screen.view.papers[2:4])
        seen: list[str] = []
        reader.app.at_rest = lambda: seen.append(reader.paper.id)

        await reader.burst("j", "j")
        await reader.until(lambda: third in seen)
        await reader.burst("j")
        await reader.until(lambda: fourth in seen)

        assert fourth == seen[-1]


@pytest.mark.parametrize("opens", ["s", "/", "t", "e"])
@pytest.mark.parametrize("closes", ["escape", "enter"])
@pytest.mark.parametrize("key", ["right", "K"])
async def test_a_key_in_one_go_with_the_one_that_closes_a_line_breaks_nothing(world: World, opens: str, closes: str, key: str) -> None:
    async with world.opened() as reader:
        await reader.press(opens)

        await reader.burst("a", closes, key, key, closes, key)

        assert reader.app.is_running
