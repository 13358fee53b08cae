import shutil

from .conftest import World
from .papers import EDITION, THURSDAY, paper, papers


async def test_the_inbox_holds_what_is_unread_of_the_latest_editions(world: World) -> None:
    world.source.day(THURSDAY, *papers(3, first=50), EDITION[0])

    async with world.opened() as reader:
        reader.screen.action_shelf("inbox")
        await reader.settle()

        assert "Inbox" in reader.title
        assert 8 == len(reader.titles)
        assert "on this machine" in reader.title

        await reader.press("r")
        assert 8 == len(reader.titles)
        assert "7 of 8 unread" in reader.title

        reader.screen.action_shelf("inbox")
        reader.screen.action_shelf("day")
        await reader.settle()
        reader.screen.action_shelf("inbox")
        await reader.settle()
        assert 7 == len(reader.titles)

        await reader.press("A")
        reader.screen.action_shelf("day")
        await reader.settle()
        reader.screen.action_shelf("inbox")
        await reader.settle()
        assert "Nothing unread." in reader.text


async def test_trending_never_enters_the_inbox(world: World) -> None:
    world.source.day("trending", *papers(4, first=70))

    async with world.opened() as reader:
        await reader.press("T")
        reader.screen.action_shelf("inbox")
        await reader.settle()

        assert {each.title for each in EDITION} == set(reader.titles)


async def test_bookmarks_survive_the_loss_of_the_cache_whole(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b", "j", "b")
    shutil.rmtree(world.folder / "cache")
    world.source.day("2026-06-12")

    async with world.opened() as reader:
        reader.screen.action_shelf("bookmarks")
        await reader.settle()

        assert [EDITION[1].title, EDITION[0].title] == reader.titles
        await reader.press("j")
        assert "We study how an agent" in reader.text


async def test_a_bookmark_that_was_taken_away_stays_in_its_place_until_the_shelf_is_opened_again(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("b", "j", "b")
        reader.screen.action_shelf("bookmarks")
        await reader.settle()
        await reader.press("b")

        assert 2 == len(reader.titles)

        await reader.press("u")
        await reader.press("b")
        await reader.press("R")
        assert 1 == len(reader.titles)


async def test_empty_shelves_say_how_they_fill(world: World) -> None:
    async with world.opened() as reader:
        for shelf, told in (("bookmarks", "No bookmarks yet."), ("imported", "No saved pages yet.")):
            reader.screen.action_shelf(shelf)
            await reader.settle()
            assert told in reader.text

        await reader.press("[", "]", "R", "S", "u", "D")
        assert 5 == len(reader.titles)


async def test_imported_pages_have_a_line_each_and_brackets_walk_them(world: World) -> None:
    for name, titles in (("first.txt", ("One", "Two")), ("second.txt", ("Three",)), ("[red]x[/].txt", ("Four",))):
        await world.bring(name, *titles)
        world.clock.advance(60)

    async with world.opened() as reader:
        reader.screen.action_shelf("imported")
        await reader.settle()
        sidebar = "\n".join(reader.pane("sidebar"))

        assert "Imported               4" in sidebar
        assert ["[red]x[/].txt", "second.txt", "first.txt"] == [
            line.split()[0] for line in sidebar.splitlines() if ".txt" in line
        ]
        assert 4 == len(reader.titles)

        await reader.press("[")
        assert ["Four"] == reader.titles
        assert "saved page · imported 1 min ago" in reader.title

        await reader.press("[", "[", "[")
        assert ["One", "Two"] == reader.titles

        await reader.press("]")
        assert ["Three"] == reader.titles

        await reader.click_on("first.txt")
        assert ["One", "Two"] == reader.titles
        assert "papers" == reader.focus


async def test_a_page_that_was_just_imported_is_opened(world: World) -> None:
    await world.bring("page.txt", "One", "Two")
    async with world.stores() as (_, library):
        page = (await library.pages())[0][0]

    async with world.opened(page) as reader:
        assert ["One", "Two"] == reader.titles
        assert "saved page · imported just now" in reader.title


async def test_a_title_without_an_id_can_be_bookmarked(world: World) -> None:
    await world.bring("page.txt", "One", "Two")

    async with world.opened() as reader:
        reader.screen.action_shelf("imported")
        await reader.settle()
        await reader.press("b")
        reader.screen.action_shelf("bookmarks")
        await reader.settle()

        assert ["One"] == reader.titles


async def test_a_shelf_is_counted_anew_when_something_changes(world: World) -> None:
    world.source.day(THURSDAY, paper(80), paper(81))

    async with world.opened() as reader:
        assert "Inbox                  7" in reader.text
        await reader.press("A")
        assert "Inbox                  2" in reader.text
