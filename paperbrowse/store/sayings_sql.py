"""What was said on this machine and heard from others, in SQL: see `model.sayings`.

`say`, `step`, `wish` and `hear` are the only ways in which marks, and what is watched and muted, change.
"""

import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import datetime

from ..model.interests import Interest, Interests
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.sayings import WISHES, Fields, Saying, changes, meaning, micros_of, stamp, wished
from ..model.value import Value
from .files import transaction
from .forms import AMONG, listed
from .journal_sql import put_lines
from .marks_sql import completed, drop_copies, keep_copies, marks, marks_of_each, put_marks, stored, stored_of_each


def introduce(connection: sqlite3.Connection) -> str:
    """The name of this machine. The first time it gets one, and says everything that it knows."""
    if (name := _name(connection)) is not None:
        return name
    with transaction(connection):
        name = _name(connection)
        if name is None:
            name = rename(connection)
            said = marks(connection)
            copies = stored_of_each(connection, said)
            _say_marks(connection, {each: copies.get(each) or Paper(each, each) for each in said}, said, copies.keys(), None)
    return name


def rename(connection: sqlite3.Connection) -> str:
    """A name that no other machine has."""
    name = secrets.token_hex(8)
    row = connection.execute("SELECT last FROM machine").fetchone()
    connection.execute("DELETE FROM machine")
    connection.execute("INSERT INTO machine (id, last) VALUES (:id, :last)", {"id": name, "last": row[0] if row else 0})
    return name


def say(connection: sqlite3.Connection, said: Iterable[tuple[Paper, Marks]], now: datetime | None) -> None:
    """The marks of these papers from now on; inside a transaction. The copy of each is kept while it has marks."""
    wanted = {paper.id: (paper, now_said) for paper, now_said in said}
    step(connection, [paper for paper, _ in wanted.values()], lambda paper, _: wanted[paper.id][1], now)


def step(
    connection: sqlite3.Connection, stepping: Sequence[Paper], alter: Callable[[Paper, Marks], Marks], now: datetime | None
) -> dict[str, Marks]:
    """Like `say`, from what is said by then; answers what is said now, by id."""
    papers = {paper.id: paper for paper in stepping}
    before = marks_of_each(connection, papers)
    wanted = {paper_id: alter(paper, before[paper_id]) for paper_id, paper in papers.items()}
    put_marks(connection, wanted)
    keep_copies(connection, [paper for paper in papers.values() if wanted[paper.id] != UNMARKED])
    new = {paper_id for paper_id, now_said in wanted.items() if before[paper_id] == UNMARKED != now_said}
    _say_marks(connection, papers, wanted, new, now)
    return wanted


def wish(connection: sqlite3.Connection, wishes: Mapping[str, Interest | None], now: datetime | None) -> None:
    """What is wished from now on, by the key of the interest; inside a transaction."""
    known = _fields_of(connection, WISHES)
    told = {key: interest.told if interest else None for key, interest in wishes.items()}
    fields = {key: value for key, value in told.items() if known.get(key) != value}
    _utter(connection, now, lambda at: [Saying(at, WISHES, WISHES, fields)])


def wishes(connection: sqlite3.Connection) -> Interests:
    return wished(_fields_of(connection, WISHES))


class Heard(Value):
    """What is otherwise since others were heard."""

    marks: frozenset[str] = frozenset()
    """Ids of papers."""
    wishes: frozenset[str] = frozenset()
    """Keys of interests."""

    def __or__(self, other: "Heard") -> "Heard":
        return Heard(self.marks | other.marks, self.wishes | other.wishes)


def hear(connection: sqlite3.Connection, sayings: Iterable[Saying]) -> Heard:
    """Takes over what was said, in any order and however often; inside a transaction."""
    touched: set[str] = set()
    latest, wished_before = 0, wishes(connection)
    for saying in sayings:
        latest = max(latest, micros_of(saying.at))
        is_news = _take(connection, [saying])
        if saying.id == WISHES:
            continue
        if is_news:
            touched.add(saying.id)
        kept = stored(connection, saying.id)
        if saying.paper is not None:
            touched.add(saying.id)
            keep_copies(connection, [completed(kept, saying.paper) if kept else saying.paper])
        elif kept is None and saying.id in touched:
            keep_copies(connection, [Paper(saying.id, saying.title)])
    connection.execute("UPDATE machine SET last = max(last, :latest)", {"latest": latest})
    changed = _mean(connection, touched)
    drop_copies(connection, touched)
    changed_wishes = {*wished_before.all} ^ {*wishes(connection).all}
    return Heard(changed, frozenset(each.key for each in changed_wishes))


def _name(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT id FROM machine").fetchone()
    return row[0] if row else None


def _fields_of(connection: sqlite3.Connection, about: str) -> Fields:
    """All that was said about one paper, or about WISHES."""
    return _known(connection, (about,)).get(about, {})


def _say_marks(
    connection: sqlite3.Connection,
    papers: Mapping[str, Paper],
    wanted: Mapping[str, Marks],
    new: Set[str],
    now: datetime | None,
) -> None:
    """`new`: papers whose copies the others have to get."""
    known = _known(connection, papers)

    def sayings(at: str) -> Iterator[Saying]:
        for paper_id, now_said in wanted.items():
            fields = changes(known.get(paper_id, {}), now_said, at)
            yield Saying(at, paper_id, papers[paper_id].title, fields)

    _utter(connection, now, sayings, new)


def _utter(
    connection: sqlite3.Connection,
    now: datetime | None,
    make: Callable[[str], Iterable[Saying]],
    new: Set[str] = frozenset(),
) -> None:
    """Says all of it at one moment, where there is anything to say; copies of the `new` papers go out with it."""
    name, last = connection.execute("SELECT id, last FROM machine").fetchone()
    micros, at = stamp(last, now, name)
    sayings = [saying for saying in make(at) if saying.said]
    if not sayings:
        return
    _take(connection, sayings)
    connection.execute("UPDATE machine SET last = :last", {"last": micros})
    put_lines(connection, sayings, new)


def _take(connection: sqlite3.Connection, sayings: Iterable[Saying]) -> bool:
    """Whether any of it is later than what was known."""
    before = connection.total_changes
    connection.executemany(
        "INSERT INTO said (paper_id, field, at, value) VALUES (:id, :field, :at, :value)"
        " ON CONFLICT (paper_id, field) DO UPDATE SET at = excluded.at, value = excluded.value"
        " WHERE (excluded.at, ifnull(excluded.value, '')) > (at, ifnull(value, ''))",
        (
            {"id": saying.id, "field": field, "at": saying.at, "value": value}
            for saying in sayings
            for field, value in saying.said.items()
        ),
    )
    return connection.total_changes != before


def _known(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Fields]:
    known: dict[str, Fields] = {}
    rows = connection.execute(f"SELECT paper_id, field, value FROM said WHERE paper_id {AMONG}", listed(ids))
    for paper_id, field, value in rows:
        known.setdefault(paper_id, {})[field] = value
    return known


def _mean(connection: sqlite3.Connection, ids: Set[str]) -> frozenset[str]:
    """Brings the marks to what was said; ids of those that were others before."""
    before, known = marks_of_each(connection, ids), _known(connection, ids)
    after = {paper_id: meaning(known.get(paper_id, {})) for paper_id in ids}
    changed = {paper_id: marks for paper_id, marks in after.items() if before[paper_id] != marks}
    put_marks(connection, changed)
    return frozenset(changed)
