"""The program in a terminal of its own: a real pty, read by pexpect and drawn by pyte."""

import base64
import os
import re
import signal
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import pyte
import pytest

from tests.patience import PATIENCE

termios = pytest.importorskip("termios", reason="Windows has no pty")
pexpect = pytest.importorskip("pexpect")

ALTERNATE_SCREEN, CURSOR, PASTE, FOCUS, MOUSE = 1049, 25, 2004, 1004, (1000, 1003, 1015, 1006)
CTRL_C, CTRL_P, CTRL_Q, CTRL_Z, ENTER, ESCAPE = "\x03", "\x10", "\x11", "\x1a", "\r", "\x1b"

PASTE_BEGINS, PASTE_ENDS = "\x1b[200~", "\x1b[201~"

_MODE = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
_CLIPBOARD = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)(?:\x07|\x1b\\)")
_NOT_OF_PYTE = re.compile(rb"\x1b\[[<>=][0-9;]*[a-z]")
"""The keyboard protocol of kitty, which pyte would draw as text."""
_WHOLE = re.compile(rb"\x1b\[[0-9;?<>=$]*[a-zA-Z]")


class Terminal:
    """Runs `words`. Every wait ends by a deadline, with an AssertionError that shows the screen."""

    def __init__(self, words: list[str], environ: Mapping[str, str], folder: Path, columns: int, lines: int) -> None:
        self.raw = b""
        """All that the program sent."""
        self._pressed_at = 0
        self._drawn = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._drawn)
        self._undrawn = b""
        self._lines: list[str] | None = None
        self._child = pexpect.spawn(
            words[0], words[1:], env=dict(environ), cwd=str(folder), dimensions=(lines, columns), timeout=None
        )
        self._child.delaybeforesend = None
        self._before = termios.tcgetattr(self._child.fileno())

    # ---- what is on it

    @property
    def lines(self) -> list[str]:
        if self._lines is None:  # dear, and asked for again and again while nothing comes
            columns, lines = range(self._drawn.columns), range(self._drawn.lines)
            self._lines = ["".join(self.character(column, line) for column in columns) for line in lines]
        return self._lines

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    def character(self, column: int, line: int) -> str:
        return self._drawn.buffer[line][column].data

    @property
    def copied(self) -> list[str]:
        """What the terminal was asked to put on its clipboard."""
        return [base64.b64decode(coded).decode() for coded in _CLIPBOARD.findall(self.raw)]

    @property
    def modes(self) -> set[int]:
        """The private modes that are switched on."""
        on = {CURSOR}
        for numbers, letter in _MODE.findall(self.raw):
            (on.update if letter == b"h" else on.difference_update)(map(int, numbers.split(b";")))
        return on

    @property
    def is_restored(self) -> bool:
        """Whether a shell finds it as it was: screen, cursor, mouse, paste, focus and line discipline."""
        left_on = self.modes & {ALTERNATE_SCREEN, PASTE, FOCUS, *MOUSE}
        return not left_on and CURSOR in self.modes and self._before == termios.tcgetattr(self._child.fileno())

    # ---- waiting

    def read(self, seconds: float = 0.02) -> bool:
        """Takes in what comes by then; False once the program has closed its end."""
        try:
            piece = self._child.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return True
        except pexpect.EOF:
            return False
        self.raw += piece
        whole = self._undrawn + piece
        # The last escape sequence may have been cut in two: it waits for its other half.
        last = whole.rfind(b"\x1b", -32)
        cut = last if last >= 0 and not _WHOLE.match(whole, last) else len(whole)
        self._undrawn = whole[cut:]
        self._lines = None
        self._stream.feed(_NOT_OF_PYTE.sub(b"", whole[:cut]))
        return True

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        deadline = time.monotonic() + PATIENCE
        is_open = True
        while not holds():
            assert is_open and time.monotonic() < deadline, f"no {what}; the screen:\n{self.text}"
            is_open = self.read()

    def wait_for(self, *texts: str) -> None:
        """Until all of them stand on the screen."""
        for text in texts:
            self.wait_until(lambda: text in self.text, repr(text))

    def wait_to_hear(self, *texts: str) -> None:
        """Until each has stood there since the last key: a message goes after some seconds, whether it was read or not."""
        for text in texts:
            self.wait_until(lambda: text in self.text or text.encode() in self.raw[self._pressed_at :], repr(text))

    def insist(self, key: str, text: str) -> None:
        """Presses a key every few seconds until the text stands on the screen."""
        again = 0.0

        def holds() -> bool:
            nonlocal again
            if time.monotonic() > again:
                again = time.monotonic() + 5
                self.press(key)
            return text in self.text

        self.wait_until(holds, repr(text))

    def wait_while(self, text: str) -> None:
        self.wait_until(lambda: text not in self.text, f"end of {text!r}")

    # ---- what is done to it

    def press(self, *keys: str | bytes) -> None:
        self._pressed_at = len(self.raw)
        for key in keys:
            self._child.send(key)

    def wipe(self) -> None:
        """What stands on the screen from now on was drawn anew: what was still on its way is read and forgotten."""
        known = -1
        while known != len(self.raw):
            known = len(self.raw)
            self.read(0.05)
        self._lines = None
        self._drawn.reset()

    def resize(self, columns: int, lines: int) -> None:
        self._lines = None
        self._drawn.resize(max(lines, 1), max(columns, 1))
        self._child.setwinsize(lines, columns)
        self.read(0)

    def signal(self, number: signal.Signals) -> None:
        self._child.kill(number)

    def stopped(self) -> bool:
        """Whether the program was stopped since the last question."""
        pid, status = os.waitpid(self._child.pid, os.WNOHANG | os.WUNTRACED)
        return pid != 0 and os.WIFSTOPPED(status)

    @property
    def memory(self) -> int:
        """What the program takes of the machine's, in bytes. Linux only."""
        pages = Path(f"/proc/{self._child.pid}/statm").read_text().split()[1]
        return int(pages) * os.sysconf("SC_PAGE_SIZE")

    def wait_until_stuck(self) -> None:
        """Until all its threads sleep and none has worked for a while. Nothing is read meanwhile. Linux only."""
        still, work = 0, []
        while still < 6:
            before, work = work, [stat.read_text().rpartition(")")[2].split() for stat in self._threads()]
            sleeps = all(state == "S" for state, *_ in work)  # R is who would work, if the machine had time for it
            still = still + 1 if sleeps and [each[11:13] for each in before] == [each[11:13] for each in work] else 0
            time.sleep(0.05)

    def _threads(self) -> list[Path]:
        return sorted(Path(f"/proc/{self._child.pid}/task").glob("*/stat"))

    # ---- its end

    def ended(self) -> int:
        """The exit status, minus the number of a signal that killed the program."""
        deadline = time.monotonic() + PATIENCE
        while self.read():
            assert time.monotonic() < deadline, f"it does not end; the screen:\n{self.text}"
        self._child.wait()
        return self._status

    def hung_up(self) -> int:
        """The exit status once the window is closed; nothing is read any more."""
        self._child.ptyproc.fileobj.close()
        deadline = time.monotonic() + PATIENCE
        while self._child.isalive():
            assert time.monotonic() < deadline, "it does not end"
            time.sleep(0.01)
        return self._status

    @property
    def _status(self) -> int:
        child = self._child
        return child.exitstatus if child.exitstatus is not None else -child.signalstatus

    def remove(self) -> None:
        self._child.close(force=True)
