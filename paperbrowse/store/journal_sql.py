"""Lines of this machine's journal, in SQL: those that wait in the outbox until they are in the file, and all of them."""

import sqlite3
from collections.abc import Iterable, Iterator, Set
from itertools import groupby
from operator import itemgetter

import msgspec
from msgspec import Struct

from ..model.paper import Paper
from ..model.sayings import Saying
from .forms import encoded
from .marks_sql import paper_of, stored_of_each

_PAPER = '"paper":'
_LACKING = f"{_PAPER}true}}"
"""Ends a line in the outbox whose copy of the paper is not in it: it is taken from the library when the line goes out."""


class _About(Struct):
    id: str


def put_lines(connection: sqlite3.Connection, sayings: Iterable[Saying], new: Set[str]) -> None:
    """Into the outbox; the copies of the `new` papers are to go out with them."""
    lines = ((each.id in new, encoded(each)) for each in sayings)
    connection.executemany(
        "INSERT INTO outbox (line) VALUES (:line)",
        ({"line": f"{line.removesuffix('null}')}true}}" if is_new else line} for is_new, line in lines),
    )


def outbox(connection: sqlite3.Connection, after: int = 0) -> list[tuple[int, str]]:
    """Lines for the journal that come after that number, each with its own."""
    rows = connection.execute("SELECT number, line FROM outbox WHERE number > :after ORDER BY number", {"after": after}).fetchall()
    lacking = {number: msgspec.json.decode(line, type=_About).id for number, line in rows if line.endswith(_LACKING)}
    copies = stored_of_each(connection, lacking.values())
    return [(number, _whole(line, copies.get(lacking[number])) if number in lacking else line) for number, line in rows]


def waiting(connection: sqlite3.Connection) -> int:
    """How many lines the outbox has."""
    return connection.execute("SELECT COUNT(*) FROM outbox").fetchone()[0]


def everything(connection: sqlite3.Connection) -> Iterator[str]:
    """Lines of a journal that say all that is known here, each at the moment when it was said."""
    rows = connection.execute(
        "SELECT at, paper_id, title, copy, field, value FROM said LEFT JOIN papers ON id = paper_id ORDER BY at, paper_id"
    )
    has_come: set[str] = set()
    for (at, paper_id, title, copy), fields in groupby(rows, key=itemgetter(0, 1, 2, 3)):
        is_first = copy is not None and paper_id not in has_come
        has_come.add(paper_id)
        paper = paper_of(paper_id, title, copy) if is_first else None
        yield encoded(Saying(at, paper_id, title or paper_id, {field: value for *_, field, value in fields}, paper))


def empty_outbox(connection: sqlite3.Connection, up_to: int) -> None:
    connection.execute("DELETE FROM outbox WHERE number <= :up_to", {"up_to": up_to})


def _whole(line: str, copy: Paper | None) -> str:
    return f"{line.removesuffix(_LACKING)}{_PAPER}{encoded(copy) if copy else 'null'}}}"
