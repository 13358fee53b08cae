"""Our own form, complete and versioned: what `paperbrowse import` brings back as it was (`model.exchange` has its fields)."""

from collections.abc import Iterator, Sequence

from ...model.exchange import head, line
from ...model.taken import Taken


def jsonl(papers: Sequence[Taken]) -> Iterator[str]:
    yield head() + "\n"
    for each in papers:
        yield line(each) + "\n"
