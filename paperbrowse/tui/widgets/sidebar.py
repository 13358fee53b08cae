"""The sidebar: the shelves, and below them the keywords of the papers shown."""


from rich.cells import set_cell_size
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ...model.keywords import KeywordCount
from ...model.text import drawable, folded
from ...model.value import Value
from ..commands import SIDEBAR, bindings
from ..rendering import UNICODE, Glyphs, fit, spelled
from .choices import Choices
from .painting import keep_title

KEYWORDS_SHOWN = 15
_WIDTH_AT_FIRST = 28
"""Cells inside the sidebar of three panes: the first frame is filled before the size is known."""
_HEADING = " Keywords "
_KEYWORD, _SHELF, _MORE = "keyword:", "shelf:", "more"


class ShelfLine(Value):
    key: str
    name: str
    count: int | None = None
    """None is drawn blank: not known."""
    is_current: bool = False


class Sidebar(Choices, can_focus=True, inherit_bindings=False):
    """The owner gives lines and keywords; it hears ShelfOpened, KeywordChosen and KeywordTurned."""

    BINDINGS = bindings(SIDEBAR)

    class _About(Message):
        def __init__(self, key: str) -> None:
            super().__init__()
            self.key = key

    class ShelfOpened(_About):
        """The reader wants that shelf."""

    class KeywordChosen(_About):
        """The reader wants the papers with this keyword alone."""

    class KeywordTurned(_About):
        """The reader wants the next state: include, exclude, neither."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._glyphs = glyphs
        self._shelves: tuple[ShelfLine, ...] = ()
        self._keywords: tuple[KeywordCount, ...] = ()
        self._include: frozenset[str] = frozenset()
        self._exclude: frozenset[str] = frozenset()
        self._wanted = ""
        self._all = False

    def show(
        self,
        shelves: tuple[ShelfLine, ...],
        keywords: tuple[KeywordCount, ...],
        include: frozenset[str],
        exclude: frozenset[str],
    ) -> None:
        new = (shelves, keywords, include, exclude)
        if new != (self._shelves, self._keywords, self._include, self._exclude):
            self._shelves, self._keywords, self._include, self._exclude = new
            self._fill()

    def narrow(self, typed: str) -> None:
        """Shows only the keywords that contain what was typed."""
        self._wanted = folded(typed.strip())
        self._fill()

    def action_include(self) -> None:
        if (key := self._highlighted_id()).startswith(_KEYWORD):
            self.post_message(self.KeywordTurned(key.removeprefix(_KEYWORD)))
        else:
            self.action_select()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        key = event.option_id or ""
        if key.startswith(_SHELF):
            self.post_message(self.ShelfOpened(key.removeprefix(_SHELF)))
        elif key.startswith(_KEYWORD):
            self.post_message(self.KeywordChosen(key.removeprefix(_KEYWORD)))
        elif key == _MORE:
            self._all = True
            self._fill()

    def on_resize(self) -> None:
        keep_title(self)
        self._fill()

    def _highlighted_id(self) -> str:
        return (self.highlighted_option.id or "") if self.highlighted_option else ""

    def _fill(self) -> None:
        stay = self._highlighted_id()
        options = [self._option(_SHELF + line.key, " ", line.name, line.count, line.is_current) for line in self._shelves]
        if keywords := self._keyword_options():
            rule = self._glyphs.rule
            rest = rule * (self._room - len(_HEADING) - 3)
            options += [Option(Content(f" {rule}{_HEADING}{rest}"), id="heading", disabled=True), *keywords]
        with self.prevent(OptionList.OptionHighlighted):
            self.set_options(options)
            ids = [option.id for option in options]
            self.highlighted = ids.index(stay) if stay in ids else self._current_index()

    def _current_index(self) -> int | None:
        return next((index for index, line in enumerate(self._shelves) if line.is_current), 0 if self._shelves else None)

    def _keyword_options(self) -> list[Option]:
        found = [keyword for keyword in self._keywords if self._wanted in folded(keyword.name)]
        limit = len(found) if self._all or self._wanted else KEYWORDS_SHOWN
        chosen = self._include | self._exclude
        shown = [keyword for index, keyword in enumerate(found) if index < limit or keyword.key in chosen]
        options = [self._option(_KEYWORD + k.key, self._state(k.key), k.name, k.count, False) for k in shown]
        if len(found) > len(shown):
            options.append(Option(Content(f"   {len(found) - len(shown)} more"), id=_MORE))
        return options

    def _state(self, key: str) -> str:
        return "+" if key in self._include else "-" if key in self._exclude else " "

    @property
    def _room(self) -> int:
        return self.scrollable_content_region.width or _WIDTH_AT_FIRST

    def _option(self, key: str, state: str, name: str, count: int | None, is_current: bool) -> Option:
        number = "" if count is None else f"{count:,}"
        room = max(4, self._room - 4 - len(number))
        text = set_cell_size(fit(drawable(spelled(name, self._glyphs)), room - 1, self._glyphs.ellipsis), room)
        bar = self._glyphs.cursor if is_current else " "
        style = "bold" if is_current or state != " " else ""
        return Option(Content.assemble((bar, "$key"), f"{state} ", (text, style), (number, "$quiet" if not is_current else "bold")), id=key)
