import base64
import re

import pytest

from paperbrowse.model.bibtex import bibtex
from paperbrowse.model.paper import Paper
from paperbrowse.model.value import replace
from tests.services.export.reading_back import by_bibtexparser

from .conftest import World
from .driving import Driver
from .papers import BRACKETS, FRIDAY, PLANNING, papers

LINK = "https://huggingface.co/papers/2606.00001"


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What went to the terminal's own clipboard, read back from the bytes."""
    from textual.drivers.headless_driver import HeadlessDriver

    texts: list[str] = []

    def write(self: HeadlessDriver, written: str) -> None:
        texts.extend(base64.b64decode(found).decode() for found in re.findall(r"\x1b\]52;c;([^\a]*)\a", written))

    monkeypatch.setattr(HeadlessDriver, "write", write)
    return texts


def toasts(reader: Driver) -> str:
    return " ".join("".join(line[-76:]) for line in reader.lines()[20:])


@pytest.mark.fault("C1")
async def test_y_copies_the_link_by_every_route_and_shows_it(world: World, sent: list[str]) -> None:
    async with world.opened() as reader:
        await reader.press("y")

        assert [LINK] == world.desktop.copied == sent
        assert f"{LINK}\nSent to the clipboard (terminal, clipboard)" == reader.said
        assert LINK in toasts(reader)


@pytest.mark.fault("C1", "C2")
async def test_a_route_that_failed_is_named_and_the_link_is_shown_all_the_same(world: World, sent: list[str]) -> None:
    world.desktop.copies_with("no clipboard program was found")

    async with world.opened() as reader:
        await reader.press("y")

        assert f"{LINK}\nSent to the clipboard (terminal) · no clipboard program was found" == reader.said
        assert [LINK] == sent


async def test_y_copies_the_links_of_all_marked_rows(world: World, sent: list[str]) -> None:
    async with world.opened() as reader:
        await reader.press("m", "m", "y")

        assert [f"{LINK} https://huggingface.co/papers/2606.00002"] == world.desktop.copied == sent
        assert reader.said.startswith(f"2 links: {LINK}")


async def test_what_y_copies_is_a_setting(world: World) -> None:
    async with world.opened(copy_target="arxiv", open_target="pdf") as reader:
        await reader.press("y", "o")

        assert ["https://arxiv.org/abs/2606.00001"] == world.desktop.copied
        assert ["https://arxiv.org/pdf/2606.00001"] == world.desktop.opened


async def test_the_copy_menu_copies_what_stands_beside_the_letter(world: World) -> None:
    beside = {
        "l": LINK,
        "a": "https://arxiv.org/abs/2606.00001",
        "p": "https://arxiv.org/pdf/2606.00001",
        "t": PLANNING.title,
        "m": f"[{PLANNING.title}]({LINK})",
    }

    async with world.opened() as reader:
        for letter, copied in beside.items():
            await reader.press("Y")
            assert any(f" {letter} " in line and copied[:60] in line for line in reader.lines())
            await reader.press(letter)

    assert list(beside.values()) == world.desktop.copied


async def test_bibtex_is_copied_in_its_lines_as_the_export_writes_it(world: World, sent: list[str]) -> None:
    async with world.opened() as reader:
        await reader.press("Y")
        assert any(" b  BibTeX        @misc{number12026longhorizonplanning, title=" in line for line in reader.lines())
        await reader.press("b")

        assert bibtex(PLANNING) == sent[0] == world.desktop.copied[0]
        assert f"{bibtex(PLANNING)}\nSent to the clipboard (terminal, clipboard)" == reader.said


async def test_the_bibtex_of_all_marked_rows_is_copied_and_no_key_stands_twice(world: World, sent: list[str]) -> None:
    twins = [Paper(f"2606.0000{number}", "The Same Title", published=FRIDAY) for number in (1, 2)]
    world.source.day(FRIDAY, *twins, BRACKETS)

    async with world.opened() as reader:
        await reader.press("*", "Y")
        assert "Copy of 3 papers" in reader.text
        await reader.press("b")

        entries = by_bibtexparser(sent[0])
        assert [each.id for each in (*twins, BRACKETS)] == [entry["eprint"] for entry in entries]
        assert 3 == len({entry.key for entry in entries})
        assert sent == world.desktop.copied
        assert reader.said.startswith("3 BibTeX entries: @misc{")


