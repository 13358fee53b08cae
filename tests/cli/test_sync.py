import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paperbrowse.cli.progress import progress_line
from paperbrowse.services.round import Step
from tests.clocks import FakeClock
from tests.hub import Hub, faults, running
from tests.hub.wire import Exchange
from tests.patience import PATIENCE

from .conftest import ROOT, TODAY, Run

Start = Callable[..., subprocess.Popen[str]]
LEFT_TO_READERS = 20
"""Calls of a window, where there are 40: so many readers find room in one, however fast they are."""
NOT_ON_WINDOWS = pytest.mark.skipif(sys.platform == "win32", reason="signals mean something else there")


def answers_only(hub: Hub, times: int) -> None:
    """So many requests; the next wait for ever, so that a sync is in its middle, however long one looks at it."""
    left = iter(range(times))

    async def answer(exchange: Exchange) -> None:
        if next(left, None) is None:
            await asyncio.Event().wait()
        await exchange.send(exchange.reply)

    hub.fault(answer)


@pytest.fixture
def start() -> Iterator[Start]:
    """`start("sync")`: a process of its own, still running."""
    begun: list[subprocess.Popen[str]] = []

    def start(*argv: str) -> subprocess.Popen[str]:
        environ = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "utf-8"}
        words = [sys.executable, "-m", "paperbrowse", *argv]
        pipe = subprocess.PIPE
        begun.append(subprocess.Popen(words, stdout=pipe, stderr=pipe, env=environ, encoding="utf-8", start_new_session=True))
        return begun[-1]

    yield start
    for each in begun:
        each.kill()
        each.communicate()


def config(home: Path, text: str) -> None:
    folder = home / "paperbrowse" / "config"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f"[network]\n{text}\n")


def dates(hub: Hub) -> list[str]:
    return [request.query["date"] for request in hub.asked("/api/daily_papers")]


def wait_for(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


def test_the_last_thirty_days_are_brought_and_told(run: Run, hub: Hub) -> None:
    ended = run("sync")

    assert (0, "2026-05-14 to 2026-06-12: 22 days asked for, 22 changed, 110 papers new.\n", "") == (
        ended.code, ended.out, ended.err
    )  # fmt: skip
    assert 22 == len(hub.requests)
    assert 5 == run("list", "2026-05-14", "--offline", "--quiet").out.count("\n")


def test_a_second_sync_asks_nothing(run: Run, hub: Hub) -> None:
    run("sync")
    hub.requests.clear()

    ended = run("sync")

    assert "2026-05-14 to 2026-06-12: everything is here already.\n" == ended.out
    assert [] == hub.requests


def test_a_sync_on_the_next_day_asks_only_for_days_that_had_not_settled(run: Run, hub: Hub, clock: FakeClock) -> None:
    run("sync")
    hub.requests.clear()
    clock.set(datetime(2026, 6, 15, 12, tzinfo=UTC))
    hub.today = clock.now().date()

    ended = run("sync")

    assert ["2026-06-10", "2026-06-11", "2026-06-12", "2026-06-15"] == sorted(dates(hub))
    assert "4 days asked for, 1 changed, 5 papers new.\n17 days needed no question.\n" in ended.out


def test_a_span_may_be_named_by_days_weeks_and_months(run: Run, hub: Hub) -> None:
    ended = run("sync", "--from", "2026-W23", "--to", "2026-06-09", "--json")

    assert ["2026-06-01", "2026-06-09"] == [min(dates(hub)), max(dates(hub))]
    assert {
        "first": "2026-06-01", "last": "2026-06-09", "days_fresh": 0, "days_asked": 7, "days_changed": 7, "days_left": 0,
        "papers": 35, "new_papers": 35, "skipped": [], "stopped": None, "seconds": 0,
    } == json.loads(ended.out)  # fmt: skip
    assert "" == ended.err


def test_all_means_since_the_first_edition(run: Run, hub: Hub, clock: FakeClock) -> None:
    clock.set(datetime(2023, 5, 10, 12, tzinfo=UTC))

    ended = run("sync", "--all")

    assert ["2023-05-04", "2023-05-05", "2023-05-08", "2023-05-09", "2023-05-10"] == sorted(dates(hub))
    assert ended.out.startswith("2023-05-04 to 2023-05-10: 5 days asked for")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--all", "--from", "2026-06-01"], "“--all”: means every day; leave out --from and --to"),
        (["--from", "2026-06-09", "--to", "2026-06-01"], "ends before it begins"),
        (["--to", "2026-06-13"], "not yet: it is 2026-06-12"),
        (["--from", "yesteryear"], "not a period"),
        (["--from", "trending"], "no date; it looks like 2026-06-08"),
        (["--offline"], "“--offline”: a sync asks the Hub; what is on this machine is there without it"),
    ],
)
def test_what_makes_no_sense_is_refused_before_anything_is_asked(run: Run, hub: Hub, words: list[str], said: str) -> None:
    ended = run("sync", *words)

    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err
    assert [] == hub.requests


