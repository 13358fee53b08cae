"""The real tmux, on a socket of its own."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperbrowse.services.ports import Sent
from tests.desktop.conftest import LONG, Desk
from tests.patience import PATIENCE

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Tmux:
    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self._socket = folder / "socket"
        self._environ = environ

    def __call__(self, *words: str) -> str:
        command = ["tmux", "-S", str(self._socket), "-f", "/dev/null", *words]
        return subprocess.run(command, env=self._environ, capture_output=True, text=True, check=True).stdout

    @property
    def variable(self) -> str:
        """What a program inside finds in $TMUX."""
        return f"{self._socket},{self('display-message', '-p', '#{pid}').strip()},0"


@pytest.fixture
def tmux(desk: Desk) -> Iterator[Tmux]:
    desk.real("tmux")
    desk.environ["SHELL"] = "/bin/sh"
    tmux = Tmux(desk.folder, desk.environ)
    tmux("new-session", "-d", "-x", "80", "-y", "24", f"exec sleep {LONG}")
    yield tmux
    tmux("kill-server")


@pytest.mark.fault("C6")
@pytest.mark.parametrize("option", ["external", "on", "off"])
async def test_the_buffer_holds_the_text_whatever_set_clipboard_says(desk: Desk, tmux: Tmux, option: str):
    tmux("set-option", "-g", "set-clipboard", option)

    sent = await desk.machine(TMUX=tmux.variable).copy("Über KV caches")

    assert (Sent(("tmux",)), "Über KV caches") == (sent, tmux("show-buffer"))


@pytest.mark.fault("C6")
@pytest.mark.parametrize("option", ["external", "on"])
async def test_the_terminal_around_tmux_is_told(desk: Desk, tmux: Tmux, option: str):
    pexpect = pytest.importorskip("pexpect")
    tmux("set-option", "-g", "set-clipboard", option)
    attach = ["-S", str(desk.folder / "socket"), "-f", "/dev/null", "attach"]
    environ = {**os.environ, **desk.environ, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    terminal = pexpect.spawn("tmux", attach, env=environ, dimensions=(24, 80), timeout=PATIENCE)
    terminal.expect_exact("[0]")

    await desk.machine(TMUX=tmux.variable).copy("text")

    assert 0 == terminal.expect_exact("dGV4dA==")
    terminal.close(force=True)


@pytest.mark.fault("C6")
async def test_a_tmux_that_ended_is_a_failure(desk: Desk):
    desk.real("tmux")

    sent = await desk.machine(TMUX=f"{desk.folder / 'no-socket'},1,0").copy("text")

    assert () == sent.routes
    assert sent.failures[0].startswith("tmux: ")
