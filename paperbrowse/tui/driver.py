"""Textual's driver for terminals, made to survive what a terminal may do: bytes that are no text, a stop, a storm of
sizes, its own end."""

import os
import selectors
import signal
from codecs import getincrementaldecoder
from time import monotonic
from typing import TextIO

from textual import constants
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import MouseEvent, MouseMove, Resize
from textual.geometry import Size
from textual.message import Message

from .incoming import Incoming

_HUNG_UP = 129
"""The exit code of a program that SIGHUP ends."""
_LOOK, _LOOK_AGAIN = 0.1, 0.02
"""Seconds between two looks whether the program ends, and whether what was begun goes on."""


class PatientDriver(LinuxDriver):
    """Not for Windows."""

    def __init__(self, app: App[None], **options: object) -> None:
        super().__init__(app, **options)
        self._file = _Output(self._file)

    def start_application_mode(self) -> None:
        super().start_application_mode()
        # Textual's own handler interrupts itself in a storm of sizes, and then the first of them comes last.
        self._loop.add_signal_handler(signal.SIGWINCH, self._tell_size)

    def _tell_size(self) -> None:
        if not self._in_band_window_resize:
            size = Size(*self._get_terminal_size())
            self._app.post_message(Resize(size, size))

    def run_input_thread(self) -> None:
        """Instead of Textual's own, which takes bytes and answers that it does not know for keys, or dies of them."""
        incoming = Incoming(XTermParser(self._debug), constants.ESCAPE_DELAY)
        decode = getincrementaldecoder("utf-8")("ignore").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(_LOOK_AGAIN if incoming.is_waiting else _LOOK):
                    typed = self._typed()
                    if not typed:
                        return
                    messages = incoming.feed(decode(typed), monotonic())
                else:
                    messages = incoming.tick(monotonic())
                for message in messages:
                    self.process_message(message)

    def _typed(self) -> bytes:
        """Nothing once the terminal is gone, and with it whoever could press a key."""
        try:
            typed = os.read(self.fileno, 4096)
        except OSError:
            typed = b""
        if not typed:
            self._loop.call_soon_threadsafe(self._app.exit, None, _HUNG_UP)
        return typed

    def process_message(self, message: Message) -> None:
        """Without presses and turns of the wheel beside the screen: Textual would take the focus from where it is."""
        if isinstance(message, MouseEvent) and not isinstance(message, MouseMove):
            columns, lines = self._get_terminal_size()
            if not (0 <= message.x < columns and 0 <= message.y < lines):
                return
        super().process_message(message)

    def _sigcont_application(self, *_: object) -> None:
        # A signal may come while the queue of the output is locked: the loop takes its turn first.
        self._loop.call_soon_threadsafe(self._take_terminal_back)

    def _take_terminal_back(self) -> None:
        if not (self._auto_restart and self._app.is_running):
            return
        if not self._must_signal_resume:
            # SIGSTOP, unlike ctrl+z, left no time to hand the terminal back. Without that a second start would keep two
            # threads reading keys, and take the screen's own line discipline for the one to restore at the end.
            self.suspend_application_mode()
            self._must_signal_resume = True
        self.resume_application_mode()
        self._app.refresh(layout=True)  # the terminal comes back empty


class _Output:
    """Drops what is written after the terminal has gone: Textual's writing thread would die of it, and the rest wait."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, text: str) -> None:
        try:
            self._file.write(text)
        except OSError:
            self._give_up()

    def flush(self) -> None:
        try:
            self._file.flush()
        except OSError:
            self._give_up()

    def fileno(self) -> int:
        return self._file.fileno()

    def _give_up(self) -> None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self._file.fileno())
        os.close(nowhere)
