"""What waits for another program: a file each, so that two of ours never lose one of the other's."""

import os
from pathlib import Path

from .files import make_private_folder, store_errors, sync, unfinished_beside
from .thread import StoreThread

_ENDING = ".json"


class Outbox:
    """Every method may raise Full where the folder cannot be used."""

    def __init__(self, folder: Path, thread: StoreThread) -> None:
        self._folder = folder
        self._thread = thread

    async def put(self, name: str, content: bytes) -> None:
        """On the disk when it returns."""
        await self._thread.run(self._put, name, content)

    async def names(self) -> tuple[str, ...]:
        """In their order."""
        return await self._thread.run(self._names)

    async def read(self, name: str) -> bytes | None:
        """None where another program of ours has sent it meanwhile."""
        return await self._thread.run(self._read, name)

    async def remove(self, name: str) -> None:
        await self._thread.run(self._remove, name)

    async def close(self) -> None:
        self._thread.close()

    def _put(self, name: str, content: bytes) -> None:
        with store_errors(self._folder):
            make_private_folder(self._folder)
            with unfinished_beside(self._folder / (name + _ENDING)) as unfinished:
                with unfinished.open("wb") as file:
                    file.write(content)
                    file.flush()
                    os.fsync(file.fileno())
                os.replace(unfinished, self._folder / (name + _ENDING))
            sync(self._folder)

    def _names(self) -> tuple[str, ...]:
        with store_errors(self._folder):
            try:
                found = os.listdir(self._folder)
            except FileNotFoundError:
                return ()
        return tuple(sorted(name.removesuffix(_ENDING) for name in found if name.endswith(_ENDING) and name[0] != "."))

    def _read(self, name: str) -> bytes | None:
        with store_errors(self._folder):
            try:
                return (self._folder / (name + _ENDING)).read_bytes()
            except FileNotFoundError:
                return None

    def _remove(self, name: str) -> None:
        with store_errors(self._folder):
            (self._folder / (name + _ENDING)).unlink(missing_ok=True)
