from pathlib import Path

import pytest

from paperbrowse.errors import StoreError
from paperbrowse.model.interests import Interest, Subject, Wish
from paperbrowse.services.marking import Marking
from paperbrowse.services.watching import Watching
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.model.made import paper
from tests.patience import PATIENCE

AGENTS = Interest(Subject.TOPIC, "agents", Wish.WATCH)
PAPER = paper(topics=("agents",))


@pytest.fixture
def watching(marking: Marking) -> Watching:
    return Watching(marking)


async def test_a_wish_is_kept_in_the_library_and_known_to_the_next_program(
    watching: Watching, library: Library, clock: FakeClock
) -> None:
    assert await watching.add(AGENTS)
    assert watching.is_watched(PAPER)

    other = Watching(Marking(lambda: library, clock))
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


async def test_undo_takes_a_wish_back_like_a_mark_and_says_what_it_was(watching: Watching, marking: Marking) -> None:
    muted = Interest(Subject.AUTHOR, "Ada One", Wish.MUTE)
    await watching.add(AGENTS)
    await marking.read([PAPER])
    await watching.add(muted)
    await watching.remove(AGENTS)

    undone = [await marking.undo() for _ in range(5)]

    assert ["No longer watched: agents", "Muted: the author Ada One", "Marked read: “Paper 1”", "Watched: agents"] == [
        change.sentence for change in undone if change
    ]
    assert () == watching.interests.all
    assert not watching.is_watched(PAPER)

    redone = [await marking.redo() for _ in range(5)]
    assert undone[3::-1] == redone[:4] and redone[4] is None
    assert (muted,) == watching.interests.all


async def test_what_another_window_wished_for_the_same_subject_stays_when_ours_is_undone(
    watching: Watching, marking: Marking, clock: FakeClock, tmp_path: Path
) -> None:
    await watching.add(AGENTS)
    library = Library(tmp_path / "library.db", StoreThread("second"), timeout=PATIENCE)
    muted = Interest(Subject.TOPIC, "agents", Wish.MUTE)
    await Watching(Marking(lambda: library, clock)).add(muted)
    await library.close()

    assert await marking.follow()
    assert watching.is_muted(PAPER)
    await marking.undo()

    assert (muted,) == watching.interests.all


async def test_wishes_of_another_machine_are_heard_with_its_marks(
    watching: Watching, marking: Marking, clock: FakeClock, tmp_path: Path
) -> None:
    between = tmp_path / "between"
    between.mkdir()
    library = Library(tmp_path / "other" / "library.db", StoreThread("other"), timeout=PATIENCE)
    elsewhere = Marking(lambda: library, clock)
    await Watching(elsewhere).add(AGENTS)
    await elsewhere.merge(between)

    merged = await marking.merge(between)
    assert (frozenset(), {"topic:agents"}) == (merged.changed.marks, merged.changed.wishes)
    assert watching.is_watched(PAPER)

    await watching.remove(AGENTS)
    await marking.merge(between)
    await elsewhere.merge(between)
    assert () == elsewhere.interests.all
    await library.close()


async def test_a_restored_backup_brings_its_wishes_back(watching: Watching, marking: Marking, clock: FakeClock) -> None:
    await watching.add(AGENTS)
    backup = await marking.back_up()
    await watching.remove(AGENTS)
    await watching.add(Interest(Subject.PHRASE, "in the wild", Wish.MUTE))
    before = watching.interests

    await marking.restore(backup)
    assert (AGENTS,) == watching.interests.all

    await marking.undo()
    assert before == watching.interests


async def test_a_library_that_cannot_be_used_leaves_all_as_it_was(watching: Watching, tmp_path: Path) -> None:
    (tmp_path / "library.db").write_bytes(b"no library")

    await watching.load_if_possible()

    assert () == watching.interests.all
    with pytest.raises(StoreError):
        await watching.add(AGENTS)
    assert watching.wish_of(PAPER) is None
