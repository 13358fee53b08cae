"""The part of the browse screen that reads what a paper cites, and comes back to where it was cited."""

from textual import work

from ...errors import StoreError
from ...model.paper import Paper
from ...model.value import Value, replace
from ...services.feed import Failure
from ..browsing import Browsing, Left, Shelf
from ..seeking import Search
from ..sheet import CITED
from ..tabs import Tab
from .panes import Panes
from .reading import Reads


class Before(Value):
    """Where the reader was when they followed a citation."""

    state: Browsing
    opening: str
    cursor: int
    scroll: int
    tab: Tab
    cited: str
    """The id of the paper that was opened from there."""
    was_reading: bool


class Cites(Reads, Panes):
    _trail: tuple[Before, ...] = ()

    @work(group="network")
    async def read_cited(self, paper_id: str) -> None:
        """From this machine, else from the Hub; what neither has opens at arXiv."""
        shown = self.papers.paper
        try:
            answer = await self.services.shelves.paper(paper_id) or await self.services.feed.find(paper_id)
        except StoreError:
            answer = await self.services.feed.find(paper_id)
        if self.papers.paper is not shown:
            return  # the reader went on
        if isinstance(answer, Paper):
            self._read_other(answer)
            return
        why = "The Hub cannot be asked" if isinstance(answer, Failure) else "The Hub does not know it"
        self.tell(f"{why}: arXiv has arXiv:{paper_id}.")
        self.open_address(arxiv_page(paper_id))

    def _read_other(self, paper: Paper) -> None:
        """Upon what is shown, like a search that found this one."""
        state, papers = self.state, self.papers
        before = Before(state, self.opening, papers.cursor, papers.scroll_offset.y, self.tab, paper.id, self.is_reading)
        left = state.left or Left(state, papers.cursor, papers.scroll_offset.y, self.chosen, "papers")
        search = replace(Search().of(f"id:{paper.id}"), here=(paper,), total=1)
        self._trail, self.opening, self.chosen = (*self._trail, before), Shelf.SEARCH.value, frozenset()
        self.state = replace(self.fresh_state(Shelf.SEARCH), papers=(paper,), search=search, left=left)
        self.derive(stay=False)
        self.action_show_tab(Tab.ABSTRACT.value)
        self.action_read_paper()

    def _step_back(self) -> bool:
        """Whether there was somewhere to come back to."""
        paper, trail, self._trail = self.papers.paper, self._trail, self._trail[:-1]
        if not trail or paper is None or paper.id != trail[-1].cited:
            self._trail = ()
            return False
        before = trail[-1]
        self.state, self.opening = replace(before.state, is_fetching=False, waiting=None), before.opening
        self.derive(stay=False)
        self.papers.move_to(before.cursor)
        self.papers.scroll_to(y=before.scroll, animate=False, immediate=True)
        if not before.was_reading:
            self.leave_reading()
        self.action_show_tab(before.tab.value)
        return True

    def action_back(self) -> None:
        if not (self.is_reading and self._step_back()):
            super().action_back()

    def action_leave(self) -> None:
        if not (self.is_reading and self._step_back()):
            super().action_leave()


def arxiv_page(paper_id: str) -> str:
    return Paper(paper_id, "").arxiv_url or ""


def page_of(target: str) -> str:
    """Where a link leads for whoever is outside."""
    return arxiv_page(target.removeprefix(CITED)) if target.startswith(CITED) else target
