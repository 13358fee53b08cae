from pathlib import Path

import pytest

from paperbrowse.errors import StoreError
from paperbrowse.model.interests import Interest, Subject, Wish
from paperbrowse.services.watching import Watching
from paperbrowse.store.library import Library
from tests.model.made import paper

AGENTS = Interest(Subject.TOPIC, "agents", Wish.WATCH)
PAPER = paper(topics=("agents",))


@pytest.fixture
def watching(library: Library) -> Watching:
    return Watching(library)


async def test_a_wish_is_kept_in_the_library_and_known_to_the_next_program(watching: Watching, library: Library) -> None:
    assert await watching.add(AGENTS)
    assert watching.is_watched(PAPER)

    other = Watching(library)
    assert other.wish_of(PAPER) is None
    await other.load()
    assert other.is_watched(PAPER)


async def test_a_wish_is_replaced_by_another_for_the_same_subject(watching: Watching) -> None:
    await watching.add(AGENTS)
    muted = Interest(Subject.TOPIC, "Agents", Wish.MUTE)

    assert await watching.add(muted)
    assert not await watching.add(muted)
    assert (muted,) == watching.interests.all
    assert watching.is_muted(PAPER)


async def test_only_what_is_wished_can_be_taken_back(watching: Watching) -> None:
    await watching.add(AGENTS)

    assert not await watching.remove(Interest(Subject.TOPIC, "agents", Wish.MUTE))
    assert await watching.remove(AGENTS)
    assert watching.wish_of(PAPER) is None


async def test_a_paper_is_looked_at_again_when_more_is_known_of_it(watching: Watching) -> None:
    await watching.add(AGENTS)
    await watching.prepare([paper()])

    assert watching.wish_of(paper()) is None
    assert watching.is_watched(PAPER)


async def test_a_wish_that_cannot_be_read_is_left_out_and_kept(watching: Watching, library: Library) -> None:
    await library.remember("interest topic:future", '{"subject": "galaxy"}')
    await watching.add(AGENTS)

    assert (AGENTS,) == watching.interests.all
    assert 2 == len(await library.recall_all("interest "))


async def test_a_library_that_cannot_be_used_leaves_all_as_it_was(watching: Watching, tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no library")

    await watching.load_if_possible()

    assert () == watching.interests.all
    with pytest.raises(StoreError):
        await watching.add(AGENTS)
    assert watching.wish_of(PAPER) is None
