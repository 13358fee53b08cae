"""How many papers of a whole result have each topic, organization and tag."""

from collections import Counter
from collections.abc import Mapping

from tantivy import Occur, Query, Searcher

from ...model.facets import ON_PAPERS_AT_LEAST, Facet, FacetCount, Kind
from ...model.marks import Marks
from ...model.query_terms import All, Term
from ...model.text import folded
from .papers import Papers
from .questions import narrows, with_ids

_AT_MOST = {"topic": 200, "owner": 100}
"""The most frequent ones."""
_REMEMBERED = 100
"""Results."""


class Counts:
    """Of results that were counted, while neither the index nor the marks change. Typing on finds the very same papers most
    of the time, and so does taking a letter back; to count them again takes longer than to find them. For any thread."""

    def __init__(self, searcher: Searcher, marks: Mapping[str, Marks]) -> None:
        self._searcher = searcher
        self._marks = marks
        self._known: dict[Term, tuple[FacetCount, ...]] = {}
        self._foreseen: dict[Term, tuple[FacetCount, ...]] = {}
        self._last: tuple[Term, int, tuple[FacetCount, ...]] = All(), -1, ()

    def are_of(self, searcher: Searcher, marks: Mapping[str, Marks]) -> bool:
        return searcher is self._searcher and (marks is self._marks or marks == self._marks)

    def of(self, term: Term, total: int | None = None) -> tuple[FacetCount, ...] | None:
        """Those of a result, of so many papers, where they are known."""
        before, papers, counts = self._last
        if total == papers and narrows(term, before):
            return self.keep(term, total, counts)  # some of those papers, and as many
        return self._known.get(term, self._foreseen.get(term))

    def foresee(self, term: Term, counts: tuple[FacetCount, ...]) -> None:
        """Keeps those of a result that nobody has asked for yet, and that is asked for again and again."""
        self._foreseen[term] = counts

    def keep(self, term: Term, total: int, counts: tuple[FacetCount, ...]) -> tuple[FacetCount, ...]:
        if len(self._known) >= _REMEMBERED:
            self._known.clear()
        self._known[term], self._last = counts, (term, total, counts)
        return counts


def counted(searcher: Searcher, question: Query, marks: Mapping[str, Marks], papers: Papers) -> tuple[FacetCount, ...]:
    """As `model.facets.count_facets` has them, without looking at each paper."""
    wanted = {field: {"terms": {"field": field, "size": size}} for field, size in _AT_MOST.items()}
    found = {
        field: [(bucket["key"], bucket["doc_count"]) for bucket in answer["buckets"]]
        for field, answer in searcher.aggregate(question, wanted).items()
    }
    counts = [FacetCount(Facet(Kind.TOPIC, name), name, count) for name, count in found["topic"]]
    counts += _owners(found["owner"])
    counts += _tags(searcher, question, marks, papers)
    enough = (each for each in counts if each.count >= ON_PAPERS_AT_LEAST[each.facet.kind])
    return tuple(sorted(enough, key=lambda each: (-each.count, folded(each.name))))


def _owners(found: list[tuple[str, int]]) -> list[FacetCount]:
    """One organization may be written in several ways; it is called as most papers call it."""
    names: dict[str, str] = {}
    totals: dict[str, int] = {}
    for owner, count in found:
        key, _, name = owner.partition("\n")
        names.setdefault(key, name)
        totals[key] = totals.get(key, 0) + count
    return [FacetCount(Facet(Kind.ORGANIZATION, key), names[key], total) for key, total in totals.items()]


def _tags(searcher: Searcher, question: Query, marks: Mapping[str, Marks], papers: Papers) -> list[FacetCount]:
    """One question for all of them: every further one would take as long as the search."""
    tagged = [paper_id for paper_id, said in marks.items() if said.tags]
    if not tagged:
        return []
    both = Query.boolean_query([(Occur.Must, question), (Occur.Must, with_ids(tagged))])
    hits = searcher.search(both, len(tagged)).hits
    ids = papers.ids(searcher, [address for _, address in hits])
    counts = Counter(tag for paper_id in ids for tag in marks[paper_id].tags)
    return [FacetCount(Facet(Kind.TAG, tag), f"#{tag}", count) for tag, count in counts.items()]
