"""`paperbrowse copy` and `open` among tools that misbehave: they end, and print what they should and no more."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable

import pytest

from tests.desktop.conftest import LONG, Desk
from tests.patience import PATIENCE

PAPER = "2606.12000"
LINK = f"https://huggingface.co/papers/{PAPER}"
Ended = subprocess.CompletedProcess[bytes]


@pytest.fixture
def through_cat(desk: Desk) -> Callable[..., Ended]:
    """`through_cat("copy")`: the command for a paper, in a pipe that somebody reads to its end, without a terminal."""

    def through_cat(command: str, **environ: str) -> Ended:
        script = f"{sys.executable} -m paperbrowse {command} {PAPER} | cat"
        words, home = ["/bin/sh", "-c", script], {name: os.environ[name] for name in ("HOME", "PAPERBROWSE_HOME")}
        env = desk.environ | home | environ
        for _ in range(9):
            ended = subprocess.run(words, env=env, capture_output=True, timeout=PATIENCE, start_new_session=True, check=False)
            if b"no answer within" not in ended.stderr:  # the program gives a tool seconds; a busy machine needs them itself
                break
        return ended

    return through_cat


@pytest.mark.fault("C9", "C5")
def test_a_copy_in_a_pipe_ends_though_the_tool_stays_as_a_daemon_and_is_noisy(
    desk: Desk, through_cat: Callable[..., Ended]
) -> None:
    desk.tool("xclip", f"cat > copied; echo noise; sleep {LONG} & echo $! > daemon")

    ended = through_cat("copy", DISPLAY=":9")
    os.kill(int(desk.written("daemon") or 0), signal.SIGKILL)

    assert (f"{LINK}\n", LINK) == (ended.stdout.decode(), desk.written("copied"))
    assert b"Link sent to clipboard.\n" == ended.stderr


@pytest.mark.fault("C3", "C5", "C9")
def test_a_copy_that_failed_says_so_and_the_link_is_there_to_be_taken(
    desk: Desk, through_cat: Callable[..., Ended]
) -> None:
    desk.tool("xclip", "printf '\\033[2Jno room\\nnoise\\n' >&2; exit 1")

    ended = through_cat("copy", DISPLAY=":9")

    assert f"{LINK}\n" == ended.stdout.decode()
    assert "Not copied by clipboard: [2Jno room.\npaperbrowse: no clipboard could be reached\n" == ended.stderr.decode()


@pytest.mark.fault("C10", "C12")
@pytest.mark.parametrize(("browser", "starts"), [("noisy", True), ("failing", False), ("missing", False)])
def test_a_browser_writes_nothing_of_its_own_and_the_address_is_printed(
    desk: Desk, through_cat: Callable[..., Ended], browser: str, starts: bool
) -> None:
    desk.tool("noisy", "echo noise; echo noise >&2")
    desk.tool("failing", "echo noise; echo noise >&2; exit 1")

    ended = through_cat("open", BROWSER=browser)

    assert f"{LINK}\n" == ended.stdout.decode()
    assert ("" if starts else f"paperbrowse: no browser could be started: {LINK}\n") == ended.stderr.decode()
