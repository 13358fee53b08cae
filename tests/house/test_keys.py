import pytest

from paperbrowse.tui.commands import COMMANDS, LAYERS, SCOPES, in_scope

from .code import CHECKOUT
from .readme_keys import BEGINNING, END, table


@pytest.mark.parametrize("scopes", LAYERS, ids=lambda scopes: scopes[0])
def test_no_key_has_two_meanings_in_one_pane(scopes: tuple[str, ...]) -> None:
    keys = [key for scope in scopes for command in in_scope(scope) for key in command.keys]

    assert [] == sorted({key for key in keys if keys.count(key) > 1})


def test_no_two_commands_have_one_name() -> None:
    ids = [command.id for command in COMMANDS]

    assert sorted(set(ids)) == sorted(ids)


def test_every_command_with_a_key_holds_somewhere() -> None:
    assert [] == [command.id for command in COMMANDS if not command.scopes or not SCOPES.keys() >= set(command.scopes)]


def test_the_readme_tells_the_keys_as_they_are() -> None:
    readme = (CHECKOUT / "README.md").read_text("utf-8")

    told = readme.partition(BEGINNING)[2].partition(END)[0].strip()

    assert table() == told