def test_an_environment_that_is_offline_is_named(run: Run, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")

    ended = run("sync")

    assert 3 == ended.code
    assert "HF_HUB_OFFLINE" in ended.err


@pytest.mark.fault("N2")
def test_without_a_network_it_ends_soon_and_says_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")

    ended = run("sync")

    assert 3 == ended.code
    assert "0 days asked for" in ended.out
    assert "Ended early: " in ended.err
    assert "22 days left: the same command goes on with what is left.\n" in ended.err


def test_a_day_that_cannot_be_read_is_skipped_and_named(run: Run, hub: Hub) -> None:
    hub.fault(faults.invalid_utf8(), path="/api/daily_papers", times=1)
    hub.fault(faults.invalid_utf8(), path="/papers", times=1)

    ended = run("sync", "--to", "2026-06-12", "--from", "2026-06-12")

    assert 1 == ended.code
    assert "2026-06-12 was skipped: " in ended.out
    assert "" == ended.err


def test_the_budget_of_the_service_is_kept_and_the_wait_is_told(
    run: Run, home: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(home, "api_calls = 10\nwindow = 300")
    with running(Hub(today=TODAY, papers=1, budget=10, window=300, monotonic=clock.monotonic)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)

        ended = run("sync")

    assert 0 == ended.code
    assert 22 == len(hub.requests) - hub.refused
    assert hub.refused < 10  # on their way when the clock, on which no wait takes time, had the next window begin
    assert 600 <= clock.monotonic()
    assert "Waiting 300 s: the Hub limits us." in ended.err


def test_a_reader_beside_a_sync_never_waits_and_nobody_is_ever_refused(
    start: Start, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    config(home, "api_calls = 40\nwindow = 2")
    today = datetime.now(UTC).date()
    with running(Hub(today=today, papers=1, budget=40, window=2)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        syncing = start("sync")
        read: list[str] = []
        while (syncing.poll() is None or not read) and len(read) < LEFT_TO_READERS:
            reader = start("list", f"2026-03-{2 + len(read):02}", "--limit", "1")
            read.append(reader.communicate(timeout=PATIENCE)[1])
            assert 0 == reader.returncode

    assert 0 == syncing.wait(PATIENCE)
    assert not any("Waiting" in said for said in read)
    assert 0 == hub.refused
    assert len(hub.requests) > 20


@NOT_ON_WINDOWS
def test_a_sync_that_is_killed_goes_on_where_it_was(start: Start, hub: Hub) -> None:
    span = ("--from", "2025-12-01", "--to", "2026-05-29")
    answers_only(hub, 60)
    killed = start("sync", *span)
    wait_for(lambda: len(hub.requests) > 60)
    killed.kill()
    killed.communicate()
    before = set(dates(hub))
    hub.requests.clear()
    hub.heal()

    ended = json.loads(start("sync", *span, "--json").communicate()[0])

    assert 130 == ended["days_fresh"] + ended["days_asked"]
    assert ended["days_fresh"] > 15
    asked = set(dates(hub))  # a set: the last requests of the one that was killed may arrive only now
    assert ended["days_asked"] == len(asked)
    assert len(before & asked) <= 40


@NOT_ON_WINDOWS
def test_ctrl_c_ends_it_in_order_with_a_summary(start: Start, hub: Hub) -> None:
    span = ("--from", "2025-12-01", "--to", "2026-05-29")
    answers_only(hub, 40)
    interrupted = start("sync", *span)
    wait_for(lambda: len(hub.requests) > 40)

    interrupted.send_signal(signal.SIGINT)
    out, err = interrupted.communicate(timeout=PATIENCE)
    hub.heal()

    assert 130 == interrupted.returncode
    assert out.startswith("2025-12-01 to 2026-05-29: ")
    assert err.startswith("Stopped. ")
    assert err.endswith(" days left: the same command goes on with what is left.\n")
    assert "Traceback" not in err
    assert json.loads(start("sync", *span, "--json").communicate()[0])["days_fresh"] > 0


@pytest.mark.parametrize(
    ("step", "cells", "line"),
    [
        (Step(0, 300, 0, 0), 120, "[------------------------] 0 of 300 days · 0 papers"),
        (Step(120, 300, 2412, 60), 120,
         "[#########---------------] 120 of 300 days · 2,412 papers · 40 papers/s · 1:30 left"),
        (Step(120, 300, 2412, 60), 80, "120 of 300 days · 2,412 papers · 40 papers/s · 1:30 left"),
        (Step(120, 300, 2412, 60), 30, "120 of 300 days · 2,412 pap..."),
        (Step(10, 800, 1, 100), 80, "10 of 800 days · 1 paper · 0 papers/s · 2:11:40 left"),
        (Step(1, 1, 20, 1), 80, "1 of 1 day · 20 papers · 20 papers/s"),
        (Step(0, 0, 0, 0), 120, "[########################] 0 of 0 days · 0 papers"),
    ],
)  # fmt: skip
def test_the_progress_fits_the_terminal(step: Step, cells: int, line: str) -> None:
    assert line == progress_line(step, cells)
