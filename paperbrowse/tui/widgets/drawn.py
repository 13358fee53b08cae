"""The base of the panes that draw their own lines."""

from collections.abc import Sequence
from typing import ClassVar

from textual.filter import ANSIToTruecolor, LineFilter
from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView

from .painting import Look, look_of


class Drawn(ScrollView, inherit_bindings=False):
    """A ScrollView whose lines are spans of the styles in LOOKS."""

    LOOKS: ClassVar[dict[str, str]] = {}
    """What each span style looks like: one of `painting.LOOKS`."""

    virtual_size = Reactive(Size(0, 0), layout=False)
    """What can be scrolled through; Textual's own lays the whole screen out whenever it changes."""

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

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Without the one that looks for the terminal's own colours in every span, where the theme has none."""
        filters = super().get_line_filters()
        if self.app.current_theme.ansi:
            return filters
        return [each for each in filters if not isinstance(each, ANSIToTruecolor)]
