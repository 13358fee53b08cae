"""A sync leaves the last calls of a window to the reader."""

import asyncio

from paperbrowse.model.budget import Budget, Room, reserve
from paperbrowse.services.feed import quietly
from paperbrowse.services.sparing import Sparing
from tests.clocks import FakeClock


def sparing(left: int, seconds: float = 60.0) -> Sparing:
    async def look() -> Room:
        return Room(left, seconds)

    return Sparing(look, reserve=50)


async def test_above_the_reserve_there_is_nothing_to_wait_for() -> None:
    assert 0 == await sparing(left=51).wait(under_way=0)


async def test_at_the_reserve_the_end_of_the_window_is_waited_for() -> None:
    assert 60 == await sparing(left=50).wait(under_way=0)


async def test_calls_that_are_not_counted_yet_are_waited_for() -> None:
    assert 0 < await sparing(left=58).wait(under_way=8) < 1


async def test_where_nothing_is_left_the_call_itself_says_why() -> None:
    assert 0 == await sparing(left=0).wait(under_way=0)


async def test_no_more_than_a_part_is_spent_before_it_is_looked_again() -> None:
    looks = 0

    async def look() -> Room:
        nonlocal looks
        looks += 1
        return Room(150, 60)

    many = Sparing(look, reserve=50)
    for _ in range(50):
        await many.wait(under_way=0)

    assert 2 == looks


async def test_of_many_who_ask_at_once_one_looks_for_all() -> None:
    looks = 0

    async def look() -> Room:
        nonlocal looks
        looks += 1
        await asyncio.sleep(0)
        return Room(150, 60)

    many = Sparing(look, reserve=50)

    async def call() -> None:
        async with many.call(FakeClock(), quietly):
            pass

    await asyncio.gather(*(call() for _ in range(20)))

    assert 1 == looks


def test_the_reserve_is_a_tenth_but_at_least_twenty_calls_and_never_more_than_half() -> None:
    assert [50, 20, 5] == [reserve(Budget(calls, 300)) for calls in (500, 100, 10)]
