"""A sync of 300 days beside `curl --parallel` of the same addresses: 50 ms of latency, eight at once."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

AT_ONCE = 8
DAYS = 300
_GIVES_WAY = ("nice", "-n", "5")
"""Both that are compared leave the processor to the service, which would be on a machine of its own."""
_CONFIG = f"[network]\nat_once = {AT_ONCE}\napi_calls = 100000\n"


@contextmanager
def service() -> Iterator[str]:
    """The address of a hub in a process of its own."""
    words = [sys.executable, "-m", "tests.hub", "--latency", "0.05", "--papers", "20"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as hub:
        try:
            yield hub.stdout.readline().strip()
        finally:
            hub.terminate()


def span() -> list[date]:
    """So many weekdays up to today."""
    days = (datetime.now(UTC).date() - timedelta(days=back) for back in range(2 * DAYS))
    return [day for day in days if day.weekday() < 5][:DAYS]


def curl(hub: str, days: list[date]) -> float:
    """Milliseconds."""
    addresses = [f"{hub}/api/daily_papers?date={day}&limit=100" for day in days]
    words = [*_GIVES_WAY, "curl", "--silent", "--compressed", "--parallel", "--parallel-max", str(AT_ONCE), *addresses]
    return timed(lambda: subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True))


def sync(hub: str, days: list[date], home: Path) -> float:
    """Milliseconds, start and end of the program included."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "config.toml").write_text(_CONFIG)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "PAPERBROWSE_", "PYTHONDONTWRITE"))}
    environ = kept | {"PAPERBROWSE_HOME": str(home), "HF_ENDPOINT": hub}
    span_of_days = ["--from", str(days[-1]), "--to", str(days[0])]
    words = [*_GIVES_WAY, sys.executable, "-m", "paperbrowse", "sync", *span_of_days]
    return timed(lambda: subprocess.run(words, env=environ, stdout=subprocess.DEVNULL, check=True))


def timed(act: Callable[[], object]) -> float:
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000
