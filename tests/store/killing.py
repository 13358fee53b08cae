"""Random changes in a program that is killed again and again; `python -m tests.store.killing 2000` does so many."""

import asyncio
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from paperbrowse.model.interests import Interest, Subject, Wish
from paperbrowse.model.marks import UNMARKED, Marks
from paperbrowse.model.tags import clean_note
from paperbrowse.services.marking import Marking
from paperbrowse.services.watching import Watching
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock

from .making import NOW, paper

PAPERS = tuple(paper(number) for number in range(1, 9))
TOPICS = ("agents", "diffusion", "retrieval")
Said = dict[str, Marks | Wish | None]
"""By paper id or by the key of an interest; what nothing is said of has no key."""


class Operation:
    """The same for the same number, in the program that is killed and in the one that knows what must be there."""

    def __init__(self, number: int) -> None:
        chance = random.Random(number)
        self.at = NOW + timedelta(seconds=number)
        self.kind = chance.choice(("bookmark", "read", "tag", "note", "note", "wish", "undo", "undo", "redo"))
        self.papers = chance.sample(PAPERS, chance.choice((1, 1, 2, 5)))
        self.on = chance.random() < 0.6
        self.interest = Interest(Subject.TOPIC, chance.choice(TOPICS), chance.choice((*Wish,)))
        self.text = f"Note {number}.\n" + "word " * chance.choice((0, 10, 2000)) if self.on else ""
        self.tags = [f"tag {chance.randrange(5)}" for _ in range(2)]

    @property
    def subjects(self) -> list[str]:
        return [self.interest.key] if self.kind == "wish" else [each.id for each in self.papers]

    async def do(self, marking: Marking) -> None:
        match self.kind:
            case "bookmark":
                await marking.bookmark(self.papers, self.on)
            case "read":
                await marking.read(self.papers, self.on)
            case "tag":
                await marking.tag(self.papers, self.tags if self.on else (), () if self.on else self.tags)
            case "note":
                await marking.note(self.papers, self.text)
            case "wish":
                watching = Watching(marking)
                await (watching.add if self.on else watching.remove)(self.interest)
            case "undo":
                await marking.undo()
            case "redo":
                await marking.redo()

    def change(self, marks: Marks | Wish | None) -> Marks | Wish | None:
        match self.kind:
            case "wish":
                return self.interest.wish if self.on else None if marks is self.interest.wish else marks
            case "bookmark":
                return marks if marks.bookmarked == self.on else marks.bookmark(self.at if self.on else None)
            case "read":
                return marks if marks.read == self.on else marks.mark_read(self.at if self.on else None)
            case "tag":
                return marks.tagged(tuple(({*marks.tags} | {*self.tags}) if self.on else ({*marks.tags} - {*self.tags})))
        return marks.noted(clean_note(self.text))


class Model:
    """What must be there, by the rules alone."""

    def __init__(self) -> None:
        self.done: list[tuple[Said, Said]] = []
        self.undone: list[tuple[Said, Said]] = []
        self.said: Said = {}

    def take(self, operation: Operation) -> None:
        if operation.kind == "undo" and self.done:
            self.undone.append(self.done.pop())
            self._set(self.undone[-1][0])
        elif operation.kind == "redo" and self.undone:
            self.done.append(self.undone.pop())
            self._set(self.done[-1][1])
        elif operation.kind not in ("undo", "redo"):
            nothing = None if operation.kind == "wish" else UNMARKED
            before = {each: self.said.get(each, nothing) for each in operation.subjects}
            after = {key: operation.change(marks) for key, marks in before.items()}
            changed = [key for key in before if before[key] != after[key]]
            if changed:
                self.done = [*self.done, ({key: before[key] for key in changed}, {key: after[key] for key in changed})][-100:]
                self.undone = []
                self._set(self.done[-1][1])

    def _set(self, said: Said) -> None:
        self.said = {key: marks for key, marks in (self.said | said).items() if marks not in (UNMARKED, None)}


async def _work(path: Path, number: int) -> None:
    """Says the number of each operation once it is done."""
    clock = FakeClock()
    marking = Marking(lambda: Library(path, StoreThread("library")), clock)
    await marking.load()
    while True:
        operation = Operation(number)
        clock.advance((operation.at - clock.now()).total_seconds())
        await operation.do(marking)
        print(number, flush=True)
        number += 1


def _killed(path: Path, number: int, operations: int, chance: random.Random) -> int:
    """The number of the operation that was under way, or about to be, when the program was killed."""
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.store.killing", str(path), str(number)], stdout=subprocess.PIPE, text=True,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    for _ in range(operations):
        child.stdout.readline()
    try:
        child.wait(chance.random() * 0.006)
    except subprocess.TimeoutExpired:
        child.send_signal(signal.SIGKILL if sys.platform != "win32" else signal.SIGTERM)
    said = child.communicate()[0].split()
    return number + operations + len(said)


def kill_often(path: Path, operations: int, chance: random.Random, between: int, kills: int = 1) -> Iterator[int]:
    """Yields after each kill that lost nothing how many operations there were. Raises AssertionError.

    Goes on until there were so many of both: how far a program comes before it is killed is up to the machine."""
    model, number, done = Model(), 0, 0
    while number < operations or done < kills:
        reached = _killed(path, number, chance.randrange(1, 2 * between), chance)
        for each in range(number, reached):
            model.take(Operation(each))
        known = model.said
        found = asyncio.run(_found(path))
        if found != known:  # the operation under way was done, and whole
            model.take(Operation(reached))
            reached += 1
        assert found == model.said, (reached, found, known)
        number, done = reached, done + 1
        yield number


async def _found(path: Path) -> Said:
    """What the library says, after a look at whether it is whole and the journal says the same."""
    library = Library(path, StoreThread("library"))
    marks, interests = await library.marks(), await library.interests()
    assert {*marks} == {each.id for each in await library.papers(marks)}
    await library.close()
    assert library.notice is None
    with closing(sqlite3.connect(path)) as connection:
        assert ("ok",) == connection.execute("PRAGMA integrity_check").fetchone()
    with tempfile.TemporaryDirectory() as folder:
        other = Library(Path(folder) / "other.db", StoreThread("other"))
        await other.merge(path.parent / "journal")
        again = await other.marks(), await other.interests()
        await other.close()
    assert (marks, interests) == again
    return marks | {each.key: each.wish for each in interests.all}


def main() -> None:
    if len(sys.argv) == 3:
        asyncio.run(_work(Path(sys.argv[1]), int(sys.argv[2])))
    operations = int(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        kills = 0
        for number in kill_often(Path(folder) / "library.db", operations, random.Random(1), 25):
            kills += 1
            print(f"{number:>6} operations, {kills} kills, nothing lost", flush=True)


if __name__ == "__main__":
    main()
