"""What the reader keeps besides what they said of papers."""

from collections.abc import Iterable

from .interests import Interest
from .listing import Listing, SavedPage
from .saved_search import SavedSearch
from .value import Value


class Besides(Value):
    """Goes to another machine with everything else, and comes back from a backup; where the reader looked last stays."""

    pages: tuple[tuple[SavedPage, Listing], ...] = ()
    """Imported, the oldest first."""
    searches: tuple[SavedSearch, ...] = ()
    """Saved, in their order."""
    interests: tuple[Interest, ...] = ()
    """What is watched and muted."""

    def __bool__(self) -> bool:
        return bool(self.pages or self.searches or self.interests)


def joined(parts: Iterable[Besides]) -> Besides:
    parts = tuple(parts)
    return Besides(
        tuple(each for part in parts for each in part.pages),
        tuple(each for part in parts for each in part.searches),
        tuple(each for part in parts for each in part.interests),
    )


NOTHING = Besides()
