from datetime import UTC, date, datetime

import pytest

from .conftest import World
from .driving import Driver
from .papers import paper
from .test_layouts import check

AWAY = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)
"""A Thursday, six days after."""
CAME = tuple(
    paper(number, title=f"Came {number}", topics=("agents",) if number < 64 else ("robots",)) for number in range(60, 68)
)


@pytest.fixture
async def away(world: World) -> World:
    """A reader bookmarked a paper about agents, read the rest of Friday, and stayed away until Thursday."""
    async with world.opened() as reader:
        await reader.press("b", "A")
    for number, day in enumerate((15, 16, 17, 18)):
        few = CAME[2 * number : 2 * number + 2]
        world.source.day(date(2026, 6, day), *few, *CAME[:1])
    world.clock.set(AWAY)
    return world


async def inbox(reader: Driver) -> None:
    reader.screen.action_shelf("inbox")
    await reader.settle()


async def test_after_days_away_one_list_holds_each_paper_of_them_once_and_says_what_they_take(away: World) -> None:
    async with away.opened(size=(160, 45)) as reader:
        await inbox(reader)

        assert sorted(each.title for each in CAME) == sorted(reader.titles)
        assert "away 6 days: 8 papers, 4 on your topics, about 1 minute " in reader.title


async def test_the_inbox_is_gone_through_with_few_keys_down_to_zero(away: World) -> None:
    async with away.opened(size=(160, 45)) as reader:
        await inbox(reader)
        first, second, third = reader.titles[:3]

        await reader.press("x")
        assert second == reader.paper.title
        assert "away 6 days: 7 of 8 unread, " in reader.title

        await reader.press("n", "b")
        assert third == reader.paper.title
        assert "7 of 8 unread" in reader.title

        await reader.press("u", "u")
        assert "away 6 days: 8 papers, " in reader.title
        assert first in reader.titles

        await reader.press("A")
        assert "away 6 days: all 8 papers read" in reader.title
        assert "Inbox                    " in reader.text


async def test_who_comes_back_is_told_and_one_key_leads_to_the_inbox(away: World) -> None:
    async with away.opened() as reader:
        assert "Away 6 days: I brings what came meanwhile into one list." == reader.said
        await reader.press("I")

        assert "away 6 days: 8 papers" in reader.title


async def test_after_the_last_paper_kind_words_stand_there_and_u_brings_it_back(away: World) -> None:
    async with away.opened(size=(160, 45)) as reader:
        await reader.press("I", "x", "b")
        said = len(reader.messages)
        await reader.press(*["x"] * 7)

        assert [] == reader.titles
        assert "All caught up." in reader.text
        assert "8 papers of 6 days read, 1 of them bookmarked." in reader.text
        assert "D shows the newest day. u brings the last one back." in reader.text
        assert "Nothing unread in this list." not in reader.messages[said:]

        await reader.press("u")
        assert 1 == len(reader.titles)
        assert "1 of 8 unread" in reader.title


async def test_the_last_paper_stays_while_it_is_being_read(away: World) -> None:
    async with away.opened(size=(160, 45)) as reader:
        await reader.press("I", *["x"] * 7)
        last = reader.paper
        await reader.press("enter")

        assert last == reader.paper
        assert "All caught up." not in reader.text


async def test_a_stopped_catching_up_goes_on_where_it_was_also_a_day_later(away: World) -> None:
    async with away.opened() as reader:
        await inbox(reader)
        rest = reader.titles[2:]
        await reader.press("x", "x")
    away.clock.advance(24 * 3600)

    async with away.opened() as reader:
        await inbox(reader)

        assert rest == reader.titles
        assert "away 6 days: 6 of 8 unread" in reader.title


async def test_who_has_caught_up_was_not_away_at_the_next_start(away: World) -> None:
    async with away.opened() as reader:
        await inbox(reader)
        await reader.press("A")

    async with away.opened() as reader:
        await inbox(reader)

        assert "away" not in reader.title
        assert "Nothing unread." in reader.text


async def test_an_absence_in_front_of_an_open_program_ends_with_a_key(world: World) -> None:
    async with world.opened() as reader:
        await inbox(reader)
        assert "   5 papers, about 1 minute" in reader.title
        world.clock.set(AWAY)
        await reader.press("j")

        assert "away 6 days: 5 papers" in reader.title


async def test_a_library_that_cannot_be_used_tells_no_absence(away: World) -> None:
    away.library_file.write_bytes(b"no library")

    async with away.opened() as reader:
        await inbox(reader)

        assert "away" not in reader.title


async def test_where_there_is_little_room_the_unread_are_counted(away: World) -> None:
    async with away.opened(size=(60, 24)) as reader:
        await inbox(reader)

        assert "8 unread" in reader.title


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (60, 20)], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_what_a_reader_keeps_as_it_looks(away: World, size: tuple[int, int]) -> None:
    async with away.opened(size=size) as reader:
        reader.app.NOTIFICATION_TIMEOUT = 3600  # however slow the machine is
        reader.screen.tell(reader.said)
        await reader.settle()
        check(reader, f"away-{size[0]}x{size[1]}")

        await reader.press("I", "t")
        await reader.type("to read, planning")
        await reader.press("enter", "w", "a", "w", "x")
        for name, keys in (
            ("inbox", ""), ("watch", "w"), ("tags", "tpl"), ("note", ("i", *"A thought.")), ("export", "e"),
        ):  # fmt: skip
            reader.app.clear_notifications()
            await reader.press(*keys)
            check(reader, f"{name}-{size[0]}x{size[1]}")
            await reader.press("escape")
