"""What the service answers, as a check."""

import pytest

from paperbrowse.errors import PaperbrowseError, Refused, TooBig, Unreachable, Unreadable
from paperbrowse.model.check import State, note, ok, size_of
from paperbrowse.services.examining import proxy_check, service_check, token_check
from tests.clocks import FakeClock
from tests.services.fake_source import FakeSource

HOST = "hub.example"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def source(clock: FakeClock) -> FakeSource:
    return FakeSource(clock)


async def test_an_answer_is_told_with_its_time_and_its_papers(source: FakeSource, clock: FakeClock):
    check = await service_check(source, HOST, clock, 5)

    assert ok("service", "hub.example answers within 0.0 s: 0 papers on 2026-06-12") == check
    assert ["2026-06-12"] == source.asked


@pytest.mark.parametrize(
    ("error", "state"),
    [
        *((Unreachable(reason, "a cause"), State.FAILED) for reason in Unreachable.REASONS if reason != "offline"),
        (Unreachable("offline", "a cause"), State.NOTE),
        (Refused(429, "a cause", 40.0), State.NOTE),
        (Refused(500, "a cause"), State.FAILED),
        (Unreadable("a cause"), State.FAILED),
        (TooBig("a cause"), State.FAILED),
    ],
)
async def test_a_failure_is_told_with_its_cause_and_what_to_do(
    source: FakeSource, clock: FakeClock, error: PaperbrowseError, state: State
):
    source.fails(error)

    check = await service_check(source, HOST, clock, 5)

    assert (state, True) == (check.state, check.said.endswith("a cause"))
    assert bool(check.advice) == (check.said != "not asked: a cause")


async def test_a_source_that_never_answers_is_given_up(source: FakeSource, clock: FakeClock):
    with source.held_back():
        check = await service_check(source, HOST, clock, 0.01)

    assert (State.FAILED, "no answer from hub.example within 0.01 s") == (check.state, check.said)


@pytest.mark.parametrize(
    ("is_set", "was_refused", "has_answer", "state"),
    [
        (False, False, True, State.OK),
        (True, False, True, State.OK),
        (True, True, True, State.FAILED),
        (True, False, False, State.NOTE),
    ],
)
def test_a_token_is_accepted_only_by_an_answer(is_set: bool, was_refused: bool, has_answer: bool, state: State):
    assert state == token_check(is_set, was_refused, has_answer).state


def test_a_proxy_is_a_note():
    assert ok("proxy", "none") == proxy_check(None)
    assert note("proxy", "requests go through the one named in ALL_PROXY") == proxy_check("ALL_PROXY")


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1000, "1 kB"),
        (28_672, "28.7 kB"),
        (999_999, "1 MB"),
        (536_870_912, "537 MB"),
        (2_500_000_000, "2.5 GB"),
    ],
)
def test_sizes_are_for_a_person(count: int, said: str):
    assert said == size_of(count)
