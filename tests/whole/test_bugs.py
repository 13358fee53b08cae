"""A mistake of ours in a real terminal: the screen is left as it was found, and the report holds no secret."""

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .conftest import OpenScreen
from .terminal import Terminal

SECRET = "hf_sesame"
LAST_WORDS = re.compile(
    r"paperbrowse: this is a mistake of paperbrowse \(\w+\); a report to send to \S+/issues is at (\S+)"
)

FAILS = 'raise RuntimeError(f"{os.environ[\'HF_TOKEN\']} http://me:open-sesame@proxy Authorization: Bearer sesame2")'
MISTAKES = {
    # Each lies in wait inside what our own code calls; the key, if any, that wakes it.
    "a worker": (f"import base64, os\ndef b64encode(*_): {FAILS}\nbase64.b64encode = b64encode", "y"),
    "a key": (
        "import os\nfrom textual.screen import Screen\n"
        f"def push(*_, **__): {FAILS}\nfrom textual.app import App\nApp.push_screen_wait = App.push_screen = push",
        "?",
    ),
    "drawing": (
        "import os\nfrom textual.strip import Strip\n"
        "drawn, init = iter(range(300)), Strip.__init__\n"
        "def made(self, *parts):\n"
        f"    if next(drawn, None) is None: {FAILS}\n"
        "    init(self, *parts)\nStrip.__init__ = made",
        "",
    ),
    "the first composing": (
        "import os\nfrom textual.containers import Horizontal\n"
        f"def init(*_, **__): {FAILS}\nHorizontal.__init__ = init",
        "",
    ),
    "a mistake that shows itself": (
        "import base64, os\nclass Loud(RuntimeError):\n    def __rich__(self): return os.environ['HF_TOKEN']\n"
        "def b64encode(*_): raise Loud()\nbase64.b64encode = b64encode",
        "y",
    ),
}

IN_A_CALL_OF_THE_LOOP = f"""
import asyncio, base64, os
def fails(): {FAILS}
def b64encode(*_):
    asyncio.get_running_loop().call_soon(fails)
    return b""
base64.b64encode = b64encode
"""


@pytest.fixture
def crashing(open_screen: OpenScreen, environ: dict[str, str], tmp_path: Path) -> Callable[..., Terminal]:
    """Opens the sample in a program that a mistake lies in wait for."""

    def crashing(mistake: str, **more: str) -> Terminal:
        (tmp_path / "sitecustomize.py").write_text(mistake)
        path = os.pathsep.join(filter(None, (str(tmp_path), environ.get("PYTHONPATH"))))
        return open_screen("--sample", PYTHONPATH=path, HF_TOKEN=SECRET, **more)

    return crashing


def said_after_the_screen(terminal: Terminal) -> str:
    return re.sub(rb"\x1b\[\?[0-9]+[hl]", b"", terminal.raw.rpartition(b"\x1b[?1049l")[2]).decode()


def contents(folder: Path) -> Iterator[bytes]:
    return (path.read_bytes() for path in folder.rglob("*") if path.is_file())


@pytest.mark.fault("T16", "P14")
@pytest.mark.parametrize("where", MISTAKES)
def test_a_crash_leaves_the_terminal_clean_and_a_report_without_a_secret(
    crashing: Callable[..., Terminal], home: Path, where: str
) -> None:
    mistake, keys = MISTAKES[where]
    terminal = crashing(mistake)
    if keys:
        terminal.wait_for("1 of 45")
        terminal.press(*keys)

    assert 70 == terminal.ended()

    assert terminal.is_restored
    (said,) = said_after_the_screen(terminal).splitlines()
    (report,) = LAST_WORDS.fullmatch(said.strip()).groups()
    assert "what happened" in Path(report).read_text()
    assert [] == [text for text in (terminal.raw, *contents(home)) if b"sesame" in text]
    assert b"Traceback" not in terminal.raw


@pytest.mark.fault("T16", "P14")
def test_where_no_report_can_be_written_it_is_said(crashing: Callable[..., Terminal], home: Path) -> None:
    (home / "paperbrowse").mkdir()
    (home / "paperbrowse" / "state").touch()

    terminal = crashing(MISTAKES["drawing"][0])

    assert 70 == terminal.ended()
    assert terminal.is_restored
    assert "no report could be written" in said_after_the_screen(terminal)


@pytest.mark.fault("P14")
def test_a_mistake_that_nobody_waited_for_is_told_at_the_end(crashing: Callable[..., Terminal], home: Path) -> None:
    terminal = crashing(IN_A_CALL_OF_THE_LOOP)
    terminal.wait_for("1 of 45")
    terminal.press("y")
    terminal.wait_until(lambda: b"]52;c;" in terminal.raw, "copy")

    terminal.press("q")

    assert 70 == terminal.ended()
    assert terminal.is_restored and LAST_WORDS.match(said_after_the_screen(terminal))
    assert [] == [text for text in (terminal.raw, *contents(home)) if b"sesame" in text]


@pytest.mark.fault("P14")
def test_debugging_shows_the_traceback_without_a_secret(crashing: Callable[..., Terminal]) -> None:
    terminal = crashing(MISTAKES["drawing"][0], PAPERBROWSE_DEBUG="1")

    assert 70 == terminal.ended()
    assert "Traceback" in said_after_the_screen(terminal) and "in made" in said_after_the_screen(terminal)
    assert b"sesame" not in terminal.raw
