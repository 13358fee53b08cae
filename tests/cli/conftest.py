"""The command line in this process, against a local service, on Friday 12 June 2026, noon."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from paperbrowse.cli import main
from tests.clocks import FakeClock
from tests.hub import Hub, running

TODAY = date(2026, 6, 12)
A_PAPER = "2606.12000"
"""An id that the local service knows."""


@dataclass(frozen=True, slots=True)
class Ended:
    code: int
    out: str
    err: str


Run = Callable[..., Ended]


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
def typed_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[bytes], None]:
    """Puts bytes on the standard input."""

    def typed_in(content: bytes) -> None:
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content), encoding="utf-8"))

    return typed_in
