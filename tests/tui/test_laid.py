"""A sheet laid out bit by bit: whatever is known already, a place stays a place."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperbrowse.tui.laid import Laid, Place
from paperbrowse.tui.rendering import Line
from paperbrowse.tui.sheet import Block


class Made(Block):
    """A block of so many lines that guesses so many."""

    def __init__(self, name: int, height: int, guess: int) -> None:
        self._name, self._height, self._guess = name, height, guess

    def lines(self, cells: int) -> Iterator[Line]:
        return iter([((f"{self._name}.{line}", ""),) for line in range(self._height)])

    def guess(self, cells: int) -> int:
        return self._guess


SHAPES = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=30)


def made(shapes: list[tuple[int, int]]) -> Laid:
    return Laid([Made(name, *shape) for name, shape in enumerate(shapes)], 80)


def shown(laid: Laid, y: int) -> str:
    line = laid.line(y)
    return line[0][0] if line else "?"


@given(SHAPES, st.integers(0, 29), st.integers(1, 20))
def test_what_is_in_view_is_laid_out_and_stays_where_it_is(shapes: list[tuple[int, int]], block: int, height: int) -> None:
    laid = made(shapes)
    y = min(laid.lay(Place(min(block, len(shapes) - 1)), height), max(0, laid.height - height))
    seen = [shown(laid, line) for line in range(y, min(y + height, laid.height))]

    place = laid.place(y)
    while not laid.is_whole:
        laid.go_on(lambda: True)

    assert "?" not in seen
    after = laid.y(place)
    assert seen == [shown(laid, line) for line in range(after, after + len(seen))]


@given(SHAPES)
def test_when_all_is_laid_out_every_line_is_where_it_belongs(shapes: list[tuple[int, int]]) -> None:
    laid = made(shapes)

    laid.go_on(lambda: False)

    whole = [f"{name}.{line}" for name, (height, _) in enumerate(shapes) for line in range(height)]
    assert whole == [shown(laid, y) for y in range(laid.height)]
    assert laid.line(laid.height) is None and laid.line(-1) is None
    assert [y for y in range(laid.height)] == [laid.y(laid.place(y)) for y in range(laid.height)]


def test_the_rest_is_laid_out_after_the_view_first() -> None:
    laid = made([(2, 2)] * 10)
    laid.lay(Place(4), 3)

    laid.go_on(lambda: True)

    assert [4, 5, 6] == [block for block in range(10) if laid.known(block)]


@pytest.mark.parametrize("place", [Place(5, 0.5), Place(99)])
def test_a_place_in_a_text_that_has_become_shorter_is_its_end(place: Place) -> None:
    laid = made([(3, 1), (2, 1)])

    assert laid.lay(place, 4) >= laid.height - 4


def test_of_nothing_there_is_nothing() -> None:
    laid = Laid((), 80)

    assert (0, 0, None, True) == (laid.lay(Place(), 5), laid.height, laid.line(0), laid.is_whole)
