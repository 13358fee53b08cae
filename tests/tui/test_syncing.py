from datetime import date, timedelta

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.errors import Unreadable as UnreadableAnswer
from paperbrowse.model.period import Day, Month, Trending, Week
from paperbrowse.services.archive import Skipped, Synced
from paperbrowse.services.feed import Offline
from paperbrowse.services.ports import Waiting
from paperbrowse.services.round import Step
from paperbrowse.tui.archive_words import beside_status, synced_in_words

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, THURSDAY, paper

WEEK = Week.of(FRIDAY)
OFFLINE = Unreachable("dns", "The name huggingface.co is not known here.")


async def sync(driver: Driver, letter: str) -> None:
    await driver.press("ctrl+p")
    await driver.type("sync the arch")
    await driver.press("enter")
    await driver.press(letter)


async def look(driver: Driver) -> None:
    driver.screen.look_at_archive()
    await driver.settle()


async def test_the_palette_leads_to_a_sync_that_says_what_it_brought(world: World) -> None:
    world.source.day(THURSDAY, paper(50), paper(51))
    async with world.opened(Day(FRIDAY)) as driver:
        await sync(driver, "m")

        assert "2026-05-14" in world.source.asked
        assert driver.said.startswith("Synced: 2")
        assert "new paper" in driver.said
        assert "syncing" not in driver.title


