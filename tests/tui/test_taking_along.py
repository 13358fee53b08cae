"""`e` and `Z`: papers go into a file, or to Zotero."""

from pathlib import Path

import pytest

from tests.services.export.reading_back import by_bibtexparser, by_csv

from .conftest import World
from .papers import EDITION


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the reader is."""
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


async def test_e_asks_for_the_form_and_writes_into_the_proposed_file(world: World, folder: Path) -> None:
    async with world.opened() as reader:
        await reader.press("e")
        menu = reader.text
        await reader.press("b")
        asked = reader.text
        await reader.press("enter")

        assert "Export 1 paper" in menu and "CSL-JSON" in menu
        assert "Write 1 paper as BibTeX" in asked and f"{EDITION[0].id}.bib" in asked
        assert f"1 paper written to {folder / f'{EDITION[0].id}.bib'}" == reader.said
        assert [EDITION[0].id] == [
            entry.fields_dict["eprint"].value for entry in by_bibtexparser((folder / f"{EDITION[0].id}.bib").read_text())
        ]


async def test_marked_rows_are_written_together_under_the_name_of_the_edition(world: World, folder: Path) -> None:
    async with world.opened() as reader:
        await reader.press("m", "m", "e", "t", "enter")

        assert [paper.id for paper in EDITION[:2]] == [row["id"] for row in by_csv((folder / "2026-06-12.csv").read_text())]


async def test_a_file_that_is_there_is_asked_about(world: World, folder: Path) -> None:
    (folder / "mine.md").write_text("mine")

    async with world.opened() as reader:
        await reader.press("e", "m", "ctrl+u")
        await reader.type("mine.md")
        await reader.press("enter")
        asked, before = reader.text, (folder / "mine.md").read_text()
        await reader.press("r")

        assert "A file has that name" in asked and "mine" == before
        assert (folder / "mine.md").read_text().startswith("---\n")


@pytest.mark.parametrize("keys", [("escape",), ("o", "escape")])
async def test_who_leaves_the_question_keeps_the_file(world: World, folder: Path, keys: tuple[str, ...]) -> None:
    (folder / f"{EDITION[0].id}.ris").write_text("mine")

    async with world.opened() as reader:
        await reader.press("e", "r", "enter", *keys)

        assert 1 == len(reader.app.screen_stack)
        assert "mine" == (folder / f"{EDITION[0].id}.ris").read_text()
        assert "written" not in reader.said


async def test_another_name_is_asked_for_with_the_one_that_was_typed(world: World, folder: Path) -> None:
    (folder / f"{EDITION[0].id}.ris").write_text("mine")

    async with world.opened() as reader:
        await reader.press("e", "r", "enter", "o", "end", *"2", "enter")

        assert (folder / f"{EDITION[0].id}.ris2").exists()


@pytest.mark.fault("S29")
async def test_a_folder_that_is_not_there_is_said(world: World, folder: Path) -> None:
    async with world.opened() as reader:
        await reader.press("e", "h", "home")
        await reader.type("missing/")
        await reader.press("enter")

        assert reader.said.startswith("Not written: ") and "missing" in reader.said
        assert [] == list(folder.iterdir())


async def test_z_hands_papers_to_zotero(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("Z")
        one = reader.said
        await reader.press("*", "Z")

        assert one.endswith("handed to Zotero.") and EDITION[0].title[:20] in one
        assert f"{len(EDITION)} papers handed to Zotero." == reader.said
        assert [EDITION[0].id, *(paper.id for paper in EDITION)] == world.zotero.ids


async def test_while_zotero_is_closed_papers_wait_and_go_at_the_next_start(world: World) -> None:
    world.zotero.is_closed()
    async with world.opened() as reader:
        await reader.press("Z")

        assert "Zotero is not running. 1 paper waits for it." == reader.said

    world.zotero.opens()
    async with world.opened() as reader:
        assert "1 paper handed to Zotero." in reader.messages
        assert [EDITION[0].id] == world.zotero.ids


async def test_that_zotero_is_still_closed_is_no_news_at_the_start(world: World) -> None:
    world.zotero.is_closed()
    async with world.opened() as reader:
        await reader.press("Z")

    async with world.opened() as reader:
        assert not [message for message in reader.messages if "Zotero" in message]
