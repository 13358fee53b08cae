"""The line of keys at the bottom: those of the pane that has the focus, as many as fit, never one cut in the middle."""

from ...model.text import drawable
from ..commands import BY_ID, COMMANDS, SEARCH, Command, layers
from ..rendering import Span, fit, width
from .lines import OneLine

_MOVE, _SCROLL = ("j/k", "move"), ("j/k", "scroll")
_FIRST = {
    "list": (_MOVE,), "sidebar": (_MOVE,), "reading": (_SCROLL,), "alone": (_SCROLL, ("1-4", "tab")), "finding": (_SCROLL,),
}  # fmt: skip


class KeyLine(OneLine):
    def show_keys(self, scope: str, keymap: dict[str, tuple[str, ...]]) -> None:
        """The keys of that scope, as the reader's settings have them."""
        wanted = [command for _, commands in layers(scope) for command in commands if command.footer]
        wanted.sort(key=lambda command: command.id == "help")
        entries = [*_FIRST[scope], *((_key(command, keymap), command.title) for command in wanted)]
        self._show([(key, title, self._action(title)) for key, title in entries])

    def show_line_keys(self) -> None:
        """Those of a line that is being typed."""
        self._show([("enter", "keep", ""), ("escape", "leave", "")])

    def show_query_keys(self, problems: tuple[str, ...]) -> None:
        """Those of a query that is being typed; in front of them what was not understood of it."""
        self._show([("enter", "keep", ""), ("tab", "complete", ""), ("escape", "leave", "")], problems)

    def show_search_keys(self, problems: tuple[str, ...], keymap: dict[str, tuple[str, ...]]) -> None:
        """Those of the search line; in front of them what was not understood of the query."""
        wanted = [command for command in COMMANDS if command.footer and SEARCH in command.scopes]
        self._show([*((_key(command, keymap), command.title, "") for command in wanted), ("escape", "leave", "")], problems)

    def _show(self, entries: list[tuple[str, str, str]], problems: tuple[str, ...] = ()) -> None:
        problem = drawable("; ".join(problems))
        if (entries, problem) != (self._entries, self._problem):
            self._entries, self._problem = entries, problem
            self.refresh()

    _entries: list[tuple[str, str, str]] = []
    _problem: str = ""

    @staticmethod
    def _action(title: str) -> str:
        command = next((command for command in BY_ID.values() if command.title == title and command.palette), None)
        return f"@{command.action}" if command and command.action.startswith(("screen.", "app.")) else ""

    def _line(self) -> tuple[Span, ...]:
        """Help always stays; what goes before it gives way from the end."""
        entries, room = self._entries, self.size.width - 1
        line: list[Span] = [(" ", "plain")]
        if self._problem:
            said = fit(self._problem, room - 1)
            line.append((f"{said}  ", "warning"))
            room -= width(said) + 2
        if not entries:
            return tuple(line)
        last = entries[-1]
        room -= _wide(last)
        if self._problem and room < 0:
            return tuple(line)
        for entry in entries[:-1]:
            if _wide(entry) > room:
                break
            room -= _wide(entry)
            line += _spans(entry)
        return (*line, *_spans(last))


def _key(command: Command, keymap: dict[str, tuple[str, ...]]) -> str:
    return (keymap.get(command.id) or command.keys)[0]


def _wide(entry: tuple[str, str, str]) -> int:
    return width(entry[0]) + width(entry[1]) + 3


def _spans(entry: tuple[str, str, str]) -> list[Span]:
    key, title, action = entry
    return [(key, f"accent{action}"), (f" {title}  ", f"quiet{action}")]
