"""`paperbrowse` by itself: when the screen opens, when it is refused, and how it ends."""

import os
import shlex
import signal
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import ROOT, Program, Run
from tests.cli.test_import import PAGE
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")

_ENTERS, _LEAVES = b"\x1b[?1049h", b"\x1b[?1049l"


@pytest.fixture
def open_screen():
    """Starts the program in a pty of 100 x 30."""
    import pexpect

    children = []

    def open_screen(*argv: str, before: str = "exec", **environ: str):
        env = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"} | environ
        words = f"{before} {shlex.join([sys.executable, '-m', 'paperbrowse', *argv])}"
        child = pexpect.spawn("/bin/sh", ["-c", words], env=env, dimensions=(30, 100), timeout=PATIENCE)
        children.append(child)
        return child

    yield open_screen
    for child in children:
        child.close(force=True)


def ended(child) -> tuple[int | None, bytes]:
    """The exit code and what came last."""
    import pexpect

    child.expect(pexpect.EOF)
    child.close()
    return child.exitstatus, child.before


@pytest.mark.fault("T9")
@pytest.mark.parametrize("argv", [[], ["2026-06-08"], ["--sample"], ["--offline", "week"]])
def test_without_a_terminal_the_screen_is_refused_with_a_hint(program: Program, argv: list[str]):
    refused = program(*argv, stdin=None)

    assert (2, b"", 1) == (refused.returncode, refused.stdout, refused.stderr.count(b"\n"))
    assert b"paperbrowse list" in refused.stderr


@pytest.mark.fault("T9")
def test_a_page_on_the_standard_input_needs_a_terminal_for_the_keys(program: Program):
    refused = program("-", input=PAGE.encode())

    assert 2 == refused.returncode and b"paperbrowse import -" in refused.stderr


@pytest.mark.fault("T7")
@pytest.mark.parametrize("term", ["dumb", "", "unknown"])
def test_a_terminal_that_cannot_draw_is_refused(open_screen, term: str):
    code, said = ended(open_screen("--sample", TERM=term))

    assert 2 == code and b"paperbrowse list" in said and _ENTERS not in said


def test_a_file_that_is_not_there_exits_2(run: Run, tmp_path: Path):
    assert 2 == run(str(tmp_path / "papers.txt")).code
    assert "no such file" in run("papers.html").err


def test_a_file_that_looks_like_a_period_is_a_period_unless_it_has_a_path(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "2026-99").write_text(PAGE)

    assert "no such month" in run("2026-99").err
    assert "needs a terminal" in run("./2026-99").err


def test_a_folder_is_no_page(run: Run, tmp_path: Path):
    refused = run(str(tmp_path))

    assert 1 == refused.code and "folder" in refused.err


def test_the_sample_takes_no_period(run: Run):
    assert 2 == run("--sample", "2026-06-08").code


def test_keys_with_two_meanings_keep_the_screen_closed(open_screen, home: Path):
    config = home / "paperbrowse" / "config"
    config.mkdir(parents=True)
    (config / "config.toml").write_text("[keys]\nbookmark = 'j'\n")

    code, said = ended(open_screen("--sample"))

    assert 2 == code and b"config.toml" in said and _ENTERS not in said


def test_the_screen_opens_and_q_closes_it(open_screen):
    child = open_screen("--sample")
    child.expect_exact(_ENTERS)
    child.expect_exact(b"Favia")

    child.send("q")

    code, rest = ended(child)
    assert 0 == code and _LEAVES in rest


def test_a_page_opens_as_a_file_and_through_a_pipe(open_screen, tmp_path: Path):
    page = tmp_path / "papers.txt"
    page.write_text(PAGE)

    for child in (open_screen(str(page), "--offline"), open_screen("-", "--offline", before=f"cat {page} |")):
        child.expect_exact(b"A First Title")
        child.send("\x11")

        assert 0 == ended(child)[0]


def test_a_page_that_is_none_keeps_the_screen_closed(open_screen, tmp_path: Path):
    (tmp_path / "notes.txt").write_text("Milk and bread.\n")

    code, said = ended(open_screen(str(tmp_path / "notes.txt")))

    assert 1 == code and b"notes.txt" in said and _ENTERS not in said


@pytest.mark.fault("T11", "T12")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_ends_the_screen_and_leaves_the_terminal_as_it_was(open_screen, number: signal.Signals):
    child = open_screen("--sample")
    child.expect_exact(b"Favia")

    child.kill(number)

    code, rest = ended(child)
    assert 128 + number == code
    assert _LEAVES in rest and b"\x1b[?25h" in rest and b"Traceback" not in rest
