"""The program over N made-up papers, for measuring keys: `python -m tests.bench.rows N`."""

import asyncio
import os
import sys
from concurrent.futures import Future

from paperbrowse.assembly import open_services
from paperbrowse.model.listing import Listing
from paperbrowse.model.period import Month
from paperbrowse.settings import Options, load
from paperbrowse.tui.app import PaperbrowseApp

from .made import listing

async def main(number: int) -> None:
    first: Future[Listing | None] = Future()
    first.set_result(listing(number))
    settings = load(Options(offline=True), os.environ)
    async with open_services(settings) as services:
        await PaperbrowseApp(services, settings, Month(2026, 6), first).run_async()


asyncio.run(main(int(sys.argv[1])))
