"""The part of the browse screen that looks for papers of imported pages on the Hub, by itself and in the background."""

from datetime import datetime, timedelta

from textual import work

from ...errors import StoreError
from ...model.paper import Paper
from ...model.text import count
from ...model.value import replace
from ...services.feed import Fresh
from ..browsing import Shelf
from .editions import Editions

_AGAIN = timedelta(minutes=10)


class Naming(Editions):
    _named_at: datetime | None = None

    def name_papers(self) -> None:
        """To be called whenever the Hub may have answered: looks for some papers that have no arXiv id."""
        now, last = self.services.clock.now(), self._named_at
        if self.is_offline_wanted or not (self.services.feed.has_answered or isinstance(self.state.outcome, Fresh)):
            return
        if last is None or not timedelta(0) <= now - last < _AGAIN:
            self._named_at = now
            self._name_papers()

    @work(group="network")
    async def _name_papers(self) -> None:
        """In silence: what cannot be asked now is asked another time."""
        from ...services.resolving import AT_ONCE  # not loaded for the first paint

        resolving = self.services.resolving
        try:
            due = await resolving.due()
        except StoreError:
            return
        outcome = await resolving.resolve(due[:AT_ONCE])
        if outcome.became:
            self._take_names(dict(outcome.became))
            self.tell(f"{count(len(outcome.became), 'imported paper')} found on the Hub.")
            self.count_shelves()

    def _take_names(self, real: dict[str, Paper]) -> None:
        """Shows the real papers in the places of the old ones; the cursor and the marked rows stay on theirs."""
        old, state = self.papers.paper, self.state
        self.chosen = frozenset(real[each].id if each in real else each for each in self.chosen)
        if state.shelf in (Shelf.IMPORTED, Shelf.BOOKMARKS) and state.papers:
            named = (real.get(paper.id, paper) for paper in state.papers)
            papers = tuple({paper.id: paper for paper in named}.values())
            listing = replace(state.listing, papers=papers) if state.listing else None
            self.state = replace(state, papers=papers, listing=listing)
        self.derive()
        if old is not None and old.id in real:
            ids = [paper.id for paper in self.view.papers]
            if real[old.id].id in ids:
                self.papers.move_to(ids.index(real[old.id].id))
