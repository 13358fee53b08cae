"""The installed program, in a terminal and without one, against a local service."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.hub import Hub, running
from tests.patience import PATIENCE

if TYPE_CHECKING:
    from .terminal import Terminal

ROOT = Path(__file__).parents[2]
NO_SERVICE = "http://127.0.0.1:1"

OpenScreen = Callable[..., "Terminal"]
Program = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture
def hub() -> Iterator[Hub]:
    """Twenty papers a day."""
    with running(Hub()) as hub:
        yield hub


@pytest.fixture(scope="session")
def import_path(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Nothing where the package is installed, else the checkout."""
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    words = [sys.executable, "-c", "import paperbrowse"]
    nowhere = tmp_path_factory.mktemp("nowhere")
    asked = subprocess.run(words, env=bare, cwd=nowhere, stderr=subprocess.DEVNULL, check=False)
    return {} if asked.returncode == 0 else {"PYTHONPATH": str(ROOT)}


@pytest.fixture
def environ(home: Path, import_path: dict[str, str]) -> dict[str, str]:
    """No network but what a test names; a test may change it."""
    of_a_terminal = ("TEXTUAL", "COLUMNS", "LINES", "COLORTERM", "TERM", "LC_", "LANG", "PYTHON")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(of_a_terminal)}
    return kept | import_path | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "HF_ENDPOINT": NO_SERVICE}


@pytest.fixture
def open_screen(environ: dict[str, str], home: Path) -> Iterator[OpenScreen]:
    """`open_screen("2026-06-08", HF_ENDPOINT=hub.url)`: the program in a terminal of 160 x 45."""
    from .terminal import Terminal  # skips where there is no pty

    opened: list[Terminal] = []

    def open_screen(*argv: str, columns: int = 160, lines: int = 45, **more: str) -> "Terminal":
        words = [sys.executable, "-m", "paperbrowse", *argv]
        _without_pictures(home / "paperbrowse" / "config" / "config.toml")
        opened.append(Terminal(words, environ | more, home, columns, lines))
        return opened[-1]

    yield open_screen
    for terminal in opened:
        terminal.remove()


def _without_pictures(config: Path) -> None:
    """No test has to reckon with what comes when the cursor rests, unless it has a configuration of its own."""
    if not config.exists():
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text("images = false\n")


@pytest.fixture
def program(environ: dict[str, str], home: Path) -> Program:
    """`program("list")` without a terminal."""

    def program(*argv: str, **more: str) -> subprocess.CompletedProcess[bytes]:
        words = [sys.executable, "-m", "paperbrowse", *argv]
        env, nothing = environ | more, subprocess.DEVNULL
        return subprocess.run(words, capture_output=True, env=env, cwd=home, stdin=nothing, timeout=PATIENCE, check=False)

    return program
