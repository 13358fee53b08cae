"""What the reader has seen of an edition, to tell what came since."""

from datetime import datetime

from msgspec import Struct

from .listing import Listing
from .paper import Paper


class Seen(Struct, frozen=True):
    looked_at: datetime
    """UTC."""
    upvotes: dict[str, int | None]
    """By paper id, as they stood then."""

    @classmethod
    def of(cls, listing: Listing, now: datetime) -> "Seen":
        return cls(now, {paper.id: paper.upvotes for paper in listing.papers})

    def is_new(self, paper: Paper) -> bool:
        return paper.id not in self.upvotes

    def gain(self, paper: Paper) -> int:
        """Upvotes that the paper gained since; 0 for a new paper, where one count is unknown, and for a loss."""
        before = self.upvotes.get(paper.id)
        return max(0, paper.upvotes - before) if before is not None and paper.upvotes is not None else 0
