import asyncio
import sqlite3
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

import pytest
from msgspec.structs import replace

from paperbrowse.errors import Locked, TooNew
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.services.marking import Marking
from paperbrowse.store.library import Library
from paperbrowse.store.steps_sql import UNDO_DEPTH
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.model.made import NOON, paper
from tests.patience import PATIENCE

T = TypeVar("T")

ONE, TWO, THREE = paper(1), paper(2), paper(3)
LATER = NOON + timedelta(minutes=1)


@contextmanager
def locked(tmp_path: Path) -> Iterator[None]:
    """Another program holds the library."""
    with closing(sqlite3.connect(tmp_path / "library.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


def bookmarked(marking: Marking) -> list[str]:
    return sorted(paper_id for paper_id, marks in marking.all.items() if marks.bookmarked)


async def _later(answer: T) -> T:
    return answer


async def test_a_bookmark_is_in_the_library_when_it_shows(marking: Marking, library: Library) -> None:
    change = await marking.bookmark([ONE])

    assert change is not None and "Bookmarked “Paper 1”" == change.sentence
    assert Marks(bookmarked_at=NOON) == marking.of(ONE.id) == (await library.marks())[ONE.id]


async def test_pressing_twice_takes_the_bookmark_back(marking: Marking) -> None:
    await marking.bookmark([ONE])
    change = await marking.bookmark([ONE])

    assert change is not None and "No longer bookmarked: “Paper 1”" == change.sentence
    assert UNMARKED == marking.of(ONE.id)


async def test_pressing_twice_before_the_disk_answers_takes_it_back_too(marking: Marking) -> None:
    await asyncio.gather(marking.bookmark([ONE]), marking.bookmark([ONE]))

    assert UNMARKED == marking.of(ONE.id)


async def test_a_mixed_set_turns_on_and_keeps_the_time_of_those_that_were(
    marking: Marking, clock: FakeClock
) -> None:
    await marking.bookmark([TWO])
    clock.advance(60)

    change = await marking.bookmark([ONE, TWO, THREE])

    assert change is not None and "Bookmarked 2 papers" == change.sentence
    assert [LATER, NOON, LATER] == [marking.of(each.id).bookmarked_at for each in (ONE, TWO, THREE)]


async def test_a_set_that_is_all_on_turns_off(marking: Marking) -> None:
    await marking.read([ONE, TWO])
    change = await marking.read([ONE, TWO])

    assert change is not None and "Marked unread: 2 papers" == change.sentence
    assert not marking.of(ONE.id).read


async def test_what_is_so_already_is_no_change(marking: Marking) -> None:
    await marking.read([ONE])

    assert await marking.read([ONE], on=True) is None
    assert await marking.bookmark([ONE], on=False) is None
    assert await marking.bookmark([]) is None


async def test_bookmark_and_read_mark_do_not_touch_each_other(marking: Marking) -> None:
    await marking.bookmark([ONE])
    await marking.read([ONE])
    await marking.bookmark([ONE], on=False)

    assert Marks(read_at=NOON) == marking.of(ONE.id)


async def test_undo_takes_back_step_by_step(marking: Marking, library: Library) -> None:
    first = await marking.bookmark([ONE, TWO])
    second = await marking.read([ONE])

    undone = [await marking.undo(), await marking.undo(), await marking.undo()]

    assert [second, first, None] == undone
    assert {} == await library.marks()
    assert [] == bookmarked(marking)


async def test_undoing_that_a_bookmark_was_removed_brings_its_time_and_its_paper_back(
    marking: Marking, library: Library, clock: FakeClock
) -> None:
    await marking.bookmark([ONE])
    clock.advance(60)
    await marking.bookmark([ONE])

    await marking.undo()

    assert Marks(bookmarked_at=NOON) == marking.of(ONE.id)
    assert (ONE,) == await library.bookmarked()


async def test_undo_reaches_back_a_hundred_steps(marking: Marking) -> None:
    for _ in range(UNDO_DEPTH + 1):
        await marking.read([ONE])

    undone = 0
    while await marking.undo():
        undone += 1

    assert UNDO_DEPTH == undone


async def run_of(tmp_path: Path, clock: FakeClock, act: Callable[[Marking], Awaitable[T]]) -> T:
    """What `act` answers in a run of the program of its own."""
    library = Library(tmp_path / "library.db", StoreThread("run"), timeout=PATIENCE)
    marking = Marking(lambda: library, clock)
    await marking.load()
    answer = await act(marking)
    await library.close()
    return answer


async def test_undo_and_redo_go_on_after_a_restart(tmp_path: Path, clock: FakeClock) -> None:
    first = await run_of(tmp_path, clock, lambda marking: marking.bookmark([ONE, TWO]))
    second = await run_of(tmp_path, clock, lambda marking: marking.bookmark([ONE], on=False))

    undone = [await run_of(tmp_path, clock, Marking.undo) for _ in range(3)]
    redone = [await run_of(tmp_path, clock, Marking.redo) for _ in range(3)]

    assert [second, first, None] == undone
    assert [first, second, None] == redone
    assert [TWO.id] == await run_of(tmp_path, clock, lambda marking: _later(bookmarked(marking)))


async def test_a_new_change_ends_what_could_be_redone(marking: Marking) -> None:
    await marking.bookmark([ONE])
    await marking.undo()
    await marking.bookmark([TWO])

    assert await marking.redo() is None


async def test_undo_leaves_the_steps_of_another_window_alone_while_both_are_open(
    marking: Marking, clock: FakeClock, tmp_path: Path
) -> None:
    mine = await marking.bookmark([ONE])
    theirs = await run_of(tmp_path, clock, lambda other: other.bookmark([TWO]))

    assert [mine, None] == [await marking.undo(), await marking.undo()]
    assert theirs == await run_of(tmp_path, clock, Marking.undo)


async def test_of_a_set_undone_the_copies_come_back_whole(marking: Marking, library: Library) -> None:
    whole = replace(ONE, abstract="All of it.")
    await marking.bookmark([whole])
    await marking.bookmark([whole])

    assert () == await library.bookmarked()
    await marking.undo()

    assert (whole,) == await library.bookmarked()


@pytest.mark.fault("P3")
async def test_a_save_that_fails_raises_and_the_mark_is_not_shown(marking: Marking, tmp_path: Path) -> None:
    await marking.bookmark([TWO])

    with locked(tmp_path), pytest.raises(Locked):
        await marking.bookmark([ONE])

    assert [TWO.id] == bookmarked(marking)


@pytest.mark.fault("P3")
async def test_after_a_save_that_failed_the_next_one_works_and_undo_knows_only_that(
    marking: Marking, tmp_path: Path
) -> None:
    await marking.load()
    with locked(tmp_path), pytest.raises(Locked):
        await marking.bookmark([ONE])

    change = await marking.bookmark([TWO])

    assert [TWO.id] == bookmarked(marking)
    assert [change, None] == [await marking.undo(), await marking.undo()]


@pytest.mark.fault("P3")
async def test_an_undo_that_fails_can_be_tried_again(marking: Marking, tmp_path: Path) -> None:
    change = await marking.bookmark([ONE])
    with locked(tmp_path), pytest.raises(Locked):
        await marking.undo()

    assert [ONE.id] == bookmarked(marking)
    assert change == await marking.undo()


@pytest.mark.fault("P4")
async def test_a_library_that_cannot_be_used_is_a_problem_and_reading_goes_on(
    library: Library, clock: FakeClock, tmp_path: Path
) -> None:
    await library.marks()
    with closing(sqlite3.connect(tmp_path / "library.db")) as newer:
        newer.execute("PRAGMA user_version = 999")
    fresh = Library(tmp_path / "library.db", StoreThread("second"), timeout=0.1)
    marking = Marking(lambda: fresh, clock)

    await marking.load()

    assert marking.problem is not None and "newer" in marking.problem
    assert UNMARKED == marking.of(ONE.id)
    with pytest.raises(TooNew):
        await marking.bookmark([ONE])
    await fresh.close()


async def test_a_problem_is_over_once_the_library_answers(
    marking: Marking, library: Library, tmp_path: Path, clock: FakeClock
) -> None:
    await library.set_marks([(ONE, Marks(read_at=NOON))])
    with closing(sqlite3.connect(tmp_path / "library.db")) as newer:
        (version,) = newer.execute("PRAGMA user_version").fetchone()
        newer.execute("PRAGMA user_version = 999")
    second = Library(tmp_path / "library.db", StoreThread("second"), timeout=0.1)
    late = Marking(lambda: second, clock)
    await late.load()
    with closing(sqlite3.connect(tmp_path / "library.db")) as newer:
        newer.execute(f"PRAGMA user_version = {version}")

    await late.bookmark([ONE])

    assert late.problem is None
    assert Marks(bookmarked_at=NOON, read_at=NOON) == late.of(ONE.id)
    await second.close()


@pytest.mark.fault("S18")
async def test_what_another_window_marked_meanwhile_stays(
    marking: Marking, library: Library, clock: FakeClock, tmp_path: Path
) -> None:
    await marking.load()
    window = Library(tmp_path / "library.db", StoreThread("second"), timeout=PATIENCE)
    other = Marking(lambda: window, clock)
    await other.read([ONE])

    await marking.bookmark([ONE])

    assert Marks(bookmarked_at=NOON, read_at=NOON) == (await library.marks())[ONE.id]

    await other.read([TWO])
    await other.read([ONE], on=False)
    await marking.undo()

    assert {TWO.id: Marks(read_at=NOON)} == await library.marks()
    await window.close()


ANOTHER = """
import asyncio, sys
from pathlib import Path
from paperbrowse.model.interests import Interest, Subject, Wish
from paperbrowse.model.paper import Paper
from paperbrowse.services.clock import SystemClock
from paperbrowse.services.marking import Marking
from paperbrowse.services.watching import Watching
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread

async def main():
    marking = Marking(lambda: Library(Path(sys.argv[1]), StoreThread("library")), SystemClock())
    await marking.load()
    for line in sys.stdin:
        await marking.follow()
        what, paper_id = line.split()
        if what == "mute":
            await Watching(marking).add(Interest(Subject.TOPIC, paper_id, Wish.MUTE))
        else:
            await marking.tag([Paper(paper_id, "A title")], ["theirs"])
        print(*sorted(marking.of(paper_id).tags), flush=True)

asyncio.run(main())
"""


@pytest.mark.fault("P10")
async def test_two_programs_see_at_their_next_look_what_the_other_said_and_lose_nothing(
    marking: Marking, library: Library, tmp_path: Path
) -> None:
    await marking.tag([ONE], ["mine"])
    child = subprocess.Popen(
        [sys.executable, "-c", ANOTHER, str(tmp_path / "library.db")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        text=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip

    def other(line: str) -> str:
        child.stdin.write(f"{line}\n")
        child.stdin.flush()
        return child.stdout.readline().strip()

    assert "mine theirs" == other(f"tag {ONE.id}")
    assert (True, ("mine", "theirs")) == (await marking.follow(), marking.of(ONE.id).tags)
    assert not await marking.follow()

    other("mute agents")
    assert await marking.follow()
    assert ["topic:agents"] == [each.key for each in marking.interests.all]

    await marking.tag([TWO], ["mine"])
    assert "mine theirs" == other(f"tag {TWO.id}")
    child.communicate()
    assert {ONE.id: ("mine", "theirs"), TWO.id: ("mine", "theirs")} == {
        paper_id: said.tags for paper_id, said in (await library.marks()).items()
    }


@pytest.mark.fault("P10")
async def test_the_file_is_free_while_a_note_is_being_written(marking: Marking, tmp_path: Path) -> None:
    await marking.note([ONE], "Begun.")

    with locked(tmp_path):  # another program writes, for as long as the reader thinks
        pass
    change = await marking.edit_note(ONE, "Begun.", "Done.")

    assert change is not None and "Done." == marking.of(ONE.id).note


async def test_while_a_step_over_many_papers_is_planned_the_screen_has_its_turns(marking: Marking) -> None:
    many = [paper(number) for number in range(1, 3001)]
    turns = 0

    async def screen() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    drawing = asyncio.create_task(screen())
    change = await marking.tag(many, ["all"])
    undone = await marking.undo()
    drawing.cancel()

    assert change is not None and undone == change and 3000 == len(change.before)
    assert turns > 6


async def test_tags_and_a_note_survive_a_bookmark_and_its_undo(marking: Marking, library: Library) -> None:
    said = Marks(tags=("thesis",), note="Read again.")
    await library.set_marks([(ONE, said)])
    await marking.load()

    await marking.bookmark([ONE])
    await marking.undo()

    assert said == marking.of(ONE.id)


@pytest.mark.fault("P12")
async def test_nothing_goes_by_age(marking: Marking, library: Library, clock: FakeClock) -> None:
    whole = replace(ONE, abstract="All of it.")
    await marking.bookmark([whole])
    for _ in range(UNDO_DEPTH + 5):
        clock.advance(30 * 86_400)
        await marking.read([TWO])
    await marking.back_up_if_due()

    assert (whole,) == await library.bookmarked()
    assert Marks(bookmarked_at=NOON) == (await library.marks())[ONE.id]


# ---- tags and notes


async def test_a_tag_has_one_spelling_however_it_is_typed(marking: Marking) -> None:
    await marking.tag([ONE], ["#To Read", "caf\u00e9"])
    change = await marking.tag([ONE, TWO], ["to  READ", "cafe\u0301", " "])

    assert change is not None and "Tagged #To Read #café: “Paper 2”" == change.sentence
    assert [("café", "To Read")] * 2 == [marking.of(each.id).tags for each in (ONE, TWO)]
    assert {"café", "To Read"} == {*marking.tags}


async def test_tags_are_added_and_taken_away_in_one_step_that_undo_takes_back(marking: Marking) -> None:
    await marking.tag([ONE], ["a", "b"])
    change = await marking.tag([ONE, TWO], ["c"], ["#B"])

    assert change is not None and "Tagged #c, no longer #B: 2 papers" == change.sentence
    assert [("a", "c"), ("c",)] == [marking.of(each.id).tags for each in (ONE, TWO)]

    await marking.undo()
    assert [("a", "b"), ()] == [marking.of(each.id).tags for each in (ONE, TWO)]


async def test_a_tag_that_is_there_already_is_no_change(marking: Marking) -> None:
    await marking.tag([ONE], ["a"])

    assert await marking.tag([ONE], ["A"]) is None
    assert await marking.tag([ONE], remove=["b"]) is None
    assert await marking.tag([ONE], ["\x1b[2J\u202e"]) is not None
    assert ("[2J", "a") == marking.of(ONE.id).tags


async def test_a_note_is_kept_with_its_lines_and_undone(marking: Marking, library: Library) -> None:
    await marking.note([ONE], "One.\n\n    two\x1b\n")
    change = await marking.note([ONE], "Other.")

    assert change is not None and "Note on “Paper 1”" == change.sentence
    assert Marks(note="Other.") == (await library.marks())[ONE.id]

    await marking.undo()
    assert "One.\n\n    two" == marking.of(ONE.id).note

    removed = await marking.note([ONE], " \n")
    assert removed is not None and "Note removed: “Paper 1”" == removed.sentence
    assert {} == await library.marks()


async def test_what_another_window_wrote_into_the_same_note_stays(
    marking: Marking, clock: FakeClock, tmp_path: Path
) -> None:
    await marking.note([ONE], "Mine.")
    await run_of(tmp_path, clock, lambda other: other.note([ONE], "Theirs."))

    await marking.undo()

    assert "Theirs." == marking.of(ONE.id).note
