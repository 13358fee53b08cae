"""One-line widgets: the title line at the top and the keys at the bottom."""

from collections.abc import Iterable, Iterator

from textual import events
from textual.strip import Strip
from textual.widget import Widget

from ..rendering import Line, Span, fit, to_strip, width
from .painting import DrawsLines, Look, look_of

_LOOKS = {"plain": "text", "strong": "strong", "quiet": "quiet", "accent": "key", "live": "good", "warning": "warning"}


class OneLine(DrawsLines, Widget):
    """Spans at the left and at the right; what does not fit at the left gives way. A style `name@action` can be clicked."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._left: Line = ()
        self._right: Line = ()
        self._looks: Look | None = None

    def show(self, left: Line, right: Line = ()) -> None:
        if (left, right) != (self._left, self._right):
            self._left, self._right = left, right
            self.refresh()

    def paint_lines(self, lines: Iterable[int]) -> Iterator[Strip]:
        if self._looks is None:
            self._looks = look_of(self, _LOOKS)
        line = tuple((text, style.split("@")[0]) for text, style in self._line())
        strip = to_strip(line, self._looks.upon(self._looks.base), self.size.width)
        return (strip for _ in lines)

    def _line(self) -> Line:
        cells = self.size.width
        right = _within(self._right, cells)
        room = cells - sum(width(text) for text, _ in right)
        left = _within(self._left, room - 2 if right else room)
        pad = room - sum(width(text) for text, _ in left)
        return (*left, (" " * max(0, pad), "plain"), *right)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = None

    async def on_click(self, event: events.Click) -> None:
        end = 0
        for text, style in self._line():
            end += width(text)
            if event.x < end:
                if "@" in style:
                    await self.run_action(style.partition("@")[2])
                return


def _within(line: Line, cells: int) -> Line:
    """As much of the line as fits; the last span that does not fit whole is cut."""
    kept: list[Span] = []
    for text, style in line:
        if width(text) > cells:
            if cells > 3:
                kept.append((fit(text, cells), style))
            break
        kept.append((text, style))
        cells -= width(text)
    return tuple(kept)
