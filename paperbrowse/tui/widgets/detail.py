"""The detail pane: one tab of one paper; its links can be chosen and words be found in it."""

from textual import events
from textual.content import Content
from textual.message import Message
from textual.style import Style

from ..commands import ALONE, FINDING, READING, bindings
from ..finding import Finding
from ..laid import Place
from ..linking import Link, next_link, with_chosen, y_of
from ..rendering import UNICODE, Glyphs, Line
from ..rendering import width as cells
from ..sheet import Section, Sheet, target
from ..tabs import Tab, tab_names
from .painting import paint_now, set_subtitle, set_title
from .sheet_view import SheetView

_CORNERS = 6
"""Cells of the upper border that no title takes."""


class Detail(SheetView, can_focus=True, inherit_bindings=False):
    BINDINGS = bindings(FINDING, ALONE, READING)
    LOOKS = {
        "title": "strong", "people": "text", "organization": "text", "facts": "quiet", "heading": "heading",
        "text": "text", "topic": "accent", "keyword": "quiet", "link": "accent", "bookmark": "warning",
        "found": "found", "here": "here", "strong": "strong", "emphasis": "emphasis", "code": "code", "quiet": "quiet",
    }  # fmt: skip

    class TopicClicked(Message):
        """The reader wants the papers with this topic alone."""

        def __init__(self, topic: str) -> None:
            super().__init__()
            self.topic = topic

    class LinkClicked(Message):
        """The reader wants to go where a link leads."""

        def __init__(self, target: str) -> None:
            super().__init__()
            self.target = target

    class Moved(Message):
        """Another part of the text is in view."""

    def __init__(self, *, glyphs: Glyphs = UNICODE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._glyphs = glyphs
        self._tabs: tuple[Tab, int | None, str] = (Tab.ABSTRACT, None, "")
        self._told = ""
        self._link: Link | None = None
        self.finding: Finding | None = None
        """While something is being found in the text."""

    def show(self, sheet: Sheet | None, place: Place | None = None) -> None:
        is_other = sheet is None or self.sheet is None or sheet.key != self.sheet.key
        if is_other:
            self._link, self.finding = None, None
        super().show(sheet, place)
        if is_other and sheet is not None and sheet.is_list:
            self._choose(1)

    def show_tabs(self, active: Tab, comments: int | None, note: str = "") -> None:
        """In the upper border, the active one standing out; a click on one shows it. The note stands behind them."""
        if self._tabs != (active, comments, note):
            self._tabs = (active, comments, note)
            self._draw_tabs()

    def _draw_tabs(self) -> None:
        active, comments, note = self._tabs
        note = "".join(f" {self._glyphs.rule} {each}" for each in (note, self._told) if each)
        parts = []
        for name, tab in tab_names(active, comments, self.outer_size.width - _CORNERS - len(note), self._glyphs.dot):
            look = "bold $key" if tab is active else "not bold $quiet"
            click = Style.from_meta({"@click": f"screen.show_tab('{tab.value}')"}) if tab else Style()
            parts.append(Content.styled(name, look).stylize(click) if tab else Content.styled(name, "not bold $quiet"))
        blank = Content("" if self.styles.border_left[0] else " ")  # Textual leaves none where the pane has no corners
        set_title(self, Content.assemble(blank, *parts, (note, "not bold $quiet"), blank))

    # ---- scrolling

    def action_line(self, lines: int) -> None:
        if self.is_list:
            self.action_link(1 if lines > 0 else -1)
        else:
            self.scroll_by(lines)

    def action_page(self, pages: int) -> None:
        self.scroll_by(pages * max(1, self.size.height - 2))

    def action_start(self) -> None:
        if self.screen.is_second_g():
            self.go_to(Place())
            self._choose_end(1)

    def action_finish(self) -> None:
        if self.laid.count:
            self.go_to(Place(self.laid.count - 1, 1.0))
            self._choose_end(-1)

    def scroll_by(self, lines: int) -> None:
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, immediate=True)
        paint_now(self.screen, self)

    def has_changed(self) -> None:
        if self.finding is not None:
            self.finding.goes_on(self.laid)
        self.post_message(self.Moved())

    @property
    def is_list(self) -> bool:
        """Whether the links are gone through like the lines of a list."""
        return self.sheet is not None and self.sheet.is_list

    @property
    def progress(self) -> int | None:
        """How much of the text was in view by now, in percent; None where all of it is."""
        height, shown = self.laid.height, self.size.height
        return None if height <= shown else min(100, 100 * (self.scroll_offset.y + shown) // height)

    @property
    def section(self) -> Section | None:
        """The one that the first line in view belongs to."""
        if self.sheet is None or not self.sheet.sections:
            return None
        block = self.laid.block_at(self.scroll_offset.y + 1)
        return next((section for section in reversed(self.sheet.sections) if section.block <= block), None)

    def tell(self, *words: str) -> None:
        """In the lower border; the first of the words behind the tabs, where the pane has only an upper one."""
        has_lower = bool(self.styles.border_bottom[0])
        set_subtitle(self, f" {self._glyphs.dot} ".join(words) if has_lower else "")
        told = "" if has_lower else "".join(words[:1])
        if told != self._told:
            self._told = told
            self._draw_tabs()

    # ---- links

    @property
    def link(self) -> str:
        """Where the chosen link leads; empty where none is chosen."""
        return self._link.target if self._link else ""

    def action_link(self, step: int) -> None:
        self._choose(step)
        paint_now(self.screen, self)

    def _choose(self, step: int) -> None:
        top, height = self.scroll_offset.y, max(1, self.size.height)
        link = next_link(self.laid, top, height, self._link, step)
        if link is None:
            self.scroll_to(y=top + step, animate=False, immediate=True)
            return
        self._link = link
        y = y_of(self.laid, link)
        if not top <= y < top + height:
            self.scroll_to(y=y - (height // 2), animate=False, immediate=True)
        self.repaint()

    def _choose_end(self, step: int) -> None:
        if self.is_list:
            self._link = None
            self._choose(step)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Beside the list `tab` goes to the next pane."""
        return self.has_class("-alone") if action == "link" else super().check_action(action, parameters)

    def forget_link(self) -> None:
        self._link = None
        self.repaint()

    # ---- finding

    def find(self, typed: str, start: int) -> None:
        """Makes the words stand out, and goes to the first place from the line `start` on."""
        if self.finding is None:
            self.finding = Finding(self.laid)
        self.finding.seek(typed)
        self.finding.from_line(start)
        self._show_hit()

    def next_hit(self, step: int) -> None:
        if self.finding is not None:
            self.finding.step(step)
            self._show_hit()

    def end_finding(self) -> None:
        self.finding = None
        self.repaint()
        self.post_message(self.Moved())

    def _show_hit(self) -> None:
        finding, top, height = self.finding, self.scroll_offset.y, self.size.height
        if finding is not None and finding.hits:
            y = finding.y(finding.hits[finding.current])
            if not top <= y < top + height - 1:
                self.scroll_to(y=y - height // 3, animate=False, immediate=True)
        self.repaint()
        paint_now(self.screen, self)
        self.post_message(self.Moved())

    # ---- drawing, and the mouse

    def marked(self, index: int, line: Line) -> Line:
        if self._link is not None:
            block = self.laid.block_at(index)
            if block == self._link.block:
                line = with_chosen(line, self._link, index - self.laid.start(block), "here")
        return self.finding.marked(index, line) if self.finding is not None else line

    def on_resize(self) -> None:
        self._draw_tabs()
        super().on_resize()

    def on_click(self, event: events.Click) -> None:
        place = event.get_content_offset_capture(self)
        end = self.left
        for text, style in self.laid.line(self.scroll_offset.y + place.y) or ():
            end += cells(text)
            if place.x < end:
                if place.x >= self.left and style == "topic":
                    self.post_message(self.TopicClicked(text))
                elif place.x >= self.left and (leads_to := target(style)):
                    self.post_message(self.LinkClicked(leads_to))
                return
