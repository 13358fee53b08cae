from datetime import date

import pytest

from paperbrowse.model.period import Day
from paperbrowse.tui.outline import key_of
from tests.store.making import locked

from .conftest import World
from .driving import Driver
from .papers import EDITION, FRIDAY, PLANNING, REASONING, THURSDAY, WIDE, paper


async def to_line(reader: Driver, key: str) -> None:
    """From the top to that line of the sidebar."""
    await reader.press(*["k"] * 30)
    for _ in range(60):
        if key == key_of(reader.screen.sidebar.entry):
            return
        await reader.press("j")
    raise AssertionError("\n".join(reader.pane("sidebar")))


async def test_a_topic_of_the_paper_is_watched_in_two_keys_and_stands_in_a_shelf_of_its_own(world: World) -> None:
    async with world.opened(size=(160, 45)) as reader:
        assert "Watched" not in reader.text
        await reader.press("w", "a", "w")

        assert "Watched: agents, 2 papers here. u undoes" == reader.said
        assert [f"» {each}" in reader.text for each in ("Long-Horizon", "A Second Title")] == [True, True]
        assert "» watched for agents" in "\n".join(reader.pane("detail"))
        assert "Watched                2" in reader.text

        await reader.press("r")
        assert "Watched                1" in reader.text

        reader.screen.action_shelf("watched")
        await reader.settle()
        assert {PLANNING.title, REASONING.title} == set(reader.titles)


async def test_a_muted_paper_is_counted_and_one_key_shows_it_last_and_dimmed(world: World) -> None:
    async with world.opened(size=(160, 45)) as reader:
        await reader.press("j", "w", "a", "m")

        assert "Muted: reasoning, 2 papers here. u undoes" == reader.said
        assert [each.title for each in EDITION if "reasoning" not in each.topics] == reader.titles
        assert "Hub order ─ 2 muted, V shows them" in reader.text

        await reader.press("V")
        assert [REASONING.title, WIDE.title] == reader.titles[-2:]
        assert "muted · ▲ 61" in reader.text
        assert "2 muted, V hides them" in reader.text
        await reader.press("G", "G")
        assert "muted for reasoning" in "\n".join(reader.pane("detail"))

        await reader.press("V")
        assert REASONING.title not in reader.titles

    async with world.opened() as reader:
        assert "2 muted" in reader.text


async def test_the_same_keys_take_a_wish_back(world: World) -> None:
    async with world.opened() as reader:
        for keys in (("w",), ("a",), ("m",), ("V", "G"), ("w",), ("b",), ("n",)):
            await reader.press(*keys)

        assert "Neither watched nor muted: agents. u undoes" == reader.said
        assert [each.title for each in EDITION] == reader.titles
        assert "muted" not in "\n".join(reader.pane("papers"))


async def test_u_takes_a_wish_back_and_says_what_it_was(world: World) -> None:
    async with world.opened() as reader:
        before = reader.titles
        for keys in (("w",), ("a",), ("m",)):
            await reader.press(*keys)
        assert before != reader.titles

        await reader.press("u")
        assert "Undone: Muted: agents" == reader.said
        assert before == reader.titles

        await reader.press("ctrl+r")
        assert "Redone: Muted: agents" in reader.said
        assert before != reader.titles


