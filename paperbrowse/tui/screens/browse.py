"""The browse screen: joins its parts, owns the state, and brings it to the panes."""

from concurrent.futures import Future

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.screen import Screen
from textual.widgets import Static

from ...model.facets import facets_of
from ...model.listing import Listing, Sample, SavedPage
from ...model.marks import UNMARKED
from ...model.paper import Paper
from ...model.period import Newest, Period
from ...model.view import View, make_view
from ...model.value import Value, replace
from ...services import Services
from ..browsing import list_title
from ..commands import ALL, PANES, bindings
from ..emptiness import reasons
from ..page import Page
from ..rendering import UNICODE, Glyphs, spelled
from ..rows import Row
from ..title_line import title_line
from ..widgets.detail import Detail
from ..widgets.keys import KeyLine
from ..widgets.lines import OneLine
from ..widgets.painting import COMPONENT_CLASSES, paint_by_lines, paint_now, set_subtitle, set_title
from ..widgets.papers import PaperList
from ..widgets.sidebar import Sidebar
from ..wording import HUB
from .narrowing import Narrowed
from .asking_arxiv import AsksArxiv
from .finding import Finds
from .noting import Notes
from .panes import Panes
from .picturing import ShowsPictures
from .watching import Watches
from .saved_searches import EditsSearches
from .saving import Saves
from .searching import Searched
from .starting import Starts
from .taking_along import TakesAlong


class Wishes(Value):
    """What the reader's settings ask of the screen."""

    copy_target: str = "hub"
    open_target: str = "hub"
    check_every: float = 3600
    """Seconds between looks for a newer edition; 0 never looks."""
    silence: float = 3
    """Seconds; see BrowseParts."""
    is_offline: bool = False
    host: str = HUB
    """Who is asked."""
    glyphs: Glyphs = UNICODE
    keymap: dict[str, tuple[str, ...]] = {}
    """The reader's own keys, by command id."""


