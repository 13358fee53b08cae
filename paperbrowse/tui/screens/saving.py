"""The part of the browse screen that saves papers to be read offline, and knows which are whole on this machine."""

from textual import work

from ...model.paper import Paper
from ...model.text import count
from ...model.value import replace
from ...services.round import Step
from ..archive_words import here_in_words, saved_in_words
from .paper_actions import PaperActions
from .parts import Entry
from .syncing import LOOKED_EVERY, Syncing


class Saves(Syncing, PaperActions):
    saved: frozenset[str] = frozenset()
    """Ids of all papers that read offline from first to last: known once, not asked for with every row."""
    _saved_at: tuple[int | None, int | None] | None = None
    """What the numbers were when that was looked at."""

    def stay_true(self) -> None:
        super().stay_true()
        self.set_interval(LOOKED_EVERY, self.look_at_saved)

    # ---- which are whole

    @work(group="archive")
    async def look_at_saved(self) -> None:
        """Marks the rows of what is whole by now, whoever brought it; two numbers are asked for where nothing came."""
        numbers = await self.services.saving.changes()
        if numbers != self._saved_at:
            self._saved_at = numbers
            saved = await self.services.saving.whole()
            changed, self.saved = saved ^ self.saved, saved
            if changed:
                self.papers.redraw_papers({*changed})

    # ---- saving

    def action_save_offline(self) -> None:
        papers, saving = self.subject(), self.services.saving
        if not papers:
            self.tell("No paper here to save offline.")
        elif self.is_offline_wanted:
            self._say_what_is_here(papers)
        elif not saving.is_saving:
            self._save(papers)
        elif more := tuple(paper for paper in papers if not saving.is_taken(paper)):
            self._save_too(more)
        else:
            self.action_stop_saving()

    @work(group="menu")
    async def action_stop_saving(self) -> None:
        """Asks, because hours of bringing may be under way."""
        step = self.state.saving
        if step is None:
            self.tell("Nothing is being saved offline. F begins with the paper, or with all marked rows.")
            return
        so_far = f"{step.done} of {count(step.total, 'paper')} so far; what has come stays"
        if await self.app.push_screen_wait(self.menu("Save offline", (Entry("s", "Stop", so_far),))) == "s":
            self.services.saving.stop()

    @work(group="saving")
    async def _save(self, papers: tuple[Paper, ...]) -> None:
        self.services.try_again()
        kept = await self.services.saving.save(papers, self._show_saving)
        self.set_state(saving=None)
        self.tell(saved_in_words(kept), is_warning=bool(kept.failure or kept.skipped))
        self.look_at_saved()

    @work(group="library")
    async def _save_too(self, papers: tuple[Paper, ...]) -> None:
        await self.services.saving.add(papers)
        self.tell(f"{count(len(papers), 'paper')} more to save.")

    @work(group="library")
    async def _say_what_is_here(self, papers: tuple[Paper, ...]) -> None:
        self.tell(here_in_words(await self.services.saving.look(papers)))

    def _show_saving(self, step: Step) -> None:
        self.state = replace(self.state, saving=step)
        self.show_status()
