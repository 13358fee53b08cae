"""The same program under every switch, and under every Python of this machine that has what it needs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.patience import PATIENCE

from .conftest import ROOT

NEEDED = "import diskcache, httpx, msgspec, parsel, platformdirs, pyperclip, textual"
SWITCHES = [("-O",), ("-W", "error")]
OTHERS = [f"python3.{minor}" for minor in (12, 13, 14)]


def is_ready(name: str) -> bool:
    """Whether there is a Python of that name that has what the program imports."""
    found = shutil.which(name)
    return found is not None and not subprocess.run([found, "-c", NEEDED], capture_output=True, timeout=PATIENCE).returncode


READY = [name for name in OTHERS if is_ready(name)]


@pytest.fixture(params=[*SWITCHES, *READY], ids=lambda given: given if isinstance(given, str) else " ".join(given))
def started(request: pytest.FixtureRequest) -> list[str]:
    """The words before those of the program."""
    given = request.param
    words = [given] if isinstance(given, str) else [sys.executable, *given]
    return [*words, "-m", "paperbrowse"]


@pytest.mark.fault("I29")
def test_the_command_line_works_and_warns_of_nothing(
    started: list[str], environ: dict[str, str], home: Path, hub: Hub
) -> None:
    environ |= {"PYTHONPATH": str(ROOT), "HF_ENDPOINT": hub.url}

    def ask(*argv: str, **more: object) -> tuple[int, bytes]:
        ended = subprocess.run([*started, *argv], env=environ, cwd=home, capture_output=True, timeout=PATIENCE, **more)
        assert b"" == ended.stderr, ended.stderr.decode()
        return ended.returncode, ended.stdout

    code, listed = ask("list", "2026-06-08", "--quiet")
    (first, *others) = listed.decode().split()

    assert (0, 19) == (code, len(others))
    assert (0, f"{first}\n".encode()) == (ask("bookmark", first)[0], ask("list", "--bookmarked", "-q")[1])
    assert 0 == ask("show", first, stdin=subprocess.DEVNULL)[0]


@pytest.mark.fault("I29")
def test_the_screen_works_and_warns_of_nothing(
    started: list[str], environ: dict[str, str], home: Path, hub: Hub
) -> None:
    from .terminal import Terminal  # skips where there is no pty

    screen = Terminal([*started, "2026-06-08"], environ | {"PYTHONPATH": str(ROOT), "HF_ENDPOINT": hub.url}, home, 160, 45)
    try:
        screen.wait_for("1 of 20", "● live")
        screen.press("b")
        screen.wait_to_hear("Bookmarked “")
        screen.press("/")
        screen.wait_for("Words ·")
        screen.press("\x11")
        assert 0 == screen.ended()
        assert screen.is_restored
        assert b"Warning" not in screen.raw and b"Traceback" not in screen.raw
    finally:
        screen.remove()
