"""A Desktop that notes what it is asked for; a test says what it answers."""

from pathlib import Path

from paperbrowse.services.ports import Edited, Lend, Sent


class FakeDesktop:
    def __init__(self) -> None:
        self.copied: list[str] = []
        self.opened: list[str] = []
        self.shown_first: list[bool] = []
        """For each of those, whether the reader had seen the address."""
        self.viewed: list[tuple[Path, tuple[str, ...]]] = []
        """Files, and the viewers that were asked for."""
        self.edited: list[str] = []
        """Texts that were handed to the editor."""
        self._sent = Sent(("clipboard",))
        self._problem: str | None = None

    def copies_with(self, *failures: str, routes: tuple[str, ...] = ()) -> None:
        """From now on a copy takes these routes, and fails on others."""
        self._sent = Sent(routes, failures)

    def has_no_browser(self, sentence: str) -> None:
        """From now on nothing opens."""
        self._problem = sentence

    async def copy(self, text: str, *, keeps_lines: bool = False) -> Sent:
        self.copied.append(text)
        return self._sent

    async def open(self, url: str, *, was_shown: bool = False, lend_terminal: object = None) -> str | None:
        self.opened.append(url)
        self.shown_first.append(was_shown)
        return self._problem

    def edit(self, text: str, name: str, lend_terminal: Lend) -> Edited:
        """An editor that puts a line below."""
        self.edited.append(text)
        return Edited(text, self._problem) if self._problem else Edited(f"{text}\nBy the editor.")

    async def show_file(self, path: Path, viewer: tuple[str, ...] = ()) -> str | None:
        self.viewed.append((path, viewer))
        return self._problem
