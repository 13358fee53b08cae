"""Whom the program really talks to, and where it really writes."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hub import Hub
from tests.patience import PATIENCE

from .conftest import OpenScreen
from .terminal import CTRL_Q, ENTER, ESCAPE

_NOTING = """
import os, sys
_file = os.open({file!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_LAST = ("socket.connect", "socket.sendto", "socket.sendmsg")
def _note(event, args):
    if event in _LAST or event in ("socket.getaddrinfo", "socket.gethostbyname"):
        os.write(_file, (ascii(args[1] if event in _LAST else args[0]) + chr(10)).encode())
sys.addaudithook(_note)
"""
"""Runs at the start of every Python below, children too: each address that is connected to, each name that is looked up."""


@pytest.fixture
def noted(tmp_path: Path, environ: dict[str, str]) -> Path:
    """The file in which all that is noted; programs of this test have the hook."""
    hook, file = tmp_path / "hook", tmp_path / "noted"
    hook.mkdir()
    (hook / "sitecustomize.py").write_text(_NOTING.format(file=str(file)))
    environ["PYTHONPATH"] = os.pathsep.join(filter(None, (str(hook), environ.get("PYTHONPATH"))))
    return file


def test_a_whole_session_talks_to_the_service_alone(open_screen: OpenScreen, noted: Path, hub: Hub) -> None:
    screen = open_screen(HF_ENDPOINT=hub.url, PAPERBROWSE_ARXIV=hub.url)
    screen.wait_for("1 of 20", "● live")
    screen.press("b")
    screen.wait_to_hear("Bookmarked “")
    screen.press(ENTER)
    screen.wait_for("Keywords")
    for tab, text in (("2", "Paper"), ("3", "Comments"), ("4", "arXiv")):
        screen.press(tab)
        screen.wait_for(text)
    screen.press("y")
    screen.wait_to_hear("Sent to the clipboard")
    screen.press("q", "w")
    screen.wait_for("Watch or mute")
    screen.press(ESCAPE)
    screen.wait_while("Watch or mute")
    screen.press("I")
    screen.wait_for("Inbox   ", "about")
    screen.press("W")
    screen.wait_for("Week")
    screen.press("s")
    screen.wait_for("Search every paper on this machine.")
    screen.press("learning", ENTER)
    screen.wait_until(lambda: "the Hub found" in screen.text or "from the Hub" in screen.text, "answer of the Hub")
    screen.press(CTRL_Q)
    assert 0 == screen.ended()

    asked = set(noted.read_text().splitlines())
    host, port = hub.url.removeprefix("http://").split(":")
    assert repr((host, int(port))) in asked
    assert asked <= {repr((host, int(port))), repr(host), repr(host.encode())}


def test_all_that_is_written_lies_in_the_folders_that_paths_names_and_goes_with_them(
    environ: dict[str, str], tmp_path: Path, hub: Hub
) -> None:
    mine, here = tmp_path / "mine", tmp_path / "here"
    mine.mkdir()
    here.mkdir()
    own = ("PAPERBROWSE_HOME", "XDG_", "APPDATA", "LOCALAPPDATA")
    env = {name: value for name, value in environ.items() if not name.startswith(own)}
    env |= {"HOME": str(mine), "USERPROFILE": str(mine), "HF_ENDPOINT": hub.url, "PAPERBROWSE_ARXIV": hub.url}

    def run(*argv: str) -> str:
        words = [sys.executable, "-m", "paperbrowse", *argv]
        ended = subprocess.run(words, env=env, cwd=here, capture_output=True, text=True, timeout=PATIENCE, check=False)
        assert 0 == ended.returncode, ended.stderr
        return ended.stdout

    paper = run("list", "--quiet", "--limit", "1").strip()
    for argv in (("bookmark", paper), ("note", paper, "mine"), ("watch", "add", "topic:agents"), ("library", "backup")):
        run(*argv)
    run("show", paper, "--full")
    run("pdf", paper)
    named = [Path(line.split("\t")[1]) for line in run("paths").splitlines()]
    folders = [path.parent if path.suffix else path for path in named]

    written = [path for path in mine.rglob("*") if path.is_file()]
    assert written
    assert [] == [path for path in written if not any(path.is_relative_to(folder) for folder in folders)]
    assert [] == list(here.iterdir())

    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
    assert [] == [path for path in mine.rglob("*") if path.is_file()]
