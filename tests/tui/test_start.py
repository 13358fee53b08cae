from datetime import timedelta

import pytest

from paperbrowse.errors import Refused, Unreachable
from paperbrowse.model.limits import Limits
from paperbrowse.model.listing import Sample
from paperbrowse.model.period import Day, Newest, Trending
from paperbrowse.services.ports import Waiting
from paperbrowse.tui.browsing import Shelf

from .conftest import SAMPLE, World
from .papers import EDITION, FRIDAY, PLANNING, REASONING, THURSDAY, paper, papers

DNS = Unreachable("dns", "no answer from huggingface.co (nobody knows this name)")
SAMPLE_TITLES = [paper.title for paper in SAMPLE]


async def test_what_is_on_this_machine_is_painted_before_anything_is_asked(world: World) -> None:
    await world.keep(FRIDAY, *papers(3))

    async with world.opened(read_ahead=True):
        pass

    assert "12 Jun ─ Hub order" in world.first_paint
    assert "Paper 1" in world.first_paint
    assert [] == world.asked_before


async def test_a_fresh_copy_is_not_asked_for_again(world: World) -> None:
    await world.keep(FRIDAY, *papers(3))

    async with world.opened(read_ahead=True) as reader:
        assert "checked just now" in reader.title

    assert str(FRIDAY) not in world.source.asked


async def test_an_answer_keeps_the_cursor_on_its_paper_and_the_rows_in_place(world: World) -> None:
    old = papers(20)
    await world.keep(FRIDAY, *old, at=world.clock.now() - timedelta(hours=2))
    world.source.day(FRIDAY, paper(90), paper(91), *old)

    world.source.hangs()
    async with world.opened(read_ahead=True, settles=False) as reader:
        await reader.until(lambda: str(FRIDAY) in world.source.asked)
        for _ in range(12):
            await reader.tap("j")
        place = reader.pane("papers")
        world.source.answers()
        await reader.settle()

        assert old[12].id == reader.paper.id
        assert place == reader.pane("papers")
        assert 22 == reader.screen.view.total


async def test_the_first_start_says_what_is_fetched_and_then_shows_it(world: World) -> None:
    world.source.hangs()
    async with world.opened(settles=False) as reader:
        await reader.until(lambda: str(FRIDAY) in world.source.asked)
        empty = reader.text
        world.source.answers()
        await reader.settle()

        assert "Fetching 12 Jun from huggingface.co…" in empty
        assert "fetching…" in empty.splitlines()[0]
        assert [paper.title for paper in EDITION] == reader.titles
        assert "● live" in reader.title


async def test_a_wait_is_told_while_it_lasts(world: World) -> None:
    world.source.waits(Waiting("no answer yet", 40))

    world.source.hangs()
    async with world.opened(settles=False) as reader:
        await reader.until(lambda: "no answer yet" in reader.text)

        assert "no answer yet · next try in 40 s" in reader.title
        assert "no answer yet: next try in 40 s." in reader.text.lower()

        world.source.answers()
        await reader.settle()

        assert "next try" not in reader.text


@pytest.mark.fault("N1", "N67")
async def test_a_first_start_without_a_network_shows_the_sample_and_offers_today_when_it_can(world: World) -> None:
    world.source.fails(DNS)

    async with world.opened() as reader:
        assert SAMPLE_TITLES == reader.titles
        assert "sample edition · no network · R tries again" in reader.title

        world.source.recovers()
        reader.screen.probe()
        await reader.settle()

        assert SAMPLE_TITLES == reader.titles
        assert "12 Jun is out, 5 so far: D shows it" in reader.title
        assert "no network" not in reader.title

        await reader.press("D")

        assert [paper.title for paper in EDITION] == reader.titles
        assert "is out" not in reader.title

    async with world.stores() as (cache, _):
        assert await cache.find(SAMPLE[0].id) is None


