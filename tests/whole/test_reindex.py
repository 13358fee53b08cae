"""Building the search index anew in a terminal, and Ctrl-C in the middle of it."""

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest

from paperbrowse.store.cache import Cache
from paperbrowse.store.thread import StoreThread
from tests.model.made import NOON, day_listing, paper

from .conftest import OpenScreen, Program
from .terminal import CTRL_C

DAYS = 600
"""What is told of them fills a terminal that nobody reads, so that the program waits in the middle for Ctrl-C."""


@pytest.fixture
def many_days(home: Path) -> None:
    """In the cache, and not yet in the index; each has one paper."""

    async def keep() -> None:
        cache = Cache(home / "paperbrowse" / "cache" / "papers", StoreThread("cache"), max_bytes=1 << 30)
        for number in range(DAYS):
            day = NOON.date() - timedelta(days=number)
            await cache.keep(day_listing(day, paper(number, title=f"Lantern {number}")))
        await cache.close()

    asyncio.run(keep())


@pytest.mark.fault("T11")
def test_ctrl_c_stops_it_in_order_and_nothing_is_lost(
    many_days: None, open_screen: OpenScreen, program: Program
) -> None:
    terminal = open_screen("reindex", "--offline")
    terminal.wait_for(f" of {DAYS} editions and papers for the index")

    terminal.press(CTRL_C)

    assert 130 == terminal.ended()
    assert "Stopped: the index is as it was." in terminal.text
    assert "Traceback" not in terminal.text
    assert terminal.is_restored
    assert b"Lantern 7" in program("search", "lantern 7", "--offline").stdout
    assert f"{DAYS} papers can be searched.\n" == program("reindex", "--offline").stdout.decode()
