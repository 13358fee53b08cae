"""What a list of papers brings in: a bibliography, ids, or what another paperbrowse wrote."""

from .besides import NOTHING, Besides
from .paper import Paper
from .taken import Taken
from .value import Value

LIST = "list"
"""The `source` of a paper that is known from such a list alone, until the Hub says more."""


class Unusable(Value):
    line: int
    """Counted from 1."""
    why: str
    """What stands there and what it lacks, without a full stop."""


class Brought(Value):
    papers: tuple[Taken, ...]
    """In the order of the list, each once."""
    unusable: tuple[Unusable, ...] = ()
    besides: Besides = NOTHING


def listed(paper_id: str, title: str = "", **known: object) -> Paper:
    """A paper of a list; by its id where no title is known."""
    return Paper(paper_id, title or f"arXiv:{paper_id}", source=LIST, **known)


def waits_for_details(paper: Paper) -> bool:
    """Whether the Hub can be asked for what a list did not say."""
    return paper.source == LIST and paper.fetched_at is None and paper.has_arxiv_id