async def test_who_searches_over_the_sample_is_told_that_it_is_not_searched(world: World) -> None:
    async with world.opened(Sample()) as reader:
        await reader.press("s", *"zebra")

        assert "Nothing on this machine fits." in reader.text
        assert "The sample edition is not kept, and not searched" in reader.text


async def test_the_sample_asked_for_is_no_failure(world: World) -> None:
    async with world.opened(Sample()) as reader:
        assert SAMPLE_TITLES == reader.titles
        assert "sample edition" in reader.title and "network" not in reader.title
        reader.screen.probe()
        await reader.settle()

    assert [] == world.source.asked


async def test_a_start_without_a_network_shows_the_newest_copy_there_is(world: World) -> None:
    await world.keep(THURSDAY, *papers(4), at=world.clock.now() - timedelta(hours=20))
    world.source.fails(DNS)

    async with world.opened() as reader:
        assert "Thu 11 Jun" in reader.title
        assert "offline · copy from 20 h ago" in reader.title
        assert 4 == len(reader.titles)


async def test_a_limit_at_the_start_is_not_taken_for_a_missing_network(world: World) -> None:
    world.source.fails(Refused(429, "the Hub limits us for another hour", 3600))

    async with world.opened() as reader:
        assert Shelf.DAY is reader.screen.state.shelf
        assert "the Hub limits us until" in reader.title
        assert "No copy of 12 Jun on this machine." in reader.text
        assert "network" not in reader.text.lower() and "offline" not in reader.text.lower()


async def test_an_empty_day_gives_way_to_the_newest_that_has_papers(world: World) -> None:
    world.source.day(FRIDAY)
    world.source.day(THURSDAY, *papers(2))

    async with world.opened() as reader:
        assert "Thu 11 Jun" in reader.title
        assert ["Paper 1", "Paper 2"] == reader.titles


async def test_yesterday_is_the_edition_before_the_newest(world: World) -> None:
    world.source.day(THURSDAY, *papers(2))

    async with world.opened(Newest(back=1)) as reader:
        assert "Thu 11 Jun" in reader.title


async def test_an_edition_that_was_asked_for_is_opened(world: World) -> None:
    world.source.day("trending", *papers(2))

    async with world.opened(Trending()) as reader:
        assert ["Paper 1", "Paper 2"] == reader.titles
        assert "Trending" in reader.title


async def test_a_newer_edition_is_offered_to_a_reader_who_has_begun(world: World) -> None:
    await world.keep(THURSDAY, *papers(3), at=world.clock.now() - timedelta(hours=20))

    world.source.hangs()
    async with world.opened(settles=False) as reader:
        await reader.until(lambda: len(reader.titles) == 3 and str(FRIDAY) in world.source.asked)
        await reader.tap("space", "b")
        world.source.answers()
        await reader.settle()

        assert "Thu 11 Jun" in reader.title
        assert "12 Jun is out, 5 so far: D shows it" in reader.title

        await reader.press("D")

        assert "Fri 12 Jun" in reader.title
        assert PLANNING.id == reader.paper.id


async def test_the_hourly_look_offers_a_newer_edition_and_never_switches(world: World) -> None:
    world.source.day(FRIDAY)
    world.source.day(THURSDAY, *papers(2))

    async with world.opened() as reader:
        world.source.day(FRIDAY, *EDITION)
        world.clock.advance(3600)
        reader.screen.check()
        await reader.settle()

        assert "Thu 11 Jun" in reader.title
        assert "12 Jun is out, 5 so far: D shows it" in reader.title

        await reader.click_on("is out")

        assert "Fri 12 Jun" in reader.title


