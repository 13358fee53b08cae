"""The part of the browse screen that starts: what the first paint needs, and after it all the rest."""

from concurrent.futures import Future

from textual import work
from textual.events import ScreenResume

from ...model import mathtext
from ...model.freshness import newest_expected
from ...model.listing import Listing, Sample, SavedPage
from ...model.period import Newest, Period
from ...model.value import replace
from ..browsing import Browsing, Shelf
from .parts import BrowseParts


class Starts(BrowseParts):
    asked: Period | Newest | SavedPage | Sample
    first: Future[Listing | None] | None
    """A listing that was read ahead."""
    _is_painted: bool = False
    _first_classes: frozenset[str] = frozenset()
    """Those of the first paint."""

    def first_state(self) -> Browsing:
        """What the first paint shows: the listing that was read ahead, else the name of what was asked for."""
        match self.asked:
            case Sample():
                return Browsing(Shelf.SAMPLE)
            case SavedPage():
                return Browsing(Shelf.IMPORTED)
            case Newest():
                period: Period = newest_expected(self.services.feed.today())
            case _:
                period = self.asked
        listing = self.first.result() if self.first else None
        if listing is not None and (listing.papers or listing.edition == str(period)):
            return self.with_listing(Browsing(Shelf.of(listing.period), listing.period), listing)
        return replace(Browsing(Shelf.of(period), period), is_fetching=not self.is_offline_wanted)

    def on_screen_resume(self, event: ScreenResume) -> None:
        """What was styled as it was mounted is not styled again before the first paint."""
        event.refresh_styles = event.refresh_styles and self._is_painted

    def take_layout(self) -> None:
        """The layout of the terminal's size, before anything is styled; Textual takes it after the first paint."""
        for cells, layouts in zip(self.app.size, (self.HORIZONTAL_BREAKPOINTS, self.VERTICAL_BREAKPOINTS), strict=True):
            self.add_class([name for least, name in layouts if cells >= least][-1], update=False)
        self._first_classes = self.classes
        if "-three" not in self.classes or "-flat" in self.classes:
            self.app.read_styles_of_sizes()

    @work(group="start")
    async def after_first_paint(self) -> None:
        self._is_painted = True
        self._wear_later_styles()
        services = self.services
        await services.marking.load()
        await services.watching.load_if_possible()
        await services.shelves.begin()
        self.arrive()
        self.follow_others()
        if services.marking.problem:
            self.tell(f"Nothing can be marked: {services.marking.problem}", is_warning=True)
        self.papers.is_dense = await services.shelves.recall("density") == "dense"
        self.derive()
        self.look_at_saved()
        self.tell_notice()
        await services.warm()
        self.begin_pictures()
        self.send_waiting()
        self.run_worker(mathtext.prepare, thread=True, group="start")
        match self.asked:
            case Newest(back):
                await self.open_newest(back)
            case Sample():
                self.show_sample(None)
            case SavedPage(key):
                self.open_shelf(Shelf.IMPORTED, key)
            case period:
                self.open_period(period)
        if not services.marking.problem:
            await services.tidy()
        await self._sort()

    def _wear_later_styles(self) -> None:
        self.app.read_later_styles()
        if self.classes != self._first_classes or not self.is_current:  # a key came before the first paint
            self.app.stylesheet.update(self.app)

    async def _sort(self) -> None:
        """Finds the topics of what is on this machine, where the vocabulary has changed since."""
        folded = await self.services.shelves.recall("folded")
        self.sidebar.fold(frozenset((folded or "").splitlines()))
        self.sidebar.set_groups(await self.services.shelves.topic_groups())
        if self.services.topics.problem:
            self.tell(self.services.topics.problem, is_warning=True)
        if await self.services.shelves.recall("topics") != self.services.topics.version:
            await self.services.feed.catch_up()
            await self.services.shelves.remember("topics", self.services.topics.version)
