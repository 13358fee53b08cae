"""Papers of imported pages get their real id while the screen is open: by itself, quietly, and under the cursor."""

from msgspec.structs import replace

from paperbrowse.errors import Unreachable
from paperbrowse.model.identifier import title_id
from paperbrowse.model.paper import Paper
from paperbrowse.services.resolving import AT_ONCE

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, paper

FOUND = "2 imported papers found on the Hub."


def real(number: int, title: str) -> Paper:
    return replace(paper(number), title=title)


def asked(world: World) -> list[str]:
    """The titles that were looked for."""
    return [each for each in world.source.asked if each.startswith("Title ")]


async def open_imported(reader: Driver) -> None:
    reader.screen.action_shelf("imported")
    await reader.settle()


async def test_papers_without_an_id_are_looked_for_after_the_hub_has_answered(world: World) -> None:
    await world.bring("page.txt", "Title A", "Title B", "Title C")
    world.source.finds("Title A", real(31, "Title A"))
    world.source.finds("Title C", real(33, "TITLE C"))

    async with world.opened() as reader:
        assert FOUND in reader.messages
        assert [] == world.asked_before
        assert ["Title A", "Title B", "Title C"] == sorted(asked(world))

        await open_imported(reader)
        assert [real(31, "").id, title_id("Title B"), real(33, "").id] == [each.id for each in reader.screen.view.papers]

    async with world.opened() as reader:
        assert 3 == len(asked(world))
        assert FOUND not in reader.messages


async def test_the_shelf_in_view_is_filled_anew_and_cursor_and_marked_rows_stay(world: World) -> None:
    await world.keep(FRIDAY, paper(1))
    await world.bring("page.txt", "Title A", "Title B", "Title C", "Title D")
    for number, title in ((31, "Title B"), (31, "Title A"), (33, "Title C")):
        world.source.finds(title, real(number, title))
    world.source.fails(Unreachable("dns", "no network"))
    world.clock.advance(7200)

    async with world.opened() as reader:
        await open_imported(reader)
        reader.screen.action_mark()
        await reader.press("j")
        assert ([], "Title C") == (asked(world), reader.paper.title)

        world.source.recovers()
        reader.screen.check()
        await reader.settle()

        assert "3 imported papers found on the Hub." == reader.messages[-1]
        assert [real(31, "").id, real(33, "").id, title_id("Title D")] == [each.id for each in reader.screen.view.papers]
        assert real(33, "Title C").id == reader.paper.id
        assert {real(31, "").id} == reader.screen.chosen
        assert "2 of 3" in reader.text


async def test_bookmarks_are_named_in_their_place(world: World) -> None:
    await world.keep(FRIDAY, paper(1))
    await world.bring("page.txt", "Title A")
    world.source.finds("Title A", real(31, "Title A"))
    world.source.fails(Unreachable("dns", "no network"))
    world.clock.advance(7200)

    async with world.opened() as reader:
        await open_imported(reader)
        await reader.press("b")
        reader.screen.action_shelf("bookmarks")
        await reader.settle()
        world.source.recovers()
        reader.screen.check()
        await reader.settle()

        assert "1 imported paper found on the Hub." in reader.messages
        assert [real(31, "").id] == [each.id for each in reader.screen.view.papers]
        assert real(31, "").id == reader.paper.id


async def test_at_most_thirty_are_looked_for_at_once_and_the_others_later(world: World) -> None:
    await world.bring("page.txt", *(f"Title {number}" for number in range(AT_ONCE + 5)))

    async with world.opened() as reader:
        at_first = len(asked(world))
        world.clock.advance(60)
        reader.screen.check()
        await reader.settle()
        a_minute_later = len(asked(world))
        world.clock.advance(600)
        reader.screen.check()
        await reader.settle()

        assert (AT_ONCE, AT_ONCE, AT_ONCE + 5) == (at_first, a_minute_later, len(asked(world)))
        assert not any("found on the Hub" in message for message in reader.messages)


async def test_offline_nobody_is_asked(world: World) -> None:
    await world.bring("page.txt", "Title A")
    world.source.fails(Unreachable("dns", "no network"))

    async with world.opened() as reader:
        await open_imported(reader)

        assert [] == asked(world)
        assert ["Title A"] == reader.titles


async def test_a_search_that_fails_is_not_said_and_tried_another_time(world: World) -> None:
    await world.bring("page.txt", "Title A")
    world.source.finds("Title A", real(31, "Title A"))
    world.source.fails(Unreachable("cut", "the connection broke off"), "Title A")

    async with world.opened() as reader:
        assert [] == reader.messages
        world.source.recovers()
        world.clock.advance(3600)
        reader.screen.check()
        await reader.settle()

        assert ["1 imported paper found on the Hub."] == reader.messages
