from paperbrowse.errors import SettingsError
from paperbrowse.model.listing import Sample
from paperbrowse.model.paper import Organization
from paperbrowse.model.topics import Vocabulary
from paperbrowse.services.topics import Topics
from tests.services.fake_topics import topics_of

from .conftest import World
from .driving import Driver
from .papers import FRIDAY, paper


def options(reader: Driver) -> list[str]:
    return [line.rstrip() for line in reader.pane("sidebar") if line.strip()]


# ---- the line at the bottom


async def test_the_list_narrows_as_one_types_and_enter_keeps_it(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        found = []
        for letter in "sec":
            await reader.press(letter)
            found.append(len(reader.titles))
        assert [5, 3, 1] == found
        assert "prompt" == reader.focus

        await reader.press("enter")

        assert "papers" == reader.focus
        assert ["A Second Title"] == reader.titles
        assert "12 Jun ─ Hub order ─ “sec”: 1 of 5" in reader.text
        assert "5 papers" in reader.title

        await reader.press("/")
        assert "sec" == reader.app.focused.value


async def test_escape_leaves_the_line_and_takes_the_filter_away(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        await reader.type("sec")
        await reader.press("escape")

        assert "papers" == reader.focus
        assert 5 == len(reader.titles)


async def test_letters_that_are_commands_are_letters_in_the_line(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        await reader.type("bq?R")

        assert "bq?R" == reader.app.focused.value
        assert reader.app.is_running
        assert [] == reader.messages


async def test_what_is_typed_before_the_line_has_opened_goes_into_it(world: World) -> None:
    async with world.opened() as reader:
        await reader.burst("/", "q", "z", "b")

        assert "qzb" == reader.app.focused.value
        assert reader.app.is_running


async def test_a_letter_typed_before_a_menu_has_opened_chooses_in_it(world: World) -> None:
    async with world.opened() as reader:
        await reader.burst("S", "t")

        assert "12 Jun ─ by title" in reader.text


async def test_a_filter_knows_phrases_and_words_that_may_not_occur(world: World) -> None:
    async with world.opened() as reader:
        for typed, found in (("a -second", 4), ('"second title"', 1), ("推論", 1), ("zürich", 1), ("[/nope]", 1)):
            await reader.press("0", "/")
            reader.app.focused.value = typed
            await reader.settle()
            await reader.press("enter")
            assert (typed, found) == (typed, len(reader.titles))


async def test_a_filter_knows_fields_either_or_and_what_the_reader_said(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "b", "k")
        found = {}
        for typed in ("title:second", "is:bookmarked", "-is:bookmarked", "topic:reas", "upvotes:>90", "second OR planning", "is:"):
            await reader.press("0", "/")
            reader.app.focused.value = typed
            await reader.settle()
            found[typed] = len(reader.titles)
            await reader.press("enter")

        assert [1, 1, 4, 2, 1, 2, 5] == list(found.values())


async def test_what_is_not_understood_is_said_beside_the_line(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        assert "enter keep  tab complete  escape leave" == reader.footer.strip()

        await reader.type("upvotes:>")
        assert "enter keep" in reader.footer and "wants" not in reader.footer

        await reader.type("x")
        assert reader.footer.startswith(" upvotes: wants a number, such as upvotes:>20  enter keep")
        assert [] == reader.titles

        await reader.press("backspace", "9")
        assert "wants" not in reader.footer

        await reader.press("escape")
        assert "escape leave" not in reader.footer


async def test_what_is_said_beside_the_line_is_cut_where_there_is_no_room(world: World) -> None:
    async with world.opened(size=(40, 24)) as reader:
        await reader.press("/")
        await reader.type("colour:red")

        assert reader.footer.startswith(" there is no field colour: ; ") and reader.footer.endswith("…")
        assert 40 >= len(reader.footer)


async def test_tab_completes_fields_and_values_one_after_the_other(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        await reader.type("-to")
        await reader.press("tab")
        assert "-topic:" == reader.app.focused.value

        lines = []
        for key in ("tab", "tab", "tab", "shift+tab"):
            await reader.press(key)
            lines.append(reader.app.focused.value)
        assert ["-topic:agents", "-topic:reasoning", '-topic:"world models"', "-topic:reasoning"] == lines
        assert 3 == len(reader.titles)

        await reader.type(" x")
        await reader.press("tab")
        assert "-topic:reasoning x" == reader.app.focused.value
        assert "prompt" == reader.focus


async def test_tab_completes_nothing_where_the_sidebar_is_narrowed(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", "/")
        await reader.type("to")
        await reader.press("tab")

        assert ("prompt", "to") == (reader.focus, reader.app.focused.value)
        assert "enter keep  escape leave" == reader.footer.strip()


async def test_a_completion_never_makes_the_line_too_long(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        reader.app.focused.insert_text_at_cursor("x" * 190 + " topic:")
        await reader.press("tab")

        assert 197 == len(reader.app.focused.value)


async def test_a_filter_that_nothing_fits_says_what_clears_it(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        await reader.type("zebra")
        await reader.press("enter")

        assert "No paper fits the filter." in reader.text
        assert "5 papers without it: 0 clears it." in reader.text

        await reader.press("0")
        assert 5 == len(reader.titles)


async def test_the_cursor_stays_on_its_paper_while_the_list_narrows_and_widens(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "/")
        await reader.type("second")
        await reader.press("escape")

        assert "A Second Title" == reader.paper.title


async def test_a_megabyte_in_the_line_is_cut(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("/")
        reader.app.focused.insert_text_at_cursor("x" * 1_000)
        await reader.settle()

        assert 200 >= len(reader.screen.state.typed)


# ---- order


async def test_the_list_can_be_ordered(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("S")
        assert "Hub order" in reader.text and "most upvotes" in reader.text

        await reader.press("t")
        assert sorted(reader.titles, key=str.lower) == reader.titles
        assert "12 Jun ─ by title" in reader.text

        await reader.press("S", "escape")
        assert "12 Jun ─ by title" in reader.text

        await reader.press("S", "down", "enter")
        assert "12 Jun ─ most upvotes" in reader.text

        await reader.press("S", "j", "k", "enter")
        assert "12 Jun ─ Hub order" in reader.text


# ---- the sidebar


async def test_the_sidebar_counts_shelves_and_topics_most_frequent_first(world: World) -> None:
    await world.keep("2026-W24", *(paper(number) for number in range(1, 31)))

    async with world.opened() as reader:
        lines = options(reader)

        assert "▌  Day                    5" == lines[0]
        assert "   Week                  30" == lines[1]
        assert "   Month" == lines[2]
        assert "   Inbox                  5" in lines
        topics = [line.split("  ")[1].strip() for line in lines[lines.index(" ▾ Topics ─────────────────") + 1 :]]
        assert ["agents", "reasoning", "benchmarks", "KV cache", "planning", "world models"] == topics
        assert "·  agents                 2" in lines


async def test_more_than_fifteen_topics_are_a_line(world: World) -> None:
    named = tuple(f"topic {letter}" for letter in "abcdefghijklmnopqrst")
    world.source.day(FRIDAY, paper(1, topics=named), paper(2, topics=named))

    async with world.opened(size=(160, 50)) as reader:
        lines = options(reader)
        assert "   5 more" == lines[-1]
        assert 15 == sum("  topic" in line for line in lines)

        await reader.press("1", *["j"] * 30, "enter")
        assert 20 == sum("  topic" in line for line in options(reader))


async def test_space_includes_excludes_and_neither(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", *["j"] * 8)
        seen = []
        for _ in range(3):
            await reader.press("space")
            line = next(line for line in options(reader) if "agents" in line)
            seen.append((line[1], len(reader.titles), "sidebar" == reader.focus))

        assert [("+", 2, True), ("-", 3, True), (" ", 5, True)] == seen


async def test_enter_shows_only_the_papers_with_this_topic_and_again_all(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", *["j"] * 9, "enter")

        assert {"A Second Title", "推論モデルの長い文脈における記憶：日本語の題名は一文字が二桁を占める"} == set(reader.titles)
        assert "12 Jun ─ Hub order ─ reasoning: 2 of 5" in reader.text

        await reader.press("enter")
        assert 5 == len(reader.titles)

        await reader.press("enter", "0")
        assert 5 == len(reader.titles)


async def test_a_slash_in_the_sidebar_narrows_the_topics(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", "/")
        await reader.type("reas")
        assert "agents  " not in "\n".join(options(reader))
        assert "reasoning" in "\n".join(options(reader))
        assert 5 == len(reader.titles)

        await reader.press("escape")
        assert "sidebar" == reader.focus
        assert "agents  " in "\n".join(options(reader))


async def test_what_is_found_in_the_sidebar_is_included_at_once(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", "/", *"reas", "enter", "space")
        assert "reasoning: 2 of 5" in reader.text
        await reader.press("space")
        assert "not reasoning: 3 of 5" in reader.text

        await reader.press("/", *"qqqq", "enter")
        assert "not reasoning: 3 of 5" in reader.text


async def test_enter_on_a_shelf_opens_it(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", "j", "j", "j", "j", "j", "enter")

        assert "Bookmarks" in reader.title
        assert "papers" == reader.focus
        assert "▌  Bookmarks" in "\n".join(options(reader))


async def test_a_filter_that_hides_the_paper_gives_it_back_when_it_goes(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("j", "j")
        paper = reader.screen.papers.paper

        await reader.press("/", *"qqqq")
        assert reader.screen.papers.paper is None

        await reader.press("escape")

        assert paper == reader.screen.papers.paper


# ---- topics, organizations, tags


def topic_line(reader: Driver, name: str) -> str:
    return next(line for line in options(reader) if name in line)


async def test_included_topics_combine_and_the_counts_are_of_what_the_list_shows(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", *["j"] * 8, "space")
        assert "·+ agents                 2" in options(reader)
        assert 2 == len(reader.titles)

        await reader.press("j", "j", "space")

        assert "12 Jun ─ Hub order ─ agents, reasoning: 1 of 5" in reader.text
        assert ["A Second Title"] == reader.titles
        assert ["1", "1"] == [topic_line(reader, name).split()[-1] for name in ("agents", "reasoning")]
        assert "benchmarks" not in "\n".join(options(reader))

        await reader.press("space")
        assert "12 Jun ─ Hub order ─ agents, not reasoning: 1 of 5" in reader.text

        await reader.press("0")
        assert 5 == len(reader.titles)


async def test_the_filter_goes_along_from_edition_to_edition_and_not_to_a_shelf(world: World) -> None:
    await world.keep("2026-06-11", paper(11, topics=("agents",)), paper(12))

    async with world.opened() as reader:
        await reader.press("1", *["j"] * 8, "space", "2", "[")
        assert ["Paper 11"] == reader.titles
        assert "11 Jun ─ Hub order ─ agents: 1 of 2" in reader.text

        await reader.press("]")
        assert 2 == len(reader.titles)

        await reader.press("1", "k", "k", "k", "enter")
        assert "agents:" not in reader.text


async def test_a_heading_folds_its_section_also_in_the_next_run(world: World) -> None:
    async with world.opened() as reader:
        await reader.press("1", *["j"] * 7, "enter")
        assert " ▸ Topics 6 ───────────────" in options(reader)
        assert "agents" not in "\n".join(options(reader)[7:])

    async with world.opened() as reader:
        assert " ▸ Topics 6 ───────────────" in options(reader)

        await reader.press("1", *["j"] * 7, "space")
        assert " ▾ Topics ─────────────────" in options(reader)


async def test_the_topics_of_the_highlighted_paper_are_marked(world: World) -> None:
    def marked(lines: list[str]) -> set[str]:
        return {line[3:20].strip() for line in lines if line.startswith("·")}

    async with world.opened() as reader:
        assert {"agents", "world models", "planning"} == marked(options(reader))

        await reader.press("j")

        assert {"agents", "reasoning"} == marked(options(reader))


async def test_organizations_on_two_papers_or_more_are_a_section(world: World) -> None:
    lab, lonely = Organization("the-lab", "The Lab"), Organization("lonely", "Lonely Lab")
    world.source.day(FRIDAY, paper(1, organization=lab), paper(2, organization=lab), paper(3, organization=lonely))

    async with world.opened() as reader:
        assert [" ▾ Organizations ──────────", "·  The Lab                2"] == options(reader)[-2:]

        await reader.press("1", *["j"] * 8, "space", "space")

        assert "12 Jun ─ Hub order ─ not The Lab: 1 of 3" in reader.text
        assert " - The Lab" in topic_line(reader, "The Lab")


async def test_a_topic_in_the_abstract_filters_when_it_is_clicked(world: World) -> None:
    async with world.opened() as reader:
        lines = reader.lines()
        y = next(at for at, line in enumerate(lines) if "agents · world models · planning" in line)
        await reader.pilot.click(offset=(lines[y].rindex("world models") + 3, y))
        await reader.settle()

        assert "12 Jun ─ Hub order ─ world models: 1 of 5" in reader.text


async def test_more_topics_are_shown_by_group_which_fold_too(world: World) -> None:
    named = tuple(f"topic {letter}" for letter in "abcdefghijklmnopqrst")
    world.topics = topics_of("1", Vision={name: [] for name in named[:4]}, Audio={name: [] for name in named[4:]})
    world.source.day(FRIDAY, paper(1, topics=named, topics_by="1"))

    async with world.opened(size=(160, 50)) as reader:
        await reader.press("1", *["j"] * 30, "enter")
        assert ["   ▾ Vision", "·  topic a                1"] == options(reader)[8:10]

        await reader.press(*["k"] * 30, *["j"] * 8, "enter")
        assert ["   ▸ Vision 4", "   ▾ Audio"] == options(reader)[8:10]


async def test_papers_are_sorted_by_a_changed_vocabulary_while_the_screen_is_open(world: World) -> None:
    await world.keep("2026-06-10", paper(21, title="Agents"))
    world.topics = topics_of("2", All={"agents": ["agent"]})

    async with world.opened() as reader:
        await reader.press("[", "[")

        assert "·  agents                 1" in options(reader)


async def test_a_mistake_in_the_readers_vocabulary_is_told(world: World) -> None:
    def broken() -> Vocabulary:
        raise SettingsError("topics.toml", "Undoing", 3, "must be a list of aliases, or a table")

    world.topics = Topics(lambda: "1", broken, Vocabulary)

    async with world.opened() as reader:
        assert ["topics.toml, line 3: Undoing: must be a list of aliases, or a table"] == reader.messages


async def test_the_sample_is_sorted_too(world: World) -> None:
    world.topics = topics_of("1", All={"samples": ["sample"]})

    async with world.opened(Sample()) as reader:
        assert "·  samples                3" in options(reader)
