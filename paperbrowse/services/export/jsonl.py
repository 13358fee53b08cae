"""Our own form, complete and versioned: what `paperbrowse import` brings back as it was (`model.exchange` has its fields)."""

from collections.abc import Iterator, Sequence

from ...model.besides import NOTHING, Besides
from ...model.exchange import head, line, lines
from ...model.taken import Taken


def jsonl(papers: Sequence[Taken], besides: Besides = NOTHING) -> Iterator[str]:
    yield head() + "\n"
    for each in papers:
        yield line(each) + "\n"
    for each in lines(besides):
        yield each + "\n"