class BrowseScreen(
    Starts, Finds, ShowsPictures, Panes, Narrowed, Watches, TakesAlong, Notes, AsksArxiv, EditsSearches, Searched, Saves,
    Screen, inherit_bindings=False,
):  # fmt: skip
    """Papers of one shelf in three panes. `first` is a listing that was read ahead."""

    BINDINGS = [*bindings(PANES, ALL), ("ctrl+c", "screen.copy_text")]
    COMPONENT_CLASSES = COMPONENT_CLASSES
    AUTO_FOCUS = "#papers"
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-one"), (80, "-stacked"), (100, "-two"), (140, "-three")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (10, "-short"), (30, "-tall")]

    def __init__(
        self,
        services: Services,
        asked: Period | Newest | SavedPage | Sample,
        wishes: Wishes,
        first: Future[Listing | None] | None = None,
    ) -> None:
        super().__init__()
        paint_by_lines(self)
        self.services = services
        self.wishes = wishes
        self.glyphs = wishes.glyphs
        self.is_offline_wanted = wishes.is_offline
        self.silence = wishes.silence
        self.counts = {}
        self.view = View((), 0, 0, ())
        self.messages: list[str] = []
        self._viewed: tuple = ()
        self._words: tuple[str, ...] = ()
        self._only_on_hub: frozenset[str] = frozenset()
        self.asked, self.first = asked, first
        self.state = self.first_state()

    def compose(self) -> ComposeResult:
        self.take_layout()
        yield OneLine(id="title")
        with Horizontal(id="panes"):
            yield Sidebar(glyphs=self.glyphs, id="sidebar")
            yield PaperList(glyphs=self.glyphs, id="papers")
            yield Detail(glyphs=self.glyphs, id="detail")
        yield KeyLine(id="keys")
        yield Static("paperbrowse needs 40 by 10 cells.", id="too-small", markup=False)

    def on_mount(self) -> None:
        self.sidebar.border_title = "Papers"
        self.show_keys()
        self.derive(stay=False)
        self.call_after_refresh(self.after_first_paint)
        self.stay_true()
        self.set_interval(1, self._count_down)

    # ---- what is shown

    def set_state(self, *, stay: bool = True, **changes: object) -> None:
        self.state = replace(self.state, **changes)
        self.derive(stay=stay)

    def derive(self, *, stay: bool = True) -> None:
        """The one place where the panes get what they show."""
        state, today, watching = self.state, self.services.feed.today(), self.services.watching
        viewed = (state.shelf, state.papers, state.narrowing, state.order, self.services.marking.all)
        viewed = (*viewed, watching.interests)
        if viewed != self._viewed:
            self._viewed = viewed
            is_muted = self.is_muted if watching.interests.all else None
            self.view = make_view(state.papers or (), self.services.marking.all, state.narrowing, state.order, is_muted)
        self._words = state.words
        self._only_on_hub = frozenset(paper.id for paper in state.search.only_on_hub) if state.search else frozenset()
        self.set_class(state.search is not None, "-search")
        self.papers.show(self.view.papers, self.row, self._reasons(), stay=stay)
        set_title(self.papers, spelled(list_title(state, self.view, today, self.glyphs), self.glyphs))
        self.show_sidebar()
        self.show_status()
        self.show_paper()

    def _reasons(self) -> tuple[str, ...]:
        muted = 0 if self.state.shows_muted else self.view.muted
        said = self.last_words() or reasons(self.state, self.services.feed.today(), self.wishes.host, muted)
        return tuple(spelled(reason, self.glyphs) for reason in said)

    def show_status(self) -> None:
        """Says what is true now; called on every change, and as time passes."""
        now, cells = self.services.clock.now(), self.size.width
        shown = title_line(self.state, self.view, now, cells, self.glyphs, self.wishes.host, self.catching_up())
        self.title_line.show(*shown)

    def _count_down(self) -> None:
        if self.state.waiting is not None:
            self.show_status()

    def on_resize(self) -> None:
        self.show_status()
        self.call_after_refresh(self._keep_focus)

    def on_descendant_blur(self) -> None:
        self.call_after_refresh(self._keep_focus)

    def _keep_focus(self) -> None:
        """A pane that a smaller terminal hides gives the focus up, and without one j and k would be dead."""
        if self.focused is None and self.app.app_focus:  # Textual gives it back itself with the window's
            self.set_focus(self.papers)

    def row(self, paper: Paper) -> Row:
        seen = self.state.seen
        return Row(
            paper,
            self.services.marking.of(paper.id),
            gain=seen.gain(paper) if seen else 0,
            is_new=seen is not None and seen.is_new(paper),
            is_chosen=paper.id in self.chosen,
            wish=self.services.watching.wish_of(paper),
            is_from_hub=paper.id in self._only_on_hub,
            is_saved=paper.id in self.saved,
            words=self._words,
        )

    def page(self) -> Page | None:
        paper = self.papers.paper
        if paper is None:
            return None
        marks, today = self.services.marking.of(paper.id), self.services.feed.today()
        interests, record = self.services.watching.interests.in_paper(paper), self.record_of(paper)
        return Page(paper, marks, today, self.all_authors, self._words, self.is_tex, interests, record)

    def show_paper(self) -> None:
        self.show_sheet()
        total = len(self.view.papers)
        set_subtitle(self.papers, f"{self.papers.cursor + 1} of {total}" if total else "")
        paper = self.papers.paper
        marks = self.services.marking.of(paper.id) if paper else UNMARKED
        self.sidebar.show_facets_of_paper(facets_of(paper, marks) if paper else frozenset())
        paint_now(self, self.detail, self.papers, self.sidebar)

    @on(PaperList.Highlighted)
    def _paper_highlighted(self) -> None:
        self.all_authors = False
        self.show_paper()

    @work(group="menu")
    async def action_go_to_date(self) -> None:
        from .go_to import GoTo  # Textual's Input is not loaded before somebody types

        feed, around = self.services.feed, self.around()
        day = min(around.last, feed.today()) if around is not None else feed.today()
        chosen = await self.app.push_screen_wait(GoTo(day, feed.today, await feed.day_sizes()))
        if isinstance(chosen, Newest):
            self.is_touched = False  # what is asked for now may take the place of what is shown
            self.run_worker(self.open_newest(chosen.back), group="open")
        elif chosen is not None:
            self.is_touched = True
            self.open_period(chosen)

    def action_help(self) -> None:
        from .help import Help  # as above

        self.app.push_screen(Help(self.scope, self.wishes.keymap, self.glyphs))

    def tell(self, message: str, *, is_warning: bool = False, seconds: float | None = None) -> None:
        message = spelled(message, self.glyphs)
        self.messages.append(message)
        if not is_warning:
            self.app.clear_notifications()  # one message at a time; a pile would cover the papers
        self.notify(message, severity="warning" if is_warning else "information", timeout=seconds, markup=False)
