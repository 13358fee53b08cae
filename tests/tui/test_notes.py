"""Tags and notes on the screen, redoing, and what another window writes meanwhile."""

import pytest
from textual.widgets import TextArea

from paperbrowse.model.marks import Marks
from paperbrowse.services.marking import Marking
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from paperbrowse.tui.screens.noting import LOOKED_EVERY
from tests.patience import PATIENCE
from tests.store.making import locked

from .conftest import World
from .papers import PLANNING, REASONING as SECOND


async def marks(world: World) -> dict[str, Marks]:
    async with world.stores() as (_, library):
        return await library.marks()


async def test_t_tags_the_paper_and_takes_tags_away(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("t")
        await reader.type("#To read, b")
        await reader.press("enter")
        assert reader.said.startswith("Tagged #To read #b: “Long-Horizon")
        assert "My tags" in reader.text and "To read" in reader.text

        await reader.press("t")
        assert "b, To read, " == reader.app.focused.value
        reader.app.focused.value = "to read"
        await reader.press("enter")
        assert reader.said.startswith("No longer #b: “")

        await reader.press("t", "escape")

    assert {PLANNING.id: Marks(tags=("To read",))} == await marks(world)


async def test_tab_completes_tags_that_are_in_use(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("t")
        await reader.type("Thesis, théâtre, other")
        await reader.press("enter")
        await reader.press("j", "t")
        await reader.type("#TH")
        assert "#Thesis #théâtre" in reader.text

        for offered in ("Thesis", "théâtre"):
            await reader.press("tab")
            await reader.until(lambda: offered == reader.app.focused.value)
        await reader.press("shift+tab")
        await reader.type(",t")
        await reader.press("tab", "enter")

    assert ("théâtre", "Thesis") == tuple(reversed((await marks(world))[SECOND.id].tags))


async def test_the_tags_of_all_marked_rows_change_at_once(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("t")
        await reader.type("own, shared")
        await reader.press("enter")
        await reader.press("j", "t")
        await reader.type("shared")
        await reader.press("enter")
        await reader.press("k", "m", "m", "t")
        assert "shared, " == reader.app.focused.value and "Tags of 2 papers" in reader.text
        reader.app.focused.value = "new"
        await reader.press("enter")
        assert "Tagged #new, no longer #shared: 2 papers · u undoes" == reader.said

    assert [("new", "own"), ("new",)] == [(await marks(world))[each.id].tags for each in (PLANNING, SECOND)]


async def test_i_writes_a_note_that_escape_saves_and_u_takes_back(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("i")
        await reader.type("one")
        await reader.press("enter")
        await reader.type("j u")
        await reader.press("escape")
        assert "Note saved. u undoes" == reader.said

        await reader.press("i")
        assert "one\nj u" == reader.app.screen.query_one(TextArea).text
        await reader.press("escape")
        await reader.press("u")
        assert reader.said.startswith("Undone: Note on “Long-Horizon")
        await reader.press("ctrl+r")
        assert reader.said.startswith("Redone: Note on “Long-Horizon") and reader.said.endswith("u undoes")
        await reader.press("ctrl+r")
        assert "Nothing to redo." == reader.said

    assert {PLANNING.id: Marks(note="one\nj u")} == await marks(world)


async def test_ctrl_o_hands_the_note_to_the_editor(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("i")
        await reader.type("mine")
        await reader.press("ctrl+o")
        assert ["mine"] == world.desktop.edited
        await reader.press("escape")

        world.desktop.has_no_browser("vi ended with status 1; nothing was changed")
        await reader.press("i", "ctrl+o")
        assert "vi ended with status 1; nothing was changed" == reader.said
        await reader.press("escape")

    assert {PLANNING.id: Marks(note="mine\nBy the editor.")} == await marks(world)


async def test_a_note_to_several_papers_goes_below_what_they_have(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("i")
        await reader.type("own")
        await reader.press("escape", "m", "m", "i")
        assert "added below their notes" in reader.text
        await reader.type("both")
        await reader.press("escape")

    assert ["own\nboth", "both"] == [(await marks(world))[each.id].note for each in (PLANNING, SECOND)]


@pytest.mark.fault("P3")
async def test_a_note_that_cannot_be_saved_comes_back(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("i")
        await reader.type("long thought")
        with locked(world.library_file):
            await reader.press("escape")
            assert reader.said.startswith("Not saved: ") and reader.said.endswith("i brings the text back.")

        await reader.press("i", "escape")
        assert "Note saved. u undoes" == reader.said

    assert {PLANNING.id: Marks(note="long thought")} == await marks(world)


@pytest.mark.fault("H8", "H1")
async def test_what_is_pasted_is_cleaned_and_no_markup(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("i")
        reader.app.screen.query_one(TextArea).text = "[red]\x1b[2Jx[/] \u202e"
        await reader.press("escape", "t")
        await reader.type("[@click=app.quit]x[/]")
        await reader.press("enter")

        assert "[@click=app.quit]x[/]" in reader.said
    assert {PLANNING.id: Marks(note="[red][2Jx[/]", tags=("[@click=app.quit]x[/]",))} == await marks(world)


@pytest.mark.fault("P10")
async def test_what_another_window_marks_shows_within_a_second(world: World) -> None:
    async with world.opened() as reader:
        other = Library(world.library_file, StoreThread("other"), timeout=PATIENCE)
        await Marking(lambda: other, world.clock).bookmark([PLANNING])
        await other.close()

        reader.screen.look_at_library()
        await reader.settle()

        assert LOOKED_EVERY < 1
        assert "▌●◆" == reader.marks()[0]
        assert "Bookmarks              1" in reader.text
