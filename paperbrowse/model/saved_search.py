"""A search that the reader gave a name."""

from .value import Value

LONGEST_NAME = 60
"""Characters."""


class SavedSearch(Value):
    name: str
    """Clean, on one line, never empty; no two have the same."""
    typed: str
    """In the query language."""
