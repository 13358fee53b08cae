"""The command line in this process, against a local service, on Friday 12 June 2026, noon."""

import io
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from paperbrowse.cli import main
from tests.clocks import FakeClock
from tests.hub import Hub, running
from tests.patience import PATIENCE

TODAY = date(2026, 6, 12)
A_PAPER = "2606.12000"
"""An id that the local service knows."""


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str


Run = Callable[..., Ended]
Program = Callable[..., subprocess.CompletedProcess[bytes]]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], clock: FakeClock) -> Run:
    """`run("list", "--json")` as one would type it."""

    def run(*argv: str) -> Ended:
        code = main(argv, clock)
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return run


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    with running(Hub(today=TODAY, papers=5)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.url)
        yield hub


@pytest.fixture
def arxiv(hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same stand-in answers for arXiv."""
    monkeypatch.setenv("PAPERBROWSE_ARXIV", hub.url)


@pytest.fixture
def pdf_folder(home: Path) -> Path:
    return home / "paperbrowse" / "data" / "papers"


@pytest.fixture
def typed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes on the standard input."""

    def typed_in(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))

    return typed_in


@pytest.fixture
def program() -> Program:
    """`program("list")` in a process of its own, without a terminal; the words after are for `subprocess.run`."""

    def program(*argv: str, **settings) -> subprocess.CompletedProcess[bytes]:
        environ = os.environ | {"PYTHONPATH": str(ROOT)} | settings.pop("env", {})
        words = [sys.executable, "-m", "paperbrowse", *argv]
        return subprocess.run(words, capture_output=True, env=environ, timeout=PATIENCE, start_new_session=True, **settings)

    return program
