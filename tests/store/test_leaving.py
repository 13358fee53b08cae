"""Leaving while another program holds the library."""

import asyncio
import time
from pathlib import Path

from paperbrowse.errors import Locked
from paperbrowse.model.marks import Marks
from paperbrowse.store.library import Library
from paperbrowse.store.thread import StoreThread

from .making import NOW, locked, open_library, paper

READ = Marks(read_at=NOW)


async def test_who_leaves_waits_for_one_refused_write_and_not_for_all_that_are_queued(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with open_library(path) as library:
        await library.set_marks([(paper(1), READ)])
    library = Library(path, StoreThread("library"), timeout=1.0)
    await library.marks()

    with locked(path):
        writes = [asyncio.ensure_future(library.set_marks([(paper(number), READ)])) for number in range(2, 62)]
        await asyncio.sleep(0)
        began = time.monotonic()
        await library.close()
        took = time.monotonic() - began

    assert all(isinstance(write.exception(), Locked) for write in writes)
    assert took < 30.0, "sixty refused writes would have waited a minute"
