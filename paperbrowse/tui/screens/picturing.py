"""The part of the browse screen that shows the picture of the paper on which the cursor rests."""

import os
from collections.abc import Sequence

from textual import on, work

from ...model.paper import Paper
from ...model.picture import USUAL_CELL, Drawing, Frame, Way
from ..abilities import cell_size, picture_way
from ..page import WIDEST, page_lines
from ..picture import IllustratedPage, room_for
from ..sheet import Block
from ..tabs import Tab
from ..widgets.detail import Detail
from ..widgets.painting import paint_now
from ..widgets.papers import PaperList
from .reading import Reads

_REST = 0.3
"""Seconds that the cursor rests on a paper before its picture is asked for."""
_MARGINS = 2

_Subject = tuple[str, int, int]
"""A paper, and the width and height of the pane."""


class ShowsPictures(Reads):
    """A key costs nothing here but a comparison: one worker waits, however many keys are pressed meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self._way: Way | None = None
        """None until pictures may be shown."""
        self._panes: tuple[PaperList, Detail] | None = None
        """Asked for once: a worker may wake up when the program is ending, and they are gone."""
        self._wanted_picture: _Subject | None = None
        self._moved_at = 0.0
        self._is_waiting = False
        self._shown: tuple[_Subject, Drawing] | None = None
        self._leave = ""
        """What makes the terminal forget the picture that it was given last."""

    def begin_pictures(self) -> None:
        if self.services.pictures is not None:
            self._panes = (self.papers, self.detail)
            self._way = picture_way(os.environ, self.app.console.color_system)
            self._follow()

    def show_sheet(self, *, at_once: bool = False) -> None:
        super().show_sheet(at_once=at_once)
        self._follow()

    def action_refresh_edition(self) -> None:
        """Also what did not come before is asked for again."""
        self._wanted_picture = None
        super().action_refresh_edition()

    def abstract_blocks(self) -> Sequence[Block]:
        if self._shown is None or self._shown[0] != self._subject():
            return super().abstract_blocks()
        return (IllustratedPage(self.page(), self.glyphs, self._shown[1], self.detail.size.height),)

    @on(Detail.Moved)
    def _follow(self) -> None:
        """Another paper, or a pane of another size: waits until the cursor rests, and then looks."""
        subject = self._subject()
        if self._way is None or subject is None or subject == self._wanted_picture:
            return
        self._wanted_picture = subject
        self._moved_at = self.services.clock.monotonic()
        if not self._is_waiting:
            self._is_waiting = True
            self._rest_and_look()

    @work(group="picture")
    async def _rest_and_look(self) -> None:
        clock = self.services.clock
        while (left := self._moved_at + _REST - clock.monotonic()) > 0:
            await clock.sleep(left)
        self._is_waiting = False
        if self._subject() is not None:
            await self._bring(self.papers.paper)

    async def _bring(self, paper: Paper) -> None:
        subject, frame = self._subject(), self._frame()
        if frame is None or self.services.pictures is None:
            return
        drawing = await self.services.pictures.drawn(paper, frame)
        # Whoever has scrolled is reading: then nothing is put between the lines.
        if drawing is not None and subject == self._subject() and not self.detail.scroll_offset.y:
            self._shown = (subject, drawing)
            self._hand_over(drawing)
            super().show_sheet()
            paint_now(self, self.detail)

    def _subject(self) -> _Subject | None:
        """What a picture could be shown of, and where."""
        if self._panes is None or not all(pane.is_attached and pane.is_running for pane in self._panes):
            return None
        papers, detail = self._panes
        paper, size = papers.paper, detail.size
        is_seen = paper is not None and self.tab is Tab.ABSTRACT and size.width > 0 and not self.is_tex
        return (paper.id, size.width, size.height) if is_seen else None

    def _frame(self) -> Frame | None:
        """None where the text needs all the room."""
        page, size, way = self.page(), self.detail.size, self._way
        cells = max(1, min(size.width - _MARGINS, WIDEST))
        if page is None or way is None:
            return None
        room = room_for(page_lines(page, cells, self.glyphs), cells, size.height)
        return Frame(way, cells, room.lines, cell_size() or USUAL_CELL) if room else None

    def _hand_over(self, drawing: Drawing) -> None:
        """Through Textual's own writer: between two of its sequences, never within one."""
        driver = self.app._driver
        if driver is not None and (self._leave or drawing.setup):
            driver.write(self._leave + drawing.setup)
            self._leave = drawing.leave

    def on_unmount(self) -> None:
        if self._leave and (driver := self.app._driver) is not None:
            driver.write(self._leave)
