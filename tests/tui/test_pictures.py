"""Pictures on the screen: when the cursor rests, below what is being read, and never where they would be in the way."""

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.model.paper import Author, Paper
from paperbrowse.model.picture import Way
from paperbrowse.services.pictures import Pictures
from paperbrowse.store.cache import Cache
from paperbrowse.tui.abilities import picture_way
from paperbrowse.tui.page import Page, page_lines
from paperbrowse.tui.picture import Room, room_for
from tests.services.fake_pictures import FakePainter, FakePictures

from .conftest import World
from .driving import Driver
from .papers import FRIDAY

SENTENCE = "We measure how far a thing carries when another thing is the limit, and say so in many words. "
PAPERS = tuple(
    Paper(f"2606.0000{number}", f"Paper Number {number}", abstract=SENTENCE * words, authors=(Author("Ana Chen"),))
    for number, words in ((1, 4), (2, 4), (3, 20), (4, 60))
)
LARGE = (160, 45)
UPPER_HALF = "▀"


@pytest.fixture
def source() -> FakePictures:
    return FakePictures()


@pytest.fixture
def painter() -> FakePainter:
    return FakePainter()


@pytest.fixture(autouse=True)
def with_pictures(world: World, source: FakePictures, painter: FakePainter, monkeypatch: pytest.MonkeyPatch) -> None:
    world.source.day(FRIDAY, *PAPERS)
    world.pictures = lambda cache: _service(world, cache, source, painter)
    for name in ("NO_COLOR", "TMUX", "STY", "ZELLIJ", "SSH_TTY", "SSH_CONNECTION", "SSH_CLIENT"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def _service(world: World, cache: Cache, source: FakePictures, painter: FakePainter) -> Pictures:
    return Pictures(lambda: source, cache, painter, world.clock)


def rows(reader: Driver) -> list[int]:
    """The lines of the detail pane that a picture stands on."""
    return [y for y, line in enumerate(reader.pane("detail")) if UPPER_HALF in line]


def texts(reader: Driver) -> list[str]:
    return [line.strip() for line in reader.pane("detail") if line.strip() and UPPER_HALF not in line]


# ---- when


async def test_the_picture_comes_when_the_cursor_rests_and_not_before(world: World, source: FakePictures) -> None:
    async with world.opened(size=LARGE) as reader:
        assert [PAPERS[0].id] == source.asked
        world.clock.waited.clear()

        await reader.burst("j", "j", "k", "j", "k")

        assert [PAPERS[0].id, PAPERS[1].id] == source.asked
        assert 0.3 == pytest.approx(sum(wait for wait in world.clock.waited if wait < 1))
        assert rows(reader)


async def test_nothing_is_asked_before_the_papers_are_painted_and_the_network_is_loaded(
    world: World, painter: FakePainter
) -> None:
    painted: list[bool] = []

    class Watched(FakePictures):
        async def picture(self, paper_id: str) -> bytes | None:
            painted.append(world.was_warmed and PAPERS[0].title in world.first_paint)
            return await super().picture(paper_id)

    world.pictures = lambda cache: _service(world, cache, Watched(), painter)
    await world.keep(FRIDAY, *PAPERS)
    async with world.opened(size=LARGE, read_ahead=True):
        assert [True] == painted


async def test_a_picture_that_comes_late_is_kept_and_not_shown(world: World, source: FakePictures) -> None:
    async with world.opened(size=LARGE) as reader:
        late = source.holds(PAPERS[1].id)
        await reader.tap("j")
        await reader.until(lambda: PAPERS[1].id in source.asked)
        await reader.tap("j")
        await reader.until(lambda: bool(rows(reader)))
        before = reader.pane("detail")

        late.set()
        await reader.settle()
        assert PAPERS[2].title == texts(reader)[0] and before == reader.pane("detail")

        source.asked.clear()
        await reader.press("k")
        assert rows(reader) and [] == source.asked


async def test_keys_are_obeyed_while_a_picture_does_not_come(world: World, source: FakePictures) -> None:
    source.hangs()
    async with world.opened(size=LARGE, settles=False) as reader:
        await reader.until(lambda: PAPERS[0].id in source.asked)

        await reader.tap("j", "b")
        await reader.until(lambda: "bookmarked" in reader.text)

        assert PAPERS[1].title == texts(reader)[0]
        source.answers()
        await reader.settle()


# ---- where


async def test_what_stands_above_it_does_not_move_and_the_abstract_is_whole_above_it(
    world: World, source: FakePictures
) -> None:
    source.hangs()
    async with world.opened(size=LARGE, settles=False) as reader:
        await reader.until(lambda: PAPERS[0].id in source.asked)
        before = reader.pane("detail")
        source.answers()
        await reader.settle()

        top = rows(reader)[0]
        assert before[: top - 1] == reader.pane("detail")[: top - 1]
        assert "many words." in reader.pane("detail")[top - 2] and not reader.pane("detail")[top - 1].strip()


async def test_a_long_abstract_goes_on_below_it(world: World) -> None:
    async with world.opened(size=LARGE) as reader:
        await reader.press("j", "j")

        seen = rows(reader)
        assert 8 == len(seen) and len(reader.pane("detail")) == seen[-1] + 1
        await reader.press("3", "G")
        told = " ".join(texts(reader))
        assert "many words." in told and PAPERS[2].pdf_url in told


async def test_an_abstract_that_needs_the_room_has_it(world: World, source: FakePictures) -> None:
    async with world.opened(size=LARGE) as reader:
        source.asked.clear()
        await reader.press("G")

        assert ([], []) == (rows(reader), source.asked)


@pytest.mark.parametrize("size", [(60, 20), (100, 21), (40, 10)])
async def test_in_a_small_pane_there_is_none_and_nobody_is_asked(
    world: World, source: FakePictures, size: tuple[int, int]
) -> None:
    async with world.opened(size=size) as reader:
        await reader.press("enter")

        assert ([], []) == (rows(reader), source.asked)


async def test_it_goes_when_the_pane_becomes_too_small_and_comes_again(world: World) -> None:
    async with world.opened(size=LARGE) as reader:
        await reader.pilot.resize_terminal(60, 20)
        await reader.settle()
        assert UPPER_HALF not in reader.text

        await reader.pilot.resize_terminal(*LARGE)
        await reader.settle()
        assert rows(reader)


async def test_it_stands_in_the_reading_view_and_in_no_other_tab(world: World) -> None:
    async with world.opened(size=LARGE) as reader:
        await reader.press("enter")
        assert rows(reader)

        await reader.press("4")
        assert not rows(reader)
        await reader.press("1")
        assert rows(reader)


async def test_whoever_scrolls_gets_nothing_between_the_lines(world: World, source: FakePictures) -> None:
    async with world.opened(size=(160, 45)) as reader:
        source.hangs()
        await reader.tap("j", "j")
        await reader.until(lambda: PAPERS[2].id in source.asked)
        await reader.tap("3", "j")
        before = reader.pane("detail")
        source.answers()
        await reader.settle()

        assert before == reader.pane("detail")


# ---- whether


@pytest.mark.parametrize("wishes", [{"images": False}, {"ascii": True}])
async def test_settings_that_want_none_have_no_service_for_it(wishes: dict[str, object], world: World) -> None:
    from paperbrowse.assembly import open_services

    async with open_services(world.settings(**wishes), clock=world.clock) as services:
        assert services.pictures is None


async def test_without_colours_there_is_none(
    world: World, source: FakePictures, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")

    async with world.opened(size=LARGE) as reader:
        assert ([], []) == (rows(reader), source.asked)


async def test_a_paper_without_a_picture_looks_as_ever(world: World, source: FakePictures) -> None:
    source.has(PAPERS[0].id, None)

    async with world.opened(size=LARGE) as reader:
        assert [] == rows(reader)
        assert PAPERS[0].pdf_url in reader.text


async def test_r_asks_again_for_one_that_did_not_come(world: World, source: FakePictures) -> None:
    source.has(PAPERS[0].id, Unreachable("dns", "no network"))

    async with world.opened(size=LARGE) as reader:
        await reader.press("v", "v")
        assert ([], [PAPERS[0].id]) == (rows(reader), source.asked)

        source.has(PAPERS[0].id, b"there")
        await reader.press("R")
        assert rows(reader)


@pytest.mark.parametrize(
    ("environ", "colors", "way"),
    [
        ({"TERM": "xterm-kitty"}, "truecolor", Way.KITTY),
        ({"TERM": "xterm-ghostty"}, "truecolor", Way.KITTY),
        ({"TERM": "xterm-kitty"}, "256", Way.HALF),
        ({"TERM": "xterm-256color", "KITTY_WINDOW_ID": "1"}, "truecolor", Way.HALF),
        ({"TERM": "xterm-kitty", "SSH_CONNECTION": "a"}, "truecolor", Way.HALF),
        ({"TERM": "xterm-kitty", "SSH_TTY": "/dev/pts/1"}, "truecolor", Way.HALF),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, "truecolor", Way.HALF),
        ({"TERM": "xterm-kitty", "STY": "1.pts"}, "truecolor", Way.HALF),
        ({"TERM": "foot"}, "truecolor", Way.HALF),
        ({}, "256", Way.HALF),
        ({"TERM": "xterm-kitty"}, "standard", None),
        ({"TERM": "xterm-kitty"}, None, None),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, "truecolor", None),
        ({"TERM": "xterm-kitty", "NO_COLOR": ""}, "truecolor", Way.KITTY),
    ],
)
def test_the_way_is_known_without_asking_the_terminal(
    environ: dict[str, str], colors: str | None, way: Way | None
) -> None:
    assert way is picture_way(environ, colors)


