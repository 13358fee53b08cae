"""More than any day has brought: the screen does not mind."""

import pytest

from paperbrowse.model.paper import Author

from tests.growth import calls_counted

from .conftest import World
from .papers import FRIDAY, paper, papers


@pytest.mark.fault("N58")
async def test_ten_thousand_papers_are_drawn_at_once_and_walked_through(world: World) -> None:
    few = await _walked_through(world, 100)
    many = await _walked_through(world, 10_000)

    assert many < 2 * few


async def _walked_through(world: World, number: int) -> int:
    """How many calls it takes to go to the last paper, to the first and to the second."""
    await world.keep(FRIDAY, *papers(number))
    async with world.opened(read_ahead=True) as reader:
        with calls_counted() as calls:
            await reader.press("G")
            await reader.press("g", "g", "j")

        assert number == reader.screen.view.total
        assert f"2 of {number}" in reader.text.replace(",", "")
        return calls()


@pytest.mark.fault("N58")
async def test_five_thousand_authors_and_a_megabyte_of_abstract_are_cut_and_said_to_be(world: World) -> None:
    authors = tuple(Author(f"Writer {number}") for number in range(5_000))
    world.source.day(FRIDAY, paper(1, authors=authors, abstract="word " * 200_000))

    async with world.opened() as reader:
        await reader.press("enter")

        assert "and 4,997 more" in reader.text or "and 4997 more" in reader.text
        with calls_counted() as calls:
            await reader.press("a", "G", "escape")
        assert calls() < 500_000
