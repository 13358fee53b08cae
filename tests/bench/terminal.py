"""A pty of 160x45 whose output is read as it comes: when did these bytes arrive?"""

import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping
from fcntl import ioctl


class Terminal:
    """A program in a pty. All moments are of `time.perf_counter`."""

    def __init__(self, command: list[str], environment: Mapping[str, str], columns: int = 160, lines: int = 45) -> None:
        self.started = time.perf_counter()
        self.pid, self._handle = pty.fork()
        if self.pid == 0:
            ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
            os.execvpe(command[0], command, {**environment, "TERM": "xterm-256color", "TEXTUAL_ANIMATIONS": "none"})
        self.seen = b""
        self.heard = self.started
        """The moment at which the last bytes came."""

    def wait_for(self, wanted: bytes, seconds: float = 20.0) -> float:
        """The moment at which these bytes had arrived since the last `press`; raises TimeoutError."""
        end = time.perf_counter() + seconds
        while wanted not in self.seen:
            if time.perf_counter() > end or not self._read(0.5):
                if time.perf_counter() > end:
                    raise TimeoutError(f"{wanted!r} never came; last: {self.seen[-400:]!r}")
        return time.perf_counter()

    def rest(self, seconds: float = 0.08) -> None:
        """Reads until nothing has come for that long."""
        self.last_of_burst(seconds)

    def last_of_burst(self, seconds: float) -> float:
        """The moment at which the last bytes came before nothing came for that long."""
        while self._read(seconds):
            pass
        return self.heard

    def press(self, keys: bytes) -> float:
        """The moment before the keys were written; what was seen so far is forgotten."""
        self.seen = b""
        moment = time.perf_counter()
        os.write(self._handle, keys)
        return moment

    def memory(self) -> float:
        """Resident memory in MB."""
        with open(f"/proc/{self.pid}/status") as status:
            return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmRSS"))

    def close(self) -> None:
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self._handle)

    def _read(self, seconds: float) -> bool:
        ready, _, _ = select.select([self._handle], [], [], seconds)
        if not ready:
            return False
        try:
            self.seen += os.read(self._handle, 65536)
        except OSError:
            return False
        self.heard = time.perf_counter()
        return True
