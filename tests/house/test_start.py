"""What is loaded when: the time to the first paint is mostly imports."""

import re

import pytest

from .code import files
from .interpreter import modules_after

HEAVY = {"textual", "rich", "httpx", "parsel", "lxml", "diskcache", "sqlite3", "msgspec", "asyncio", "ssl", "argparse"}
PICTURES = {"PIL", "textual_image"}
SEARCH = {"tantivy", "paperbrowse.store.index.engine"}
READING = {"markdown_it", "paperbrowse.tui.markdown.parsing", "paperbrowse.tui.screens.contents"}
NETWORK = {"httpx", "httpcore", "h11", "parsel", "lxml"}
LATER = {
    "diskcache", "paperbrowse.store.library", "paperbrowse.tui.screens.menu",
    "paperbrowse.desktop.machine", "paperbrowse.services.exporting", "paperbrowse.services.importing",
    "paperbrowse.services.pdf", "paperbrowse.services.resolving", "paperbrowse.services.saving",
    "paperbrowse.services.zotero", "paperbrowse.services.examining", "paperbrowse.store.documents",
    "paperbrowse.store.outbox", "paperbrowse.store.pdf_files", "textual.widgets._markdown",
    "paperbrowse.tui.screens.help", "paperbrowse.tui.screens.go_to", "paperbrowse.tui.screens.note",
    "paperbrowse.tui.screens.tagging", "paperbrowse.tui.screens.contents", "paperbrowse.tui.sheets.full_text",
    "paperbrowse.tui.sheets.comments", "paperbrowse.tui.sheets.links", "paperbrowse.tui.widgets.query_line",
}  # fmt: skip
"""What a key, a command or the first write asks for."""
MOST_MODULES = 136
"""Of ours at the first paint: each costs it a quarter of a millisecond. Before this is raised: can the new one come later?"""
COMPILED = {"model/query_pieces.py"}
"""Who compiles a pattern as it is loaded. The others leave it to the first use; this one looks from a place on."""

BEGIN = """
import asyncio
from datetime import UTC, date, datetime
from paperbrowse.assembly import open_services, open_stores
from paperbrowse.settings import Options, load

settings = load(Options(), os.environ)
"""
KEEP = f"""{BEGIN}
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper

moment = datetime(2026, 6, 12, 12, tzinfo=UTC)

async def keep():
    stores = open_stores(settings)
    await stores.cache.keep(Listing("2026-06-12", (Paper("2606.00001", "A Title"),), moment, moment))
    await stores.close()

asyncio.run(keep())
"""


def test_importing_the_command_line_loads_next_to_nothing() -> None:
    assert set() == HEAVY & modules_after("import paperbrowse.cli")


@pytest.mark.parametrize("asked", ["--version", "--help"])
def test_a_word_about_the_program_loads_no_screen_no_store_and_no_network(asked: str) -> None:
    loaded = modules_after(f"from paperbrowse.cli import main\nmain([{asked!r}])")

    assert set() == (NETWORK | SEARCH | {"textual", "rich", "diskcache", "asyncio"}) & loaded


def test_listing_a_cached_day_loads_no_screen_and_no_network() -> None:
    show = "from paperbrowse.cli import main\nassert main(['list', '2026-06-12', '--offline']) == 0"

    loaded = modules_after(KEEP + show)

    assert set() == (NETWORK | SEARCH | {"textual", "rich"}) & loaded


def test_the_screen_shows_a_cached_day_before_the_network_is_loaded() -> None:
    show = """
import paperbrowse.tui.app
from paperbrowse.model.period import Day

async def show():
    async with open_services(settings) as services:
        await services.marking.load()
        assert await services.feed.cached(Day(date(2026, 6, 12)))

asyncio.run(show())
"""
    loaded = modules_after(KEEP + show)

    assert "textual" in loaded
    assert set() == (NETWORK | SEARCH | READING | PICTURES) & loaded


def test_the_first_paint_waits_for_nothing_that_can_come_later() -> None:
    paint = """
from paperbrowse.model.period import Day
from paperbrowse.tui.app import PaperbrowseApp

class UntilPainted(PaperbrowseApp):
    def _display(self, screen, update):
        if update is not None and "A Title" in update.render_segments(self.console):
            print(*sys.modules, file=answer, flush=True)
            os._exit(0)

async def run():
    stores = open_stores(settings)
    day = Day(date(2026, 6, 12))
    async with open_services(settings, stores) as services:
        await UntilPainted(services, settings, day, stores.cache.submit_listing(str(day))).run_async(headless=True, size=(140, 34))

asyncio.run(run())
"""
    modules_after(KEEP)

    loaded = modules_after(BEGIN + paint)

    assert set() == (NETWORK | SEARCH | READING | PICTURES | LATER) & loaded
    ours = [file for file in files() if ".".join(("paperbrowse", *file.module)) in loaded]
    assert len(ours) <= MOST_MODULES
    assert COMPILED >= {file.name for file in ours if re.search(r"(?m)^\w+ = re\.compile\(", file.text)}
