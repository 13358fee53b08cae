"""What the reader said about one paper."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace


class Marks(Struct, frozen=True, omit_defaults=True):
    """All times are UTC. The empty value means that nothing was said."""

    bookmarked_at: datetime | None = None
    read_at: datetime | None = None
    tags: tuple[str, ...] = ()
    note: str | None = None

    @property
    def bookmarked(self) -> bool:
        return self.bookmarked_at is not None

    @property
    def read(self) -> bool:
        return self.read_at is not None

    def bookmark(self, at: datetime | None) -> "Marks":
        """Bookmarked then, or (None) not bookmarked."""
        return replace(self, bookmarked_at=at)

    def mark_read(self, at: datetime | None) -> "Marks":
        """Read then, or (None) unread."""
        return replace(self, read_at=at)

    def merged(self, other: "Marks") -> "Marks":
        """What was said about one paper under two names: the earlier moments, all tags, both notes."""
        notes = dict.fromkeys(note for note in (self.note, other.note) if note)
        return Marks(
            _earlier(self.bookmarked_at, other.bookmarked_at),
            _earlier(self.read_at, other.read_at),
            tuple(dict.fromkeys((*self.tags, *other.tags))),
            "\n".join(notes) or None,
        )

    def taken_back(self, before: "Marks", after: "Marks") -> "Marks":
        """Without the step from `before` to `after`; what was said apart from it stays."""
        changed = [name for name in self.__struct_fields__ if getattr(before, name) != getattr(after, name)]
        return replace(self, **{name: getattr(before, name) for name in changed})


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


UNMARKED = Marks()
