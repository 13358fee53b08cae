"""How the cost of work grows with its size: two sizes held against each other, so that the speed of the machine is nothing."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

_LOOKS = 12
"""The least of so many is what the work itself costs, whatever else the machine did meanwhile."""
_TIMES = 4
_EVEN = 8
"""What grows with its size takes 4 times as long for 4 times as much; with the square of it, 16 times."""


def grows_evenly(work: Callable[[int], object], size: int) -> bool:
    """Whether `work(4 * size)` costs about four times what `work(size)` does. Looks again while it seems to cost more."""
    least = time.get_clock_info("process_time").resolution * 10
    small = large = float("inf")
    for _ in range(_LOOKS):
        small = min(small, max(_seconds(work, size), least))
        large = min(large, _seconds(work, size * _TIMES))
        if large <= small * _EVEN:
            return True
    return False


def _seconds(work: Callable[[int], object], size: int) -> float:
    """Of this program, on the processor."""
    began = time.process_time()
    work(size)
    return time.process_time() - began


@contextmanager
def calls_counted() -> Iterator[Callable[[], int]]:
    """How many functions of Python this thread has called in the block so far: work, of which no clock knows."""
    made = 0

    def count(_: FrameType, event: str, __: object) -> None:
        nonlocal made
        made += event == "call"

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        yield lambda: made
    finally:
        sys.setprofile(before)
