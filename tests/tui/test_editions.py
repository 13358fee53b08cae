from datetime import date, timedelta

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.model.period import Day, Week

from .conftest import World
from .papers import FRIDAY, PLANNING, REASONING, THURSDAY, paper, papers

MONDAY = date(2026, 6, 8)
DNS = Unreachable("dns", "no answer from huggingface.co (nobody knows this name)")


async def test_brackets_walk_the_editions_over_weekends_and_the_future_is_not_yet(world: World) -> None:
    world.source.day(MONDAY, *papers(2))

    async with world.opened(Day(MONDAY)) as reader:
        await reader.press("[")
        assert "Fri 5 Jun" in reader.title

        await reader.press("]")
        assert "Mon 8 Jun" in reader.title

        await reader.press("L", "L", "L", "L")
        assert "Fri 12 Jun" in reader.title
        assert [] == reader.messages

        await reader.press("L")
        assert "Fri 12 Jun" in reader.title
        assert "This is the newest edition." == reader.said

        await reader.press("H")
        assert "Thu 11 Jun" in reader.title


async def test_there_is_nothing_before_the_first_day(world: World) -> None:
    async with world.opened(Day(date(2023, 5, 4))) as reader:
        await reader.press("[")

        assert "Nothing before 4 May 2023, the first day of Daily Papers." == reader.said
        assert "Thu 4 May 2023" in reader.title


async def test_letters_open_the_day_week_month_and_trending_around_what_is_shown(world: World) -> None:
    world.source.day(MONDAY, *papers(2))
    world.source.day("2026-W24", *papers(3))
    world.source.day("2026-06", *papers(4))
    world.source.day("trending", *papers(6))

    async with world.opened(Day(MONDAY)) as reader:
        for key, heading, number in (
            ("W", "Week 24, 2026", 3), ("M", "June 2026", 4), ("T", "Trending", 6), ("D", "Fri 12 Jun 2026", 5),
        ):
            await reader.press(key)
            assert heading in reader.title
            assert f"{number} papers" in reader.title
            assert number == len(reader.titles)


async def test_d_again_is_the_newest_day(world: World) -> None:
    world.source.day(MONDAY, *papers(2))

    async with world.opened(Day(MONDAY)) as reader:
        await reader.press("D")

        assert "Fri 12 Jun" in reader.title


async def test_weeks_and_months_have_neighbours(world: World) -> None:
    async with world.opened(Week(2026, 24)) as reader:
        await reader.press("[")
        assert "Week 23, 2026: 1 Jun to 7 Jun" in reader.title

        await reader.press("M", "[")
        assert "May 2026" in reader.title

        await reader.press("]", "]")
        assert "June 2026" in reader.title
        assert "This is the newest edition." == reader.said


async def test_the_neighbours_of_an_edition_are_brought_so_that_walking_needs_no_network(world: World) -> None:
    world.source.day(THURSDAY, *papers(2))

    async with world.opened() as reader:
        assert str(THURSDAY) in world.source.asked
        world.source.fails(DNS)
        await reader.press("[")

        assert 2 == len(reader.titles)
        assert "offline" not in reader.title


async def test_an_edition_that_cannot_be_had_says_why_and_what_to_do(world: World) -> None:
    async with world.opened() as reader:
        world.source.fails(DNS)
        await reader.press("[", "[")

        assert "No copy of 10 Jun on this machine." in reader.text
        assert "No answer from huggingface.co (nobody knows this name)." in reader.text
        assert "offline · R tries again" in reader.title


async def test_another_edition_begins_at_its_top_without_marked_rows_and_in_the_same_order(world: World) -> None:
    world.source.day(THURSDAY, *papers(9))

    async with world.opened() as reader:
        await reader.press("S", "t", "m", "G", "[")

        assert 0 == reader.screen.papers.cursor
        assert not reader.screen.chosen
        assert "11 Jun ─ by title" in reader.text


# ---- what came since the reader looked


