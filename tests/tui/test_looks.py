"""Colours, and what tells the states apart where there are none."""

import re
from collections.abc import Iterator

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from paperbrowse.tui.themes import ENOUGH, OURS, contrast

from .conftest import World
from .driving import Driver
from .longest import long_edition
from .papers import FRIDAY
from .tour import states

NATIVE = [theme.name for theme in BUILTIN_THEMES.values() if theme.ansi]
FOREIGN = [theme.name for theme in BUILTIN_THEMES.values() if not theme.ansi]
_MAGENTA = 5
SAID = re.compile(r"[\w●◆✓▲★‹›+-]")
"""What carries meaning; borders, scrollbars and bars do not by themselves."""


def segments(reader: Driver) -> Iterator[Segment]:
    """Of the topmost screen: under a menu the papers are dimmed on purpose."""
    screen = reader.app.screen
    top = screen.region if len(reader.app.screen_stack) == 1 else screen.children[0].region
    for strip in reader.strips()[top.y : top.bottom]:
        yield from strip.crop(top.x, top.right)


def colors(style: Style) -> tuple[Color, Color]:
    """Of the text and of what is behind it."""
    front, back = Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor)
    if style.reverse:
        front, back = back, front
    return (back.blend(front, 0.5) if style.dim else front), back


def unreadable(reader: Driver) -> Iterator[str]:
    """Every text whose contrast is too low, with its colours."""
    for segment in segments(reader):
        if SAID.search(segment.text) and segment.style and segment.style.color and segment.style.bgcolor:
            front, back = colors(segment.style)
            if (ratio := contrast(front, back)) < ENOUGH:
                yield f"{segment.text.strip()!r}: {front.hex} on {back.hex} is {ratio:.1f}"


def test_the_contrast_of_two_colours_is_that_of_the_standard() -> None:
    assert 21 == pytest.approx(contrast(Color.parse("#000000"), Color.parse("#ffffff")))
    assert 4.54 == pytest.approx(contrast(Color.parse("#767676"), Color.parse("#ffffff")), abs=0.01)


@pytest.mark.parametrize("theme", [theme.name for theme in OURS])
async def test_every_text_in_every_state_has_enough_contrast(world: World, theme: str) -> None:
    async with world.opened(theme=theme, size=(140, 40)) as reader:
        found = {name: texts async for name in states(reader) if (texts := set(unreadable(reader)))}

        assert {} == found


@pytest.mark.parametrize("theme", FOREIGN)
async def test_every_text_can_be_read_in_the_themes_that_are_not_ours(world: World, theme: str) -> None:
    """With the full contrast where the theme's own foreground has it on its background; else with no less than that."""
    async with world.opened(theme=theme, size=(140, 40)) as reader:
        given = reader.app.theme_variables
        own = contrast(Color.parse(given["foreground"]), Color.parse(given["background"]))
        found: set[str] = set()
        for keys in (("b", "j", "r", "m"), ("1", "j"), ("escape", "/", "a"), ("escape", "Y"), ("escape", "d"), ("escape", "?")):
            await reader.press(*keys)
            found |= set(unreadable(reader))

        assert own >= ENOUGH
        assert set() == found


@pytest.mark.parametrize("theme", NATIVE)
async def test_with_the_terminals_own_colours_no_pair_of_them_can_be_invisible(world: World, theme: str) -> None:
    """The background is the terminal's own, and text is in its own colour or in the one accent."""
    async with world.opened(theme=theme, size=(140, 40)) as reader:
        async for name in states(reader):
            for segment in segments(reader):
                style = segment.style or Style()
                assert style.bgcolor is None or style.bgcolor.is_default, (name, segment)
                assert style.color is None or style.color.is_default or _MAGENTA == style.color.number, (name, segment)


async def test_the_themes_are_there_and_an_unknown_one_is_ours(world: World) -> None:
    for theme, used in (("paperbrowse-light", "paperbrowse-light"), ("nord", "nord"), ("nonsense", OURS[0].name)):
        async with world.opened(theme=theme) as reader:
            assert used == reader.app.theme


async def test_themes_change_while_the_screen_stands(world: World) -> None:
    async with world.opened(theme="ansi-dark") as reader:
        for theme in ("ansi-light", "textual-light", "nord", "paperbrowse-light"):
            reader.app.theme = theme
            await reader.press("b", "r", "1", "3", "2", "?", "escape", "Y")
            assert "Markdown" in reader.text
            await reader.press("escape")
            assert "Long-Horizon Planning" in reader.text


# ---- without colours

