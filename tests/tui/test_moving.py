import pytest

from paperbrowse.model.paper import Paper

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, PLANNING, paper, papers

LONG = tuple(paper(number, abstract=f"Abstract {number}. " * 300) for number in range(1, 41))


@pytest.fixture
def many(world: World) -> World:
    """Forty papers with abstracts longer than the pane."""
    world.source.day(FRIDAY, *LONG)
    return world


def at(reader: Driver) -> int:
    return reader.screen.papers.cursor


def number_of(paper: Paper | None) -> int:
    assert paper is not None
    return int(paper.id[-5:])


async def test_keys_move_the_cursor(many: World) -> None:
    async with many.opened() as reader:
        seen = []
        for key in ("j", "down", "k", "up", "G", "end", "k", "home", "j", "g", "g"):
            await reader.tap(key)
            seen.append(at(reader))

        assert [1, 2, 1, 0, 39, 39, 38, 0, 1, 1, 0] == seen
        assert 1 == number_of(reader.paper)


async def test_the_ends_of_the_list_are_ends(many: World) -> None:
    async with many.opened() as reader:
        await reader.press("k")
        assert 0 == at(reader)
        await reader.press("G", "j")
        assert 39 == at(reader)
        assert "40 of 40" in reader.text


async def test_pages_move_by_what_is_in_view(many: World) -> None:
    async with many.opened(size=(160, 45)) as reader:
        seen = []
        for key in ("pagedown", "pageup", "ctrl+d", "ctrl+u"):
            await reader.tap(key)
            seen.append(at(reader))

        assert [10, 0, 5, 0] == seen


async def test_the_cursor_stays_in_view(many: World) -> None:
    async with many.opened(size=(100, 30)) as reader:
        for key in ("G", "home", *["j"] * 15):
            await reader.tap(key)
            assert any(line.startswith("▌") and reader.paper.title in line for line in reader.pane("papers"))


async def test_space_scrolls_the_abstract_while_the_list_keeps_the_focus(many: World) -> None:
    async with many.opened() as reader:
        top = reader.pane("detail")
        await reader.press("space")

        assert top != reader.pane("detail")
        assert ("papers", 0) == (reader.focus, at(reader))

        await reader.press("backspace")

        assert top == reader.pane("detail")

        await reader.press("space", "j")

        assert "Paper 2" == reader.pane("detail")[0].strip()


async def test_space_reads_where_no_abstract_shows(many: World) -> None:
    async with many.opened(size=(60, 20)) as reader:
        await reader.press("space")

        assert reader.screen.is_reading
        assert many.source.asked


async def test_reading_scrolls_by_line_page_start_and_end(many: World) -> None:
    async with many.opened(size=(60, 20)) as reader:
        detail = reader.screen.detail
        await reader.press("enter")
        seen = []
        for key in ("j", "down", "k", "up", "space", "backspace", "pagedown", "pageup", "G", "home", "end", "g", "g"):
            await reader.tap(key)
            seen.append(detail.scroll_offset.y)

        page, end = detail.size.height - 2, detail.max_scroll_y
        assert [1, 2, 1, 0, page, 0, page, 0, end, 0, end, end, 0] == seen


async def test_reading_goes_to_the_next_paper_and_the_one_before(many: World) -> None:
    async with many.opened() as reader:
        await reader.press("enter", "space", "J")

        assert (1, True, 0) == (at(reader), reader.screen.is_reading, reader.screen.detail.scroll_offset.y)
        assert "Paper 2" in reader.text

        await reader.press("K", "K")

        assert 0 == at(reader)


async def test_enter_reads_and_marks_read_and_escape_returns(world: World) -> None:
    async with world.opened() as reader:
        assert "5 unread" in reader.title

        await reader.press("enter")

        assert reader.screen.is_reading
        assert "4 unread" in reader.title
        assert "detail" == reader.focus
        assert 90 >= max(len(line.strip()) for line in reader.pane("detail"))
        assert [] == reader.messages

        await reader.press("escape")

        assert "papers" == reader.focus
        assert " ● " not in reader.pane("papers")[0]


async def test_the_cursor_marks_nothing_read(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "j", "j", "space", "3", "j", "2", "G", "tab")

        assert "5 unread" in reader.title


async def test_keys_in_an_empty_list_do_no_harm(world: World) -> None:
    world.source.day(FRIDAY)
    keys = "j k g g G home end pagedown pageup ctrl+d space backspace enter b r x A n u a m * y Y o O v z".split()

    async with world.opened() as reader:
        for key in keys:
            await reader.tap(key)
        await reader.settle()

        assert reader.paper is None
        for told in ("No paper to read here.", "No paper here to mark.", "No paper here to copy.", "No paper here.",
                     "Nothing to undo.", "Nothing unread in this list."):
            assert told in reader.messages


async def test_all_authors_show_and_hide_again_and_another_paper_starts_short(world: World) -> None:
    async with world.opened() as reader:
        assert "and 11 more (a)" in reader.text

        await reader.press("a")
        assert "Writer Number14" in reader.text

        await reader.press("a")
        assert "Writer Number14" not in reader.text

        await reader.press("a", "j", "k")
        assert PLANNING.id == reader.paper.id
        assert "and 11 more (a)" in reader.text


async def test_one_line_rows_are_remembered_over_a_restart(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "v")

        assert "●     61 A Second Title" in reader.text
        assert 1 == at(reader)

    async with world.opened() as reader:
        assert 1 == reader.screen.papers.row_height
        await reader.press("v")
        assert 1 < reader.screen.papers.row_height

    async with world.opened() as reader:
        assert 1 < reader.screen.papers.row_height


async def test_rows_of_a_density_have_one_height(world: World) -> None:
    world.source.day(FRIDAY, PLANNING, *papers(3, first=20), PLANNING)

    async with world.opened(size=(160, 24)) as reader:
        assert 3 == reader.screen.papers.row_height

    async with world.opened(size=(160, 45)) as reader:
        assert 4 == reader.screen.papers.row_height
