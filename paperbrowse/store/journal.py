"""Journals: what was said about papers, a line each, in files that only grow; one file a machine (`model.sayings`)."""

import os
import sqlite3
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from ..model.sayings import Saying, heard
from ..model.value import Value
from .files import make_private_folder, place, store_errors, sync, transaction, unfinished_beside
from .journal_sql import empty_outbox, everything, outbox, waiting
from .sayings_sql import Heard, hear, introduce, rename

_KEPT_IN_OUTBOX = 100
"""Lines that wait in the library until they are surely on the disk: that takes as long as the mark itself."""
_LONGEST_LINE = 4 * 1024 * 1024
_PIECE = 1024 * 1024
_AT_ONCE = 1000
"""Lines in one transaction, or in one piece of a file: whoever else wants to do something waits no longer than that."""


class Journal:
    """This machine's own, in `folder`. What it lacks is in the library's outbox, so that nothing depends on it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._posted = 0
        """The number of the last line of the outbox that was appended."""

    def post(self, connection: sqlite3.Connection, *, at_once: bool = False) -> None:
        """Appends what waits in the outbox; empties that from time to time, or at once. Raises OSError."""
        new = outbox(connection, self._posted)
        path = self.path(introduce(connection))
        if new:
            make_private_folder(self.folder)
            if path.exists() or not _begin(path, everything(connection)):
                _append(path, [line for _, line in new], after_cut=_is_cut(path))
            self._posted = new[-1][0]
        number = waiting(connection)
        if number and (at_once or number >= _KEPT_IN_OUTBOX):
            sync(path)
            empty_outbox(connection, self._posted)

    def path(self, machine: str) -> Path:
        return self.folder / f"{machine}.jsonl"

    def hand_out(self, connection: sqlite3.Connection, folder: Path) -> None:
        """Lays this machine's journal into a folder that others read, in the place of what it laid there before.

        Where somebody else wrote under our name, that stays, and we take another name. Raises OSError.
        """
        self.post(connection, at_once=True)
        own = self.path(introduce(connection))
        if not own.exists():
            return
        if not _begins_like(folder / own.name, own):
            content = own.read_bytes()
            own = self.path(rename(connection))
            _replace(own, content)
        if not _is_same(folder / own.name, own):
            _replace(folder / own.name, own.read_bytes())


class Merged(Value):
    """What an exchange with other machines brought."""

    changed: Heard
    """What is otherwise now."""
    machines: int
    """Journals in the folder besides our own."""
    unread: dict[str, int]
    """Lines that could not be read, by the name of the file."""


def merge(connection: sqlite3.Connection, journal: Journal, folder: Path) -> Merged:
    """Raises sqlite3.Error, and StoreError where the folder cannot be used. What was taken over by then stays."""
    unread = Unread()
    changed = Heard()
    with store_errors(folder):
        sayings = read_journals(folder, unread)
        while batch := list(islice(sayings, _AT_ONCE)):
            with transaction(connection):
                changed |= hear(connection, batch)
        journal.hand_out(connection, folder)
    own = journal.path(introduce(connection)).name
    machines = {path.name.partition(".")[0] for path in folder.glob("*.jsonl")} - {own.partition(".")[0]}
    return Merged(changed, len(machines), unread.lines)


class Unread:
    """What of a folder could not be used, by the name of the file: lines."""

    def __init__(self) -> None:
        self.lines: dict[str, int] = {}


def read_journals(folder: Path, unread: Unread) -> Iterator[Saying]:
    """All that every machine said, also in copies that a conflict left behind. Raises OSError."""
    for path in sorted(folder.glob("*.jsonl")):
        if path.is_file():
            yield from _read(path, unread)


def _read(path: Path, unread: Unread) -> Iterator[Saying]:
    """The last line may be half: whoever carries the files is not done, and it comes whole another time."""
    with path.open("rb") as file:
        while line := file.readline(_LONGEST_LINE):
            saying = heard(line)
            if saying is not None:
                yield saying
            elif line.strip() and line.endswith(b"\n"):
                unread.lines[path.name] = unread.lines.get(path.name, 0) + 1


def _append(path: Path, lines: list[str], *, after_cut: bool) -> None:
    """A line that was cut off, because the machine went down or the disk was full, ends before ours begin."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0), 0o600)
    with open(descriptor, "wb", buffering=0) as file:
        for start in range(0, len(lines), _AT_ONCE):  # a screen that is drawn meanwhile has its turns
            content = "".join(f"{line}\n" for line in lines[start : start + _AT_ONCE]).encode()
            content = b"\n" + content if after_cut and not start else content
            while content:
                content = content[file.write(content) :]


def _begin(path: Path, lines: Iterator[str]) -> bool:
    """The first journal, or one in the place of one that was lost; False where another window was faster."""
    with unfinished_beside(path) as unfinished:
        with unfinished.open("wb") as file:
            file.writelines(f"{line}\n".encode() for line in lines)
        sync(unfinished)
        return place(unfinished, path)


def _is_cut(path: Path) -> bool:
    if not path.exists() or not path.stat().st_size:
        return False
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read() != b"\n"


def _begins_like(given: Path, own: Path) -> bool:
    """Whether what was given out is the beginning of our own, or nothing."""
    if not given.exists():
        return True
    with given.open("rb") as one, own.open("rb") as other:
        while piece := one.read(_PIECE):
            if piece != other.read(len(piece)):
                return False
    return True


def _is_same(given: Path, own: Path) -> bool:
    return given.exists() and given.stat().st_size == own.stat().st_size


def _replace(path: Path, content: bytes) -> None:
    with unfinished_beside(path) as unfinished:
        unfinished.write_bytes(content)
        sync(unfinished)
        unfinished.replace(path)
    sync(path.parent)
