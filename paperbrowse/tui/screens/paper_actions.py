"""The part of the browse screen that does something with papers: marks, copies, opens."""

from collections.abc import Awaitable, Callable

from textual import work

from ...errors import StoreError
from ...model.address import in_ascii, is_of_ours, warning
from ...model.paper import Paper
from ...model.taken import Format
from ...model.text import clean_line, clean_markdown, count
from ...model.value import replace
from ...model.view import make_view
from ...services.marking import Change
from ..browsing import Shelf
from ..rendering import fit, readable_line
from .parts import BrowseParts, Entry

_TITLE_IN_MESSAGE = 60


class PaperActions(BrowseParts):
    _being_read: frozenset[str] = frozenset()
    """Ids whose read mark is on its way to the disk: x and n do not come back to them."""

    def subject(self) -> tuple[Paper, ...]:
        """The marked rows in their order, else the highlighted paper, else nothing."""
        chosen = tuple(paper for paper in self.view.papers if paper.id in self.chosen)
        return chosen or ((self.papers.paper,) if self.papers.paper else ())

    # ---- marks

    def action_bookmark(self) -> None:
        self._mark(self.subject(), self.services.marking.bookmark)

    def action_toggle_read(self) -> None:
        papers = self.subject()
        if not all(self.services.marking.of(paper.id).read for paper in papers):
            self._being_read |= {paper.id for paper in papers}
        self._mark(papers, self.services.marking.read)

    def action_read_and_on(self) -> None:
        papers = self.subject()
        self._being_read |= {paper.id for paper in papers}
        self._mark(papers, lambda papers: self.services.marking.read(papers, True), may_end=True)
        self._to_next_unread(is_wished=self.state.shelf is not Shelf.INBOX)

    def action_read_all(self) -> None:
        papers = self.view.papers
        self._mark(papers, lambda papers: self.services.marking.read(papers, True), say_so=True, may_end=True)

    def mark_opened(self) -> None:
        """Opening the reading view marks read, without a word."""
        if self.papers.paper is not None:
            self._mark((self.papers.paper,), lambda papers: self.services.marking.read(papers, True), say_so=False)

    def _mark(
        self,
        papers: tuple[Paper, ...],
        act: Callable[[tuple[Paper, ...]], Awaitable[Change | None]],
        *,
        say_so: bool | None = None,
        may_end: bool = False,
    ) -> None:
        """`say_so`: a message always, never, or (None) for several papers and for bookmarks. `may_end`: the list may be
        done with."""
        self.is_touched = True
        if papers:
            self._write(papers, act, say_so, may_end)
        elif say_so is not False:
            self.tell("No paper here to mark.")

    @work(group="marks")
    async def _write(
        self,
        papers: tuple[Paper, ...],
        act: Callable[[tuple[Paper, ...]], Awaitable[Change | None]],
        say_so: bool | None,
        may_end: bool,
    ) -> None:
        try:
            change = await act(papers)
        except StoreError as error:
            self.tell(f"Not saved: {error}", is_warning=True)
            return
        finally:
            self._being_read -= {paper.id for paper in papers}
        if change is None:
            return
        if say_so or (say_so is None and (len(papers) > 1 or "ookmarked" in change.sentence)):
            self.tell(f"{fit(readable_line(change.sentence), _TITLE_IN_MESSAGE + 20)} · u undoes")
        self._show_marks(change)
        if may_end:
            self.come_to_end()

    def _show_marks(self, change: Change) -> None:
        """What the store answered; the row stays where it is, also in the inbox and among the bookmarks."""
        if change.wishes:  # other rows are muted now
            self.derive()
        self.papers.redraw_papers({paper.id for paper, _ in change.before})
        papers = self.state.papers or ()
        self.view = self.view.recounted(papers, self.services.marking.all)
        if any(one.tags != other.tags for (_, one), (_, other) in zip(change.before, change.after)):
            counted = make_view(papers, self.services.marking.all, self.state.narrowing, self.state.order)
            self.view = replace(self.view, facets=counted.facets)
        self.show_status()
        self.show_paper()
        self.count_shelves()

    @work(group="marks")
    async def action_undo(self) -> None:
        try:
            change = await self.services.marking.undo()
        except StoreError as error:
            self.tell(f"Not undone: {error}", is_warning=True)
            return
        if change is None:
            self.tell("Nothing to undo.")
            return
        self.tell(f"Undone: {fit(readable_line(change.sentence), _TITLE_IN_MESSAGE + 20)}")
        if self.state.shelf in (Shelf.BOOKMARKS, Shelf.INBOX):
            self.open_shelf(self.state.shelf)
        self._show_marks(change)

    # ---- rows

    def action_mark(self) -> None:
        if (paper := self.papers.paper) is not None:
            self.choose(self.chosen ^ {paper.id})
            self.papers.move_to(self.papers.cursor + 1)

    def action_mark_all(self) -> None:
        shown = frozenset(paper.id for paper in self.view.papers)
        self.choose(frozenset() if shown <= self.chosen else shown)

    def choose(self, ids: frozenset[str]) -> None:
        changed = self.chosen ^ ids
        self.chosen = ids
        self.papers.redraw_papers(set(changed))
        self.show_status()

    def action_next_unread(self) -> None:
        before = self.papers.cursor
        self._to_next_unread()
        if self.is_reading and self.papers.cursor != before:
            self.mark_opened()

    def _to_next_unread(self, *, is_wished: bool = True) -> None:
        marking, being_read = self.services.marking, self._being_read
        index = self.papers.find_next(lambda paper: not marking.of(paper.id).read and paper.id not in being_read)
        if index is not None:
            self.papers.move_to(index)
        elif is_wished:
            self.tell("Nothing unread in this list.")

    def action_authors(self) -> None:
        self.all_authors = not self.all_authors
        self.show_paper()

    def action_tex(self) -> None:
        self.is_tex = not self.is_tex
        self.show_paper()

    def action_density(self) -> None:
        self.papers.is_dense = not self.papers.is_dense
        self._remember_density("dense" if self.papers.is_dense else "full")

    @work(group="library")
    async def _remember_density(self, density: str) -> None:
        await self.services.shelves.remember("density", density)

    # ---- copy and open

    def action_copy(self) -> None:
        self._copy_target(self.wishes.copy_target)

    def action_copy_menu(self) -> None:
        if (paper := self._one_paper()) is not None:
            targets = {"l": "hub", "a": "arxiv", "p": "pdf", "t": "title", "m": "markdown", "b": "bibtex"}
            names = ("Link", "arXiv link", "PDF link", "Title", "Markdown", "BibTeX")
            texts = {letter: _copied(paper, target) for letter, target in targets.items()}
            entries = tuple(
                Entry(letter, name, texts[letter] or "") for letter, name in zip(targets, names, strict=True) if texts[letter]
            )
            title = f"Copy of {count(len(self.subject()), 'paper')}" if self.chosen else "Copy"
            self.app.push_screen(self.menu(title, entries), lambda letter: letter and self._copy_target(targets[letter]))

    def _copy_target(self, target: str) -> None:
        papers = self.subject()
        if target == "bibtex":
            self._copy_bibtex(papers)
            return
        texts = [text for paper in papers if (text := _copied(paper, target))]
        if not papers:
            self.tell("No paper here to copy.")
        elif not texts:
            self.tell("No arXiv id is known for this paper, so there is no such link. y copies a search for its title.")
        else:
            self.send_to_clipboard(" ".join(texts) if len(texts) > 1 else texts[0], len(texts))

    @work(group="clipboard")
    async def _copy_bibtex(self, papers: tuple[Paper, ...]) -> None:
        """As the export writes it: arXiv's own where it is on this machine, and no key twice."""
        exporting = self.services.exporting
        text = "".join(exporting.pieces(await exporting.take(papers), Format.BIBTEX))
        self.send_to_clipboard(text, len(papers), "BibTeX entries", keeps_lines=True)

    @work(group="clipboard")
    async def send_to_clipboard(
        self, text: str, number: int = 1, of_what: str = "links", *, keeps_lines: bool = False
    ) -> None:
        """Every route at once; says which took it and shows the text, which can be selected by hand.

        `keeps_lines`: else it is made one line, which no shell that it is pasted into takes for a command."""
        text = clean_markdown(text) if keeps_lines else clean_line(text)
        self.app.send_osc52(text)
        sent = await self.services.desktop.copy(text, keeps_lines=keeps_lines)
        what = text if number == 1 else f"{number} {of_what}: {fit(clean_line(text), 120)}"
        routes = ", ".join(("terminal", *sent.routes))
        problem = f" · {'; '.join(sent.failures)}" if sent.failures else ""
        self.tell(f"{what}\nSent to the clipboard ({routes}){problem}")

    def action_open(self) -> None:
        if (paper := self._one_paper()) is not None:
            self.open_address(_address(paper, self.wishes.open_target) or paper.url)

    def action_open_menu(self) -> None:
        if (paper := self._one_paper()) is not None:
            places = {
                "h": ("Hub", paper.url),
                "a": ("arXiv", paper.arxiv_url),
                "p": ("PDF", paper.pdf_url),
                "g": ("Code", paper.github),
                "w": ("Project page", paper.project),
            }
            entries = tuple(Entry(letter, name, address) for letter, (name, address) in places.items() if address)
            self.app.push_screen(self.menu("Open", entries), lambda letter: letter and self._open_shown(places[letter][1]))

    def _open_shown(self, address: str) -> None:
        """What the menu has shown is opened, unless there is something to know about it."""
        if warning(address):
            self.open_foreign(address)
        else:
            self.open_address(address, was_shown=True)

    def open_foreign(self, address: str) -> None:
        """The sites of our own links at once; anything else after a look at the address, as it really is."""
        if is_of_ours(address):
            self.open_address(in_ascii(address))
            return
        real = in_ascii(address)
        entries = (Entry("o", "Open", real), Entry("y", "Copy", real))
        menu = self.menu(warning(address) or "A link of the text", entries)
        self.app.push_screen(menu, lambda letter: self._judged(letter, real))

    def _judged(self, letter: str | None, address: str) -> None:
        if letter == "o":
            self.open_address(address, was_shown=True)
        elif letter == "y":
            self.send_to_clipboard(address)

    @work(group="browser")
    async def open_address(self, address: str, *, was_shown: bool = False) -> None:
        problem = await self.services.desktop.open(address, was_shown=was_shown, lend_terminal=self.app.suspend)
        self.tell(problem or f"Opened {address}", is_warning=problem is not None)

    def _one_paper(self) -> Paper | None:
        if self.papers.paper is None:
            self.tell("No paper here.")
        return self.papers.paper


def _address(paper: Paper, target: str) -> str | None:
    return {"hub": paper.url, "arxiv": paper.arxiv_url, "pdf": paper.pdf_url}.get(target)


def _copied(paper: Paper, target: str) -> str | None:
    match target:
        case "bibtex":
            from ...model.bibtex import bibtex  # not needed before somebody copies: it delays the first paint

            return bibtex(paper)
        case "title":
            return paper.title
        case "markdown":
            brackets = str.maketrans({"[": r"\[", "]": r"\]"})
            return f"[{paper.title.translate(brackets)}]({paper.url})"
    return _address(paper, target)
