"""The part of the browse screen that writes tags and notes, redoes, and follows what other windows do."""

from textual import work
from textual.app import SuspendNotSupported

from ...errors import StoreError
from ...model.paper import Paper
from ...model.tags import same_tag
from ...model.text import count
from ..browsing import Shelf
from ..rendering import fit, readable_line
from .paper_actions import PaperActions

LOOKED_EVERY = 0.7
"""Seconds between two looks at what other windows have written."""
_WIDEST_TITLE = 50


class Notes(PaperActions):
    _unsaved: str = ""
    """A note that could not be saved."""
    _unsaved_of: tuple[Paper, ...] = ()

    def follow_others(self) -> None:
        """To be called once the marks are read."""
        self.set_interval(LOOKED_EVERY, self.look_at_library)

    @work(group="follow")
    async def look_at_library(self) -> None:
        """Shows what others have written meanwhile; costs next to nothing where nobody has."""
        try:
            has_changed = await self.services.marking.follow()
        except StoreError:
            return  # whoever marks something is told why it cannot be
        if has_changed:
            self.derive()
            self.count_shelves()

    # ---- tags

    def action_tags(self) -> None:
        if papers := self.subject():
            self._edit_tags(papers)
        else:
            self.tell("No paper here to tag.")

    @work(group="menu")
    async def _edit_tags(self, papers: tuple[Paper, ...]) -> None:
        """The line holds what all of the papers have; tags that only some have stay."""
        from .tagging import Tagging  # Textual's Input is not loaded before somebody types

        marking = self.services.marking
        every = [marking.of(paper.id).tags for paper in papers]
        shared = {same_tag(tag): tag for tag in every[0] if all(tag in tags for tags in every)}
        tags = await self.app.push_screen_wait(Tagging(_title("Tags of", papers), shared.values(), marking.tags))
        if tags is not None:
            left = {same_tag(tag) for tag in tags}
            gone = [tag for key, tag in shared.items() if key not in left]
            new = [tag for tag in tags if same_tag(tag) not in shared]
            self._mark(papers, lambda papers: marking.tag(papers, new, gone), say_so=True)

    # ---- notes

    def action_note(self) -> None:
        if papers := self.subject():
            self._edit_note(papers)
        else:
            self.tell("No paper here to write a note on.")

    @work(group="menu")
    async def _edit_note(self, papers: tuple[Paper, ...]) -> None:
        """Of one paper the note as it is; to several the text is added below what they have."""
        from .note import Note  # Textual's editor is not loaded before somebody writes

        marking = self.services.marking
        before = (marking.of(papers[0].id).note or "") if len(papers) == 1 else ""
        hint = "escape saves · ctrl+o opens your editor" + ("" if len(papers) == 1 else " · added below their notes")
        begun = self._unsaved if self._unsaved and self._unsaved_of == papers else before
        text = await self.app.push_screen_wait(Note(_title("Note on", papers), begun, hint, self._edit_outside))
        self._unsaved = ""
        if text.strip() != before.strip():
            self._save_note(papers, before, text)

    @work(group="marks")
    async def _save_note(self, papers: tuple[Paper, ...], before: str, text: str) -> None:
        marking = self.services.marking
        try:
            change = await (marking.edit_note(papers[0], before, text) if len(papers) == 1 else marking.add_note(papers, text))
        except StoreError as error:
            self._unsaved, self._unsaved_of = text, papers
            self.tell(f"Not saved: {error} i brings the text back.", is_warning=True)
            return
        if change is not None:
            self.tell("Note saved. u undoes" if text.strip() else "Note removed. u undoes")
            self._show_marks(change)

    def _edit_outside(self, text: str) -> str:
        paper = self.subject()[0]
        try:
            edited = self.services.desktop.edit(text, f"{paper.id.replace('/', '-')}.md", self.app.suspend)
        except SuspendNotSupported:
            self.tell("The terminal cannot be handed to another program here.", is_warning=True)
            return text
        if edited.problem is not None:
            self.tell(edited.problem, is_warning=True)
        return edited.text

    # ---- again

    @work(group="marks")
    async def action_redo(self) -> None:
        try:
            change = await self.services.marking.redo()
        except StoreError as error:
            self.tell(f"Not redone: {error}", is_warning=True)
            return
        if change is None:
            self.tell("Nothing to redo.")
            return
        self.tell(f"Redone: {fit(readable_line(change.sentence), 80)} · u undoes")
        if self.state.shelf in (Shelf.BOOKMARKS, Shelf.INBOX):
            self.open_shelf(self.state.shelf)
        self._show_marks(change)


def _title(words: str, papers: tuple[Paper, ...]) -> str:
    what = f"“{papers[0].title}”" if len(papers) == 1 else count(len(papers), "paper")
    return fit(readable_line(f"{words} {what}"), _WIDEST_TITLE)
