"""BibTeX: one entry a paper, a blank line between them."""

from collections.abc import Iterator, Sequence

from ...model.bibtex import bibtex as entry
from ...model.bibtex import citation_keys
from ...model.taken import Taken


def bibtex(papers: Sequence[Taken]) -> Iterator[str]:
    """The same paper has the same key in every file; only of papers that would share one do the later ids get letters."""
    keys = citation_keys(each.paper for each in papers)
    for number, each in enumerate(papers):
        yield ("\n" if number else "") + entry(each.paper, each.record, keys[each.paper.id]) + "\n"
