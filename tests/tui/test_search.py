"""The search over everything, driven as a reader would."""

import asyncio

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.model.facets import Facet, FacetCount, Kind
from paperbrowse.model.query import Query
from paperbrowse.services.searching import Found
from paperbrowse.tui.outline import key_of
from tests.store.making import locked

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, THURSDAY, paper

SPARROW = paper(21, title="A Sparrow for Small Machines", abstract="We study a sparrow.", topics=("birds",))
OLDER = paper(22, title="Sparrows Considered", abstract="A sparrow, a sparrow.", topics=("birds", "agents"))
ON_HUB = paper(31, title="Flying Elsewhere", topics=("birds",))
OFFLINE = Unreachable("dns", "no answer from huggingface.co (nobody knows this name)")


async def searching(world: World, reader: Driver, *typed: str) -> None:
    """Opens the line over everything that is kept, and types."""
    await reader.screen.services.searching.catch_up()
    await reader.press("s")
    for text in typed:
        await reader.type(text)


async def keep_sparrows(world: World) -> None:
    await world.keep(THURSDAY, SPARROW, OLDER)


def found(reader: Driver) -> set[str]:
    return set(reader.titles)


# ---- typing


async def test_results_come_as_one_types_from_the_first_letter_and_are_counted(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await searching(world, reader)
        counts = []
        for letter in "sparrow":
            await reader.press(letter)
            counts.append(len(reader.titles))

        assert {SPARROW.title, OLDER.title} == found(reader)
        assert counts[0] >= 2 and sorted(counts, reverse=True) == counts
        assert "Search ─ “sparrow”: 2 of 7 on this machine" in reader.text
        assert "search" == reader.focus


async def test_the_sidebar_counts_the_topics_of_the_result(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened(size=(160, 40)) as reader:
        await searching(world, reader, "sparrow")

        topics = [line.split() for line in reader.pane("sidebar") if line.strip()]
        assert ["birds", "2"] in [line[-2:] for line in topics]
        assert ["agents", "1"] in [line[-2:] for line in topics]


async def test_a_letter_does_not_lay_the_screen_out_anew(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened(size=(160, 40)) as reader:
        await searching(world, reader, "s")
        laid_out: list[object] = []
        reader.screen.screen_layout_refresh_signal.subscribe(reader.screen, laid_out.append)
        await reader.type("parrow")
        letters = len(laid_out)
        await reader.press("escape")

        assert 0 == letters < len(laid_out)


async def test_an_empty_line_shows_the_language(world: World) -> None:
    async with world.opened() as reader:
        await searching(world, reader)

        shown = "\n".join(reader.pane("papers"))
        assert "Search every paper on this machine." in shown
        for form in ('"world model"', "-survey -topic:video", "upvotes:>20", "has:code"):
            assert form in shown

        await reader.type("x")
        await reader.press("backspace")
        assert '"world model"' in "\n".join(reader.pane("papers"))


async def test_matches_stand_out_in_the_row_and_in_the_abstract(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await searching(world, reader, "sparrow")

        underlined = [
            segment.text for strip in reader.strips() for segment in strip if segment.style and segment.style.underline
        ]
        assert {"Sparrow", "sparrow"} <= set(underlined)


async def test_what_is_not_understood_is_said_and_searched_as_text(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await searching(world, reader, "sparrow upvotes:x")

        assert reader.footer.strip().startswith("upvotes: wants a number")
        assert "Nothing on this machine fits. enter asks the Hub." in reader.text


async def test_tab_completes_fields_and_their_values(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await searching(world, reader, "is:boo")
        await reader.press("tab")

        assert "is:bookmarked" == reader.app.focused.value
        assert "search" == reader.focus


async def test_nothing_that_fits_says_what_enter_does(world: World) -> None:
    async with world.opened() as reader:
        await searching(world, reader, "zzzz")

        assert "Nothing on this machine fits. enter asks the Hub." in reader.text
        assert "search" == reader.focus


async def test_letters_that_are_commands_are_letters_in_the_line(world: World) -> None:
    async with world.opened() as reader:
        await reader.burst("s", "b", "s", "q", "?", "/")

        assert "bsq?/" == reader.app.focused.value
        assert reader.app.is_running


class Unhurried:
    """Glances at once; the whole answer, another one, comes when a test lets it."""

    def __init__(self, counted: tuple[FacetCount, ...] | None = None) -> None:
        """`counted` in a glance."""
        self.may_answer = asyncio.Event()
        self.asked: list[tuple[str, ...]] = []
        self.limits: set[int] = set()
        self._counted = counted

    def foresee(self) -> None:
        return

    def glance(self, query: Query, limit: int = 50) -> Found:
        self.limits.add(limit)
        return Found((SPARROW,), 1, self._counted, 0.0)

    async def search(self, query: Query, limit: int | None = None, *, counts: bool = False) -> Found:
        self.asked.append(query.words_to_emphasise)
        await self.may_answer.wait()
        return Found((SPARROW, OLDER), 2_345, (), 0.0)


async def test_the_first_answer_shows_in_the_keys_own_turn_and_the_whole_one_when_it_comes(world: World) -> None:
    async with world.opened() as reader:
        unhurried = Unhurried()
        reader.screen.services.searching = unhurried
        await reader.tap("s", "x")
        assert [SPARROW.title] == reader.titles
        assert "“x”: 1 of 1" in reader.text

        unhurried.may_answer.set()
        await reader.settle()
        assert [SPARROW.title, OLDER.title] == reader.titles
        assert "“x”: 2,345 of 1" in reader.text


async def test_a_glance_that_counts_all_it_found_is_the_whole_answer(world: World) -> None:
    async with world.opened(size=(160, 40)) as reader:
        unhurried = Unhurried((FacetCount(Facet(Kind.TOPIC, "birds"), "birds", 1),))
        reader.screen.services.searching = unhurried
        await reader.tap("s", "x")

        assert ["birds", "1"] in [line.split()[-2:] for line in reader.pane("sidebar")]

        unhurried.may_answer.set()
        await reader.settle()
        assert [SPARROW.title] == reader.titles
        assert ("x",) not in unhurried.asked


async def test_a_glance_fills_the_list_whatever_its_height(world: World) -> None:
    for lines in (30, 90):
        async with world.opened(size=(160, lines)) as reader:
            unhurried = Unhurried()
            reader.screen.services.searching = unhurried
            await reader.tap("s", "x")
            unhurried.may_answer.set()
            await reader.settle()
            papers = reader.screen.papers

            assert papers.size.height < max(unhurried.limits) * papers.row_height


async def test_the_whole_answer_for_another_text_is_dropped(world: World) -> None:
    async with world.opened() as reader:
        unhurried = Unhurried()
        reader.screen.services.searching = unhurried
        await reader.tap("s", "x", "y", "backspace", "backspace")
        await reader.until(lambda: len(unhurried.asked) >= 2)
        unhurried.may_answer.set()
        await reader.settle()

        assert [] == reader.titles
        assert "Search every paper on this machine." in reader.text


# ---- going back


async def test_escape_brings_back_what_was_there_before(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await reader.press("S", "t", "/")
        await reader.type("a")
        await reader.press("enter", "j", "m", "j")
        before = (reader.titles, reader.paper, reader.screen.papers.cursor, reader.lines()[1:-1], reader.title)

        await searching(world, reader, "sparrow")
        await reader.press("escape")

        assert before == (reader.titles, reader.paper, reader.screen.papers.cursor, reader.lines()[1:-1], reader.title)
        assert "papers" == reader.focus


async def test_escape_leads_back_from_the_results_as_well_and_q_too(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        for key in ("escape", "q"):
            await searching(world, reader, "sparrow")
            await reader.press("down", "j", key)

            assert 5 == len(reader.titles)
            assert "12 Jun ─ Hub order" in reader.text
            assert reader.app.is_running


async def test_a_shelf_comes_back_too(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await reader.press("b")
        reader.screen.action_shelf("bookmarks")
        await reader.settle()
        bookmarks = reader.titles

        await searching(world, reader, "sparrow")
        await reader.press("escape")

        assert bookmarks == reader.titles
        assert "Bookmarks" in reader.title


async def test_what_the_hub_says_of_the_day_meanwhile_does_not_disturb_the_search(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await reader.screen.services.searching.catch_up()
        world.source.hangs()
        await reader.tap("R")
        await reader.tap("s", *"sparrow")
        await reader.until(lambda: {SPARROW.title, OLDER.title} <= found(reader))
        world.source.day(FRIDAY, paper(41, title="Just Come"))
        world.source.answers()
        await reader.settle()
        assert "“sparrow”" in reader.text

        await reader.press("escape")
        assert ["Just Come"] == reader.titles
        assert "fetching" not in reader.title


async def test_a_key_of_an_edition_leaves_the_search_for_good(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await reader.press("S", "u")
        await searching(world, reader, "sparrow")
        await reader.press("enter", "D")

        assert 5 == len(reader.titles)
        assert "12 Jun ─ most upvotes" in reader.text
        assert "“sparrow”" not in reader.text

        await reader.press("escape")
        assert 5 == len(reader.titles)


# ---- in the results


async def test_down_and_enter_go_to_the_results_where_the_keys_of_the_list_work(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        for key in ("down", "enter"):
            await searching(world, reader, "sparrow")
            await reader.press(key)
            assert "papers" == reader.focus

            await reader.press("escape")
        await searching(world, reader, "sparrow")
        await reader.press("down", "b", "y")

        assert "◆" == reader.marks()[0][2]
        assert any("Sent to the clipboard" in said for said in reader.messages)


async def test_s_takes_up_what_was_typed(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await searching(world, reader, "sparro")
        await reader.press("down", "s")
        assert ("search", "sparro") == (reader.focus, reader.app.focused.value)

        await reader.type("w considered")
        assert [OLDER.title] == reader.titles

        await reader.press("escape")
        assert 5 == len(reader.titles)


async def test_results_can_be_filtered_and_escape_takes_one_layer_after_the_other(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        await searching(world, reader, "sparrow")
        await reader.press("down", "/")
        await reader.type("considered")
        await reader.press("enter")
        assert [OLDER.title] == reader.titles

        await reader.press("escape")
        assert {SPARROW.title, OLDER.title} == found(reader)

        await reader.press("escape")
        assert 5 == len(reader.titles)


async def test_nothing_of_a_search_enters_the_inbox(world: World) -> None:
    async with world.opened() as reader:
        world.source.finds("flying", ON_HUB)
        await searching(world, reader, "flying")
        await reader.press("enter")
        assert {ON_HUB.title} == found(reader)

        reader.screen.action_shelf("inbox")
        await reader.settle()
        assert ON_HUB.title not in found(reader)


# ---- the Hub


async def test_the_first_enter_asks_the_hub_and_marks_what_came_from_there(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        world.source.finds("sparrow", ON_HUB, OLDER)
        await searching(world, reader, "sparrow")
        assert "sparrow" not in world.source.asked

        await reader.press("enter")

        assert [ON_HUB.title] == reader.titles[-1:] and 3 == len(reader.titles)
        assert 1 == sum("from the Hub" in line for line in reader.pane("papers"))
        assert "2 of 7 on this machine · 1 from the Hub" in reader.text
        assert "1 paper from the Hub" in reader.title

        await reader.press("s", "enter")
        assert 1 == world.source.asked.count("sparrow")


async def test_down_asks_nobody(world: World) -> None:
    async with world.opened() as reader:
        await searching(world, reader, "sparrow")
        asked = len(world.source.asked)
        await reader.press("down")

        assert asked == len(world.source.asked)


@pytest.mark.parametrize("typed", ["2606.00031", "https://arxiv.org/abs/2606.00031v2", "huggingface.co/papers/2606.00031"])
async def test_enter_brings_the_very_paper_of_an_id_or_an_address(world: World, typed: str) -> None:
    brought = paper(31, title="Flying Elsewhere", id="2606.00031")
    world.source.knows(brought)
    async with world.opened() as reader:
        await searching(world, reader, typed)
        assert [] == reader.titles

        await reader.press("enter")

        assert [brought.title] == reader.titles
        assert 1 == world.source.asked.count(brought.id)

        await reader.press("escape")
        await searching(world, reader, typed)
        assert [brought.title] == reader.titles


async def test_an_id_that_the_hub_does_not_know_is_said(world: World) -> None:
    async with world.opened() as reader:
        await searching(world, reader, "2606.99999")
        await reader.press("enter")

        assert "the Hub does not know 2606.99999" in reader.title


async def test_offline_is_said_and_what_is_here_stays(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        world.source.fails(OFFLINE)
        await searching(world, reader, "sparrow")
        await reader.press("enter")

        assert "offline · only what is on this machine" in reader.title
        assert {SPARROW.title, OLDER.title} == found(reader)

        world.source.recovers()
        world.source.finds("sparrow", ON_HUB)
        await reader.press("R")
        assert ON_HUB.title in found(reader)


async def test_the_hubs_answer_for_other_words_is_dropped(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened() as reader:
        world.source.finds("sparrow", ON_HUB)
        await searching(world, reader, "sparrow")
        world.source.hangs()
        await reader.tap("enter")
        await reader.until(lambda: "asking the Hub" in reader.title)
        await reader.tap("s", "s")
        world.source.answers()
        await reader.settle()

        assert ON_HUB.title not in found(reader)
        assert "“sparrows”" in reader.text


async def test_what_the_hub_finds_must_fit_the_fields_of_the_query(world: World) -> None:
    async with world.opened() as reader:
        world.source.finds("flying", ON_HUB, paper(32, title="Liked Much", upvotes=900))
        await searching(world, reader, "flying upvotes:>800")
        await reader.press("enter")

        assert ["Liked Much"] == reader.titles


# ---- saved searches


async def save(reader: Driver, name: str = "") -> None:
    await reader.press("ctrl+s")
    if name:
        reader.app.focused.value = name
    await reader.press("enter")


async def test_a_saved_search_stands_in_the_sidebar_with_its_unread_papers_and_opens(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened(size=(160, 40)) as reader:
        await searching(world, reader, "sparrow")
        await reader.press("down", "r", "s")
        await save(reader, "My birds")
        assert "Saved as “My birds”" in reader.said

        await reader.press("escape")
        line = next(line for line in reader.pane("sidebar") if "My birds" in line)
        assert "1" == line.split()[-1]

        await reader.click_on("My birds")
        assert {SPARROW.title, OLDER.title} == found(reader)
        assert "Search ─ “My birds”: 2 of 7 on this machine" in reader.text
        assert "papers" == reader.focus

        await reader.press("escape")
        assert 5 == len(reader.titles)


async def test_a_saved_search_is_there_in_the_next_run_under_what_was_typed(world: World) -> None:
    async with world.opened() as reader:
        await searching(world, reader, "sparrow topic:birds")
        await save(reader)

    async with world.opened(size=(160, 40)) as reader:
        assert any("sparrow topic:birds" in line for line in reader.pane("sidebar"))


async def saved_birds(world: World, reader: Driver) -> None:
    """A search that is saved, and the cursor of the sidebar on its line."""
    await searching(world, reader, "sparrow")
    await save(reader, "My birds")
    await reader.press("escape")
    await reader.press("1")
    for _ in range(20):
        if "search:My birds" in key_of(reader.screen.sidebar.entry):
            return
        await reader.press("j")
    raise AssertionError(reader.text)


async def test_a_saved_search_gets_another_name_in_the_sidebar(world: World) -> None:
    await keep_sparrows(world)
    async with world.opened(size=(160, 40)) as reader:
        await saved_birds(world, reader)
        await reader.press("e", "r")
        reader.app.focused.value = "Their birds"
        await reader.press("enter")

        assert "“My birds” is “Their birds” now." == reader.said
        assert "My birds" not in "\n".join(reader.pane("sidebar"))
        assert "Their birds" in "\n".join(reader.pane("sidebar"))


async def test_a_name_that_another_search_has_is_not_given_twice(world: World) -> None:
    async with world.opened(size=(160, 40)) as reader:
        await searching(world, reader, "robin")
        await save(reader, "Robins")
        await reader.press("escape")
        await saved_birds(world, reader)
        await reader.press("e", "r")
        reader.app.focused.value = "Robins"
        await reader.press("enter")

        assert reader.said.startswith("There is a search named “Robins” already")
        assert {"My birds", "Robins"} == {saved.name for saved in reader.screen.saved_searches}


async def test_a_saved_search_is_removed_once_that_is_confirmed(world: World) -> None:
    async with world.opened(size=(160, 40)) as reader:
        await saved_birds(world, reader)
        await reader.press("e", "x")
        assert "Remove “My birds”?" in reader.text
        await reader.press("n")
        assert "My birds" in "\n".join(reader.pane("sidebar"))

        await reader.press("e", "x", "x")
        assert "Removed “My birds”: sparrow" == reader.said
        assert "My birds" not in "\n".join(reader.pane("sidebar"))


async def test_a_removal_that_cannot_be_written_is_said(world: World) -> None:
    async with world.opened(size=(160, 40)) as reader:
        await saved_birds(world, reader)
        with locked(world.library_file):
            await reader.press("e", "x", "x")

        assert reader.said.startswith("Not saved: ")
        assert "My birds" in "\n".join(reader.pane("sidebar"))


async def test_e_on_another_line_of_the_sidebar_says_what_it_is_for(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", "e")

        assert reader.said.startswith("e renames or removes the saved search under the cursor")


async def test_nothing_typed_cannot_be_saved(world: World) -> None:
    async with world.opened() as reader:
        await searching(world, reader)
        await reader.press("ctrl+s")

        assert "Nothing is typed that could be saved." == reader.said
        assert "search" == reader.focus


async def test_a_search_in_a_terminal_that_has_become_smaller_since_the_last_one_begins_as_any_other(world: World) -> None:
    world.source.day(FRIDAY, *(paper(number) for number in range(40)))
    async with world.opened(size=(160, 45)) as reader:
        await searching(world, reader, "paper")
        await reader.press("escape")
        await reader.pilot.resize_terminal(100, 30)
        await reader.settle()

        await searching(world, reader, "paper")

        assert "“paper”: 40 of 40 on this machine" in reader.text
