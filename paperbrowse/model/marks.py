"""What the reader said about one paper."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from .tags import once, sorted_tags


class Marks(Struct, frozen=True, omit_defaults=True, gc=False):
    """All times are UTC. The empty value means that nothing was said."""

    bookmarked_at: datetime | None = None
    read_at: datetime | None = None
    tags: tuple[str, ...] = ()
    """Clean (`model.tags`), no two the same but for their case."""
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

    def tagged(self, tags: Sequence[str]) -> "Marks":
        """In the order of the alphabet, each once."""
        return self if {*tags} == {*self.tags} else replace(self, tags=sorted_tags(tags))

    def noted(self, text: str | None) -> "Marks":
        return replace(self, note=text)

    def merged(self, other: "Marks") -> "Marks":
        """What was said about one paper under two names: the earlier moments, all tags, both notes."""
        notes = [self.note] if self.note else []
        notes += [other.note] if other.note and other.note not in (self.note or "") else []
        return Marks(
            _earlier(self.bookmarked_at, other.bookmarked_at),
            _earlier(self.read_at, other.read_at),
            once((*self.tags, *other.tags)),
            "\n".join(notes) or None,
        )

    def stepped(self, before: "Marks", after: "Marks") -> "Marks":
        """With the step from `before` to `after` taken; what was said apart from it stays, also of tags and notes."""
        return Marks(
            self.bookmarked_at if before.bookmarked_at == after.bookmarked_at else after.bookmarked_at,
            self.read_at if before.read_at == after.read_at else after.read_at,
            self._tags_stepped(before.tags, after.tags),
            self._note_stepped(before.note, after.note),
        )

    def _tags_stepped(self, before: tuple[str, ...], after: tuple[str, ...]) -> tuple[str, ...]:
        if self.tags == before or before == after:
            return after if before != after else self.tags
        return sorted_tags({*self.tags} - ({*before} - {*after}) | ({*after} - {*before}))

    def _note_stepped(self, before: str | None, after: str | None) -> str | None:
        """Where the note was changed apart from the step, neither text is lost."""
        if self.note == before or before == after:
            return after if before != after else self.note
        if after is None or (self.note is not None and after in self.note):
            return self.note
        return "\n".join(filter(None, (self.note, after)))


def _earlier(one: datetime | None, other: datetime | None) -> datetime | None:
    return min(one, other) if one and other else one or other


UNMARKED = Marks()