async def test_what_came_since_the_reader_looked_is_said(world: World) -> None:
    async with world.opened():
        pass
    world.clock.advance(3600)
    gained = paper(2, title="A Second Title", upvotes=92)
    world.source.day(FRIDAY, PLANNING, gained, paper(30), paper(31), paper(32))

    async with world.opened() as reader:
        assert "+3 since you looked" in reader.title
        rows = "\n".join(reader.pane("papers"))
        assert "▲ 92 +31" in rows
        assert "new · ▲ 70" in rows
        assert rows.count("new · ") == 3

        await reader.press("R")
        assert "+3 since you looked" in reader.title

    async with world.opened() as reader:
        assert "since you looked" not in reader.title


async def test_at_the_first_look_nothing_is_new(world: World) -> None:
    async with world.opened() as reader:
        assert "since you looked" not in reader.title
        assert "new ·" not in reader.text


# ---- the calendar


async def test_the_calendar_shows_what_is_here_and_opens_a_day(world: World) -> None:
    await world.keep(MONDAY, *papers(7))

    async with world.opened() as reader:
        await reader.press("d")
        assert "June 2026" in reader.text
        assert any("7" in line and "5" in line and not line.strip("│ ").startswith("8") for line in reader.lines())

        await reader.press("left", "left", "left", "left", "enter")
        assert "Mon 8 Jun" in reader.title
        assert 7 == len(reader.titles)


async def test_the_calendar_walks_by_week_and_month_between_the_first_day_and_today(world: World) -> None:
    async with world.opened() as reader:
        for keys, heading in (
            (("up", "up"), "Fri 29 May"), (("pagedown",), "Fri 12 Jun"), (("pageup", "down"), "Tue 19 May"),
            (("right",), "Wed 20 May"), (("pageup",) * 50, "Thu 4 May 2023"),
        ):
            await reader.press("d")
            await reader.press(*keys, "enter")
            assert heading in reader.title


async def test_the_calendar_takes_a_period_that_is_typed(world: World) -> None:
    world.source.day(THURSDAY, *papers(2))

    async with world.opened() as reader:
        for typed, heading in (
            ("2026-06-08", "Mon 8 Jun"), ("2026-W20", "Week 20, 2026"), ("2026-05", "May 2026"), ("trending", "Trending"),
            ("yesterday", "Thu 11 Jun"),
        ):
            await reader.press("d")
            await reader.type(typed)
            await reader.press("enter")
            assert heading in reader.title


async def test_a_menu_that_is_left_before_it_is_drawn_does_no_harm(world: World) -> None:
    async with world.opened() as reader:
        for key in ("d", "?", "Y", "O", "S", ":"):
            reader.app.simulate_key(key)
            reader.app.simulate_key("escape")
            await reader.settle()
            await reader.press("escape")

        assert reader.app.is_running


@pytest.mark.fault("I1", "I8", "I10", "I11")
async def test_what_is_no_period_is_explained_and_nothing_is_lost(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("d")
        for typed, told in (
            ("2026-02-30", "there is no such day"), ("2030-01-01", "not yet"), ("2020-01-01", "nothing before"),
            ("tuseday", "not a period"), ("[/nope]", "[/nope]"),
        ):
            entry = reader.app.screen.query_one("#typed")
            entry.value = typed
            await reader.press("enter")
            assert told in reader.text.replace("\n", " ")
            assert typed == entry.value

        await reader.press("escape")

        assert "Fri 12 Jun" in reader.title
        assert PLANNING.id == reader.paper.id


async def test_what_an_answer_brings_never_closes_a_menu(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("S")
        world.source.day(FRIDAY, REASONING)
        reader.screen.ask_for(Day(FRIDAY))
        await reader.settle()

        assert "most stars" in reader.text
        await reader.press("escape")
        assert ["A Second Title"] == reader.titles


async def test_the_hourly_look_refreshes_what_is_shown(world: World) -> None:
    async with world.opened() as reader:
        world.clock.advance(timedelta(hours=1).total_seconds())
        world.source.day(FRIDAY, *papers(8))
        reader.screen.check()
        await reader.settle()

        assert 8 == len(reader.titles)
