"""`paperbrowse sync`."""

import argparse
import gc
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from ..errors import Unreachable, UsageError
from ..model.period import FIRST_DAY, Newest, Trending
from ..model.text import count
from ..settings import Settings
from .ending import code_after, say_what_is_left, to_its_end, why_early
from .output import write
from .periods import period
from .progress import Progress
from .record import as_json
from .session import today, with_services

if TYPE_CHECKING:
    from ..services import Services
    from ..services.archive import Synced
    from ..services.ports import Clock

_DAYS = 30
_GARBAGE = 50_000
"""Objects after which it is looked for: every 700, as is usual, took a tenth of the time."""
_TURN = 0.001
"""Seconds after which a thread that writes for the disk gives way: with the usual 5 ms the network waited too often."""


class SkippedRecord(Struct, frozen=True):
    day: date
    why: str


class SyncRecord(Struct, frozen=True):
    """What `--json` prints: the keys are a promise to other programs."""

    first: date
    last: date
    days_fresh: int
    """They needed no question."""
    days_asked: int
    """They were answered."""
    days_changed: int
    days_left: int
    """Nobody came to them; the same command goes on with them."""
    papers: int
    """On the days that were answered."""
    new_papers: int
    skipped: tuple[SkippedRecord, ...]
    stopped: str | None
    """Why it ended early."""
    seconds: float


def sync(asked: argparse.Namespace, clock: "Clock | None") -> int:
    asked.first, asked.last = _span(asked, today(clock))
    if asked.offline:
        raise UsageError("--offline", "a sync asks the Hub; what is on this machine is there without it")
    gc.set_threshold(_GARBAGE)
    sys.setswitchinterval(_TURN)
    return with_services(asked, clock, _sync)


async def _sync(services: "Services", settings: Settings, asked: argparse.Namespace) -> int:
    if settings.offline:
        raise Unreachable("offline", "the environment asks to work offline (HF_HUB_OFFLINE), and a sync asks the Hub")
    progress = Progress(services.clock)
    syncing = services.archive.sync(asked.first, asked.last, progress.show)
    synced = await to_its_end(syncing, services.archive.stop, progress)
    if asked.json:
        write([as_json(_record(synced, asked))])
    else:
        for sentence in told(synced, asked.first, asked.last):
            write([sentence])
    say_what_is_left(synced, "day")
    return code_after(synced)


def told(synced: "Synced", first: date, last: date) -> Iterator[str]:
    """What came and what was skipped, in sentences."""
    days = f"{first} to {last}" if first != last else str(first)
    if not synced.asked and not synced.skipped and not synced.left:
        yield f"{days}: everything is here already."
        return
    yield f"{days}: {count(synced.asked, 'day')} asked for, {synced.changed} changed, {count(synced.new, 'paper')} new."
    if synced.fresh:
        yield f"{count(synced.fresh, 'day')} needed no question."
    for skipped in synced.skipped:
        yield f"{skipped.day} was skipped: {skipped.why.rstrip('.')}."


def _record(synced: "Synced", asked: argparse.Namespace) -> SyncRecord:
    return SyncRecord(
        first=asked.first,
        last=asked.last,
        days_fresh=synced.fresh,
        days_asked=synced.asked,
        days_changed=synced.changed,
        days_left=synced.left,
        papers=synced.papers,
        new_papers=synced.new,
        skipped=tuple(SkippedRecord(skipped.day, skipped.why) for skipped in synced.skipped),
        stopped=why_early(synced),
        seconds=round(synced.seconds, 3),
    )


def _span(asked: argparse.Namespace, now: date) -> tuple[date, date]:
    """Raises UsageError."""
    if asked.all and (asked.since or asked.until):
        raise UsageError("--all", "means every day; leave out --from and --to")
    last = _bound(asked.until, now)[1] if asked.until else now
    first = _bound(asked.since, now)[0] if asked.since else last - timedelta(days=_DAYS - 1)
    if first > last:
        raise UsageError(f"--from {asked.since} --to {asked.until}", "ends before it begins")
    return (FIRST_DAY, now) if asked.all else (max(first, FIRST_DAY), last)


def _bound(typed: str, now: date) -> tuple[date, date]:
    """The first and the last day of what was typed; not later than now."""
    match period(typed, now):
        case Newest(back):
            return now - timedelta(days=back), now - timedelta(days=back)
        case Trending():
            raise UsageError(typed, "no date; it looks like 2026-06-08, or 2026-06 for a whole month")
        case span:
            return span.first, min(span.last, now)
