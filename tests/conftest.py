"""What every test shares: no real home directory, the recorded days, and the count of the fault catalogue."""

import gc
import os
import signal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.faults.catalogue import NUMBERS, excused

# The same examples in every run, and no limit of time on a machine that does other work too.
settings.register_profile("house", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Who runs the tests in the background of a shell takes Ctrl-C from them, and so from every program that they start.
    signal.signal(signal.SIGINT, signal.default_int_handler)

gc.set_threshold(50_000, 20, 100)  # looking for garbage every 700 objects took a tenth of the time

_OURS = ("PAPERBROWSE_", "HF_", "TRANSFORMERS_OFFLINE", "HUGGING_FACE_HUB_TOKEN", "NO_COLOR", "TMUX", "DISPLAY",
         "WAYLAND_DISPLAY", "BROWSER", "SSH_", "http_proxy", "https_proxy", "all_proxy", "no_proxy", "HTTP_PROXY",
         "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")

SHARED = os.environ.get("PAPERBROWSE_SHARED")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home directory of the test's own; nothing of the developer's environment reaches a test."""
    for name in list(os.environ):
        if name.startswith(_OURS):
            monkeypatch.delenv(name)
    home = tmp_path / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("PAPERBROWSE_HOME", str(home / "paperbrowse"))
    monkeypatch.setenv("PAPERBROWSE_ARXIV", "http://127.0.0.1:1")  # nobody is there
    return home


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of recorded days and pages; the test skips where there is none."""
    if not SHARED:
        pytest.skip("PAPERBROWSE_SHARED names no folder of recorded days")
    return Path(SHARED)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Fault numbers travel with a test's report, also from a worker of xdist."""
    for item in items:
        numbers = {number for marker in item.iter_markers("fault") for number in marker.args}
        item.user_properties += [("fault", number) for number in sorted(numbers)]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How much of the fault catalogue holds, by the tests that passed in this run."""
    passed = terminalreporter.getreports("passed")
    held = {number for report in passed for name, number in report.user_properties if name == "fault"}
    if held:
        terminalreporter.write_line(
            f"{len(held)} of {len(NUMBERS)} lines of the fault catalogue hold in this run, "
            f"{len(excused())} more are excused by tests/faults/README"
        )
