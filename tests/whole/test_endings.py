"""However it ends, the terminal is as it was, and what was marked is kept."""

import os
import re
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from .conftest import OpenScreen, Program
from .terminal import ALTERNATE_SCREEN, CTRL_C, CTRL_Q, CTRL_Z, Terminal

SECRET = "hf_sesame"
LAST_WORDS = "paperbrowse: this is a mistake of paperbrowse"
IN_A_WORKER = """
import base64, os
def b64encode(*_): raise RuntimeError(os.environ["HF_TOKEN"])
base64.b64encode = b64encode
"""
"""Fails when `y` asks the terminal to take the link."""
WHILE_DRAWING = """
import os
from textual.strip import Strip
drawn, init = iter(range(300)), Strip.__init__
def made(self, *parts):
    if next(drawn, None) is None: raise RuntimeError(os.environ["HF_TOKEN"])
    init(self, *parts)
Strip.__init__ = made
"""


@pytest.fixture
def sample(open_screen: OpenScreen) -> Terminal:
    """The sample edition, which needs no service."""
    screen = open_screen("--sample")
    screen.wait_for("1 of 45", "Inbox")
    return screen


def bookmarked(screen: Terminal) -> None:
    screen.press("b")
    screen.wait_to_hear("Bookmarked “")


@pytest.mark.fault("T12", "P2")
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_right_after_a_bookmark_loses_nothing(
    sample: Terminal, program: Program, number: signal.Signals
) -> None:
    bookmarked(sample)

    sample.signal(number)

    assert 128 + number == sample.ended()
    assert sample.is_restored
    assert 1 == program("list", "--bookmarked", "--quiet").stdout.count(b"\n")


@pytest.mark.fault("T12")
def test_a_closed_window_ends_the_program_and_loses_nothing(sample: Terminal, program: Program) -> None:
    bookmarked(sample)

    assert 128 + signal.SIGHUP == sample.hung_up()

    assert 1 == program("list", "--bookmarked", "--quiet").stdout.count(b"\n")


@pytest.mark.fault("T11")
def test_ctrl_c_says_how_to_quit_and_ctrl_q_quits(sample: Terminal) -> None:
    sample.press(CTRL_C)
    sample.wait_for("Press ctrl+q to quit")

    sample.press(CTRL_Q)

    assert 0 == sample.ended()
    assert sample.is_restored


@pytest.mark.fault("T13")
def test_ctrl_z_gives_the_terminal_back_and_fg_draws_anew(sample: Terminal) -> None:
    sample.press(CTRL_Z)
    sample.wait_until(sample.stopped, "stop")
    sample.wait_until(lambda: sample.is_restored, "terminal as it was")
    sample.wipe()

    sample.signal(signal.SIGCONT)

    sample.wait_for("1 of 45", "Favia")
    sample.press("j")
    sample.wait_for("2 of 45")
    sample.press("q")
    assert 0 == sample.ended()
    assert sample.is_restored


@pytest.mark.fault("T14")
def test_a_stop_from_outside_does_not_keep_the_program_from_ending(sample: Terminal) -> None:
    sample.signal(signal.SIGSTOP)
    sample.wait_until(sample.stopped, "stop")
    assert ALTERNATE_SCREEN in sample.modes
    sample.wipe()

    sample.signal(signal.SIGCONT)

    sample.wait_for("1 of 45", "Favia")
    sample.press("j")
    sample.wait_for("2 of 45")
    sample.press("q")
    assert 0 == sample.ended()
    assert sample.is_restored


@pytest.fixture
def crashing(open_screen: OpenScreen, environ: dict[str, str], tmp_path: Path) -> Callable[[str], Terminal]:
    """Opens the sample in a program that a mistake lies in wait for."""

    def crashing(mistake: str) -> Terminal:
        (tmp_path / "sitecustomize.py").write_text(mistake)
        path = os.pathsep.join(filter(None, (str(tmp_path), environ.get("PYTHONPATH"))))
        return open_screen("--sample", PYTHONPATH=path, HF_TOKEN=SECRET)

    return crashing


def assert_one_sentence_was_said(screen: Terminal) -> None:
    assert 70 == screen.ended()
    assert screen.is_restored
    after_the_screen = re.sub(rb"\x1b\[\?[0-9]+[hl]", b"", screen.raw.rpartition(b"\x1b[?1049l")[2])
    assert [LAST_WORDS] == [line[: len(LAST_WORDS)] for line in after_the_screen.decode().splitlines()]
    assert SECRET.encode() not in screen.raw and b"Traceback" not in screen.raw


@pytest.mark.fault("T16", "P14")
def test_a_crash_in_a_worker_is_one_sentence_and_tells_no_secret(crashing: Callable[[str], Terminal]) -> None:
    screen = crashing(IN_A_WORKER)
    screen.wait_for("1 of 45")

    screen.press("y")

    assert_one_sentence_was_said(screen)


@pytest.mark.fault("T16", "P14")
def test_a_crash_while_drawing_is_one_sentence_and_tells_no_secret(crashing: Callable[[str], Terminal]) -> None:
    assert_one_sentence_was_said(crashing(WHILE_DRAWING))
