"""The part of the browse screen that asks the Hub for what is searched for."""

from textual import work

from ...model.hub_words import fits_beyond_words, words_for_hub
from ...model.paper import Paper
from ...model.value import replace
from ...services.feed import Failure
from ...services.ports import OnWait, Waiting
from ..seeking import Search, told_of_hub
from .left_open import LeftOpen


class AskingHub(LeftOpen):
    def show_search(self, search: Search, *, stay: bool = True) -> None:
        self.set_state(stay=stay, search=search, papers=search.papers)

    def action_refresh_edition(self) -> None:
        if self.state.search is None:
            super().action_refresh_edition()
        else:
            self.services.try_again()
            self.ask_hub()

    def ask_hub(self) -> None:
        search = self.state.search
        if search.lacking:
            self.show_search(replace(search, is_asked=True, answer="asking the Hub…"))
            self._bring_paper(self.state.search)
        elif words_for_hub(search.query):
            self.show_search(replace(search, is_asked=True, answer="asking the Hub…"))
            self._find_on_hub(self.state.search)
        elif not search.query.is_empty:
            self.tell("The Hub is asked for words, and this search has none.")

    def _telling_of(self, asked: Search) -> OnWait:
        def on_wait(waiting: Waiting) -> None:
            if self.is_still(asked):
                self.show_search(replace(self.state.search, answer=waiting))

        return on_wait

    @work(group="network")
    async def _bring_paper(self, asked: Search) -> None:
        """The one paper whose id was typed; it is kept, as one that is opened by its address."""
        answer = await self.services.feed.find(asked.lacking, self._telling_of(asked))
        if not self.is_still(asked):
            return
        match answer:
            case Paper():
                self.show_search(told_of_hub(self.state.search, (answer,)))
            case None:
                self.show_search(replace(self.state.search, answer=f"the Hub does not know {asked.lacking}"))
            case failure:
                self.show_search(replace(self.state.search, answer=failure, is_asked=False))

    @work(group="network")
    async def _find_on_hub(self, asked: Search) -> None:
        """Never cancelled; an answer for other words is dropped."""
        answer = await self.services.feed.search(words_for_hub(asked.query), self._telling_of(asked))
        if not self.is_still(asked):
            return
        if isinstance(answer, Failure):
            self.show_search(replace(self.state.search, answer=answer, is_asked=False))
            return
        marking = self.services.marking
        fitting = tuple(paper for paper in answer if fits_beyond_words(asked.query, paper, marking.of(paper.id)))
        self.show_search(told_of_hub(self.state.search, fitting))

    def is_still(self, asked: Search) -> bool:
        return self.state.search is not None and self.state.search.typed == asked.typed