@pytest.mark.parametrize(
    ("words", "height", "room"),
    [(4, 41, Room(12, 20)), (12, 41, Room(24, 16)), (20, 41, Room(32, 8)), (60, 41, None), (4, 20, Room(12, 7)), (4, 19, Room(12, 6)), (4, 18, None), (22, 41, Room(32, 8)), (4, 17, None)],
)
def test_the_room_for_it_is_what_the_abstract_leaves(words: int, height: int, room: Room | None) -> None:
    page = page_lines(Page(Paper("2606.00001", "Title", abstract=SENTENCE * words)), 62)

    assert room == room_for(page, 62, height)


# ---- what goes on as before


async def test_a_selection_that_goes_over_it_is_the_text_alone(world: World) -> None:
    async with world.opened(size=LARGE) as reader:
        await reader.press("j", "j", "3")
        await reader.until(lambda: bool(rows(reader)))  # once scrolled, it comes no more
        await reader.press(*"j" * 6)
        detail = reader.screen.detail
        x, y = detail.content_region.x + detail.left, detail.content_region.y
        seen = [line.strip() for line in reader.pane("detail")]
        below = next(at for at, line in enumerate(seen) if at > rows(reader)[-1] and line)

        await reader.drag((x, y), (x + len(seen[below]) - 1, y + below))

        text = [*seen[: rows(reader)[0] - 1], seen[below]]
        assert "\n".join(text) == reader.screen.get_selected_text()


async def test_kittys_picture_goes_to_the_terminal_once_and_is_forgotten_for_the_next(
    world: World, painter: FakePainter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TERM", "xterm-kitty")
    monkeypatch.setenv("COLORTERM", "truecolor")
    sent: list[str] = []

    async with world.opened(size=LARGE) as reader:
        monkeypatch.setattr(reader.app._driver, "write", sent.append)
        await reader.press("j")

        first, second = 0x12000001, 0x12000002
        assert [f"\x1b_Ga=d,d=I,i={first},q=2\x1b\\\x1b_Gi={second},q=2;AAAA\x1b\\"] == [
            each for each in sent if "\x1b_G" in each
        ]
        styles = {segment.style.color.triplet for strip in reader.strips() for segment in strip if "\U0010eeee" in segment.text}
        assert {(0, 0, 2)} == {tuple(each) for each in styles}
    assert any(each == f"\x1b_Ga=d,d=I,i={second},q=2\x1b\\" for each in sent)
