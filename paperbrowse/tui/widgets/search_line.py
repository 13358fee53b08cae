"""The line of the search over everything."""

from ..commands import SEARCH, bindings
from .query_line import QueryLine


class SearchLine(QueryLine):
    """Its keys are commands like those of a pane."""

    BINDINGS = bindings(SEARCH)
