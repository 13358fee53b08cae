"""The base of the panes that draw their own lines."""

from collections.abc import Iterable
from itertools import groupby
from typing import ClassVar

from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView

from .painting import DrawsLines, Look, look_of


class Drawn(DrawsLines, ScrollView, inherit_bindings=False):
    """A ScrollView whose lines are spans of the styles in LOOKS."""

    LOOKS: ClassVar[dict[str, str]] = {}
    """What each span style looks like: one of `painting.LOOKS`."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
    """What can be scrolled through; whenever Textual's own changes it lays the whole screen out, and paints all of this."""

    _looks: Look | None = None

    @property
    def look(self) -> Look:
        """Under the current theme and state; asked for once after each change of either."""
        if self._looks is None:
            self._looks = look_of(self, self.LOOKS)
        return self._looks

    def forget_look(self) -> None:
        self._looks = None

    def watch_virtual_size(self) -> None:
        self._scroll_update(self.virtual_size)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self.forget_look()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        if self.show_vertical_scrollbar:
            self.vertical_scrollbar.position = new_value
        if round(old_value) != round(new_value):
            self.repaint()

    @property
    def cells(self) -> int:
        """Of a line, without those below the scroll bar."""
        return self.scrollable_content_region.width

    def repaint(self) -> None:
        """All that stands within the border."""
        self.refresh(Region(0, 0, self.cells, self.size.height))

    def refresh_lines(self, y_start: int, line_count: int = 1) -> None:
        self.refresh(Region(0, y_start - self.scroll_offset.y, self.cells, line_count))

    def refresh_rows(self, rows: Iterable[int], height: int = 1) -> None:
        """Rows of so many lines; neighbours at once, for each region costs Textual some 50 µs."""
        for _, run in groupby(enumerate(sorted(rows)), lambda numbered: numbered[1] - numbered[0]):
            run = [row for _, row in run]
            self.refresh_lines(run[0] * height, len(run) * height)
