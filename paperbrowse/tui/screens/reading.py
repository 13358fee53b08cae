"""The part of the browse screen that reads: the tabs of the detail pane, what they show, and the place in each."""

import asyncio
from collections.abc import Callable, Sequence

from textual import on, work

from ...model.paper import Paper
from ...model.reading import FullText, NoFullText
from ...services.feed import Failure
from ...services.ports import Waiting
from ...services.reading import NoPaper, Talk
from ..laid import Place
from ..places import Places, read_places
from ..rendering import spelled
from ..sheet import Block, PageBlock, Sheet
from ..sheets.missing import fetching, nothing_kept, sheet_of_words
from ..tabs import Tab
from ..widgets.detail import Detail
from ..widgets.painting import paint_now
from .parts import BrowseParts

_REST = 0.2
"""Seconds that the cursor rests on a paper before anything is looked up for it."""
_STAY = 1.0
"""Seconds at one place of a text before it is remembered."""
_MOST_SHEETS = 8
"""Texts that are kept ready to be shown again."""
_NO_TEXT = ("No full text is known: neither the Hub nor arXiv has one.", "P brings the PDF.")


class Reads(BrowseParts):
    tab: Tab = Tab.ABSTRACT
    _tab_before: Tab = Tab.ABSTRACT
    """The tab of the detail pane when the reading view was opened: leaving it brings that back."""
    _places: Places | None = None
    """None until it is known what was remembered."""
    _wanted: str = ""
    """The key of what the detail pane shows or waits for: an answer for anything else comes too late."""

    def __init__(self) -> None:
        super().__init__()
        self._sheets: dict[str, Sheet] = {}
        self._counts: dict[str, int] = {}
        """Comments by paper, where the Hub was asked for them."""

    # ---- what is shown

    def show_sheet(self, *, at_once: bool = False) -> None:
        """Brings the tab of the highlighted paper to the detail pane: at once what is there, the rest when it comes.

        `at_once`: what is missing is looked up now and not after a rest."""
        paper = self.papers.paper
        self._note_place()
        key = self._key_of(paper, self.tab) if paper is not None else ""
        is_other, self._wanted = key != self._wanted, key
        if paper is None:
            self.detail.show(None)
        elif self.tab is Tab.ABSTRACT:
            self.detail.show(Sheet(key, self.abstract_blocks()), self._place(key))
        elif key in self._sheets:
            self.detail.show(self._sheets[key], self._place(key))
        elif is_other:
            self._say(paper)
            self._rest(paper, self.tab, 0.0 if at_once else _REST)
        self.show_tabs()

    def abstract_blocks(self) -> Sequence[Block]:
        """Of the tab with the abstract."""
        return (PageBlock(self.page(), self.glyphs),)

    def show_tabs(self) -> None:
        paper = self.papers.paper
        comments = self._counts.get(paper.id, paper.comments) if paper is not None else None
        self.detail.show_tabs(self.tab, comments, "TeX" if self.is_tex else "")

    def _key_of(self, paper: Paper, tab: Tab) -> str:
        return f"{paper.id} {tab.value}{' tex' if self.is_tex else ''}"

    def _place(self, key: str) -> Place | None:
        is_kept = self._places is not None and self.detail.sheet is not None and self.detail.sheet.key != key
        return self._places.of(key) if is_kept and (self.is_reading or self.tab is not Tab.ABSTRACT) else None

    def _say(self, paper: Paper, *sentences: str) -> None:
        """In the place of a text; the title alone while nobody knows yet whether there is one."""
        self.detail.show(sheet_of_words(f"{self._wanted} …", paper, self.glyphs, *sentences))

    def _arrived(self, key: str, sheet: Sheet) -> None:
        self._sheets.pop(key, None)
        self._sheets[key] = sheet
        for oldest in list(self._sheets)[:-_MOST_SHEETS]:
            del self._sheets[oldest]
        if key == self._wanted:
            self.detail.show(sheet, self._place(key))
            self.show_tabs()
            paint_now(self, self.detail)

    # ---- what is looked up

    @work(group="rest", exclusive=True)
    async def _rest(self, paper: Paper, tab: Tab, seconds: float) -> None:
        if self._places is None:
            self._places = read_places(await self.services.shelves.recall("places") or "")
        await self.services.clock.sleep(seconds)
        self._look_up(paper, tab)

    @work(group="reading")
    async def _look_up(self, paper: Paper, tab: Tab, anew: bool = False) -> None:
        if self._key_of(paper, tab) == self._wanted:
            await (self._read_text if tab is Tab.PAPER else self._read_talk)(paper, tab, anew)

    async def _read_text(self, paper: Paper, tab: Tab, anew: bool) -> None:
        key, reading = self._key_of(paper, tab), self.services.reading
        found = None if anew else await reading.kept_full_text(paper.id)
        if found is None:
            self._wait(paper, key, tab, None)
            found = await reading.full_text(paper.id, self._waiting(paper, key, tab), anew=anew)
        match found:
            case FullText():
                await self._make(key, lambda: _full_text(key, paper, found, self))
            case NoFullText():
                self._answer(key, paper, *_NO_TEXT)
            case _:
                self._answer(key, paper, *nothing_kept(tab, found, self.services.clock.now()))

    async def _read_talk(self, paper: Paper, tab: Tab, anew: bool) -> None:
        """What is here at once, and what the Hub says now when it comes."""
        key, reading = self._key_of(paper, tab), self.services.reading
        kept, text = await reading.kept_talk(paper.id), await reading.kept_full_text(paper.id) if tab is Tab.LINKS else None
        shows = tab is Tab.LINKS or kept is not None  # links are known of every paper, comments only from the Hub
        if shows:
            await self._make(key, lambda: _talk(key, paper, tab, kept, text, self))
        else:
            self._wait(paper, key, tab, None)
        found = await reading.talk(paper.id, self._waiting(paper, key, tab), anew=anew)
        if isinstance(found, Talk):
            self._counts[paper.id] = len(found.comments.comments)
        if isinstance(found, Talk) or shows:
            if found != kept:
                await self._make(key, lambda: _talk(key, paper, tab, kept, text, self, found))
        elif isinstance(found, NoPaper):
            self._answer(key, paper, "The Hub does not know this paper, so nobody has written about it there.")
        else:
            self._answer(key, paper, *nothing_kept(tab, found, self.services.clock.now()))

    async def _make(self, key: str, make: Callable[[], Sheet]) -> None:
        """Reads a text in a thread, and shows it."""
        self._arrived(key, await asyncio.to_thread(make))

    def _answer(self, key: str, paper: Paper, *sentences: str) -> None:
        if key == self._wanted:
            self._say(paper, *sentences)

    def _waiting(self, paper: Paper, key: str, tab: Tab) -> Callable[[Waiting], None]:
        return lambda waiting: self._wait(paper, key, tab, waiting)

    def _wait(self, paper: Paper, key: str, tab: Tab, waiting: Waiting | None) -> None:
        if key not in self._sheets:
            self._answer(key, paper, *fetching(tab, waiting))

    def action_refresh_edition(self) -> None:
        """In the reading view what is read is asked for again; elsewhere the edition."""
        paper = self.papers.paper
        if self.is_reading and self.tab is not Tab.ABSTRACT and paper is not None:
            self.services.try_again()
            self._look_up(paper, self.tab, anew=True)
        else:
            super().action_refresh_edition()

    # ---- the tabs

    def action_show_tab(self, name: str) -> None:
        self.tab = Tab(name)
        self.show_sheet(at_once=True)
        paint_now(self, self.detail)

    action_read_tab = action_show_tab

    def action_tab_beside(self, step: int) -> None:
        self.action_show_tab(self.tab.beside(step).value)

    def begin_reading(self) -> None:
        self._tab_before = self.tab
        self._recall()

    def end_reading(self) -> None:
        self.detail.end_finding()
        if self.tab is not self._tab_before:
            self.action_show_tab(self._tab_before.value)

    @work(group="library")
    async def _recall(self) -> None:
        if self._places is None:
            self._places = read_places(await self.services.shelves.recall("places") or "")

    # ---- the place in the text

    @on(Detail.Moved)
    def _moved(self) -> None:
        detail, words = self.detail, []
        if (finding := detail.finding) is not None:
            at, all_hits = finding.current + 1, len(finding.hits)
            words.append(f"{at} of {all_hits}" if all_hits else "not found" if finding.typed else "")
        elif (self.is_reading or self.tab is not Tab.ABSTRACT) and detail.progress is not None:
            words.append(f"{detail.progress} %")
        if words and (section := detail.section) is not None:
            words.append(section.title)
        detail.tell(*(spelled(each, self.glyphs) for each in words if each))
        if self.is_reading and self._places is not None:
            self._remember_place()

    def _note_place(self) -> None:
        """Where the reader is in the text that they leave now."""
        sheet = self.detail.sheet
        if self._places is not None and sheet is not None and sheet.key == self._wanted and self.is_reading:
            self._places = self._places.kept(sheet.key, self.detail.place)

    @work(group="places", exclusive=True)
    async def _remember_place(self) -> None:
        await self.services.clock.sleep(_STAY)
        self._note_place()
        self._write_places()

    @work(group="library")
    async def _write_places(self) -> None:
        if self._places is not None:
            await self.services.shelves.remember("places", self._places.text())


