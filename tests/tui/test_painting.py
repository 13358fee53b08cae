"""What is painted at once takes nothing from what waits for the next frame, and parts add up to the whole."""

import pyte
import pytest
from textual._compositor import CompositorUpdate
from textual.strip import Strip

from paperbrowse.tui.widgets.painting import paint_now

from .conftest import World
from .driving import Driver
from .papers import EDITION, FRIDAY, papers
from .tour import states


class Glass:
    """What a terminal shows that was only told what has changed."""

    def __init__(self, reader: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        self._reader = reader
        self._console = reader.app.console
        size = reader.app.size
        self._drawn = pyte.Screen(*size)
        monkeypatch.setattr(reader.app, "_display", lambda _, update: self._draw(update))
        reader.screen.refresh()

    def _draw(self, update: CompositorUpdate | None) -> None:
        if update is not None and not self._reader.app._batch_count:
            pyte.Stream(self._drawn).feed(update.render_segments(self._console).replace("\n", ""))

    async def is_whole(self) -> None:
        """Waits for the frames that are due, until it shows what is shown where all is painted; else an AssertionError."""
        try:
            await self._reader.until(lambda: not self._stale())
        except AssertionError:
            raise AssertionError("\n".join(self._stale())) from None

    def _stale(self) -> list[str]:
        """The lines that are not as they should be, and as they should be."""
        whole = self._painted_whole(self._reader.strips())
        if self._drawn.buffer == whole.buffer:
            return []
        lines = [y for y in range(whole.lines) if self._drawn.buffer[y] != whole.buffer[y]]
        return [f"{y}: {screen.display[y]}" for y in lines for screen in (self._drawn, whole)] or ["a cell beyond the screen"]

    def _painted_whole(self, strips: list[Strip]) -> pyte.Screen:
        whole = pyte.Screen(self._drawn.columns, self._drawn.lines)
        lines = (f"\x1b[{number};1H{strip.render(self._console)}" for number, strip in enumerate(strips, 1))
        pyte.Stream(whole).feed("".join(lines))
        return whole


async def test_the_changes_that_are_painted_add_up_to_the_whole_screen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async with world.opened() as reader:
        glass = Glass(reader, monkeypatch)
        async for _ in states(reader):
            await glass.is_whole()


async def test_a_message_that_makes_room_for_another_is_painted_where_it_goes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async with world.opened() as reader:
        glass = Glass(reader, monkeypatch)
        await reader.press("b")
        await glass.is_whole()

        reader.screen.tell("Something went wrong", is_warning=True)

        await glass.is_whole()


@pytest.mark.parametrize("look", ["ours", "ansi-dark", "NO_COLOR"])
async def test_what_is_searched_scrolled_and_selected_adds_up_too(
    world: World, look: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if look == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    wishes = {"ansi-dark": {"theme": "ansi-dark"}, "NO_COLOR": {"ascii": True, "size": (100, 30)}}.get(look, {})
    await world.keep(FRIDAY, *EDITION, *papers(60, first=20))
    async with world.opened(**wishes) as reader:
        glass = Glass(reader, monkeypatch)
        for key in ("J", "ctrl+d", "G", "g", "k", "s", "p", "a", "backspace", "enter", "j", "escape", "escape", "2", "L"):
            await reader.press(key)
            await glass.is_whole()
        await reader.drag((80, 6), (90, 9))
        await glass.is_whole()


async def test_a_title_that_waits_for_its_frame_is_painted_with_the_next_key(world: World, monkeypatch) -> None:
    await world.keep(FRIDAY, *papers(3))
    async with world.opened() as reader:
        screen, sent = reader.screen, []
        monkeypatch.setattr(reader.app, "_display", lambda _, update: sent.append(update))
        screen.papers.border_title = "another title"
        screen._dirty_widgets.add(screen.papers)  # as its message of that does, a turn later

        paint_now(screen, screen.detail)

        assert "another title" in "".join(update.render_segments(reader.app.console) for update in sent if update is not None)
