"""Whole screens as plain text, held against files that were looked at. PAPERBROWSE_SNAPSHOTS=write writes them anew."""

import os
from pathlib import Path

import pytest

from .conftest import World
from .driving import Driver

FOLDER = Path(__file__).with_name("snapshots")
WRITES = os.environ.get("PAPERBROWSE_SNAPSHOTS") == "write"


def check(reader: Driver, name: str) -> None:
    """The screen is what the file says."""
    path, shown = FOLDER / f"{name}.txt", reader.text + "\n"
    if WRITES:
        path.write_text(shown, "utf-8")
    assert path.read_text("utf-8") == shown


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (80, 24), (60, 20), (40, 10), (39, 9), (90, 32)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_browse_screen(world: World, size: tuple[int, int]) -> None:
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
