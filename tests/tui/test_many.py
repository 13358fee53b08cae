"""More than any day has brought: the screen does not mind."""

import time

import pytest

from paperbrowse.model.paper import Author

from .conftest import World
from .papers import FRIDAY, paper, papers


@pytest.mark.fault("N58")
async def test_ten_thousand_papers_are_drawn_at_once_and_walked_through(world: World) -> None:
    await world.keep(FRIDAY, *papers(10_000))

    async with world.opened(read_ahead=True) as reader:
        began = time.process_time()
        await reader.press("G")
        await reader.press("g", "g", "j")

        assert time.process_time() - began < 2
        assert 10_000 == reader.screen.view.total
        assert "2 of 10000" in reader.text.replace(",", "")


@pytest.mark.fault("N58")
async def test_five_thousand_authors_and_a_megabyte_of_abstract_are_cut_and_said_to_be(world: World) -> None:
    authors = tuple(Author(f"Writer {number}") for number in range(5_000))
    world.source.day(FRIDAY, paper(1, authors=authors, abstract="word " * 200_000))

    async with world.opened() as reader:
        began = time.process_time()
        await reader.press("enter")

        assert "and 4,997 more" in reader.text or "and 4997 more" in reader.text
        await reader.press("a", "G", "escape")
        assert time.process_time() - began < 3
