"""One hostile paper through everything that shows papers: text is text, and nothing of it drives the terminal."""

import re

import pytest
from msgspec.structs import replace

from paperbrowse.model.paper import Author, Organization, Paper
from paperbrowse.model.text import clean_line

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, paper

MARKUP = ["[red]x[/]", "[/nope]", "[@click=app.quit]x[/]", "[nope", "[Re]", "f[x]", "[link='https://evil.test']x[/link]",
          "x\\", "$title [b", "[[[", "]]", "{0} %s"]

CONTROL = {
    "an escape sequence": "a\x1b[31mb\x1b[2Jc",
    "a clipboard write": "a\x1b]52;c;ZXZpbA==\x1b\\b\x1b]0;t\x07c\x1b]8;;https://evil.test\x07d",
    "a question to the terminal": "a\x1b[6nb",
    "C1 controls": "a\x9b31mb\x9d52;c;x\x9cc\x90d",
    "DEL, NUL and SO": "a\x7fb\x00c\x0ed\x08e",
    "an entity": "a&#27;[31mb",
    "an escape in letters": "a\\u001b[31mb",
    "bidi overrides": "a\u202eb\u2066c\u2069d\u200fe",
    "invisible characters": "a\u200bb\ufeffc\U000e0041d",
    "five hundred marks": "a" + "\u0301" * 500,
    "a lone surrogate": "a\ud800b",
    "private use": "a\ue000b",
    "line breaks and tabs": "a\nb\tc\r\nd\u2028e",
}

_FORBIDDEN = re.compile("[\x00-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ud800-\udfff\U000e0000-\U000e007f]")


def hostile(text: str) -> tuple[Paper, ...]:
    """Two papers in which every text is that one."""
    one = paper(
        1, title=text, abstract=text, summary=text, summary_by=text, authors=(Author(text), Author(text)), author_count=2,
        organization=Organization(text, text), submitted_by=text, keywords=(text, "plain"),
    )
    return one, replace(one, id="2606.00002")


async def tour(reader: Driver) -> list[str]:
    """Everything that is seen on a way through the list, the text, the sidebar, menus, messages and the palette."""
    seen = [reader.text]

    async def press(*keys: str) -> None:
        await reader.press(*keys)
        seen.append(reader.text)

    await press("b")
    await press("v")
    await press("m", "enter")
    await press("escape", "escape", "Y")
    await press("t")
    await press("O")
    await press("escape", "1", *["j"] * 7, "enter")
    await press("0", "2", "/", *"x[/", "enter")
    await press("0", "ctrl+p")
    await reader.tap(*"a")
    await press("escape", "ctrl+p")
    return seen


async def toured(world: World, *papers: Paper) -> list[str]:
    world.source.day(FRIDAY, *papers)
    async with world.opened(size=(160, 40)) as reader:
        seen = await tour(reader)
        assert reader.app.is_running
        assert "papers" == reader.focus or len(reader.app.screen_stack) > 1
    return seen


@pytest.mark.fault("H1", "H2", "H3", "H4", "H5", "H6", "H7")
async def test_markup_is_shown_as_it_is_everywhere(world: World) -> None:
    text = " ".join(MARKUP)

    seen = await toured(world, *hostile(text))

    for part in MARKUP:
        assert all(part in "\n".join(screen.splitlines()[1:]) for screen in seen[:2]), part
    assert "Bookmarked “[red]x[/] [/nope] [@click=app.quit]x[/]" in seen[1]


@pytest.mark.fault("H1", "H2", "H3", "H4", "H5", "H6", "H7")
async def test_each_piece_of_markup_by_itself_is_text(world: World) -> None:
    pairs = [hostile(text) for text in MARKUP]
    papers = [replace(each, id=f"2606.{number:05}") for number, each in enumerate(sum(pairs, ()), 1)]
    world.source.day(FRIDAY, *papers)

    async with world.opened() as reader:
        for text in MARKUP:
            reader.screen.tell(f"It said {text}")
            await reader.press("b", "Y")
            assert text in reader.text
            await reader.press("escape")
            assert text in "\n".join(reader.pane("papers"))
            assert text[:15] in "\n".join(reader.pane("sidebar"))
            assert text in "\n".join(reader.pane("detail"))
            await reader.press("j", "j")
        assert set(MARKUP) <= set(reader.titles)
        await reader.press("ctrl+p", *"said")
        await reader.until(lambda: "It said [[[" in reader.text)


@pytest.mark.fault("H8", "H9", "H10", "H11", "H12", "H13", "H14", "H15", "H16", "H17", "H18", "H19", "H20")
async def test_no_character_drives_the_terminal(world: World) -> None:
    papers = [
        replace(each, id=f"2606.{number:05}")
        for number, text in enumerate(CONTROL.values(), 1)
        for each in hostile(clean_line(text))[:1]
    ]

    seen = await toured(world, *papers)

    for screen in seen:
        assert not _FORBIDDEN.search(screen.replace("\n", ""))
        assert "\u0301" * 5 not in screen
    assert any("a b c d e" in screen for screen in seen)


@pytest.mark.fault("H21", "H22")
async def test_a_megabyte_of_title_is_drawn_and_columns_hold(world: World) -> None:
    world.source.day(
        FRIDAY,
        paper(1, title="長" * 400_000, abstract="x" * 1_000_000, keywords=("k" * 5_000,)),
        paper(2, title="👩‍👩‍👧‍👦🇨🇭 flags ❤️ and families", keywords=("k" * 5_000,)),
        paper(3, title="e" * 1_000_000),
    )

    async with world.opened() as reader:
        for key in ("", "j", "j", "b", "Y", "escape", "v", "enter"):
            await reader.press(*[key] if key else [])
            assert {140} == {strip.cell_length for strip in reader.strips()}


@pytest.mark.fault("H23")
async def test_an_address_is_built_from_an_id_with_everything_quoted(world: World) -> None:
    world.source.day(FRIDAY, Paper("../../x?a=b#c", "Strange"))

    async with world.opened() as reader:
        await reader.press("y", "o")

        assert ["https://huggingface.co/papers/../../x%3Fa%3Db%23c"] == world.desktop.copied == world.desktop.opened
