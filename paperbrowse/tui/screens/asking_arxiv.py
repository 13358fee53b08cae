"""The part of the browse screen that asks arXiv: for its record of what is read or bookmarked, and for PDFs."""

from typing import TYPE_CHECKING

from textual import on, work
from textual.worker import Worker

from ...errors import StoreError
from ...model.arxiv import ArxivRecord
from ...model.paper import Paper
from ...model.text import count, megabytes
from ...model.value import replace
from ...services.feed import Failure, Limited, Offline
from ...services.ports import Waiting
from ..rendering import fit
from ..widgets.papers import PaperList
from ..wording import as_sentence
from .paper_actions import PaperActions

if TYPE_CHECKING:  # not loaded for the first paint
    from ...services.pdf import Fetched

_BOOKMARKED_AT_ONCE = 20
"""Papers: arXiv is asked for one thing in three seconds, and a mark on a whole list is no wish to read it."""
_LONGEST_NAME = 60
_SEVERAL = ""
"""In the place of a paper's id, for the PDFs of several."""


class AsksArxiv(PaperActions):
    def __init__(self) -> None:
        super().__init__()
        self._records: dict[str, ArxivRecord] = {}
        self._coming: dict[str, Worker[None]] = {}
        """PDFs under way, by paper."""

    # ---- records

    def record_of(self, paper: Paper) -> ArxivRecord | None:
        """What arXiv says, as far as it is known here by now."""
        return self._records.get(paper.id)

    def mark_opened(self) -> None:
        super().mark_opened()
        if self.papers.paper is not None:
            self._bring_record(self.papers.paper, for_good=False)

    def action_bookmark(self) -> None:
        fresh = [paper for paper in self.subject() if not self.services.marking.of(paper.id).bookmarked]
        super().action_bookmark()
        for paper in fresh[:_BOOKMARKED_AT_ONCE]:
            self._bring_record(paper, for_good=True)

    @on(PaperList.Highlighted)
    def _recall_record(self) -> None:
        paper = self.papers.paper
        if paper is not None and paper.categories and paper.id not in self._records:
            self._recall_kept(paper.id)

    @work(group="arxiv")
    async def _recall_kept(self, paper_id: str) -> None:
        if (record := await self.services.arxiv.kept(paper_id)) is not None:
            self._take_record(record)

    @work(group="arxiv")
    async def _bring_record(self, paper: Paper, *, for_good: bool) -> None:
        answer = await self.services.arxiv.bring(paper, for_good=for_good)
        if isinstance(answer, ArxivRecord):  # a failure is no news: nobody asked, and the next opening asks again
            self._take_record(answer)

    def _take_record(self, record: ArxivRecord) -> None:
        self._records[record.paper_id] = record
        shown = self.state.papers or ()
        if any(paper.id == record.paper_id and paper.categories != record.categories for paper in shown):
            given = {record.paper_id: record.categories}
            papers = (replace(paper, categories=given.get(paper.id, paper.categories)) for paper in shown)
            self.set_state(papers=tuple(papers))
        elif self.papers.paper is not None and self.papers.paper.id == record.paper_id:
            self.show_paper()

    # ---- PDFs

    def action_pdf(self) -> None:
        papers = self.subject()
        if not papers:
            self.tell("No paper here.")
        elif coming := self._coming.pop(_SEVERAL, None) or self._coming.pop(papers[0].id, None):
            coming.cancel()
            self._show_coming("")
            self.tell("Stopped. What has come stays, and P goes on with it.")
        elif len(papers) > 1:
            self._coming[_SEVERAL] = self._bring_pdfs(papers)
        else:
            self._coming[papers[0].id] = self._bring_pdf(papers[0])

    @work(group="pdf")
    async def _bring_pdfs(self, papers: tuple[Paper, ...]) -> None:
        """One after the other, as arXiv wants it; none is opened, for who wants twenty windows."""
        from ...services.pdf import Fetched

        here, new, failures = 0, 0, list[str]()
        try:
            for number, paper in enumerate(papers, 1):
                outcome = await self._fetch(paper, f"PDF {number} of {len(papers)}:")
                if isinstance(outcome, Fetched):
                    here, new = here + 1, new + outcome.is_new
                else:
                    failures.append(as_sentence(outcome.sentence))
                    if isinstance(outcome, Offline | Limited):
                        break  # nor would the next one come
        except StoreError as error:
            failures.append(str(error))
        finally:
            self._coming.pop(_SEVERAL, None)
            self._show_coming("")
        kept = f"{count(here, 'PDF')} of {len(papers)} here, {new} of them new: {self.services.pdfs.folder}"
        self.tell(f"{kept}. {failures[-1]}" if failures else kept, is_warning=bool(failures))

    async def _fetch(self, paper: Paper, what: str) -> "Fetched | Failure":
        """Raises StoreError."""

        def on_bytes(done: int, total: int | None) -> None:
            self._show_coming(f"{what} {megabytes(done, total)}")

        def on_wait(waiting: Waiting) -> None:
            self._show_coming(f"{what.rstrip(':')}: {waiting.reason}")

        return await self.services.pdfs.fetch(paper, on_bytes, on_wait)

    @work(group="pdf")
    async def _bring_pdf(self, paper: Paper) -> None:
        try:
            outcome = await self._fetch(paper, "PDF")
        except StoreError as error:
            self.tell(f"No PDF: {error}", is_warning=True)
            return
        finally:
            self._coming.pop(paper.id, None)
            self._show_coming("")
        if isinstance(outcome, Failure):
            self.tell(f"No PDF: {as_sentence(outcome.sentence)}", is_warning=True)
            return
        problem = await self.services.pdfs.open(outcome.path)
        name = fit(outcome.path.name, _LONGEST_NAME)
        self.tell(problem or f"{'Brought and opened' if outcome.is_new else 'Opened'} {name}", is_warning=problem is not None)

    def _show_coming(self, text: str) -> None:
        if self.is_mounted and self.state.coming != text:
            self.state = replace(self.state, coming=text)
            self.show_status()