async def test_a_line_of_the_sidebar_is_watched_or_muted(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", "w")
        assert reader.said.startswith("w watches or mutes the topic")

        await reader.press(*"jjjjjjjj", "w", "m")

        assert "Muted: agents, 2 papers here. u undoes" == reader.said
        assert "2 muted" in reader.text


async def test_the_sidebar_tells_all_that_is_watched_and_muted_and_enter_shows_its_papers(world: World) -> None:
    world.source.day(THURSDAY, paper(9, title="Older", authors=REASONING.authors[:1]))
    async with world.opened(Day(THURSDAY), size=(160, 45)) as reader:
        await reader.press("w", "a", "w")
        assert "» Ada One" in reader.text

    async with world.opened(size=(160, 45)) as reader:
        await reader.press("j", "w", "a", "m")
        sidebar = reader.pane("sidebar")
        wished = sidebar.index(" ▾ Watched and muted ──────")
        assert ["   » Ada One              2", "   × reasoning"] == sidebar[wished + 1 : wished + 3]

        await reader.press("1")
        await to_line(reader, "wished:author:ada one")
        await reader.press("enter")
        assert {"Older", REASONING.title} == set(reader.titles)
        await reader.press("escape")
        await to_line(reader, "wished:topic:reasoning")
        await reader.press("enter")
        assert {REASONING.title, WIDE.title} == set(reader.titles)


async def test_what_was_watched_is_changed_in_the_sidebar_also_where_no_paper_has_it(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("w", "a", "w", "]", "1")
        await to_line(reader, "wished:topic:agents")
        await reader.press("w", "n")

        assert "Neither watched nor muted: agents. u undoes" == reader.said
        assert "Watched and muted" not in reader.text


async def test_the_watched_shelf_holds_every_watched_paper_of_this_machine_the_newest_first(world: World) -> None:
    old = paper(70, title="Old", topics=("agents",), published=date(2025, 1, 2))
    world.source.day(date(2025, 1, 2), old, paper(71, title="Not this", topics=("agent swarms",)))
    world.source.day(FRIDAY, *(paper(n, title=f"Of the {n}th", topics=("agents",), published=date(2026, 6, n)) for n in (10, 11)))
    async with world.opened(Day(date(2025, 1, 2))):
        pass

    async with world.opened(size=(160, 45)) as reader:
        await reader.press("w", "a", "w")
        assert "Watched                3" in reader.text
        reader.screen.action_shelf("watched")
        await reader.settle()

        assert ["Of the 11th", "Of the 10th", "Old"] == reader.titles
        assert "3 papers · 3 unread" in reader.title
        await reader.press("G", "r")
        assert "Watched                2" in reader.text


async def test_what_the_list_is_filtered_by_is_offered_as_a_phrase(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/", *"second", "enter", "w")
        assert "phrase" in reader.text
        await reader.press("escape", "0")

        assert not reader.screen.services.watching.interests.all


async def test_muted_papers_are_not_waited_for_in_the_inbox(world: World) -> None:
    async with world.opened(size=(160, 45)) as reader:
        assert "Inbox                  5" in reader.text
        await reader.press("w", "a", "m")
        assert "Inbox                  3" in reader.text

        reader.screen.action_shelf("inbox")
        await reader.settle()
        assert "   3 papers, about 1 minute" in reader.title


async def test_a_bookmarked_paper_is_not_muted(world: World) -> None:
    async with world.opened(size=(160, 45)) as reader:
        await reader.press("b", "w", "a", "m")

        assert [each.title for each in EDITION if each is not REASONING] == reader.titles
        assert "muted · " not in "\n".join(reader.pane("papers"))
        assert "Inbox                  4" in reader.text


async def test_what_is_watched_are_the_readers_topics(world: World) -> None:
    async with world.opened(size=(160, 45)) as reader:
        await reader.press("w", "a", "w")
        reader.screen.action_shelf("inbox")
        await reader.settle()

        assert "   5 papers, 2 on your topics, about 1 minute" in reader.title


async def test_a_list_of_muted_papers_says_so(world: World) -> None:
    world.source.day(date(2026, 6, 12), REASONING)

    async with world.opened() as reader:
        await reader.press("w", "a", "m")

        assert "1 paper here, muted." in reader.text
        assert "V shows what is muted." in reader.text
        await reader.press("w", "n", "V")
        assert [REASONING.title] == reader.titles


async def test_a_wish_that_cannot_be_kept_is_said_and_not_shown(world: World) -> None:
    async with world.opened() as reader:
        with locked(world.library_file):
            await reader.press("w", "a", "m")

        assert reader.said.startswith("Not saved: ")
        assert [each.title for each in EDITION] == reader.titles


@pytest.mark.parametrize("key", ["w", "V"])
async def test_without_a_paper_nothing_is_watched(world: World, key: str) -> None:
    world.source.day(date(2026, 6, 12))

    async with world.opened() as reader:
        reader.screen.action_shelf("bookmarks")
        await reader.settle()
        await reader.press(key)

        assert reader.said in ("No paper here.", "Nothing is muted in this list.")
