"""PDFs in a folder of the reader's choice: each arrives beside its place, is checked, and then takes it in one step.

What is begun stays as `.ID.part`, with what the service called it in `.ID.part.of`, and is gone on with. A second
program that fetches the same paper meanwhile writes a file of its own.
"""

import os
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from ..errors import Unreadable
from ..model.file_name import file_stem
from ..model.value import Value
from .files import identity, make_private_folder, store_errors, sync
from .thread import StoreThread

_HEAD, _TAIL = 1024, 2048
"""Bytes in which a PDF says that it is one, and that it ends."""
_BUFFER = 2**20
_LONGEST_NAME = 500


class Begun(Value):
    """The beginning that was found: bytes, and what the service called this state of it."""

    offset: int
    validator: str


class PdfFiles:
    """Every method may raise Full where the folder cannot be used."""

    def __init__(self, thread: StoreThread) -> None:
        self._thread = thread

    async def find(self, folder: Path, paper_id: str) -> Path | None:
        """The whole PDF of a paper, whatever title its name has."""
        return await self._thread.run(_find, folder, file_stem(paper_id))

    async def stems(self, folder: Path) -> frozenset[str]:
        """What the names of all PDFs there begin with: `file_stem` of an id."""
        return await self._thread.run(_stems, folder)

    async def changed_at(self, folder: Path) -> int | None:
        """When a file came or went last, in nanoseconds; None where there is no folder. Never raises."""
        return await self._thread.run(_changed_at, folder)

    @asynccontextmanager
    async def unfinished(self, folder: Path, paper_id: str) -> AsyncIterator["Part"]:
        """What has come so far, to go on with; at the end it stays, unless it was finished."""
        part = await self._thread.run(Part, self._thread, folder, file_stem(paper_id))
        try:
            yield part
        finally:
            await self._thread.run(part.leave)

    async def close(self) -> None:
        self._thread.close()


class Part:
    """A Sink. Made on the thread, which does all that touches the disk."""

    def __init__(self, thread: StoreThread, folder: Path, stem: str) -> None:
        self._thread = thread
        self._folder = folder
        with store_errors(folder):
            make_private_folder(folder)
            self._path, self._file, self._is_own = _opened(folder, stem)
            self._validator_path = self._path.with_name(self._path.name + ".of")
        self._size, self._validator = self._begun()
        self._is_finished = False

    @property
    def resume(self) -> Begun | None:
        return Begun(self._size, self._validator) if self._size and self._validator else None

    async def begin(self, start: int, total: int | None, validator: str | None) -> None:
        await self._thread.run(self._begin, start, validator)

    async def take(self, piece: bytes) -> None:
        await self._thread.run(self._take, piece)

    async def finish(self, name: str) -> Path:
        """Checks that it is a whole PDF and gives it its name. Raises Unreadable, and then it begins anew next time."""
        return await self._thread.run(self._finish, name)

    def leave(self) -> None:
        """On the thread."""
        with suppress(OSError):
            self._file.close()
        if self._is_own and not self._is_finished:
            with suppress(OSError):
                self._path.unlink(missing_ok=True)

    def _begun(self) -> tuple[int, str | None]:
        """Bytes that are here, and what the service called that state of it."""
        try:
            size = os.fstat(self._file.fileno()).st_size
            validator = self._validator_path.read_bytes()[:_LONGEST_NAME].decode("ascii")
        except (OSError, UnicodeDecodeError):
            return 0, None
        return size, validator if validator.isprintable() else None

    def _begin(self, start: int, validator: str | None) -> None:
        with store_errors(self._folder):
            self._file.seek(start)
            self._file.truncate()
            if validator and not self._is_own:
                self._validator_path.write_bytes(validator.encode("ascii"))
            else:
                self._validator_path.unlink(missing_ok=True)
        self._size, self._validator = start, validator

    def _take(self, piece: bytes) -> None:
        with store_errors(self._folder):
            self._file.write(piece)
        self._size += len(piece)

    def _finish(self, name: str) -> Path:
        with store_errors(self._folder):
            self._file.flush()
            if problem := _problem(self._file):
                self._begin(0, None)
                raise Unreadable(problem)
            os.fsync(self._file.fileno())
            if sys.platform == "win32":  # a file that is open cannot be renamed there
                self._file.close()
            target = self._folder / name
            os.replace(self._path, target)
            self._is_finished = True
            self._validator_path.unlink(missing_ok=True)
            sync(self._folder)
            return target


def _find(folder: Path, stem: str) -> Path | None:
    with store_errors(folder):
        try:
            names = sorted(os.listdir(folder))
        except FileNotFoundError:
            return None
        own = (name for name in names if name == f"{stem}.pdf" or (name.startswith(f"{stem} ") and name.endswith(".pdf")))
        return next((folder / name for name in own if (folder / name).is_file()), None)


def _stems(folder: Path) -> frozenset[str]:
    with store_errors(folder):
        try:
            with os.scandir(folder) as entries:
                names = [entry.name for entry in entries if entry.name.endswith(".pdf") and entry.is_file()]
        except FileNotFoundError:
            return frozenset()
        return frozenset(name.removesuffix(".pdf").partition(" ")[0] for name in names)


def _changed_at(folder: Path) -> int | None:
    try:
        return folder.stat().st_mtime_ns
    except OSError:
        return None


def _opened(folder: Path, stem: str) -> tuple[Path, BinaryIO, bool]:
    """The part that was begun, for us alone; where another program has it, a file of our own (True)."""
    path = folder / f".{stem}.part"
    file = os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+b", _BUFFER)
    # Whoever had it may have given it its name since it was opened.
    if _locked(file) and identity(path) == _identity(file):
        return path, file, False
    file.close()
    descriptor, name = tempfile.mkstemp(prefix=f".{stem}.", suffix=".part", dir=folder)
    return Path(name), os.fdopen(descriptor, "r+b", _BUFFER), True


def _locked(file: BinaryIO) -> bool:
    """Whether it is ours now, until it is closed."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _identity(file: BinaryIO) -> tuple[int, int]:
    status = os.fstat(file.fileno())
    return status.st_dev, status.st_ino


def _problem(file: BinaryIO) -> str | None:
    """Why it is no whole PDF."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if b"%PDF-" not in file.read(_HEAD):
        return "what came is no PDF"
    file.seek(max(0, size - _TAIL))
    if b"%%EOF" not in file.read(_TAIL):
        return "the PDF has no end: it is damaged"
    return None