async def test_a_year_reaches_back_further(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await sync(driver, "y")

        assert "2025-06-13" in world.source.asked


async def test_the_menu_says_from_when(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.screen.run_action("sync")
        await driver.settle()

        assert "since 14 May" in driver.text
        assert "since 4 May 2023" in driver.text
        await driver.press("escape")
        assert ["2026-06-12"] == [edition for edition in world.source.asked if edition > "2026-06-11" and len(edition) == 10][:1]


async def test_while_it_goes_on_the_title_tells_how_far_it_is_and_keys_work(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        world.source.hangs()
        await driver.screen.run_action("sync")
        await driver.until(lambda: len(driver.app.screen_stack) > 1)
        await driver.tap("m")
        await driver.until(lambda: "syncing" in driver.title)

        before = driver.paper
        await driver.tap("j")

        assert "syncing 0 of" in driver.title
        assert before != driver.paper
        world.source.answers()
        await driver.settle()
        assert "syncing" not in driver.title


@pytest.mark.parametrize("action", ["shelf('inbox')", "shelf('bookmarks')", "shelf('imported')", "shelf('month')", "search"])
async def test_the_title_tells_how_far_it_is_whatever_is_opened_meanwhile(world: World, action: str) -> None:
    async with world.opened(Week.of(FRIDAY)) as driver:
        world.source.hangs()
        await driver.screen.run_action("sync")
        await driver.until(lambda: len(driver.app.screen_stack) > 1)
        await driver.tap("m")
        await driver.until(lambda: "syncing" in driver.title)
        before = driver.screen.state.shelf

        await driver.screen.run_action(action)
        await driver.until(lambda: driver.screen.state.shelf is not before)

        assert "syncing 0 of" in driver.title
        world.source.answers()
        await driver.settle()
        assert "syncing" not in driver.title


async def test_it_can_be_stopped_and_what_has_come_stays(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        world.source.hangs()
        await driver.screen.run_action("sync")
        await driver.until(lambda: len(driver.app.screen_stack) > 1)
        await driver.tap("a")
        await driver.until(lambda: "syncing" in driver.title)

        await driver.screen.run_action("sync")
        await driver.until(lambda: len(driver.app.screen_stack) > 1)
        assert any("Stop" in line and "so far" in line for line in driver.lines())
        await driver.tap("s")
        await driver.until(lambda: driver.said.startswith("Stopped: "))

        assert "left: the next sync goes on with them." in driver.said
        assert "syncing" not in driver.title
        world.source.answers()
        await driver.settle()


async def test_a_network_that_goes_ends_it_and_is_told(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        world.source.fails(OFFLINE)

        await sync(driver, "m")

        assert driver.said.startswith("Stopped: ")
        assert "is not known here." in driver.said


async def test_working_offline_there_is_nothing_to_sync(world: World) -> None:
    async with world.opened(Day(FRIDAY), offline=True) as driver:
        await driver.screen.run_action("sync")
        await driver.settle()

        assert "Working offline, as asked; a sync asks the Hub." == driver.said


async def test_what_another_program_brings_appears_under_the_cursor(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await look(driver)
        await driver.press("j")
        before = driver.paper
        world.clock.advance(60)
        await world.keep(Day(FRIDAY), paper(77, title="Just Came"), *driver.screen.view.papers)

        await look(driver)

        assert "Just Came" in driver.titles
        assert before == driver.paper


async def test_an_edition_that_could_not_be_had_appears_once_another_program_has_it(world: World) -> None:
    world.source.fails(OFFLINE)
    async with world.opened(Day(THURSDAY)) as driver:
        await look(driver)
        await world.keep(Day(THURSDAY), paper(77, title="Just Came"))

        await look(driver)

        assert ["Just Came"] == driver.titles
        assert "offline" not in driver.title


async def test_an_older_copy_of_another_program_changes_nothing(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await look(driver)
        titles = driver.titles
        await world.keep(Day(FRIDAY), paper(77), at=world.clock.now() - timedelta(hours=1))

        await look(driver)

        assert titles == driver.titles


async def test_the_counts_of_the_sidebar_follow_what_comes(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await look(driver)
        await world.keep(Month.of(FRIDAY), *(paper(number) for number in range(1, 8)))

        await look(driver)

        assert any("Month" in line and "7" in line for line in driver.pane("sidebar"))


async def test_the_inbox_follows_what_comes(world: World) -> None:
    async with world.opened(Day(FRIDAY)) as driver:
        await driver.screen.run_action("shelf('inbox')")
        await look(driver)
        await world.keep(Day(THURSDAY), paper(77, title="Just Came"))

        await look(driver)

        assert "Just Came" in driver.titles


async def test_offline_a_week_is_made_from_its_days_and_says_so(world: World) -> None:
    world.source.fails(OFFLINE)
    for number in (8, 9, 11):
        await world.keep(Day(date(2026, 6, number)), paper(number, upvotes=number))

    async with world.opened(WEEK) as driver:
        assert ["Paper 11", "Paper 9", "Paper 8"] == driver.titles
        assert "made from 3 of 5 days" in driver.title
        assert "offline" in driver.title


async def test_a_week_that_was_made_from_its_days_grows_with_them(world: World) -> None:
    world.source.fails(OFFLINE)
    await world.keep(Day(THURSDAY), paper(11, upvotes=11))
    async with world.opened(WEEK) as driver:
        await look(driver)
        await world.keep(Day(FRIDAY), paper(12, upvotes=12))

        await look(driver)

        assert ["Paper 12", "Paper 11"] == driver.titles
        assert "made from 2 of 5 days" in driver.title


async def test_an_answer_of_the_hub_takes_the_place_of_what_was_made(world: World) -> None:
    world.source.fails(OFFLINE)
    await world.keep(Day(THURSDAY), paper(11))
    async with world.opened(WEEK) as driver:
        world.source.recovers()
        world.source.day(WEEK, paper(1), paper(2), paper(3))

        await driver.press("R")

        assert ["Paper 1", "Paper 2", "Paper 3"] == driver.titles
        assert "made from" not in driver.title


async def test_offline_trending_says_what_it_is_made_from(world: World) -> None:
    world.source.fails(OFFLINE)
    await world.keep(Day(THURSDAY), paper(11, upvotes=1, day=THURSDAY), paper(12, upvotes=90, day=THURSDAY))

    async with world.opened(Trending(), size=(180, 34)) as driver:
        assert ["Paper 12", "Paper 11"] == driver.titles
        assert "made from upvotes a day and stars of 1 of 22 days" in driver.title


async def test_without_any_of_its_days_a_week_stays_empty_and_says_why(world: World) -> None:
    world.source.fails(UnreadableAnswer("Not JSON."))

    async with world.opened(WEEK) as driver:
        assert "No copy of week 24 on this machine." in driver.text


STEP = Step(12, 300, 540, 30.0)


@pytest.mark.parametrize(
    ("forms", "step", "said"),
    [
        (("live - checked", "live"), None, ("live - checked", "live")),
        (("live - checked", "live"), STEP,
         ("syncing 12 of 300 days - 540 papers - live - checked", "syncing 12 of 300 days - 540 papers - live",
          "syncing 12 of 300 days - 540 papers", "sync 12/300 - live", "sync 12/300")),
        (("on this machine", ""), Step(0, 1, 0, 0.0, Waiting("the Hub limits us", 60)),
         ("the Hub limits us, syncing 0 of 1 day - 0 papers - on this machine",
          "the Hub limits us, syncing 0 of 1 day - 0 papers", "sync 0/1", "sync 0/1")),
    ],
)  # fmt: skip
def test_how_far_a_sync_is_stands_before_the_status(forms: tuple[str, ...], step: Step | None, said: tuple[str, ...]) -> None:
    assert said == beside_status(forms, step, " - ")


NOTHING = Synced(5, 0, 0, 0, 0, (), 0, None, False, 1.0)
SKIPPED = tuple(Skipped(date(2026, 6, number), "not JSON") for number in (9, 8, 5, 4))


@pytest.mark.parametrize(
    ("synced", "said"),
    [
        (NOTHING, "Everything is here already."),
        (Synced(0, 3, 2, 60, 1, (), 0, None, False, 1.0), "Synced: 3 days asked for, 1 new paper."),
        (Synced(0, 1, 1, 9, 9, SKIPPED, 0, None, False, 1.0),
         "Synced: 1 day asked for, 9 new papers. 9 Jun was skipped: Not JSON. 8 Jun was skipped: Not JSON. "
         "5 Jun was skipped: Not JSON. 1 more were skipped."),
        (Synced(0, 1, 1, 9, 9, (), 4, Offline("dns", "No network."), False, 1.0),
         "Stopped: 1 day asked for, 9 new papers. No network. 4 days left: the next sync goes on with them."),
        (Synced(0, 0, 0, 0, 0, (), 4, None, True, 1.0),
         "Stopped: 0 days asked for, 0 new papers. 4 days left: the next sync goes on with them."),
    ],
)  # fmt: skip
def test_what_a_sync_brought_is_told(synced: Synced, said: str) -> None:
    assert said == synced_in_words(synced, FRIDAY)
