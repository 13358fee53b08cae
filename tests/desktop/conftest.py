"""A machine of tools that we wrote: little scripts on a PATH of the test's own."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from paperbrowse.desktop.machine import Machine
from tests.patience import PATIENCE

ROOT = Path(__file__).parents[2]
LONG = 10 * int(PATIENCE)
"""Seconds that a tool sleeps: longer than any test waits."""


class Desk:
    """A folder of fake tools, and the machine that finds them there."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tools = folder / "tools"
        self.tools.mkdir()
        self.environ = {"PATH": str(self.tools), "PYTHONPATH": str(ROOT), "TERM": "xterm"}
        self.real("cat")
        self.real("sleep")

    def real(self, name: str) -> None:
        """Nothing else of the developer's machine is found: no browser opens there, no clipboard changes."""
        (self.tools / name).symlink_to(shutil.which(name) or "/missing")

    def tool(self, name: str, script: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/bin/sh\ncd {self.folder}\n{script}\n")
        path.chmod(0o755)

    def machine(self, *, limit: float = PATIENCE, failure_within: float = PATIENCE, **environ: str) -> Machine:
        """`limit` is that of tmux, the clipboard and the browser alike."""
        return Machine(
            {**self.environ, **environ},
            platform="linux",
            tmux_limit=limit,
            clipboard_limit=limit,
            browser_limit=limit,
            browser_failure_within=failure_within,
        )

    def sleeping_tool(self, name: str) -> Path:
        """A tool that does not end. From the pipe comes its process id, and the end of the file when it is dead.

        Once it holds the pipe it leaves a file "started"."""
        pipe = self.folder / f"{name}-lives"
        os.mkfifo(pipe)
        self.tool(name, f"exec 3> {pipe}; echo yes > started; echo $$ >&3; exec sleep {LONG}")
        return pipe

    def written(self, name: str) -> str | None:
        """What a tool left in the file of that name."""
        path = self.folder / name
        return path.read_bytes().decode() if path.exists() else None


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    if sys.platform == "win32":
        pytest.skip("the fake tools are shell scripts")
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder)
