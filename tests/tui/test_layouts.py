"""Whole screens as plain text, held against files that were looked at. PAPERBROWSE_SNAPSHOTS=write writes them anew."""

import os
from pathlib import Path

import pytest

from .conftest import World
from .driving import Driver
from .longest import long_edition
from .papers import FRIDAY

FOLDER = Path(__file__).with_name("snapshots")
WRITES = os.environ.get("PAPERBROWSE_SNAPSHOTS") == "write"
SIZES = ((160, 45), (120, 40), (90, 35), (80, 24), (60, 20), (40, 10))


def check(reader: Driver, name: str) -> None:
    """The screen is what the file says."""
    path, shown = FOLDER / f"{name}.txt", reader.text + "\n"
    if WRITES:
        path.write_text(shown, "utf-8")
    assert path.read_text("utf-8") == shown


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_day_of_fifty_papers_with_the_longest_of_everything(world: World, size: tuple[int, int]) -> None:
    world.source.day(FRIDAY, *long_edition())
    async with world.opened(size=size) as reader:
        await reader.press("j", "r", "j", "j")
        check(reader, f"day-{size[0]}x{size[1]}")

        await reader.press("G", "enter")
        check(reader, f"reading-{size[0]}x{size[1]}")


@pytest.mark.parametrize("size", [(100, 30), (39, 9)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_day_in_other_scripts_and_a_terminal_that_is_too_small(world: World, size: tuple[int, int]) -> None:
    async with world.opened(size=size) as reader:
        if size[0] >= 40:
            await reader.press("j", "r", "j")
        check(reader, f"browse-{size[0]}x{size[1]}")


async def test_reading_and_the_menus(world: World) -> None:
    async with world.opened(size=(100, 30)) as reader:
        for name, keys in (
            ("reading", ("enter",)), ("copy", ("escape", "Y")), ("open", ("escape", "O")), ("order", ("escape", "S")),
            ("calendar", ("escape", "d")), ("help", ("escape", "?")), ("filter", ("escape", "/", "a")),
            ("sidebar", ("escape", "1")), ("dense", ("escape", "v")),
        ):
            await reader.press(*keys)
            check(reader, name)


async def test_in_plain_letters(world: World) -> None:
    async with world.opened(size=(140, 20), ascii=True) as reader:
        await reader.press("j", "m")
        check(reader, "ascii")
