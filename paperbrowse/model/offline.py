"""What of a paper reads without a network."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import Enum

from msgspec import Struct

from .file_name import file_stem
from .text import listed
from .value import Value

ASKED_AGAIN = timedelta(days=1)
"""After which what nobody had is looked for again."""


class Part(Enum):
    """In the order in which they are brought."""

    TALK = "comments and links"
    TEXT = "full text"
    RECORD = "record at arXiv"
    PDF = "PDF"


def in_words(parts: Iterable[Part]) -> str:
    """`comments and links, full text and PDF`."""
    return listed([part.value for part in parts])


class Saved(Struct, frozen=True, omit_defaults=True):
    """All that there is of the paper, but perhaps its PDF, was brought because the reader wanted it: it is never swept."""

    paper_id: str
    checked_at: datetime
    """When it was brought, UTC."""
    lacks: tuple[Part, ...] = ()
    """What nobody had by then."""


class Holdings(Value):
    """What is on this machine of all papers, by their ids."""

    texts: frozenset[str] = frozenset()
    without_text: Mapping[str, datetime] = {}
    """When a text was looked for last that nobody has."""
    talks: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    """Those in the cache."""
    saved: Mapping[str, Saved] = {}
    pdfs: frozenset[str] = frozenset()
    """What the names of the files begin with: `file_stem` of an id."""

    def parts_of(self, paper_id: str) -> frozenset[Part]:
        """Those that are here."""
        held = {Part.TALK: self.talks, Part.TEXT: self.texts, Part.RECORD: self.records}
        here = {part for part, ids in held.items() if paper_id in ids}
        if saved := self.saved.get(paper_id):
            here |= frozenset(held) - frozenset(saved.lacks)  # the record may be in the library alone
        return frozenset(here | {Part.PDF} if file_stem(paper_id) in self.pdfs else here)

    def missing(self, paper_id: str, now: datetime) -> frozenset[Part]:
        """What is worth asking for: it is neither here, nor was it looked for in vain a short while ago."""
        return frozenset(Part) - self.parts_of(paper_id) - self.lacking(paper_id, now)

    def is_whole(self, paper_id: str) -> bool:
        """Whether all of it is here that anybody had when it was asked for last."""
        here = self.parts_of(paper_id)
        return bool(here) and frozenset(Part) == here | self.lacking(paper_id)

    def whole(self) -> frozenset[str]:
        return frozenset(filter(self.is_whole, self._candidates()))

    def _candidates(self) -> Iterator[str]:
        yield from self.saved
        yield from (self.talks & self.records) - self.saved.keys()

    def lacking(self, paper_id: str, now: datetime | None = None) -> frozenset[Part]:
        """What nobody had when it was asked for; with `now`, a short while ago."""
        saved, looked_for = self.saved.get(paper_id), self.without_text.get(paper_id)
        lacks = set(saved.lacks) if saved and _is_recent(saved.checked_at, now) else set()
        return frozenset(lacks | {Part.TEXT} if looked_for and _is_recent(looked_for, now) else lacks)


def _is_recent(then: datetime, now: datetime | None) -> bool:
    return now is None or timedelta(0) <= now - then < ASKED_AGAIN
