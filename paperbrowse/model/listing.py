"""A list of papers as it was received: one edition of Daily Papers, a saved page, or the sample."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from .paper import Paper
from .period import Period, period_of


class Sample(Struct, frozen=True):
    """The built-in edition."""

    def __str__(self) -> str:
        return "sample"


class SavedPage(Struct, frozen=True):
    """A page that the reader saved, known by a digest of the file's content."""

    key: str
    name: str = ""
    """The file's name, for people."""

    def __str__(self) -> str:
        return f"imported-{self.key}"


Edition = Period | Sample | SavedPage


class Listing(Struct, frozen=True, omit_defaults=True):
    """Papers in the order they were served in. All times are UTC."""

    edition: str
    """`str` of its Edition."""
    papers: tuple[Paper, ...]
    fetched_at: datetime
    """When these papers arrived."""
    checked_at: datetime
    """When the service last said that they are right: later than `fetched_at` after a 304. A failure never moves it."""
    origin: str = "hub"
    """`hub`, `hub days` (a week built from its days), `hub page` (the site, by the JSON of its page), `hub cards` (the
    site, by what its page shows, whose JSON could not be read: much is unknown), `archive` (put together from the days on
    this machine), `saved page` or `sample`."""
    etag: str | None = None
    last_modified: str | None = None
    left_out: int = 0
    """Entries that could not be used at all: no id or no title."""
    complete: bool = True
    """False where the service had more than we were ready to read, or a part of it failed."""
    made_of: int = 0
    """How many days it was put together from, where that was done on this machine."""

    @property
    def period(self) -> Period:
        """Raises UsageError for a saved page and for the sample."""
        return period_of(self.edition)

    def confirmed(self, at: datetime) -> "Listing":
        """The same papers, said to be right at a later moment."""
        return replace(self, checked_at=at)

    def confirmed_by(self, answer: "Listing") -> "Listing | None":
        """These papers with the moment and the validators of a later answer; None where it says something else."""
        if (len(self.papers), self.complete) != (len(answer.papers), answer.complete):
            return None
        pairs = zip(self.papers, answer.papers)
        if any(replace(mine, fetched_at=theirs.fetched_at) != theirs for mine, theirs in pairs):
            return None
        return replace(answer, papers=self.papers, fetched_at=self.fetched_at)
