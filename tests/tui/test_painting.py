"""What is painted at once takes nothing from what waits for the next frame, and parts add up to the whole."""

from collections.abc import Iterator

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

    def lines(self) -> list[str]:
        return list(_told(self._drawn))

    def lines_of(self, strips: list[Strip]) -> list[str]:
        """As `lines`, of a screen that is painted whole."""
        whole = pyte.Screen(self._drawn.columns, self._drawn.lines)
        for number, strip in enumerate(strips):
            pyte.Stream(whole).feed(f"\x1b[{number + 1};1H{strip.render(self._console)}")
        return list(_told(whole))


def _told(screen: pyte.Screen) -> Iterator[str]:
    """Line by line, what stands in each cell and how it looks."""
    for line in range(screen.lines):
        cells = [screen.buffer[line][column] for column in range(screen.columns)]
        yield "".join(cell.data for cell in cells) + repr([tuple(cell[1:]) for cell in cells])


@pytest.fixture(params=["", "--ascii", "NO_COLOR", "ansi-dark"])
def wishes(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    if request.param == "NO_COLOR":
        monkeypatch.setenv("NO_COLOR", "1")
    return {"--ascii": {"ascii": True}, "ansi-dark": {"theme": "ansi-dark"}}.get(request.param, {})


@pytest.mark.parametrize("size", [(140, 34), (80, 30)], ids=str)
async def test_the_changes_that_are_painted_add_up_to_the_whole_screen(
    world: World, wishes: dict[str, object], size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    differing = {}
    async with world.opened(size=size, **wishes) as reader:
        glass = Glass(reader, monkeypatch)
        await reader.settle()
        async for name in states(reader):
            paint_now(reader.app.screen)
            shown, whole = glass.lines(), glass.lines_of(reader.strips())
            if wrong := [number for number in range(len(whole)) if shown[number] != whole[number]]:
                differing[name] = wrong

    assert {} == differing


async def test_what_is_searched_scrolled_and_selected_adds_up_too(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await world.keep(FRIDAY, *EDITION, *papers(60, first=20))
    async with world.opened() as reader:
        glass = Glass(reader, monkeypatch)
        for keys in ("J", "ctrl+d", "G", "g", "k", "s", "p", "a", "backspace", "enter", "j", "escape", "escape", "2", "L"):
            await reader.press(keys)
            paint_now(reader.screen)
            assert glass.lines_of(reader.strips()) == glass.lines(), keys
        await reader.drag((110, 6), (120, 9))
        paint_now(reader.screen)

        assert glass.lines_of(reader.strips()) == glass.lines()


async def test_a_title_that_waits_for_its_frame_is_painted_with_the_next_key(world: World, monkeypatch) -> None:
    await world.keep(FRIDAY, *papers(3))
    async with world.opened() as reader:
        screen, sent = reader.screen, []
        monkeypatch.setattr(reader.app, "_display", lambda _, update: sent.append(update))
        screen.papers.border_title = "another title"
        screen._dirty_widgets.add(screen.papers)  # as its message of that does, a turn later

        paint_now(screen, screen.detail)

        assert "another title" in "".join(update.render_segments(reader.app.console) for update in sent if update is not None)
