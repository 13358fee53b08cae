"""Files that the reader asked for, in folders of theirs: each is written beside its place and takes it in one step."""

import os
import stat
from collections.abc import Iterable
from pathlib import Path

from ..errors import Full
from .files import store_errors, sync, unfinished_beside
from .thread import StoreThread


class Documents:
    def __init__(self, thread: StoreThread) -> None:
        self._thread = thread

    async def write(self, path: Path, pieces: Iterable[str], *, replaces: bool) -> bool:
        """The pieces in UTF-8, taken on the thread; False where a file is there already and `replaces` does not allow it.

        A link is followed, and a file that is replaced keeps who may read it. Raises Full where nothing can be written
        there; then nothing has changed.
        """
        return await self._thread.run(_write, path, pieces, replaces)

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


def _usual_mode() -> int:
    """What a file gets that nobody cared about: a temporary one is for its user alone."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
