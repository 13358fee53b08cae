"""What the index answers."""

from ...model.facets import FacetCount
from ...model.paper import Paper
from ...model.value import Value


class Hits(Value):
    """The best first."""

    papers: tuple[Paper, ...]
    total: int
    facets: tuple[FacetCount, ...] | None = None
    """Of the whole result; None where nobody asked for them."""