def _full_text(key: str, paper: Paper, text: FullText, screen: Reads) -> Sheet:
    from ..sheets.full_text import full_text_sheet  # the Markdown reader is not loaded before somebody reads

    return full_text_sheet(key, paper, text, screen.glyphs, is_tex=screen.is_tex)


def _talk(
    key: str,
    paper: Paper,
    tab: Tab,
    kept: Talk | None,
    text: FullText | NoFullText | None,
    screen: Reads,
    found: Talk | NoPaper | Failure | None = None,
) -> Sheet:
    """`found` is what the Hub answered, None as long as it has not."""
    now, talk = screen.services.clock.now(), found if isinstance(found, Talk) else kept
    failure = None if found is None or isinstance(found, Talk | NoPaper) else found
    if tab is Tab.COMMENTS and talk is not None:
        from ..sheets.comments import comments_sheet  # as above

        return comments_sheet(key, paper, talk.comments, now, screen.glyphs, failure=failure, is_tex=screen.is_tex)
    from ..sheets.links import links_sheet

    note = "the Hub does not know this paper" if isinstance(found, NoPaper) else "" if found or kept else "asking the Hub…"
    linked, text = talk.linked if talk else None, text if isinstance(text, FullText) else None
    return links_sheet(key, paper, linked, text, now, screen.glyphs, failure=failure, note=note)
