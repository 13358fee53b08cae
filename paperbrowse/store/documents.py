"""Files that the reader asked for, in folders of theirs: each is written beside its place and takes it in one step."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from ..errors import Full
from ..model.note_seal import Seal, seal_of
from ..model.value import Value
from .files import store_errors, sync, unfinished_beside
from .thread import StoreThread


_LARGEST_NOTE = 4 * 1024 * 1024
"""Bytes: more is none of ours."""


class Note(Value):
    path: Path
    text: str
    seal: Seal


class Documents:
    def __init__(self, thread: StoreThread) -> None:
        self._thread = thread

    async def write(self, path: Path, pieces: Iterable[str], *, replaces: bool) -> bool:
        """The pieces in UTF-8, taken on the thread; False where a file is there already and `replaces` does not allow it.

        A link is followed, and a file that is replaced keeps who may read it. Raises Full where nothing can be written
        there; then nothing has changed.
        """
        return await self._thread.run(_write, path, pieces, replaces)

    async def notes(self, folder: Path) -> dict[str, Note]:
        """The notes of ours in the folder, by the id of their paper, whatever they are called; the folder is made where
        there is none. Raises Full where it cannot be used."""
        return await self._thread.run(_notes, folder)

    async def close(self) -> None:
        self._thread.close()


def _write(path: Path, pieces: Iterable[str], replaces: bool) -> bool:
    with store_errors(path):
        target = path.resolve()
        mode = target.stat().st_mode if target.exists() else None
        if mode is not None and not stat.S_ISREG(mode):
            raise Full(path, f"{path} is {'a folder' if stat.S_ISDIR(mode) else 'not an ordinary file'}.")
        if mode is not None and not replaces:
            return False
        with unfinished_beside(target) as unfinished:
            with unfinished.open("w", encoding="utf-8", errors="replace", newline="") as file:
                file.writelines(pieces)
                file.flush()
                os.fsync(file.fileno())
            unfinished.chmod(stat.S_IMODE(mode) if mode is not None else _usual_mode())
            if mode is None and target.exists() and not replaces:
                return False  # somebody was faster
            os.replace(unfinished, target)
        sync(target.parent)
        return True


def _notes(folder: Path) -> dict[str, Note]:
    with store_errors(folder):
        folder.mkdir(exist_ok=True)
        found: dict[str, Note] = {}
        for path in sorted(folder.glob("*.md")):
            if path.is_file() and path.stat().st_size <= _LARGEST_NOTE:
                text = path.read_bytes().decode("utf-8", "replace")
                if (seal := seal_of(text)) is not None:
                    found.setdefault(seal.paper_id, Note(path, text, seal))
        return found


def _usual_mode() -> int:
    """What a file gets that nobody cared about: a temporary one is for its user alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
