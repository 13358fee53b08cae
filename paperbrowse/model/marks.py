"""What the reader said about one paper."""

from datetime import datetime

from msgspec import Struct


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


UNMARKED = Marks()
