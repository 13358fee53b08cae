"""The machine around us, as the Desktop port: its clipboards and its browser."""

import asyncio
import os
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

from ..model.check import Check
from ..model.text import clean_line, clean_markdown
from ..services.ports import Edited, Lend, Sent
from .address import HOSTS, refusal
from .browse import DRAWS_HERE, drawing_here
from .edit import edit
from .examining import browser_check, clipboard_check, tmux_check
from .foreground import run_in_foreground
from .program import Ended, run


class Machine:
    """Limits are in seconds. The children get `environ`, and are found on its PATH."""

    def __init__(
        self,
        environ: Mapping[str, str] = os.environ,
        hosts: Collection[str] = HOSTS,
        python: str = sys.executable,
        platform: str = sys.platform,
        tmux_limit: float = 2.0,
        clipboard_limit: float = 3.0,
        browser_limit: float = 5.0,
        browser_failure_within: float = 2.0,
    ) -> None:
        self._environ = environ
        self._hosts = hosts
        self._python = python
        self._platform = platform
        self._tmux_limit = tmux_limit
        self._clipboard_limit = clipboard_limit
        self._browser_limit = browser_limit
        self._browser_failure_within = browser_failure_within

    async def copy(self, text: str, *, keeps_lines: bool = False) -> Sent:
        clean = clean_markdown(text) if keeps_lines else clean_line(text)
        if not clean:
            return Sent((), ("there is nothing to copy",))
        routes = []
        if self._environ.get("TMUX"):
            routes.append(("tmux", ("tmux", "load-buffer", "-w", "-"), self._tmux_limit))
        if self._has_display and not self._is_far_away:
            routes.append(("clipboard", self._ours("clip"), self._clipboard_limit))
        failures = await asyncio.gather(*(self._copy_failure(words, limit, clean) for _, words, limit in routes))
        names = [name for name, _, _ in routes]
        return Sent(
            tuple(name for name, failure in zip(names, failures) if failure is None),
            tuple(f"{name}: {failure}" for name, failure in zip(names, failures) if failure is not None),
        )

    async def examine(self) -> tuple[Check, ...]:
        """The routes of a copy and of a link, tried without changing what is on any clipboard."""
        far, display = self._is_far_away, self._has_display
        return (
            await clipboard_check(self._ours("clip"), self._environ, self._clipboard_limit, display, far),
            await tmux_check(self._environ, self._tmux_limit),
            browser_check(self._environ, display),
        )

    async def open(self, url: str, *, was_shown: bool = False, lend_terminal: Lend | None = None) -> str | None:
        if sentence := refusal(url, None if was_shown else self._hosts):
            return sentence
        if not (self._has_display or self._environ.get("BROWSER")):
            return f"no browser here: {url}"
        words = (*self._ours("browse"), url, str(self._browser_failure_within))
        try:
            ended = await run(words, self._environ, self._browser_limit)
        except OSError as error:
            return f"no browser could be started ({error.strerror}): {url}"
        match ended:
            case Ended(status=0 | None):  # no answer in time: the first start of a browser can take longer
                return None
            case Ended(status=status) if status == DRAWS_HERE:
                return self._open_here(url, lend_terminal)
            case _:
                return f"no browser could be started: {url}"

    def edit(self, text: str, name: str, lend_terminal: Lend) -> Edited:
        return edit(text, name, self._environ, lend_terminal)

    async def show_file(self, path: Path, viewer: tuple[str, ...] = ()) -> str | None:
        if not (viewer or self._has_display):
            return f"no viewer here: {path}"
        words = (*self._ours("view"), str(path.absolute()), str(self._browser_failure_within), *viewer)
        try:
            ended = await run(words, self._environ, self._browser_limit)
        except OSError as error:
            return f"no viewer could be started ({error.strerror}): {path}"
        if ended.status in (0, None):
            return None
        return f"{viewer[0] if viewer else 'no viewer'} could {'not ' if viewer else ''}be started: {path}"

    def _open_here(self, url: str, lend_terminal: Lend | None) -> str | None:
        if lend_terminal is None:
            return f"the browser in $BROWSER draws in the terminal: {url}"
        words = drawing_here(self._environ.get("BROWSER", ""), url)
        try:
            with lend_terminal():
                status = run_in_foreground(words, self._environ)
        except OSError as error:
            return f"{words[0]} could not be started ({error.strerror}): {url}"
        return f"{words[0]} ended with status {status}: {url}" if status else None

    @property
    def _has_display(self) -> bool:
        if self._platform in ("darwin", "win32"):
            return True
        return any(self._environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))

    @property
    def _is_far_away(self) -> bool:
        """Over SSH the desktop's clipboard is not the one before the reader."""
        return bool(self._environ.get("SSH_TTY") or self._environ.get("SSH_CONNECTION"))

    def _ours(self, module: str) -> tuple[str, ...]:
        # -P: otherwise a pyperclip.py in the folder where the reader happens to be would run.
        return self._python, "-P", "-m", f"paperbrowse.desktop.{module}"

    async def _copy_failure(self, words: tuple[str, ...], limit: float, text: str) -> str | None:
        try:
            ended = await run(words, self._environ, limit, text)
        except OSError as error:
            return f"{words[0]} cannot be started ({error.strerror})"
        if ended.status is None:
            return f"no answer within {limit:g} s"
        if ended.status or ended.said:
            return ended.said or f"ended with status {ended.status}"
        return None
