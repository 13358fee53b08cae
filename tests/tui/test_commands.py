from collections import Counter

import pytest

from paperbrowse.tui.checks import mistakes
from paperbrowse.tui.commands import ALL, ALONE, BY_ID, COMMANDS, FINDING, LIST, PANES, READING, SCOPES, SEARCH, SHELF_COMMANDS, SIDEBAR, clashes
from paperbrowse.tui.widgets.search_line import SearchLine

from .conftest import World


@pytest.mark.parametrize("scope", [LIST, READING, SIDEBAR])
def test_no_key_has_two_meanings_in_one_scope(scope: str) -> None:
    keys = Counter(key for command in COMMANDS if {scope, PANES, ALL} & set(command.scopes) for key in command.keys)

    assert [] == [key for key, times in keys.items() if times > 1]


def test_every_command_has_a_name_of_its_own_a_help_and_a_known_scope() -> None:
    ids = [command.id for command in (*COMMANDS, *SHELF_COMMANDS)]

    assert len(ids) == len(set(ids))
    assert len(COMMANDS) == len(BY_ID)
    for command in COMMANDS:
        assert command.help.endswith(".") and command.title
        assert set(command.scopes) <= set(SCOPES) and command.keys


def test_the_keys_of_the_design_are_these() -> None:
    fixed = {
        LIST: "j k down up g home G end ctrl+d ctrl+u pagedown pageup space backspace enter b r x A n u m * y Y o O a v",
        READING: "j k space backspace g G J K b r x A n u y Y o O a",
        SIDEBAR: "enter space",
        PANES: "tab shift+tab h l left right 1 2 3 z [ ] H L D W M T d / s S 0",
        SEARCH: "enter down tab shift+tab ctrl+s",
        ALL: "R ? ctrl+p : escape q ctrl+q ctrl+z",
    }

    for scope, keys in fixed.items():
        bound = {key for command in COMMANDS if scope in command.scopes for key in command.keys}
        assert set(keys.split()) <= bound, scope


async def test_every_action_exists(world: World) -> None:
    async with world.opened() as reader:
        screen = reader.screen
        owners = {LIST: screen.papers, READING: screen.detail, ALONE: screen.detail, FINDING: screen.detail, SIDEBAR: screen.sidebar, SEARCH: SearchLine}
        for command in (*COMMANDS, *SHELF_COMMANDS):
            where, _, name = command.action.rpartition(".") if "(" not in command.action else (
                *command.action.partition("(")[0].rpartition("."),
            )
            targets = {"screen": [screen], "app": [reader.app]}.get(where) or [owners[scope] for scope in command.scopes]
            for target in targets:
                assert hasattr(target, f"action_{name}"), command.id


# ---- the reader's own keys


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"bookmak": ("f1",)}, "bookmak: no such command"),
        ({"bookmark": ("y",)}, "“y” already means"),
        ({"help": ("j",)}, "“j” already means"),
        ({"bookmark": ("f1",), "read": ("f1",)}, "“f1” already means"),
    ],
)
def test_a_key_with_two_meanings_is_refused_by_name(world: World, keys: dict[str, tuple[str, ...]], told: str) -> None:
    assert any(told in wrong for wrong in clashes(keys))
    assert any(told.partition(": ")[2] in str(wrong) for wrong in mistakes(world.settings(keys=keys)))


def test_a_theme_that_nobody_knows_is_refused(world: World) -> None:
    assert ["theme"] == [wrong.key for wrong in mistakes(world.settings(theme="nonsense"))]
    assert [] == list(mistakes(world.settings(theme="nord")))


def test_keys_may_be_swapped_and_given_away() -> None:
    assert [] == clashes({})
    assert [] == clashes({"bookmark": ("y",), "copy-link": ("b",)})
    assert [] == clashes({"bookmark": (), "copy-link": ("y", "b")})


async def test_a_key_of_the_readers_own_works_and_the_old_one_does_not(world: World) -> None:
    async with world.opened(keys={"bookmark": ("f5", "B"), "first": ("t",)}) as reader:
        await reader.press("b")
        assert [] == reader.messages
        assert "f5 bookmark" in reader.footer

        await reader.press("B")
        assert "◆" == reader.marks()[0][2]

        await reader.press("G", "t")
        assert 0 == reader.screen.papers.cursor

        await reader.press("?")
        await reader.type("bookmarks")
        assert "f5 B" in reader.text


# ---- the footer


async def test_the_footer_cuts_no_key_and_always_has_help(world: World) -> None:
    known = {f"{command.shown_keys.split()[0]} {command.title}" for command in COMMANDS} | {"j/k move", "j/k scroll", "1-4 tab"}

    async with world.opened() as reader:
        for size in ((160, 45), (120, 30), (90, 32), (60, 20), (40, 10)):
            await reader.pilot.resize_terminal(*size)
            for key in ("2", "1", "2", "enter"):
                await reader.press(key)
                shown = [part for part in reader.footer.strip().split("  ") if part]
                assert "? help" == shown[-1]
                assert set(shown) <= known
                assert len(reader.footer) <= size[0]
