"""The index's folder: opened and checked, begun anew when damaged, and exchanged for a newly built one."""

import json
import os
import shutil
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import tantivy

from ...errors import Damaged, Full, Locked, StoreError
from ...model.value import Value
from ..files import identity, make_private_folder
from .fields import VERSION, register, schema
from .notes import Notes

META = "meta.json"
_PARTS = ("fast", "fieldnorm", "idx", "pos", "store", "term")
"""Of each segment; where papers were replaced, a list of those is a part too."""
_FOOTER = struct.Struct("<II")
_MAGIC = 1337
_PIECE = 1_000_000
_TRY_AGAIN = 0.02
_SMALL, _LARGE = 15_000_000, 120_000_000
"""Bytes of memory for a few papers, and for all."""
_NO_ROOM = ("permission denied", "read-only", "no space", "file too large", "os error 13", "os error 27", "os error 28", "os error 30")


class Opened(Value):
    index: tantivy.Index
    identity: tuple[int, int] | None
    """Of the folder: another program may have exchanged it."""
    notes: Notes


class IndexFolder:
    def __init__(self, folder: Path, timeout: float) -> None:
        self.base = folder.absolute()
        self.path = self.base / str(VERSION)
        self._timeout = timeout
        self._opened: Opened | None = None
        self._checked: set[str] = set()
        self._seen: tuple[int, int] | None = None
        self._current: tantivy.Searcher | None = None

    def searcher(self) -> tantivy.Searcher:
        """What is committed now, by whichever program: the same one until that changes. Raises Damaged, Full."""
        while True:
            before = _stamp(self.path / META)
            try:
                with engine_errors(self.path):
                    return self._searcher()
            except Damaged:
                # Another program may have taken files away in between, with a new list of them.
                if before is None or before == _stamp(self.path / META):
                    raise

    def _searcher(self) -> tantivy.Searcher:
        index = self._index()
        stamp = _stamp(self.path / META)
        if stamp is None or stamp != self._seen:
            self.check()
            index.reload()
            self._seen, self._current = stamp, index.searcher()
        return self._current

    @contextmanager
    def writer(self) -> Iterator[tantivy.IndexWriter]:
        """For a few papers; waits for another program until `timeout`. Raises Locked, Damaged, Full."""
        with engine_errors(self.path), self._writer(self._index(), _SMALL) as writer:
            yield writer

    @contextmanager
    def replacement(self) -> Iterator[tantivy.IndexWriter]:
        """Another index beside this one, which takes its place at the end; after an error this one stays.

        Raises Locked where another program is at it too.
        """
        beside = self.base / f"{VERSION}.new"
        with engine_errors(self.path):
            make_private_folder(self.base)
            try:
                index = _open(beside)
            except (ValueError, OSError):
                _remove(beside)
                index = _open(beside)
            with self._writer(index, _LARGE) as writer:
                writer.delete_all_documents()
                yield writer
                writer.commit()
            self._exchange(beside)

    def begin_anew(self) -> None:
        """An empty index in the place of one that is damaged. Raises Full."""
        self.close()
        with engine_errors(self.path):
            for path in (self.path, *self._older()):
                _remove(path)
            self._index()

    def notes(self) -> Notes:
        """Of the index that is there now. Raises Damaged, Full."""
        with engine_errors(self.path):
            self._index()
            return self._opened.notes

    def save_notes(self) -> None:
        """At a clean end."""
        if self._opened is not None and self._opened.identity == identity(self.path):
            self._opened.notes.save()

    def close(self) -> None:
        self._opened = self._seen = self._current = None
        self._checked.clear()

    def _index(self) -> tantivy.Index:
        if self._opened is None or self._opened.identity != identity(self.path):
            self.close()
            make_private_folder(self.base)
            index = _open(self.path)
            self._opened = Opened(index, identity(self.path), Notes(self.path))
        return self._opened.index

    @contextmanager
    def _writer(self, index: tantivy.Index, memory: int) -> Iterator[tantivy.IndexWriter]:
        patience = time.monotonic() + self._timeout
        while True:
            try:
                writer = index.writer(memory, 1)
                break
            except ValueError as error:
                if "LockBusy" not in str(error) or time.monotonic() > patience:
                    raise
            time.sleep(_TRY_AGAIN)
        try:
            yield writer
        except BaseException:
            with suppress(ValueError, RuntimeError, OSError):
                writer.rollback()
            raise
        finally:
            # Gives the lock back; what was begun to be merged is merged.
            with suppress(ValueError, RuntimeError, OSError):
                writer.wait_merging_threads()

    def _exchange(self, beside: Path) -> None:
        old = self.base / f"{VERSION}.old"
        _remove(old)
        if self.path.exists():
            try:
                with self._writer(_open(self.path), _SMALL):  # nobody is in the middle of a write
                    self.path.rename(old)
            except (ValueError, OSError):  # it cannot be opened: nobody writes it
                _remove(self.path)
        self.close()
        beside.rename(self.path)
        for path in (old, *self._older()):
            _remove(path)

    def _older(self) -> list[Path]:
        names = (name for name in self.base.iterdir() if name.name.isdigit())
        return [name for name in names if int(name.name) < VERSION]

    def check(self) -> None:
        """Compares every file that is new to us with the sum that the engine wrote at its end; it never does so itself.

        Raises Damaged. A gigabyte takes two seconds, which is why those stay known that were whole at a clean end.
        """
        notes = self._opened.notes
        there = whole_files(self.path, lambda name: name in self._checked or notes.is_whole(name))
        if there != self._checked:
            self._checked = there
            notes.found_whole(there)


