"""The source that never asks, and the source that is made when somebody does."""

import asyncio
import threading
from datetime import date

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper
from paperbrowse.model.period import Day, Period
from paperbrowse.model.reading import Comments, FullText, Linked
from paperbrowse.services.ports import OnWait
from paperbrowse.sources.offline import LazySource, OfflineSource
from tests.clocks import FakeClock

DAY = Day(date(2026, 6, 8))


class _Recorded:
    """A source that notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def listing(self, period: Period, known: Listing | None, on_wait: OnWait) -> Listing:
        self.asked.append(f"listing {period}")
        return Listing(str(period), (), FakeClock().now(), FakeClock().now())

    async def paper(self, paper_id: str, on_wait: OnWait) -> Paper | None:
        self.asked.append(f"paper {paper_id}")
        return None

    async def full_text(self, paper_id: str, on_wait: OnWait) -> FullText | None:
        self.asked.append(f"text {paper_id}")
        return None

    async def comments_and_links(self, paper_id: str, on_wait: OnWait) -> tuple[Comments, Linked] | None:
        self.asked.append(f"talk {paper_id}")
        return None

    def forget_failures(self) -> None:
        self.asked.append("forget")

    async def close(self) -> None:
        self.asked.append("close")


async def test_offline_every_question_gets_the_same_sentence():
    source = OfflineSource("HF_HUB_OFFLINE is set")

    with pytest.raises(Unreachable) as of_listing:
        await source.listing(DAY, None, [].append)
    with pytest.raises(Unreachable) as of_paper:
        await source.paper("2606.08001", [].append)
    with pytest.raises(Unreachable) as of_text:
        await source.full_text("2606.08001", [].append)
    with pytest.raises(Unreachable) as of_talk:
        await source.comments_and_links("2606.08001", [].append)
    await source.close()

    errors = [of_listing.value, of_paper.value, of_text.value, of_talk.value]
    assert {"offline"} == {error.reason for error in errors}
    assert {"HF_HUB_OFFLINE is set"} == {str(error) for error in errors}


async def test_a_lazy_source_is_made_once_in_a_thread_and_passes_every_question_on():
    made: list[tuple[_Recorded, threading.Thread]] = []

    def make() -> _Recorded:
        made.append((_Recorded(), threading.current_thread()))
        return made[-1][0]

    source = LazySource(make)
    await asyncio.gather(source.warm(), source.listing(DAY, None, [].append), source.paper("2606.08001", [].append))
    await source.full_text("2606.08001", [].append)
    await source.comments_and_links("2606.08001", [].append)
    source.forget_failures()
    await source.close()

    [(recorded, thread)] = made
    told = ["listing 2026-06-08", "paper 2606.08001", "text 2606.08001", "talk 2606.08001", "forget", "close"]
    assert told == recorded.asked
    assert threading.main_thread() is not thread


async def test_a_lazy_source_that_nobody_asked_is_never_made():
    def make() -> _Recorded:
        raise AssertionError("made")

    source = LazySource(make)

    source.forget_failures()
    await source.close()