async def test_a_late_answer_for_another_edition_is_dropped(world: World) -> None:
    world.source.day(THURSDAY, *papers(3))
    await world.keep(THURSDAY, *papers(3))

    async with world.opened() as reader:
        world.source.hangs()
        world.source.day(FRIDAY, REASONING)
        await reader.tap("R")
        await reader.until(lambda: world.source.asked.count(str(FRIDAY)) == 2)
        await reader.tap("[")
        await reader.until(lambda: reader.titles == ["Paper 1", "Paper 2", "Paper 3"])
        world.source.answers()
        await reader.settle()

        assert "Thu 11 Jun" in reader.title
        assert ["Paper 1", "Paper 2", "Paper 3"] == reader.titles


async def test_a_failed_refresh_keeps_the_papers_and_the_time_of_the_last_good_one(world: World) -> None:
    async with world.opened() as reader:
        world.clock.advance(2 * 3600)
        world.source.fails(DNS)
        await reader.press("R")

        assert "offline · copy from 2 h ago" in reader.title
        assert 5 == len(reader.titles)
        assert 1 == world.forgotten

        world.source.recovers()
        await reader.press("R")

        assert "● live · checked just now" in reader.title


async def test_the_words_move_with_the_clock(world: World) -> None:
    async with world.opened() as reader:
        world.clock.advance(120)
        reader.screen.show_status()
        await reader.settle()

        assert "checked 2 min ago" in reader.title


async def test_offline_by_wish_asks_nothing_by_itself(world: World) -> None:
    world.source.fails(Unreachable("offline", "working offline, as asked"))

    async with world.opened(offline=True) as reader:
        asked = len(world.source.asked)
        reader.screen.probe()
        await reader.settle()

        assert SAMPLE_TITLES == reader.titles
        assert asked == len(world.source.asked)


async def test_a_weekend_that_was_asked_for_says_that_none_is_expected(world: World) -> None:
    async with world.opened(Day(FRIDAY.replace(day=6))) as reader:
        assert "A weekend: no papers are expected." in reader.text


async def test_the_first_paint_has_the_layout_of_the_terminal(world: World) -> None:
    await world.keep(FRIDAY, *papers(3))

    async with world.opened(read_ahead=True, size=(70, 24)) as reader:
        assert "Paper 1" in reader.text

    assert {70, 1} == world.widths  # 1: a scroll bar


async def test_a_service_that_is_silent_for_a_while_is_said_to_be(world: World) -> None:
    world.source.hangs()

    async with world.opened(settles=False, limits=Limits(read=0.01)) as reader:
        await reader.until(lambda: "no answer yet" in reader.title)
        assert "next try" not in reader.title

        world.source.answers()
        await reader.settle()

        assert "no answer yet" not in reader.text


async def test_the_first_frame_shows_the_first_paper_at_the_top(world: World) -> None:
    await world.keep(FRIDAY, *papers(20))

    async with world.opened(settles=False, read_ahead=True) as reader:
        assert 0 == reader.screen.papers.scroll_offset.y
        assert "Paper 1" in reader.pane("papers")[0]
        assert "Paper 1" in reader.pane("detail")[0]


async def test_what_the_first_paint_shows_is_styled_once_and_by_every_rule(world: World) -> None:
    await world.keep(FRIDAY, *papers(3))

    async with world.opened(read_ahead=True) as reader:
        screen = reader.app.screen
        nodes = [screen, *screen.walk_children()]
        as_mounted = [dict(node.styles.base.get_rules()) for node in nodes]
        screen.update_node_styles(animate=False)

        assert as_mounted == [dict(node.styles.base.get_rules()) for node in nodes]


@pytest.mark.parametrize("key", ["enter", "/", "?", "z"])
async def test_a_key_before_the_first_paint_shows_the_same_as_one_after_it(world: World, key: str) -> None:
    await world.keep(FRIDAY, *papers(3))

    async with world.opened(read_ahead=True, settles=False) as reader:
        await reader.tap(key)
        await reader.until(lambda: world.was_warmed)
        await reader.settle()
        early = reader.text
    async with world.opened(read_ahead=True) as reader:
        await reader.press(key)
        late = reader.text

    assert late == early