def whole_files(path: Path, is_known: Callable[[str], bool] = lambda name: False) -> set[str]:
    """The files of the index at the path. Raises Damaged where one, but those that are known, is not what was written."""
    ids = {segment["segment_id"].replace("-", "") for segment in segments(path)}
    there = {name for name in os.listdir(path) if name.partition(".")[0] in ids}
    for name in sorted(there | {f"{segment}.{part}" for segment in ids for part in _PARTS}):
        if name not in there or not (is_known(name) or _is_whole(path / name)):
            raise Damaged(path, f"{path} is damaged: {name} is not what was written.")
    return there


def segments(path: Path) -> list[dict[str, object]]:
    """As the engine lists them."""
    return json.loads((path / META).read_bytes())["segments"]


@contextmanager
def engine_errors(path: Path) -> Iterator[None]:
    """Turns what the engine and the disk raise about the index into our errors."""
    try:
        yield
    except StoreError:
        raise
    except OSError as error:
        raise Full(path, f"{path} cannot be used: {error.strerror or error}.") from error
    except (ValueError, RuntimeError, KeyError, TypeError) as error:  # of the engine, and of a meta.json that is none
        said = str(error)
        if "LockBusy" in said:
            raise Locked(path, f"{path} is being written by another program.") from error
        if any(words in said.lower() for words in _NO_ROOM):
            raise Full(path, f"{path} cannot be used: there is no room, or no right to write.") from error
        raise Damaged(path, f"{path} is damaged.") from error


def _open(path: Path) -> tantivy.Index:
    make_private_folder(path)
    index = tantivy.Index(schema(), str(path))
    register(index)
    index.config_reader("manual")
    return index


def _stamp(path: Path) -> tuple[int, int] | None:
    """Differs when the file does; None where there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino


def _remove(path: Path) -> None:
    """A folder or a file, if it is there. Raises OSError."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _is_whole(path: Path) -> bool:
    """Read piece by piece: one file may hold a gigabyte."""
    with path.open("rb") as file:
        end = file.seek(0, os.SEEK_END) - _FOOTER.size
        if end < 0:
            return False
        file.seek(end)
        length, magic = _FOOTER.unpack(file.read(_FOOTER.size))
        payload = end - length
        if magic != _MAGIC or payload < 0:
            return False
        file.seek(payload)
        try:
            expected = json.loads(file.read(length))["crc"]
        except (ValueError, KeyError, TypeError):
            return False
        file.seek(0)
        sum_so_far = 0
        for begin in range(0, payload, _PIECE):
            sum_so_far = zlib.crc32(file.read(min(_PIECE, payload - begin)), sum_so_far)
        return expected == sum_so_far
