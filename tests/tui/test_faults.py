import asyncio
import random
from contextlib import suppress

import pytest
from textual import work
from textual.events import Resize
from textual.geometry import Size
from textual.worker import WorkerFailed

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, papers

TOO_SMALL = "paperbrowse needs 40 by 10 cells."


@pytest.mark.fault("T1", "T2", "T3", "T4")
async def test_any_size_of_terminal_is_survived(world: World) -> None:
    async with world.opened() as reader:
        for size in ((20, 5), (1, 1), (0, 0), (40, 9), (39, 10), (500, 200), (2, 60), (300, 2)):
            await reader.pilot.resize_terminal(*size)
            await reader.press("j", "tab", "/", "x", "escape", "enter", "escape")
        await reader.pilot.resize_terminal(160, 45)
        await reader.press("2", "G")

        assert "A Paper of Which Hardly Anything Is Known" in reader.text
        assert TOO_SMALL not in reader.text


@pytest.mark.fault("T1", "T2")
@pytest.mark.parametrize("size", [(1, 1), (39, 45), (160, 9)])
async def test_a_start_in_a_terminal_that_is_too_small_says_so(world: World, size: tuple[int, int]) -> None:
    async with world.opened(size=size) as reader:
        assert size == (1, 1) or TOO_SMALL == reader.text.strip()
        await reader.press("j", "b", "?", "escape", "d", "escape", "Y", "escape")

        assert reader.app.is_running


@pytest.mark.fault("T5")
async def test_a_hundred_sizes_in_a_row_are_survived(world: World) -> None:
    world.source.day(FRIDAY, *papers(30))
    chance = random.Random(5)

    async with world.opened() as reader:
        for _ in range(100):
            size = Size(chance.randrange(1, 200), chance.randrange(1, 60))
            reader.app.post_message(Resize(size, size))
            await reader.pilot.pause(0)
        await reader.pilot.resize_terminal(160, 45)
        await reader.settle()

        assert "Paper 1" in reader.text


SECRET = "hf_a_token_of_the_reader"


async def _crashes(reader: Driver) -> None:
    token = SECRET
    assert token

    @work
    async def crash(screen) -> None:
        raise RuntimeError("a bug of ours")

    crash(reader.screen)
    await reader.quiet()


@pytest.mark.fault("T16")
async def test_a_bug_ends_the_screen_with_a_code_and_shows_no_variables(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WorkerFailed, match="a bug of ours"):
        async with world.opened() as reader:
            app = reader.app
            await _crashes(reader)

    assert 70 == app.return_code
    assert "a bug of ours" in str(app.bug)
    printed = "".join(capsys.readouterr())
    assert SECRET not in printed
    assert "locals" not in printed


async def test_a_worker_that_looks_for_a_pane_as_the_program_ends_is_no_bug(world: World) -> None:
    @work
    async def looks_on(screen) -> None:
        with suppress(asyncio.CancelledError):
            await asyncio.Event().wait()
        screen.query_one("#gone")

    async with world.opened() as reader:
        app = reader.app
        looks_on(reader.screen)
        await reader.pilot.press("q")
        await reader.pilot.pause()

    assert (0, None) == (app.return_code, app.bug)


async def test_what_the_cache_has_to_say_is_said(world: World) -> None:
    (world.folder / "cache").mkdir()
    (world.folder / "cache" / "cache.db").write_bytes(b"garbage" * 1000)

    async with world.opened(read_ahead=True) as reader:
        assert 5 == len(reader.titles)
        assert any("cache" in message for message in reader.messages)
