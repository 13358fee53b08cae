"""The part of the browse screen that goes about in a text: finds words in it, follows its links, jumps to its sections."""

from typing import TYPE_CHECKING

from textual import on

from ..commands import ALONE, FINDING
from ..laid import Place
from ..sheet import CITED
from ..widgets.detail import Detail
from .citing import Cites, page_of

if TYPE_CHECKING:
    from textual.widgets import Input

    from ..widgets.find_line import FindLine

_LONGEST = 200
_ONLY_READING = ("read_tab", "contents", "find")


class Finds(Cites):
    _found_from: Place = Place()
    """Where the reader was when they began to find something."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The reading view has keys of its own, which mean something else outside."""
        if action in _ONLY_READING:
            return self.is_reading
        if action == "hit":
            return self.detail.finding is not None
        return super().check_action(action, parameters)

    @property
    def scope(self) -> str:
        if self.is_reading and self.focused is self.detail:
            return FINDING if self.detail.finding is not None else ALONE
        return super().scope

    # ---- words

    async def action_find(self) -> None:
        """Opens the line at the bottom."""
        line = self.query_one_optional("#find") or await self._mount_line()
        self._found_from = self.detail.place
        line.value = ""
        self.add_class("-find")
        self.set_focus(line)

    async def _mount_line(self) -> "FindLine":
        from ..widgets.find_line import FindLine  # not loaded before somebody types: it would delay the first paint

        line = FindLine(id="find", select_on_focus=False, max_length=_LONGEST, placeholder="Find in the text")
        await self.mount(line, before=self.keys)
        return line

    def on_input_changed(self, event: "Input.Changed") -> None:
        if event.input.id == "find" and self.has_class("-find"):
            self.detail.find(event.value, self.detail.laid.y(self._found_from))

    def action_keep_finding(self) -> None:
        finding = self.detail.finding
        if finding is None or not finding.typed.strip():
            self.detail.end_finding()
        self._close_line()

    def action_hit(self, step: int) -> None:
        self.detail.next_hit(step)

    def _close_line(self) -> None:
        self.remove_class("-find")
        self.set_focus(self.detail)

    def action_back(self) -> None:
        if self.has_class("-find"):
            self.detail.end_finding()
            self._close_line()
            self.detail.go_to(self._found_from)
        elif self.is_reading and self.detail.finding is not None:
            self.detail.end_finding()
            self.show_keys()
        elif self.is_reading and self.detail.link and not self.detail.is_list:
            self.detail.forget_link()
        else:
            super().action_back()

    def show_keys(self) -> None:
        if self.has_class("-find"):
            self.keys.show_line_keys()
        else:
            super().show_keys()

    # ---- links and sections

    def action_open_link(self) -> None:
        if self.detail.link:
            self.follow(self.detail.link)
        elif self.is_reading:
            self.tell("tab chooses a link, enter opens it.")

    @on(Detail.LinkClicked)
    def _link_clicked(self, event: Detail.LinkClicked) -> None:
        self.follow(event.target)

    def follow(self, target: str) -> None:
        """Within the text at once; to the sites of our own links at once; anywhere else after a look at the address."""
        if target.startswith("#"):
            self.detail.go_to(Place(int(target[1:])))
        elif target.startswith(CITED):
            self.read_cited(target.removeprefix(CITED))
        else:
            self.open_foreign(target)

    def action_copy(self) -> None:
        """The chosen link, where one is chosen."""
        if self.detail.link and not self.detail.link.startswith("#") and self.focused is self.detail:
            self.send_to_clipboard(page_of(self.detail.link))
        else:
            super().action_copy()

    def action_open(self) -> None:
        """Of a chosen citation arXiv's page, which enter does not open."""
        if self.detail.link.startswith(CITED) and self.focused is self.detail:
            self.open_address(page_of(self.detail.link))
        else:
            super().action_open()

    def action_contents(self) -> None:
        sheet = self.detail.sheet
        if sheet is None or not sheet.sections:
            self.tell("This text has no sections.")
            return
        from .contents import Contents

        current = self.detail.section
        at = sheet.sections.index(current) if current is not None else 0
        self.app.push_screen(Contents(sheet.sections, at, self.glyphs), self._to_section)

    def _to_section(self, number: int | None) -> None:
        if number is not None and self.detail.sheet is not None:
            self.detail.go_to(Place(self.detail.sheet.sections[number].block))
