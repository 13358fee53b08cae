"""Pictures of papers: asked for once, kept on this machine, and never an error."""

import asyncio
from pathlib import Path

import pytest

from paperbrowse.errors import Refused, TooBig, Unreachable, Unreadable
from paperbrowse.model.identifier import title_id
from paperbrowse.model.paper import Paper
from paperbrowse.model.picture import Frame, Picture, Way
from paperbrowse.services.pictures import Pictures
from paperbrowse.store.cache import Cache
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock

from .fake_pictures import FakePainter, FakePictures

PAPER = Paper("2606.00001", "A Title")
FRAME = Frame(Way.HALF, 40, 8)


@pytest.fixture
def source() -> FakePictures:
    return FakePictures()


@pytest.fixture
def painter() -> FakePainter:
    return FakePainter()


@pytest.fixture
def pictures(source: FakePictures, cache: Cache, painter: FakePainter, clock: FakeClock) -> Pictures:
    return Pictures(lambda: source, cache, painter, clock)


async def test_a_picture_is_asked_for_once_and_drawn_once_for_each_place(
    pictures: Pictures, source: FakePictures, painter: FakePainter
):
    first = await pictures.drawn(PAPER, FRAME)
    again = await pictures.drawn(PAPER, FRAME)
    elsewhere = await pictures.drawn(PAPER, Frame(Way.HALF, 20, 8))

    assert first is not None and first is again
    assert elsewhere is not None and 16 == elsewhere.columns
    assert ([PAPER.id], 2) == (source.asked, len(painter.drawn))


async def test_it_is_kept_for_the_next_run_and_offline(
    pictures: Pictures, cache: Cache, painter: FakePainter, clock: FakeClock
):
    await pictures.drawn(PAPER, FRAME)

    offline = Pictures(None, cache, painter, clock)

    assert await offline.drawn(PAPER, FRAME) is not None
    assert await offline.drawn(Paper("2606.00002", "Another"), FRAME) is None
    assert Picture(PAPER.id, b"2606.00001", clock.now()) == await cache.page(Picture, PAPER.id)


@pytest.mark.parametrize(
    "answer", [None, Refused(500, "no"), Unreadable("no picture"), TooBig("too big"), b"broken"]
)
async def test_what_cannot_be_shown_is_not_kept_and_not_asked_for_again_in_this_run(
    pictures: Pictures, source: FakePictures, cache: Cache, answer: object
):
    source.has(PAPER.id, answer)

    assert await pictures.drawn(PAPER, FRAME) is None
    assert await pictures.drawn(PAPER, FRAME) is None
    assert [PAPER.id] == source.asked
    assert await cache.page(Picture, PAPER.id) is None

    pictures.forget_failures()
    await pictures.drawn(PAPER, FRAME)
    assert (2, 1) == (len(source.asked), source.forgotten)


async def test_a_network_that_comes_back_is_asked_again(pictures: Pictures, source: FakePictures):
    source.has(PAPER.id, Unreachable("dns", "no network"))
    assert await pictures.drawn(PAPER, FRAME) is None

    source.has(PAPER.id, b"there")

    assert await pictures.drawn(PAPER, FRAME) is not None


async def test_what_comes_when_nobody_waits_any_more_is_kept(
    pictures: Pictures, source: FakePictures, cache: Cache, painter: FakePainter
):
    source.hangs()
    asked = asyncio.create_task(pictures.drawn(PAPER, FRAME))
    while not source.asked:
        await asyncio.sleep(0)
    asked.cancel()

    source.answers()

    assert await pictures.drawn(PAPER, FRAME) is not None
    assert ([PAPER.id], 1) == (source.asked, len(painter.drawn))
    assert await cache.page(Picture, PAPER.id) is not None


@pytest.mark.parametrize(
    "paper", [Paper(title_id("Imported"), "Imported"), Paper("2601.00001", "Sample", source="sample")]
)
async def test_nobody_is_asked_about_papers_that_the_hub_cannot_know(
    pictures: Pictures, source: FakePictures, paper: Paper
):
    assert await pictures.drawn(paper, FRAME) is None
    assert [] == source.asked


async def test_without_the_extra_nobody_is_asked(pictures: Pictures, source: FakePictures, painter: FakePainter):
    painter.is_there = False

    assert await pictures.drawn(PAPER, FRAME) is None
    assert [] == source.asked


async def test_a_bookmark_holds_no_picture_in_a_full_cache(
    tmp_path: Path, source: FakePictures, painter: FakePainter, clock: FakeClock
):
    cache = Cache(tmp_path / "small", StoreThread("cache"), max_bytes=1)
    await Pictures(lambda: source, cache, painter, clock).drawn(PAPER, FRAME)
    await cache.keep_paper(PAPER)

    await cache.sweep(frozenset({PAPER.id}))

    assert (None, PAPER) == (await cache.page(Picture, PAPER.id), await cache.find(PAPER.id))
    await cache.close()


async def test_at_the_end_the_connection_is_closed_and_nothing_is_waited_for(pictures: Pictures, source: FakePictures):
    source.hangs()
    asked = asyncio.create_task(pictures.drawn(PAPER, FRAME))
    while not source.asked:
        await asyncio.sleep(0)

    await pictures.close()

    assert source.is_closed
    with pytest.raises(asyncio.CancelledError):
        await asked