async def test_a_menu_closes_without_doing_anything(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("Y", "escape", "O", "q", "Y", "w", "escape")

        assert [] == world.desktop.copied + world.desktop.opened
        assert "papers" == reader.focus


async def test_brackets_of_a_title_stay_text_in_markdown(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "j", "j", "Y", "m")

        assert [r"[f\[x\]: \[Re\]thinking \[bold\]Markup\[/bold\] in Titles \[/nope\]]"
                "(https://huggingface.co/papers/2606.00004)"] == world.desktop.copied


async def test_a_paper_without_an_id_has_a_search_for_its_title_and_no_other_link(world: World) -> None:
    world.source.day(FRIDAY, Paper("title-0123456789ab", "Only a Title"))

    async with world.opened(copy_target="pdf") as reader:
        await reader.press("y")
        assert reader.said.startswith("No arXiv id is known for this paper")

        await reader.press("Y")
        assert "arXiv link" not in reader.text and "PDF link" not in reader.text

        await reader.press("l", "o")
        assert ["https://huggingface.co/papers?q=Only%20a%20Title"] == world.desktop.copied == world.desktop.opened


async def test_o_opens_the_page(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("o")

        assert [LINK] == world.desktop.opened
        assert [False] == world.desktop.shown_first
        assert f"Opened {LINK}" == reader.said


@pytest.mark.fault("C10")
async def test_o_without_a_browser_shows_the_address(world: World) -> None:
    world.desktop.has_no_browser(f"No browser was found: {LINK}")

    async with world.opened() as reader:
        await reader.press("o")

        assert f"No browser was found: {LINK}" == reader.said
        assert LINK in toasts(reader)


async def test_the_open_menu_opens_the_address_beside_the_letter(world: World) -> None:
    beside = {
        "h": LINK, "a": PLANNING.arxiv_url, "p": PLANNING.pdf_url, "g": PLANNING.github, "w": PLANNING.project,
    }

    async with world.opened() as reader:
        for letter, address in beside.items():
            await reader.press("O")
            assert any(f" {letter} " in line and address in line for line in reader.lines())
            await reader.press(letter)

    assert list(beside.values()) == world.desktop.opened
    assert [True] * 5 == world.desktop.shown_first


DECEIVING = "https://hugginɡface.co/papers/2606.00001"


@pytest.mark.fault("C16")
async def test_an_address_that_looks_like_another_is_shown_as_it_is_and_asked_about(world: World) -> None:
    world.source.day(FRIDAY, replace(PLANNING, project=DECEIVING))
    real = "https://xn--hugginface-mle.co/papers/2606.00001"

    async with world.opened() as reader:
        await reader.press("O", "w")
        assert [] == world.desktop.opened
        assert "The name of this site is not in plain letters" in reader.text
        assert real in reader.text
        await reader.press("escape", "O", "w", "o")

        assert [real] == world.desktop.opened
        assert [True] == world.desktop.shown_first


@pytest.mark.fault("C17")
@pytest.mark.parametrize("address", ["http://undo.example.org/", "http://arxiv.org/abs/2606.00001"])
async def test_an_address_without_encryption_is_asked_about(world: World, address: str) -> None:
    world.source.day(FRIDAY, replace(PLANNING, project=address))

    async with world.opened() as reader:
        await reader.press("O", "w")
        assert [] == world.desktop.opened
        assert "This link is not encrypted" in reader.text
        await reader.press("o")

        assert [address] == world.desktop.opened


async def test_places_that_are_not_known_are_not_offered(world: World) -> None:
    world.source.day(FRIDAY, *papers(1))

    async with world.opened() as reader:
        await reader.press("O")

        assert "arXiv" in reader.text
        assert "Project page" not in reader.text
