"""The line for a query."""

from collections.abc import Callable

from ...model.query_completion import Known, completed, suggestions
from .line import Line


class QueryLine(Line):
    """`tab` completes the word before the cursor; again, the next word that fits."""

    BINDINGS = [("tab", "complete(1)"), ("shift+tab", "complete(-1)")]

    known: Callable[[], Known] | None = None
    """Answers which values there are; None where no query is typed, and nothing is completed."""
    _begun: tuple[str, int] = ("", 0)
    """The line as it was typed, and its cursor."""
    _offered: tuple[str, ...] = ()
    _at: int = 0
    _made: str = ""
    """The line as the last completion made it."""

    def action_complete(self, step: int) -> None:
        if self.known is None:
            return
        if self.value != self._made or len(self._offered) < 2:
            self._begun = (self.value, self.cursor_position)
            self._offered = suggestions(*self._begun, self.known())
            self._at = -1 if step > 0 else 0
        if not self._offered:
            return
        self._at = (self._at + step) % len(self._offered)
        line, cursor = completed(*self._begun, self._offered[self._at])
        if len(line) <= (self.max_length or len(line)):
            self._made = self.value = line
            self.cursor_position = cursor
