"""The index itself, for any thread; importing this loads tantivy."""

import threading
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import msgspec
import tantivy

from ...errors import Damaged
from ...model.facets import FacetCount
from ...model.marks import Marks
from ...model.paper import Paper
from ...model.query_terms import Term
from ...model.value import replace
from ..memory import give_back
from ..thread import StoreThread
from .counting import Counts, counted
from .fields import NEVER, document, fetched
from .folder import IndexFolder, engine_errors
from .hits import Hits
from .papers import Papers
from .questions import Questions, with_ids

_COUNTS_UP_TO, _BRIEF_FROM = 60_000, 200_000
"""Papers that are counted while a key waits: of 40,000 in 2 ms, 4 at the 95th percentile. And those that take longer to
look through than a key can wait: of a million 16 ms, and 63 at the 95th percentile."""


class Engine:
    """Every method may raise Damaged and Full; what was damaged is begun anew, empty, by then or by the next call."""

    def __init__(
        self, folder: Path, timeout: float, *, counts_up_to: int = _COUNTS_UP_TO, brief_from: int = _BRIEF_FROM
    ) -> None:
        self._counts_up_to, self._brief_from = counts_up_to, brief_from
        self._folder = IndexFolder(folder, timeout)
        self._opening = threading.Lock()
        self._papers = Papers()
        self._latest: tantivy.Searcher | None = None
        self._counts: Counts | None = None
        self._counting = StoreThread("counting")

    def warm(self) -> None:
        """Else the first answer of all takes twenty times as long as the next. Nothing is looked up: what is read of the
        files counts as memory of ours, of a million papers 8 MB for a single question."""
        self._searcher()

    def glance(self, term: Term, marks: Mapping[str, Marks], limit: int) -> Hits:
        """Never waits for another thread that takes in what was added: what was there before answers then.

        Of many papers it counts no facets; of very many it finds those that have the words in their titles.
        """
        searcher = self._searcher(waits=False)
        question = Questions(marks, is_brief=searcher.num_docs > self._brief_from).of(term)
        hits = self._hits(searcher, question, limit)
        if searcher.num_docs > self._counts_up_to:
            return hits
        known = self._counts_of(searcher, marks)
        facets = known.of(term, hits.total)
        if facets is None:
            facets = known.keep(term, hits.total, self._facets(searcher, question, marks))
        return replace(hits, facets=facets)

    def foresee(self, term: Term, marks: Mapping[str, Marks]) -> None:
        """Counts what a glance would count."""
        searcher = self._searcher()
        known = self._counts_of(searcher, marks)
        if searcher.num_docs <= self._counts_up_to and known.of(term) is None:
            known.foresee(term, self._facets(searcher, Questions(marks).of(term), marks))

    def search(
        self, term: Term, marks: Mapping[str, Marks], limit: int | None, *, forgives: bool = False, counts: bool = False
    ) -> Hits:
        question = Questions(marks, forgives=forgives).of(term)
        searcher = self._searcher()
        if not counts:
            return self._hits(searcher, question, limit)
        known = Counts(searcher, marks) if forgives else self._counts_of(searcher, marks)
        facets = known.of(term)
        if facets is not None:
            return replace(self._hits(searcher, question, limit), facets=facets)
        # On another processor, for each goes through all that match; to wake it takes longer than a key's turn has.
        counting = self._counting.submit(self._facets, searcher, question, marks)
        hits = self._hits(searcher, question, limit)
        facets = known.of(term, hits.total)
        if facets is None:
            facets = known.keep(term, hits.total, counting.result())
        return replace(hits, facets=facets)

    def missing(self, ids: Iterable[str]) -> frozenset[str]:
        searcher = self._searcher()
        with self._damage_told():
            return frozenset(paper_id for paper_id in ids if not searcher.doc_freq("id", paper_id))

    def older(self, papers: Iterable[Paper]) -> tuple[Paper, ...]:
        """Those that the index lacks, or has a copy of that was fetched before."""
        searcher = self._searcher()
        with self._damage_told():
            return tuple([paper for paper in papers if fetched(paper) > _fetched_here(searcher, paper.id)])

    def taken(self) -> dict[str, float]:
        """Entries of the cache that need not be looked at, and when each of them had been written."""
        self._searcher()  # begins anew where there is damage
        return self._folder.notes().taken()

    def note(self, entries: Mapping[str, float]) -> None:
        """These and no others are taken."""
        self._folder.notes().replace(entries)

    def change(self, changes: Mapping[str, Paper | None], entries: Mapping[str, float]) -> None:
        """In one commit, in the place of older copies; None is no copy. `entries` are taken with it. Raises Locked too."""
        self._searcher()  # begins anew where there is damage
        with self._folder.writer() as writer:
            for paper_id, paper in changes.items():
                writer.delete_documents_by_term("id", paper_id)
                if paper is not None:
                    writer.add_document(document(paper))
            writer.commit()
        self._folder.notes().take(entries)
        self._searcher()
        give_back()

    def rebuilding(self) -> "Replacement":
        return Replacement(self._folder)

    def close(self) -> None:
        self._counting.close()
        self._folder.save_notes()
        self._folder.close()

    def _hits(self, searcher: tantivy.Searcher, question: tantivy.Query, limit: int | None) -> Hits:
        with self._damage_told():
            found = searcher.search(question, limit or max(1, searcher.num_docs), weight_by_field="weight")
            return Hits(self._papers.of(searcher, [address for _, address in found.hits]), found.count)

    def _counts_of(self, searcher: tantivy.Searcher, marks: Mapping[str, Marks]) -> Counts:
        if self._counts is None or not self._counts.are_of(searcher, marks):
            self._counts = Counts(searcher, marks)
        return self._counts

    def _facets(
        self, searcher: tantivy.Searcher, question: tantivy.Query, marks: Mapping[str, Marks]
    ) -> tuple[FacetCount, ...]:  # fmt: skip
        with self._damage_told():
            return counted(searcher, question, marks, self._papers)

    def _searcher(self, waits: bool = True) -> tantivy.Searcher:
        if not waits and self._latest is not None and self._opening.locked():
            return self._latest
        with self._opening:
            try:
                self._latest = self._folder.searcher()
            except Damaged:
                self._folder.begin_anew()
                self._latest = self._folder.searcher()
            return self._latest

    @contextmanager
    def _damage_told(self) -> Iterator[None]:
        path = self._folder.path
        try:
            with engine_errors(path):
                try:
                    yield
                except msgspec.DecodeError as error:
                    raise Damaged(path, f"{path} is damaged: {error}.") from error
        except Damaged:
            with self._opening:
                self._latest = None
                self._folder.begin_anew()
            raise


class Replacement:
    """A new index, which takes the place of the old one when it is `finished`; until then the old one answers."""

    def __init__(self, folder: IndexFolder) -> None:
        self._path = folder.path
        self._context = folder.replacement()
        self._writer = self._context.__enter__()

    def add(self, papers: Collection[Paper]) -> None:
        """Each paper once."""
        with engine_errors(self._path):
            for paper in papers:
                self._writer.add_document(document(paper))

    def end(self, *error: object) -> None:
        """Takes the old one's place; after an error it is given up."""
        self._context.__exit__(*error)


def _fetched_here(searcher: tantivy.Searcher, paper_id: str) -> int:
    """As `fields.fetched`; less than any of those where there is no such paper."""
    found = searcher.search(with_ids((paper_id,)), 1).hits
    return searcher.fast_field_values("fetched", [address for _, address in found])[0] if found else NEVER - 1
