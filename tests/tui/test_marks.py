import sqlite3

import pytest

from tests.store.making import full_disk, locked

from .conftest import World
from .driving import Driver
from .papers import PLANNING


async def bookmarked(world: World) -> set[str]:
    """The titles, as they lie on the disk after the run."""
    async with world.stores() as (_, library):
        return {paper.title for paper in await library.bookmarked()}


async def test_b_bookmarks_and_takes_the_bookmark_away(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b")
        assert "▌●◆" == reader.marks()[0]
        assert "Bookmarked “Long-Horizon Planning" in reader.said and "· u undoes" in reader.said
        assert "◆ bookmarked" in reader.text
        assert "Bookmarks              1" in reader.text

        await reader.press("b")
        assert "▌● " == reader.marks()[0]
        assert "No longer bookmarked:" in reader.said

        await reader.press("j", "b", "b", "b")
        assert " " == reader.marks()[0][2] and "◆" == reader.marks()[1][2]

    assert {"A Second Title"} == await bookmarked(world)


async def test_r_marks_read_and_unread(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("r")
        assert "▌  " == reader.marks()[0]
        assert "4 unread" in reader.title
        assert "Inbox                  4" in reader.text

        await reader.press("r")
        assert "▌● " == reader.marks()[0]
        assert "5 unread" in reader.title


async def test_x_reads_and_goes_on_to_the_next_unread(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "r", "k", "x")
        assert 2 == reader.screen.papers.cursor
        assert "3 unread" in reader.title

        await reader.press("x", "x", "x", "x")
        assert "0 unread" in reader.title
        assert "Nothing unread in this list." in reader.messages


async def test_n_goes_to_the_next_unread_and_from_the_end_to_the_top(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "r", "k", "n")
        assert 2 == reader.screen.papers.cursor

        await reader.press("G", "n")
        assert 0 == reader.screen.papers.cursor


async def test_a_marks_the_list_as_it_is_filtered_read(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        await reader.type("second")
        await reader.press("enter", "A", "escape")

        assert "4 unread" in reader.title

        await reader.press("A")
        assert "0 unread" in reader.title
        assert "Marked read: 4 papers · u undoes" == reader.said


async def test_u_takes_back_one_step_after_the_other(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b", "A", "u")
        assert "5 unread" in reader.title
        assert reader.said.startswith("Undone: Marked read: 5 papers")
        assert "◆" == reader.marks()[0][2]

        await reader.press("u", "u")
        assert " " == reader.marks()[0][2]
        assert "Nothing to undo." == reader.said


async def test_commands_act_on_all_marked_rows(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("m", "m")
        assert 2 == reader.screen.papers.cursor
        assert "●  ✓ A Second Title" in reader.text

        await reader.press("b", "r")
        assert {"●"} == set(mark[1] for mark in reader.marks()[2:])
        assert ["  ◆", "  ◆"] == [" " + mark[1:] for mark in reader.marks()[:2]]
        assert "Marked read: 2 papers · u undoes" == reader.said

        await reader.press("escape")
        assert "✓" not in reader.text


async def test_a_mixed_set_turns_on_and_then_off(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b", "*", "b")
        assert ["◆"] * 5 == [mark[2] for mark in reader.marks()]

        await reader.press("b")
        assert [" "] * 5 == [mark[2] for mark in reader.marks()]

        await reader.press("*")
        assert "✓" not in reader.text


async def test_marks_work_in_the_reading_view(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("enter", "b", "x")

        assert "A Second Title" in reader.text
        assert reader.screen.is_reading

        await reader.press("escape")
        assert ["  ◆", "▌● "] == [reader.marks()[0], reader.marks()[1]]


async def test_marks_are_there_at_the_next_start(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b", "j", "r")

    async with world.opened() as reader:
        assert ["▌●◆", "   ", " ● "] == reader.marks()[:3]


# ---- the mark never lies


def unmarked(reader: Driver) -> bool:
    return all("◆" not in mark for mark in reader.marks()) and "5 unread" in reader.title


@pytest.mark.fault("P3")
async def test_a_library_that_another_program_holds_is_said_and_nothing_is_marked(world: World) -> None:
    async with world.opened() as reader:
        with locked(world.library_file):
            for keys in (("b",), ("r",), ("A",), ("m", "*", "b"), ("x",)):
                await reader.press(*keys)
                assert reader.said.startswith("Not saved: ") or keys == ("x",)
                assert unmarked(reader)
        await reader.press("escape", "g", "g", "b")

        assert "◆" == reader.marks()[0][2]


@pytest.mark.fault("P3", "S15")
async def test_a_full_disk_is_said_and_nothing_is_marked(world: World) -> None:
    async with world.opened() as reader:
        with full_disk():
            await reader.press("b")
            assert reader.said.startswith("Not saved: ")
            assert unmarked(reader)

            await reader.press("j", "enter")
            assert "A Second Title" in reader.text
            assert "5 unread" in reader.title

            await reader.press("escape")


@pytest.mark.fault("P4", "S22")
async def test_with_a_library_of_a_newer_version_one_reads_on_without_marks(world: World) -> None:
    async with world.stores() as (_, library):
        await library.marks()
    with sqlite3.connect(world.library_file) as connection:
        connection.execute("PRAGMA user_version = 9999")
    connection.close()

    async with world.opened() as reader:
        assert PLANNING.id == reader.paper.id
        assert reader.said.startswith("Nothing can be marked: ")

        await reader.press("b", "r")
        assert reader.said.startswith("Not saved: ")
        assert unmarked(reader)

        await reader.press("1", "j", "j", "j", "j", "j", "enter", "D", "v", "enter", "escape")
        assert PLANNING.id == reader.paper.id


async def test_a_failed_undo_is_said_and_may_be_tried_again(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b")
        with locked(world.library_file):
            await reader.press("u")
            assert reader.said.startswith("Not undone: ")
            assert "◆" == reader.marks()[0][2]

        await reader.press("u")
        assert " " == reader.marks()[0][2]
