"""Full texts, comments and links: from this machine first, asked for once, and kept so that they read offline."""

import asyncio
from datetime import timedelta

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Refused, SourceError, Unreachable
from paperbrowse.errors import Unreadable as NotRead
from paperbrowse.model.reading import Comment, Comments, FullText, Linked, LinkedRepo, NoFullText
from paperbrowse.services.feed import Limited, Offline, Unreadable
from paperbrowse.services.ports import Waiting
from paperbrowse.services.reading import NoPaper, Reading, Talk
from paperbrowse.store.cache import Cache
from tests.clocks import FakeClock

from .fake_source import FakeSource

PAPER = "2606.12000"


@pytest.fixture
def reading(source: FakeSource, cache: Cache, clock: FakeClock) -> Reading:
    return Reading(source, cache, clock)


@pytest.fixture
def text(clock: FakeClock) -> FullText:
    return FullText(PAPER, "# A\n\nWords.", "hub", clock.now())


@pytest.fixture
def talk(clock: FakeClock) -> Talk:
    comments = Comments(PAPER, clock.now(), (Comment("a", author="Ana", markdown="Nice.", reactions=(("🔥", 2),)),))
    return Talk(comments, Linked(PAPER, clock.now(), models=(LinkedRepo("lab/thing", "model", 1, 2),), total_models=3))


async def asked(source: FakeSource) -> None:
    """Returns once a question has reached the source."""
    while not source.asked:
        await asyncio.sleep(0)


async def test_a_text_is_asked_for_once_and_then_read_offline(reading: Reading, source: FakeSource, text: FullText, clock: FakeClock):
    source.has_text(text)

    first = await reading.full_text(PAPER)
    source.fails(Unreachable("offline", "offline"))
    clock.advance(400 * 86_400)

    assert text == first == await reading.full_text(PAPER) == await reading.kept_full_text(PAPER)
    assert [f"text of {PAPER}"] == source.asked


async def test_a_text_that_nobody_has_is_looked_for_again_after_a_day(reading: Reading, source: FakeSource, text: FullText, clock: FakeClock):
    none = await reading.full_text(PAPER)
    clock.advance(86_000)
    again = await reading.full_text(PAPER)
    source.has_text(text)
    clock.advance(1_000)

    assert NoFullText(PAPER, clock.now() - timedelta(seconds=87_000)) == none == again
    assert await reading.kept_full_text(PAPER) is None
    assert text == await reading.full_text(PAPER)
    assert 2 == len(source.asked)


async def test_anew_asks_though_there_is_a_copy_and_the_new_one_stays(reading: Reading, source: FakeSource, text: FullText):
    source.has_text(text)
    await reading.full_text(PAPER)
    source.has_text(replace(text, markdown="# B", version=2))

    found = await reading.full_text(PAPER, anew=True)

    assert found == await reading.kept_full_text(PAPER) and isinstance(found, FullText) and "# B" == found.markdown


async def test_a_text_is_not_lost_because_the_hub_has_it_no_more(
    reading: Reading, source: FakeSource, cache: Cache, text: FullText
):
    await cache.keep_page(text)

    assert text == await reading.full_text(PAPER, anew=True) == await reading.kept_full_text(PAPER)


async def test_comments_and_links_come_with_one_question_and_hold_for_ten_minutes(
    reading: Reading, source: FakeSource, talk: Talk, clock: FakeClock
):
    source.has_talk(talk.comments, talk.linked)

    first = await reading.talk(PAPER)
    clock.advance(590)
    second = await reading.talk(PAPER)
    clock.advance(20)
    third = await reading.talk(PAPER)

    assert talk == first == second
    assert isinstance(third, Talk) and clock.now() == third.comments.checked_at == third.linked.checked_at
    assert 2 == len(source.asked)


async def test_anew_asks_for_comments_that_are_fresh(reading: Reading, source: FakeSource, talk: Talk):
    source.has_talk(talk.comments, talk.linked)

    await reading.talk(PAPER)
    await reading.talk(PAPER, anew=True)

    assert 2 == len(source.asked)


async def test_old_comments_stay_readable_offline(reading: Reading, source: FakeSource, talk: Talk, clock: FakeClock):
    source.has_talk(talk.comments, talk.linked)
    await reading.talk(PAPER)
    source.fails(Unreachable("dns", "nobody there"))
    clock.advance(86_400)

    assert Offline("dns", "nobody there") == await reading.talk(PAPER)
    assert talk == await reading.kept_talk(PAPER)


async def test_a_clock_that_was_set_back_does_not_keep_comments_for_ever(reading: Reading, source: FakeSource, talk: Talk, clock: FakeClock):
    source.has_talk(talk.comments, talk.linked)
    await reading.talk(PAPER)
    clock.set(clock.now() - timedelta(days=30))

    await reading.talk(PAPER)

    assert 2 == len(source.asked)


async def test_of_a_paper_that_the_hub_does_not_know_nothing_is_kept(reading: Reading, source: FakeSource):
    assert NoPaper(PAPER) == await reading.talk(PAPER)
    assert await reading.kept_talk(PAPER) is None


async def test_a_title_is_asked_of_nobody(reading: Reading, source: FakeSource, clock: FakeClock):
    title = "title-0123456789ab"

    assert NoFullText(title, clock.now()) == await reading.full_text(title)
    assert NoPaper(title) == await reading.talk(title)
    assert [] == source.asked


@pytest.mark.parametrize(
    ("error", "kind"),
    [(Unreachable("timeout", "late"), Offline), (Refused(429, "limited", 60.0), Limited), (Refused(500, "trouble"), Unreadable),
     (NotRead("nonsense"), Unreadable)],
)  # fmt: skip
async def test_what_went_wrong_is_a_value_and_nothing_is_kept(reading: Reading, source: FakeSource, error: SourceError, kind: type):
    source.fails(error)

    assert isinstance(await reading.full_text(PAPER), kind) and isinstance(await reading.talk(PAPER), kind)
    assert await reading.kept_full_text(PAPER) is None and await reading.kept_talk(PAPER) is None


async def test_two_who_ask_at_once_share_the_answer_and_hear_of_the_wait(reading: Reading, source: FakeSource, text: FullText):
    source.has_text(text)
    source.waits(Waiting("the Hub limits us", 2.0))
    heard: list[Waiting] = []

    with source.held_back():
        questions = [asyncio.create_task(reading.full_text(PAPER, heard.append, anew=True)) for _ in range(2)]
        await asked(source)

    assert [text, text] == await asyncio.gather(*questions)
    assert 1 == len(source.asked) and 2 == len(heard)


async def test_who_leaves_does_not_end_the_question_for_the_cache(reading: Reading, source: FakeSource, text: FullText):
    source.has_text(text)

    with source.held_back():
        question = asyncio.create_task(reading.full_text(PAPER, anew=True))
        await asked(source)
        question.cancel()
        waiting = asyncio.create_task(reading.full_text(PAPER, anew=True))
        await asyncio.gather(question, return_exceptions=True)

    assert text == await waiting == await reading.kept_full_text(PAPER)
    assert 1 == len(source.asked)
