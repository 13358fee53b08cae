"""How often services were asked, by all programs of this user together: one row per bucket, in the state directory."""

import os
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from ..errors import Damaged, StoreError
from ..model.budget import NOTHING_KNOWN, Budget, Room, Standing
from .files import connect, identity, make_private_folder, store_errors, transaction
from .thread import StoreThread

T = TypeVar("T")
_Step = Callable[[Standing, float, Budget], tuple[Standing, T]]
"""(what holds now, now, the bucket's budget) -> what holds then, and the answer."""

_TABLE = (
    "CREATE TABLE IF NOT EXISTS buckets ("
    " name TEXT PRIMARY KEY, calls_left INTEGER NOT NULL, resets_at REAL NOT NULL, closed_until REAL NOT NULL"
    ") STRICT, WITHOUT ROWID"
)
_TRUSTED_AGAIN = 30.0
"""Seconds for which a file that could not be used is left alone."""


class SharedPace:
    """A Pace. Where the file cannot be used, it counts on in the process: a request is never hindered by a file of ours.

    `now`: seconds since the epoch, asked on any thread. The file is opened at the first call; without a `path` there is
    none.
    """

    def __init__(
        self, path: Path | None, thread: StoreThread, budgets: Mapping[str, Budget], now: Callable[[], float], *,
        timeout: float = 0.5
    ) -> None:  # fmt: skip
        self._path = path
        self._thread = thread
        self._budgets = budgets
        self._now = now
        self._timeout = timeout
        self._connection: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None
        self._known: dict[str, Standing] = {}
        """As last seen in the file, and counted on without it."""
        self._failed_at: float | None = None

    async def take(self, bucket: str) -> float:
        """Seconds to wait before asking for a turn again; 0 means go, and one call is counted."""

        def turn(standing: Standing, now: float, _: Budget) -> tuple[Standing, float]:
            wait = standing.wait(now)
            return (standing, wait) if wait else (standing.taken(), 0.0)

        return await self._thread.run(self._change, bucket, turn)

    async def tell(self, bucket: str, left: int, seconds: float) -> None:
        """The service said how many calls are left until its window ends: mostly, that it counts as we do."""
        if not self._known.get(bucket, NOTHING_KNOWN).knows(left, seconds, self._now(), self._budgets[bucket]):
            await self._set(bucket, lambda standing, now, budget: standing.told(left, seconds, now, budget))

    async def block(self, bucket: str, seconds: float) -> None:
        """The service wants to be left alone."""
        await self._set(bucket, lambda standing, now, _: standing.closed(seconds, now))

    async def look(self, bucket: str) -> Room:
        """Takes no turn."""
        return await self._thread.run(self._change, bucket, lambda standing, now, _: (standing, standing.room(now)))

    async def close(self) -> None:
        await self._thread.run(self._close)
        self._thread.close()

    async def _set(self, bucket: str, step: Callable[[Standing, float, Budget], Standing]) -> None:
        await self._thread.run(
            self._change, bucket, lambda standing, now, budget: (step(standing, now, budget), None)
        )

    def _change(self, bucket: str, step: _Step[T]) -> T:
        """What `step` says of the standing that holds now, and what becomes of it, in one turn of the file."""
        for _ in range(2):
            try:
                with store_errors(self._path or Path()):
                    if connection := self._opened():
                        return self._changed(connection, bucket, step)
                break
            except StoreError as error:
                self._close()
                self._failed_at = self._now()
                if not self._cleared_away(error):
                    break
        self._known[bucket], answer = self._stepped(self._known.get(bucket, NOTHING_KNOWN), bucket, step)
        return answer

    def _changed(self, connection: sqlite3.Connection, bucket: str, step: _Step[T]) -> T:
        with transaction(connection):
            before = _read(connection, bucket) or self._known.get(bucket, NOTHING_KNOWN)
            standing, answer = self._stepped(before, bucket, step)
            if standing != before:
                _write(connection, bucket, standing)
        self._known[bucket] = standing
        return answer

    def _stepped(self, before: Standing, bucket: str, step: _Step[T]) -> tuple[Standing, T]:
        now, budget = self._now(), self._budgets[bucket]
        return step(before.at(now, budget), now, budget)

    def _opened(self) -> sqlite3.Connection | None:
        """None while we count without the file."""
        if self._path is None or (self._failed_at is not None and abs(self._now() - self._failed_at) < _TRUSTED_AGAIN):
            return None
        self._failed_at = None
        if self._connection is None or self._identity != identity(self._path):
            self._close()
            self._connection = _open(self._path, self._timeout)
            self._identity = identity(self._path)
        return self._connection

    def _cleared_away(self, error: StoreError) -> bool:
        """Whether the file was damaged, and can be begun anew."""
        if self._path is None or not isinstance(error, Damaged):
            return False
        with suppress(OSError):
            self._path.unlink(missing_ok=True)
            self._path.with_name(self._path.name + "-journal").unlink(missing_ok=True)
            self._failed_at = None
            return True
        return False

    def _close(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with suppress(sqlite3.Error):
                connection.close()


def _open(path: Path, timeout: float) -> sqlite3.Connection:
    make_private_folder(path.parent)
    with suppress(FileExistsError):
        os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    connection = connect(path, timeout)
    try:
        with suppress(OSError):  # somebody else's file may still be ours to use
            path.chmod(0o600)
        # Without waiting for the disk: what a power cut takes was counted for a few minutes, and a damaged file is begun
        # anew. A program that is killed leaves a whole file all the same.
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("PRAGMA journal_mode = PERSIST")  # no file comes and goes with every call
        connection.execute(_TABLE)
    except BaseException:
        connection.close()
        raise
    return connection


def _read(connection: sqlite3.Connection, bucket: str) -> Standing | None:
    row = connection.execute(
        "SELECT calls_left, resets_at, closed_until FROM buckets WHERE name = :name", {"name": bucket}
    ).fetchone()
    return Standing(*msgspec.convert(row, tuple[int, float, float])) if row else None


def _write(connection: sqlite3.Connection, bucket: str, standing: Standing) -> None:
    connection.execute(
        "INSERT INTO buckets (name, calls_left, resets_at, closed_until)"
        " VALUES (:name, :calls_left, :resets_at, :closed_until)"
        " ON CONFLICT (name) DO UPDATE SET calls_left = excluded.calls_left, resets_at = excluded.resets_at,"
        " closed_until = excluded.closed_until",
        {
            "name": bucket,
            "calls_left": standing.left,
            "resets_at": standing.resets_at,
            "closed_until": standing.closed_until,
        },
    )
