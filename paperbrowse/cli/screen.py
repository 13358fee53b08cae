"""`paperbrowse` by itself: the screen."""

import argparse
import asyncio
import gc
import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from ..model.freshness import newest_expected
from ..model.listing import Listing, Sample, SavedPage
from ..model.period import FORMS, Newest, Period, looks_like_period
from ..settings import Settings
from .exits import DONE
from .parser import command_names, nearest
from .periods import period, refuse_tomorrow
from .session import in_a_loop, load_settings, today

if TYPE_CHECKING:
    from ..assembly import Stores
    from ..services import Services
    from ..services.ports import Clock
    from ..tui.app import PaperbrowseApp

_HINT = "paperbrowse list prints the papers instead"
_COLLECT_GARBAGE_AFTER = 1.0
"""Seconds from the start of the loop: the first paint is over, on a slow machine too nearly."""
_GARBAGE = 50_000
"""Objects after which it is looked for even while somebody types, who would wait for it."""
_WORDS = ("today", "yesterday", "week", "month", "trending")


def browse(asked: argparse.Namespace, clock: "Clock | None") -> int:
    """Refuses what was typed before it asks for a terminal, and opens the screen only over something to show."""
    settings = load_settings(asked)
    edition = _edition(asked.target, settings, today(clock))
    content = _content(edition) if isinstance(edition, str) else None
    if edition == "-":
        _take_keys_from_terminal()
    _need_terminal()

    from ..assembly import open_stores

    stores = open_stores(settings)
    first = _first_listing(stores, edition, today(clock))
    from ..tui.app import PaperbrowseApp  # the slowest import of all: the first listing is read meanwhile
    from ..tui.checks import mistakes

    for mistake in mistakes(settings):
        raise mistake

    async def run() -> int:
        from ..assembly import open_services

        async with open_services(settings, stores, clock) as services:
            shown = await _imported(services, edition, content) if content is not None else edition
            app = PaperbrowseApp(services, settings, shown, first)
            asyncio.get_running_loop().call_later(_COLLECT_GARBAGE_AFTER, _collect_garbage, app)
            with _ending_on_signals(app):
                await app.run_async()
            if app.bug is not None:
                raise app.bug
            return app.return_code or DONE

    return in_a_loop(run())


def _collect_garbage(app: "PaperbrowseApp") -> None:
    """From now on: what is here by now stays anyway."""
    gc.freeze()
    gc.set_threshold(_GARBAGE)
    gc.enable()
    app.at_rest = gc.collect


def _edition(typed: str | None, settings: Settings, day: date) -> Period | Newest | Sample | str:
    """What to open; a str is a file's name. Raises UsageError."""
    if settings.sample:
        if typed is not None:
            raise UsageError(typed, "the sample is an edition of its own; leave this out, or --sample")
        return Sample()
    if typed is None:
        return period(settings.start, day)
    if looks_like_period(typed):
        return period(typed, day)
    if typed == "-" or os.path.exists(typed):
        return typed
    if os.sep in typed or Path(typed).suffix:
        raise UsageError(typed, "there is no such file")
    refuse_tomorrow(typed)
    hint = nearest(typed, [*command_names(), *_WORDS])
    raise UsageError(typed, f"no command, period or file{hint}; accepted: a command, {FORMS}, or a file")


def _content(name: str) -> bytes:
    from .importing import read_file

    return read_file(name)


def _need_terminal() -> None:
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if stream is None or not stream.isatty():
            raise UsageError("paperbrowse", f"the screen needs a terminal; {_HINT}")
    if sys.platform != "win32" and os.environ.get("TERM", "") in ("", "dumb", "unknown"):
        raise UsageError(f"TERM={os.environ.get('TERM', '')}", f"the screen needs a terminal that can draw; {_HINT}")


def _take_keys_from_terminal() -> None:
    """The page came in on the standard input: from here on that is the terminal."""
    try:
        terminal = os.open("/dev/tty", os.O_RDWR)
    except OSError:
        raise UsageError("-", "the screen needs a terminal; paperbrowse import - takes the page in") from None
    os.dup2(terminal, 0)
    os.close(terminal)


def _first_listing(
    stores: "Stores", edition: Period | Newest | Sample | str, day: date
) -> Future[Listing | None] | None:
    match edition:
        case Newest(back=0):
            return stores.cache.submit_listing(str(newest_expected(day)))
        case Newest() | Sample() | str():
            return None
        case _:
            return stores.cache.submit_listing(str(edition))


async def _imported(services: "Services", name: str, content: bytes) -> SavedPage | Newest:
    """What came in; where something was said of every paper, they stand among the marked ones and not on a page."""
    from .importing import file_name

    arrived = await services.importing.bring(content, file_name(name))
    return arrived.page or Newest()


@contextmanager
def _ending_on_signals(app: "PaperbrowseApp") -> Iterator[None]:
    """SIGTERM, SIGHUP and SIGINT end the screen in order, with the terminal as it was; a second one ends it at once."""
    if sys.platform == "win32":
        yield
        return
    loop = asyncio.get_running_loop()
    numbers = (signal.SIGTERM, signal.SIGHUP, signal.SIGINT)

    def end(number: signal.Signals) -> None:
        for each in numbers:
            loop.remove_signal_handler(each)
        app.exit(return_code=128 + number)

    for number in numbers:
        loop.add_signal_handler(number, end, number)
    try:
        yield
    finally:
        for number in numbers:
            loop.remove_signal_handler(number)
