"""The part of the browse screen that watches and mutes topics, authors, organizations and phrases."""

from textual import on, work

from ...errors import StoreError
from ...model.interests import Interest, Subject, Wish, interest_of
from ...model.paper import Paper
from ...model.saved_search import SavedSearch
from ...model.text import count
from ..outline import SUBJECTS, FacetLine, InterestLine
from ..widgets.sidebar import Sidebar
from ..browsing import Shelf
from .parts import BrowseParts, Entry

_LETTERS = "abcdefghilmnoprstuvwxyz"
"""Without those that move in a menu."""
_AUTHORS_LISTED = 8
_DONE = {Wish.WATCH: "watched", Wish.MUTE: "muted"}


class Watches(BrowseParts):
    @work(group="menu")
    async def action_watch(self) -> None:
        """First what, then whether it shall be watched or muted."""
        if self.pane == "sidebar":
            interest = self._under_cursor()
        elif self.papers.paper is not None:
            interest = await self._ask_what(self.papers.paper)
        else:
            self.tell("No paper here.")
            return
        if interest is not None:
            await self._ask_wish(interest)

    def _under_cursor(self) -> Interest | None:
        match self.sidebar.entry:
            case InterestLine(interest=interest):
                return interest
            case FacetLine(facet=facet, name=name) if facet.kind in SUBJECTS:
                return Interest(SUBJECTS[facet.kind], name, Wish.WATCH)
        self.tell("w watches or mutes the topic or organization under the cursor.")
        return None

    async def _ask_what(self, paper: Paper) -> Interest | None:
        found = dict(zip(_LETTERS, _interests_in(paper, self.state.typed)))
        entries = tuple(Entry(letter, each.subject.value, self._described(each)) for letter, each in found.items())
        if not entries:
            self.tell("No topic, author or organization of this paper is known.")
            return None
        return found.get(await self.app.push_screen_wait(self.menu("Watch or mute", entries)) or "")

    def _described(self, interest: Interest) -> str:
        wish = self.services.watching.interests.wish_for(interest.subject, interest.name)
        return f"{interest.name} ({_DONE[wish]})" if wish else interest.name

    async def _ask_wish(self, interest: Interest) -> None:
        wish = self.services.watching.interests.wish_for(interest.subject, interest.name)
        choices = {"w": ("Watch", Wish.WATCH), "m": ("Mute", Wish.MUTE), "n": ("Neither", None)}
        entries = tuple(Entry(letter, name, "as it is" if wish is each else "") for letter, (name, each) in choices.items())
        letter = await self.app.push_screen_wait(self.menu(interest.name, entries))
        if letter is not None and choices[letter][1] is not wish:
            self._set_wish(Interest(interest.subject, interest.name, wish or Wish.WATCH), choices[letter][1])

    @work(group="marks")
    async def _set_wish(self, interest: Interest, wish: Wish | None) -> None:
        watching = self.services.watching
        try:
            if wish is None:
                await watching.remove(interest)
            else:
                interest = Interest(interest.subject, interest.name, wish)
                await watching.add(interest)
        except StoreError as error:
            self.tell(f"Not saved: {error}", is_warning=True)
            return
        here = count(sum(map(interest.fits, self.state.papers or ())), "paper")
        said = f"{_DONE[wish].capitalize()}: {interest.said}, {here} here." if wish else f"Neither watched nor muted: {interest.said}."
        self.tell(f"{said} u undoes")
        self.derive()
        if self.state.shelf is Shelf.WATCHED:
            self.open_shelf(Shelf.WATCHED)
        self.count_shelves()

    @on(Sidebar.InterestChosen)
    def _interest_chosen(self, event: Sidebar.InterestChosen) -> None:
        """Its papers of everything on this machine; also muted ones, for that is what was asked for."""
        self.open_search(SavedSearch(event.interest.name, event.interest.typed), shows_muted=True)

    def action_muted(self) -> None:
        if not self.view.muted:
            self.tell("Nothing is muted in this list.")
        else:
            self.set_state(shows_muted=not self.state.shows_muted)


def _interests_in(paper: Paper, typed: str) -> list[Interest]:
    """Its topics, its organization, its first authors, and what the list is filtered by."""
    named = [(Subject.TOPIC, topic) for topic in paper.topics]
    named += [(Subject.ORGANIZATION, paper.organization.name)] if paper.organization and paper.organization.name else []
    named += [(Subject.AUTHOR, author.name) for author in paper.authors[:_AUTHORS_LISTED]]
    phrase = interest_of(f"phrase:{typed}", Wish.WATCH)
    return [Interest(subject, name, Wish.WATCH) for subject, name in named] + ([phrase] if phrase else [])