Cell = tuple[str, bool, bool, bool]
"""A character, and whether it is bold, reversed, underlined."""


def drawn(reader: Driver) -> list[list[Cell]]:
    """What the terminal shows, colours aside."""
    return [
        [
            (letter, bool(style.bold), bool(style.reverse), bool(style.underline))
            for segment in strip
            for style in [segment.style or Style()]
            for letter in segment.text
        ]
        for strip in reader.strips()
    ]


def on(reader: Driver, text: str, within: int = 140) -> list[Cell]:
    """How that text is drawn where it stands first, in so many cells from the left."""
    lines = [line[:within] for line in drawn(reader)]
    line = next(line for line in lines if text in "".join(letter for letter, *_ in line))
    start = "".join(letter for letter, *_ in line).index(text)
    return line[max(0, start - 4) : start + len(text)]


@pytest.fixture(params=["NO_COLOR", "NO_COLOR --ascii", *NATIVE])
def colorless(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The settings of a screen that does not rely on colours."""
    if request.param.startswith("NO_COLOR"):
        monkeypatch.setenv("NO_COLOR", "1")
        return {"ascii": request.param.endswith("ascii")}
    return {"theme": request.param}


@pytest.mark.fault("T6")
async def test_without_colours_every_state_of_a_paper_is_seen(world: World, colorless: dict[str, object]) -> None:
    world.source.day(FRIDAY, *long_edition())
    async with world.opened(size=(140, 40), **colorless) as reader:
        title = reader.titles[1][:20]
        seen = [on(reader, title)]
        for key in ("j", "1", "2", "k", "r", "b", "m"):  # the cursor on it, elsewhere, back, away; then its marks
            await reader.press(key)
            seen.append(on(reader, title))
            if key == "k":
                await reader.press("j")

        unread, cursor, blurred, again, away, read, kept, marked = seen
        assert unread == away
        assert cursor == again
        assert 6 == len({tuple(look) for look in (unread, cursor, blurred, read, kept, marked)})


@pytest.mark.fault("T6")
async def test_without_colours_the_pane_the_line_and_the_choice_are_seen(world: World, colorless: dict[str, object]) -> None:
    async with world.opened(size=(140, 40), **colorless) as reader:
        titles: list[tuple[Cell, ...]] = []
        for key in ("1", "2", "3"):
            await reader.press(key)
            titles.append(tuple(drawn(reader)[1]))
        await reader.press("1", *"jjjjjjjjj")
        neither, lines = on(reader, "reasoning", 30), [on(reader, "agents", 30)]
        await reader.press("space")
        included = on(reader, "reasoning", 30)
        await reader.press("space")
        excluded = on(reader, "reasoning", 30)
        await reader.press("space", "up")
        lines.append(on(reader, "agents", 30))
        await reader.press("2", "Y")
        first = on(reader, "arXiv link")
        await reader.press("j")

        assert 3 == len(set(titles))
        assert 3 == len({tuple(look) for look in (neither, included, excluded)})
        assert lines[0] != lines[1]
        assert first != on(reader, "arXiv link")


@pytest.mark.fault("T6")
async def test_without_colours_a_warning_is_no_mere_message(world: World, colorless: dict[str, object]) -> None:
    async with world.opened(size=(140, 40), **colorless) as reader:
        reader.screen.tell("Something happened.")
        await reader.settle()
        message = on(reader, "Something happened.")
        reader.screen.tell("Something happened.", is_warning=True)
        await reader.settle()

        looks = [cell for line in drawn(reader) for cell in line if cell[0] in "Shappened" and cell[1]]
        assert message[4:] != looks
        assert ("S", True, False, False) in looks


@pytest.mark.fault("T6")
async def test_no_color_means_no_colour_at_all_and_an_empty_one_means_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def colored(reader: Driver) -> bool:
        styles = [segment.style for strip in reader.strips() for segment in strip if segment.style]
        return any(color and not color.is_default for style in styles for color in (style.color, style.bgcolor))

    for value, expected in (("1", False), ("0", False), ("", True)):
        monkeypatch.setenv("NO_COLOR", value)
        async with world.opened() as reader:
            await reader.press("b", "Y")
            assert expected == colored(reader)


async def test_nothing_spins_and_nothing_covers_the_papers(world: World) -> None:
    world.source.hangs()
    async with world.opened(settles=False) as reader:
        await reader.until(lambda: "Fetching" in reader.text)
        first = reader.lines()
        for _ in range(5):
            await reader.quiet()

        assert first == reader.lines()
        assert not any(widget.loading for widget in reader.screen.query("*"))
        world.source.answers()
        await reader.settle()
