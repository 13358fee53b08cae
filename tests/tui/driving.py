"""Driving the real application in a test: what a reader would press, and what they would see."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import suppress

from textual.events import Key
from textual.pilot import Pilot
from textual.strip import Strip
from textual.worker import WorkerCancelled

from paperbrowse.model.paper import Paper
from paperbrowse.tui.app import PaperbrowseApp
from paperbrowse.tui.screens.browse import BrowseScreen
from tests.patience import PATIENCE

_STILL = 3
"""So many turns of the loop with nothing to do: a task that was woken up may wake another."""
_HOPS = 3
"""A key goes from the application to a widget, and from there up to whoever knows it."""


class Driver:
    def __init__(self, app: PaperbrowseApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    # ---- doing

    async def quiet(self) -> None:
        """Waits until every message is handled and drawn and none follows of itself; workers and timers may go on.

        It looks at the queues and never at the clock: `Pilot.pause` takes a process that gets no time for an idle one.
        """
        ready, still = asyncio.get_running_loop()._ready, 0
        await self.pilot.pause(0)
        while still < _STILL:
            await asyncio.sleep(0)
            if ready:
                await self.pilot.pause(0)
            still = 0 if ready else still + 1

    async def settle(self) -> None:
        """Waits until nothing happens any more; the timers may tick on, and a menu may wait for its answer."""
        async for _ in self._turns():
            running = [worker for worker in self.app.workers if not worker.is_finished]
            asking = [worker for worker in running if worker.group == "menu"]
            if running == asking and (not asking or len(self.app.screen_stack) > 1):
                return
            if working := [worker for worker in running if worker not in asking]:
                with suppress(WorkerCancelled):
                    await self.app.workers.wait_for_complete(working)
        raise AssertionError(f"still busy: {running}")

    async def until(self, holds: Callable[[], bool]) -> None:
        """Waits until that holds, also while a request hangs, and while the program ends."""
        if holds():
            return
        async for _ in self._turns():
            if holds():
                return
        raise AssertionError("\n".join(self.lines()))

    async def _turns(self) -> AsyncIterator[None]:
        """Looks that are worth taking, until the patience ends."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            await self.quiet()
            yield
            await asyncio.sleep(0.001)  # for what threads and sockets bring

    async def tap(self, *keys: str) -> None:
        """Presses keys one after the other, each once the one before has reached its widget."""
        for key in keys:
            self._post(key)
            for _ in range(_HOPS):
                await self.pilot.pause(0)

    def _post(self, key: str) -> None:
        name = _NAMES.get(key, key)
        message = Key(name, _CHARACTERS.get(name) or (name if len(name) == 1 else None))
        message.time = self.screen.services.clock.monotonic()
        self.app.post_message(message)

    async def burst(self, *keys: str) -> None:
        """Keys that arrive all at once, as when the terminal was slow; waits for all that comes of them."""
        for key in keys:
            self._post(key)
        for _ in range(_HOPS * (len(keys) + 1)):
            await self.pilot.pause(0)
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Presses keys and waits for all that comes of them."""
        await self.tap(*keys)
        await self.settle()

    async def type(self, text: str) -> None:
        await self.press(*text)

    async def click(self, *, x: int, y: int, times: int = 1) -> None:
        """At a place of the terminal."""
        await self.pilot.click(offset=(x, y), times=times)
        await self.settle()

    async def click_on(self, text: str, *, times: int = 1) -> None:
        """On the first place where the text stands."""
        y, line = next((y, line) for y, line in enumerate(self.lines()) if text in line)
        await self.click(x=line.index(text), y=y, times=times)

    async def drag(self, start: tuple[int, int], end: tuple[int, int]) -> None:
        """Holds the mouse button from one place of the terminal to another."""
        await self.pilot.mouse_down(offset=start)
        await self.pilot.hover(offset=end)
        await self.pilot.mouse_up(offset=end)
        await self.settle()

    # ---- seeing

    @property
    def screen(self) -> BrowseScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, BrowseScreen)
        return screen

    @property
    def paper(self) -> Paper | None:
        """The highlighted one."""
        return self.screen.papers.paper

    @property
    def focus(self) -> str | None:
        """The name of the widget that takes the keys."""
        return self.app.focused.id if self.app.focused else None

    @property
    def messages(self) -> list[str]:
        """What was said, oldest first."""
        return self.screen.messages

    @property
    def said(self) -> str:
        """The last message."""
        return self.messages[-1] if self.messages else ""

    @property
    def titles(self) -> list[str]:
        """Of the papers in the list, in its order."""
        return [paper.title for paper in self.screen.view.papers]

    def strips(self) -> list[Strip]:
        """What the terminal shows, with its styles."""
        return self.app.screen._compositor.render_strips()

    def lines(self) -> list[str]:
        """What the terminal shows."""
        return [strip.text.rstrip() for strip in self.strips()]

    @property
    def text(self) -> str:
        return "\n".join(self.lines())

    @property
    def title(self) -> str:
        """The line at the top."""
        return self.lines()[0]

    @property
    def footer(self) -> str:
        """The line at the bottom."""
        return self.lines()[-1]

    def pane(self, name: str) -> list[str]:
        """What stands inside a pane, without its scrollbar."""
        pane = self.screen.query_one(f"#{name}")
        region = pane.content_region
        right = region.right - (pane.scrollbar_size_vertical if pane.show_vertical_scrollbar else 0)
        return [strip.crop(region.x, right).text.rstrip() for strip in self.strips()[region.y : region.bottom]]

    def marks(self) -> list[str]:
        """The bar, the unread dot and the bookmark before each title of the list in view."""
        height = self.screen.papers.row_height
        return [line[:3] for line in self.pane("papers")[::height]][: len(self.screen.view.papers)]


_NAMES = {
    " ": "space", "-": "minus", '"': "quotation_mark", "/": "slash", "[": "left_square_bracket",
    "{": "left_curly_bracket", "}": "right_curly_bracket", "]": "right_square_bracket", "?": "question_mark", "*": "asterisk", ":": "colon", "(": "left_parenthesis",
}
_CHARACTERS = {name: character for character, name in _NAMES.items()}
