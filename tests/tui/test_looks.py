import re
import unicodedata
from collections.abc import Iterator

import pytest
from msgspec.structs import replace
from textual.color import Color

from paperbrowse.tui.themes import OURS

from .conftest import World
from .driving import Driver
from .papers import EDITION, FRIDAY, WIDE

ENOUGH = 4.5


def unreadable(reader: Driver) -> Iterator[str]:
    """Every text of the topmost screen whose contrast is too low, with its colours."""
    top = reader.app.screen.region if len(reader.app.screen_stack) == 1 else reader.app.screen.children[0].region
    for strip in reader.strips()[top.y : top.bottom]:
        strip = strip.crop(top.x, top.right)
        for segment in strip:
            style = segment.style
            if not re.search(r"\w", segment.text) or style is None or style.color is None or style.bgcolor is None:
                continue
            front, back = (Color.from_rich_color(color) for color in (style.color, style.bgcolor))
            if style.reverse:
                front, back = back, front
            if style.dim:
                front = back.blend(front, 0.5)
            ratio = _contrast(front, back)
            if ratio < ENOUGH:
                yield f"{segment.text.strip()!r}: {front.hex} on {back.hex} is {ratio:.1f}"


def _contrast(one: Color, other: Color) -> float:
    """As WCAG 2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(color: Color) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [theme.name for theme in OURS])
async def test_every_text_has_enough_contrast(world: World, theme: str) -> None:
    """Titles, dimmed titles, facts, keywords; on the cursor's row with and without the focus; menus and messages."""
    async with world.opened(theme=theme) as reader:
        found: set[str] = set()
        for keys in (
            (), ("b", "j", "r"), ("k",), ("1",), ("j",) * 8, ("space",), ("space", "2"), ("m", "3"), ("2", "/"),
            ("a",), ("escape", "Y"), ("j",), ("escape", "d"), ("escape", "?"), ("escape", "T"),
        ):
            await reader.press(*keys)
            found |= set(unreadable(reader))

        assert set() == found


async def test_the_themes_are_there_and_an_unknown_one_is_ours(world: World) -> None:
    for theme, used in (("paperbrowse-light", "paperbrowse-light"), ("nord", "nord"), ("nonsense", OURS[0].name)):
        async with world.opened(theme=theme) as reader:
            assert used == reader.app.theme


async def test_other_themes_work_too(world: World) -> None:
    async with world.opened(theme="ansi-dark") as reader:
        for theme in ("", "ansi-light", "textual-light", "nord", "gruvbox"):
            reader.app.theme = theme or reader.app.theme
            await reader.press("b", "r", "1", "3", "2", "?", "escape", "Y")
            assert "Markdown" in reader.text
            await reader.press("escape")
            assert "Long-Horizon Planning" in reader.text


@pytest.mark.fault("T6")
async def test_without_colours_the_cursor_is_still_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async with world.opened() as reader:
        await reader.press("j")

        assert [" ● ", "▌● "] == reader.marks()[:2]
        assert all(
            color is None or color.triplet is None or len(set(color.triplet)) == 1
            for strip in reader.strips()
            for segment in strip.apply_filter(reader.app._filters[0], Color(0, 0, 0))
            for color in (segment.style.color, segment.style.bgcolor)
        )


async def test_in_plain_letters_no_character_has_a_doubtful_width(world: World) -> None:
    """But for the letters of the papers themselves."""
    world.source.day(FRIDAY, *(replace(each, abstract="Plain words. " * 300) for each in EDITION if each is not WIDE))

    async with world.opened(ascii=True) as reader:
        for size in ((160, 45), (120, 40), (90, 32), (60, 20)):
            await reader.pilot.resize_terminal(*size)
            for keys in (
                (), ("b", "j", "m", "r"), ("v",), ("escape", "1", "j"), ("2", "["), ("D", "/", "x", "x", "enter"), ("0", "y"),
            ):
                await reader.press(*keys)
                assert set() == {letter for letter in reader.text if unicodedata.east_asian_width(letter) == "A"}


async def test_nothing_spins_and_nothing_covers_the_papers(world: World) -> None:
    world.source.hangs()
    async with world.opened(settles=False) as reader:
        await reader.until(lambda: "Fetching" in reader.text)
        first = reader.lines()
        for _ in range(5):
            await reader.pilot.pause()

        assert first == reader.lines()
        assert not any(widget.loading for widget in reader.screen.query("*"))
        world.source.answers()
        await reader.settle()
