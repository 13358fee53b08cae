"""The steps that can be undone, in SQL. A window goes back over its own steps, and over all from before it opened."""

import sqlite3
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache

import msgspec

from ..model.history import Change, Marked, Merging, Wished
from ..model.interests import Interests, interest_told
from ..model.marks import Marks
from ..model.paper import Paper
from ..model.value import Value, replace
from .files import transaction
from .forms import encoded
from .marks_sql import drop_copies, stored_of_each
from .sayings_sql import step, wish, wishes

UNDO_DEPTH = 100
"""Steps."""


class Window(Value):
    """One run of the program."""

    name: str
    opened_after: int
    """The number of the last step before it."""


class Taken(Value):
    """A step that is on disk."""

    change: Change
    marks: dict[str, Marks]
    """What the library says now about its papers."""
    interests: Interests
    """All that is watched and muted now."""


_VISIBLE = "(window = :window OR number <= :opened_after)"


def last_step(connection: sqlite3.Connection) -> int:
    return connection.execute("SELECT ifnull(max(number), 0) FROM steps").fetchone()[0]


def take_step(connection: sqlite3.Connection, window: Window, change: Change, now: datetime) -> Taken:
    """Does it, and forgets what could be redone and what is further back than can be undone."""
    with transaction(connection):
        change = _from_now(connection, change)
        marks = _walk(connection, change, now)
        connection.execute("DELETE FROM steps WHERE undone = 1 AND " + _VISIBLE, _own(window))
        number = connection.execute(
            "INSERT INTO steps (window, sentence) VALUES (:window, :sentence)",
            {"window": window.name, "sentence": change.sentence},
        ).lastrowid
        _write(connection, number, change)
        gone = {"number": number - UNDO_DEPTH}
        old = connection.execute("SELECT paper_id FROM stepped WHERE step <= :number", gone).fetchall()
        connection.execute("DELETE FROM steps WHERE number <= :number", gone)
        drop_copies(connection, {paper_id for (paper_id,) in old})
        return Taken(change, marks, wishes(connection))


def undo_step(connection: sqlite3.Connection, window: Window, now: datetime) -> Taken | None:
    """Takes the last step back, leaving alone what was said since; None where there is none."""
    return _turn(connection, window, now, undone=True)


def redo_step(connection: sqlite3.Connection, window: Window, now: datetime) -> Taken | None:
    """Takes the step again that was undone last."""
    return _turn(connection, window, now, undone=False)


def _turn(connection: sqlite3.Connection, window: Window, now: datetime, *, undone: bool) -> Taken | None:
    """Of the steps that are not so yet, the one next to the others becomes undone, or taken again."""
    which = "undone = 0 AND {} ORDER BY number DESC" if undone else "undone = 1 AND {} ORDER BY number"
    with transaction(connection):
        found = connection.execute(
            f"SELECT number FROM steps WHERE {which.format(_VISIBLE)} LIMIT 1", _own(window)
        ).fetchone()
        if found is None:
            return None
        change = _read(connection, *found)
        marks = _walk(connection, change.taken_back if undone else change, now)
        turned = {"undone": undone, "number": found[0]}
        connection.execute("UPDATE steps SET undone = :undone WHERE number = :number", turned)
        return Taken(change, marks, wishes(connection))


def become_in_steps(connection: sqlite3.Connection, merging: Merging, paper: Paper) -> None:
    """The steps are those of one paper from now on. What could be redone of it is forgotten."""
    both = {"title": merging.title_id, "paper": merging.paper_id}
    concerned = "number IN (SELECT step FROM stepped WHERE paper_id IN (:title, :paper))"
    connection.execute(f"DELETE FROM steps WHERE undone = 1 AND {concerned}", both)
    numbers = [row[0] for row in connection.execute(f"SELECT number FROM steps WHERE {concerned} ORDER BY number", both)]
    steps = [_read(connection, number) for number in numbers]
    for number, change in zip(numbers, merging.history(steps, paper), strict=True):
        connection.execute("DELETE FROM stepped WHERE step = :number", {"number": number})
        _write(connection, number, change)


def _own(window: Window) -> dict[str, str | int]:
    return {"window": window.name, "opened_after": window.opened_after}


def _walk(connection: sqlite3.Connection, change: Change, now: datetime) -> dict[str, Marks]:
    """From what is said now: another program may have said something since."""
    both = {paper.id: (before, after) for (paper, before), (_, after) in zip(change.before, change.after, strict=True)}
    marks = step(connection, [paper for paper, _ in change.before], lambda paper, said: said.stepped(*both[paper.id]), now)
    if change.wishes:
        known = wishes(connection)
        ours = {each.key: each.after for each in change.wishes if known.with_key(each.key) == each.before}
        wish(connection, ours, now)
    return marks


def _from_now(connection: sqlite3.Connection, change: Change) -> Change:
    """The step as it is from what is wished now."""
    if not change.wishes:
        return change
    known = wishes(connection)
    return replace(change, wishes=tuple(replace(each, before=known.with_key(each.key)) for each in change.wishes))


def _write(connection: sqlite3.Connection, number: int, change: Change) -> None:
    steps = enumerate(zip(change.before, change.after, strict=True))
    connection.executemany(
        "INSERT INTO stepped (step, place, paper_id, before, after) VALUES (:step, :place, :id, :before, :after)",
        (
            {"step": number, "place": place, "id": paper.id, "before": encoded(before), "after": encoded(after)}
            for place, ((paper, before), (_, after)) in steps
        ),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO wishes_stepped (step, key, before, after) VALUES (:step, :key, :before, :after)",
        [
            {"step": number, "key": each.key, "before": each.before and each.before.told, "after": each.after and each.after.told}
            for each in change.wishes
        ],
    )


def _read(connection: sqlite3.Connection, number: int) -> Change:
    (sentence,) = connection.execute("SELECT sentence FROM steps WHERE number = :number", {"number": number}).fetchone()
    rows = connection.execute(
        "SELECT paper_id, before, after FROM stepped WHERE step = :number ORDER BY place", {"number": number}
    ).fetchall()
    copies = stored_of_each(connection, [row[0] for row in rows])
    papers = [copies.get(paper_id) or Paper(paper_id, paper_id) for paper_id, _, _ in rows]
    wishes = connection.execute(
        "SELECT key, before, after FROM wishes_stepped WHERE step = :number ORDER BY key", {"number": number}
    )
    return Change(
        sentence,
        _marked(papers, (row[1] for row in rows)),
        _marked(papers, (row[2] for row in rows)),
        tuple(Wished(key, *(told and interest_told(key, told) for told in both)) for key, *both in wishes),
    )


def _marked(papers: list[Paper], said: Iterable[str]) -> Marked:
    return tuple((paper, _marks(each)) for paper, each in zip(papers, said, strict=True))


@lru_cache(maxsize=64)
def _marks(text: str) -> Marks:
    """Of many papers the same is said."""
    return msgspec.json.decode(text, type=Marks)
