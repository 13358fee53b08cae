"""The part of the browse screen that takes papers along: into a file, or to Zotero."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from textual import work

from ...errors import StoreError
from ...model.file_name import file_stem
from ...model.paper import Paper
from ...model.taken import Format
from ...model.text import count
from ..rendering import fit
from ..wording import as_sentence
from .paper_actions import PaperActions
from .parts import Entry

if TYPE_CHECKING:  # what takes papers along is not loaded before somebody asks for it
    from ...services.exporting import AlreadyThere, Written
    from ...services.zotero import Handed

_FORMS = {form.letter: form for form in Format}
_LONGEST_TITLE = 40


class TakesAlong(PaperActions):
    @work(group="menu")
    async def action_export(self) -> None:
        """Asks for the form, then for the name of the file; one that is there is replaced only when that is said."""
        papers = self.subject()
        if not papers:
            self.tell("No paper here to write.")
            return
        entries = tuple(Entry(letter, form.title, form.suffix) for letter, form in _FORMS.items())
        letter = await self.app.push_screen_wait(self.menu(f"Export {count(len(papers), 'paper')}", entries))
        if letter is not None:
            form = _FORMS[letter]
            await self._ask_where(papers, form, f"{self._stem(papers)}{form.suffix}")

    async def _ask_where(self, papers: tuple[Paper, ...], form: Format, name: str) -> None:
        from ...services.exporting import AlreadyThere, Written
        from .file_name import FileName  # Textual's Input is not loaded before somebody types

        title, folder = f"Write {count(len(papers), 'paper')} as {form.title}", _folder()
        while name := await self.app.push_screen_wait(FileName(title, name, folder)):
            path = folder / os.path.expanduser(name)
            done = await self._write_file(papers, form, path, replaces=False)
            if isinstance(done, AlreadyThere):
                choices = (Entry("r", "Replace", path.name), Entry("o", "Other name", ""))
                answer = await self.app.push_screen_wait(self.menu("A file has that name", choices))
                if answer == "o":
                    continue
                done = await self._write_file(papers, form, path, replaces=True) if answer == "r" else None
            if isinstance(done, Written):
                self.tell(f"{count(done.papers, 'paper')} written to {done.path}")
            return

    async def _write_file(
        self, papers: tuple[Paper, ...], form: Format, path: Path, *, replaces: bool
    ) -> "Written | AlreadyThere | None":
        """None where it cannot be written, which is said."""
        try:
            return await self.services.exporting.write(papers, form, path, replaces=replaces)
        except StoreError as error:
            self.tell(f"Not written: {error}", is_warning=True)
            return None

    def _stem(self, papers: tuple[Paper, ...]) -> str:
        if len(papers) == 1:
            return file_stem(papers[0].id)
        return str(self.state.period or self.state.shelf.value)

    # ---- Zotero

    def action_zotero(self) -> None:
        if papers := self.subject():
            self._hand_to_zotero(papers)
        else:
            self.tell("No paper here to hand to Zotero.")

    @work(group="zotero")
    async def _hand_to_zotero(self, papers: tuple[Paper, ...]) -> None:
        try:
            handed = await self.services.zotero.hand(papers)
        except StoreError as error:
            self.tell(f"Not handed to Zotero: {error}", is_warning=True)
            return
        what = f"“{fit(papers[0].title, _LONGEST_TITLE)}”" if len(papers) == handed.sent == 1 else None
        self.tell(_said(handed, what), is_warning=handed.problem is not None)

    @work(group="zotero")
    async def send_waiting(self) -> None:
        """To be called once, when the screen stands: in silence, unless something went."""
        try:
            handed = await self.services.zotero.send_waiting()
        except StoreError:
            return
        if handed.sent:
            self.tell(_said(handed))


def _folder() -> Path:
    """The current one, unless it is gone."""
    try:
        return Path.cwd()
    except OSError:
        return Path.home()


def _said(handed: "Handed", what: str | None = None) -> str:
    sentences = [f"{what or count(handed.sent, 'paper')} handed to Zotero."] if handed.sent else []
    if handed.waiting:
        wait = "waits" if handed.waiting == 1 else "wait"
        sentences.append(f"{as_sentence(handed.problem or 'Zotero is not running')} {count(handed.waiting, 'paper')} {wait} for it.")
    return " ".join(sentences)
