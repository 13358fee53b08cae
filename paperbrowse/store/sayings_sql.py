"""What was said on this machine and heard from others, in SQL: see `model.sayings`.

`say` and `hear` are the only ways in which marks change.
"""

import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from operator import itemgetter

from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.sayings import Fields, Saying, changes, meaning, micros_of, stamp
from .files import transaction
from .forms import encoded
from .marks_sql import completed, drop_copies, keep_copy, marks, marks_of, put_marks, stored


def introduce(connection: sqlite3.Connection) -> str:
    """The name of this machine. The first time it gets one, and says everything that it knows."""
    if (name := _name(connection)) is not None:
        return name
    with transaction(connection):
        name = _name(connection)
        if name is None:
            name = rename(connection)
            for paper_id, said in marks(connection).items():
                paper = stored(connection, paper_id) or Paper(paper_id, paper_id)
                _utter(connection, paper, said, None, paper)
    return name


def rename(connection: sqlite3.Connection) -> str:
    """A name that no other machine has."""
    name = secrets.token_hex(8)
    row = connection.execute("SELECT last FROM machine").fetchone()
    connection.execute("DELETE FROM machine")
    connection.execute("INSERT INTO machine (id, last) VALUES (:id, :last)", {"id": name, "last": row[0] if row else 0})
    return name


def say(connection: sqlite3.Connection, paper: Paper, said: Marks, now: datetime | None) -> None:
    """The paper's marks from now on; inside a transaction. Its copy is kept while it has marks."""
    before = marks_of(connection, paper.id)
    put_marks(connection, paper.id, said)
    copy = keep_copy(connection, paper) if said != UNMARKED else None
    _utter(connection, paper, said, now, copy if before == UNMARKED else None)


def hear(connection: sqlite3.Connection, sayings: Iterable[Saying]) -> set[str]:
    """Takes over what was said, in any order and however often; inside a transaction. Ids whose marks changed."""
    touched: set[str] = set()
    latest = 0
    for saying in sayings:
        latest = max(latest, micros_of(saying.at))
        if _take(connection, saying.id, saying.said, saying.at):
            touched.add(saying.id)
        kept = stored(connection, saying.id)
        if saying.paper is not None:
            touched.add(saying.id)
            keep_copy(connection, completed(kept, saying.paper) if kept else saying.paper)
        elif kept is None and saying.id in touched:
            keep_copy(connection, Paper(saying.id, saying.title))
    connection.execute("UPDATE machine SET last = max(last, :latest)", {"latest": latest})
    changed = {paper_id for paper_id in touched if _mean(connection, paper_id)}
    drop_copies(connection, touched)
    return changed


def outbox(connection: sqlite3.Connection) -> list[tuple[int, str]]:
    """Lines for the journal, each with its number."""
    return connection.execute("SELECT number, line FROM outbox ORDER BY number").fetchall()


def everything(connection: sqlite3.Connection) -> Iterator[str]:
    """Lines of a journal that say all that is known here, each at the moment when it was said."""
    rows = connection.execute("SELECT at, paper_id, field, value FROM said ORDER BY at, paper_id").fetchall()
    has_come: set[str] = set()
    for (at, paper_id), fields in groupby(rows, key=itemgetter(0, 1)):
        copy = None if paper_id in has_come else stored(connection, paper_id)
        has_come.add(paper_id)
        title = copy.title if copy else paper_id
        yield encoded(Saying(at, paper_id, title, {field: value for _, _, field, value in fields}, copy))


def empty_outbox(connection: sqlite3.Connection, up_to: int) -> None:
    connection.execute("DELETE FROM outbox WHERE number <= :up_to", {"up_to": up_to})


def _name(connection: sqlite3.Connection) -> str | None:
    row = connection.execute("SELECT id FROM machine").fetchone()
    return row[0] if row else None


def _utter(connection: sqlite3.Connection, paper: Paper, said: Marks, now: datetime | None, copy: Paper | None) -> None:
    name, last = connection.execute("SELECT id, last FROM machine").fetchone()
    micros, at = stamp(last, now, name)
    fields = changes(_known(connection, paper.id), said, at)
    if not fields:
        return
    _take(connection, paper.id, fields, at)
    connection.execute("UPDATE machine SET last = :last", {"last": micros})
    line = Saying(at, paper.id, paper.title, fields, copy)
    connection.execute("INSERT INTO outbox (line) VALUES (:line)", {"line": encoded(line)})


def _take(connection: sqlite3.Connection, paper_id: str, fields: Fields, at: str) -> bool:
    """Whether any of it is later than what was known."""
    before = connection.total_changes
    connection.executemany(
        "INSERT INTO said (paper_id, field, at, value) VALUES (:id, :field, :at, :value)"
        " ON CONFLICT (paper_id, field) DO UPDATE SET at = excluded.at, value = excluded.value"
        " WHERE (excluded.at, ifnull(excluded.value, '')) > (at, ifnull(value, ''))",
        [{"id": paper_id, "field": field, "at": at, "value": value} for field, value in fields.items()],
    )
    return connection.total_changes != before


def _known(connection: sqlite3.Connection, paper_id: str) -> Fields:
    return dict(connection.execute("SELECT field, value FROM said WHERE paper_id = :id", {"id": paper_id}).fetchall())


def _mean(connection: sqlite3.Connection, paper_id: str) -> bool:
    """Brings the marks to what was said; whether that changed them."""
    before, after = marks_of(connection, paper_id), meaning(_known(connection, paper_id))
    if before != after:
        put_marks(connection, paper_id, after)
    return before != after
