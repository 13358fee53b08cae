"""What waits for a reader who comes back, and how long it takes to look through it."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime

from msgspec import Struct
from msgspec.structs import replace

from .marks import UNMARKED, Marks
from .paper import Paper

AWAY_FROM = 2
"""Days from the last visit to this one; who was here yesterday was not away."""
WORDS_A_MINUTE = 250
"""At which a minute is counted: the titles of all, and the summaries of what is on the reader's topics."""
TOPICS_AT_MOST = 10
"""The most frequent ones of the bookmarks are the reader's."""


class Visit(Struct, frozen=True):
    began: datetime
    """When the reader came back, UTC."""
    last: date
    """When they were here last, this visit included."""
    away: int = 0
    """Days for which they had been away before it; 0 where that is not to be told."""


class CatchingUp(Struct, frozen=True):
    unread: int
    total: int
    """With those that were read since the reader came back."""
    on_topics: int
    """Of the unread."""
    minutes: int
    """For the unread, rounded up."""
    away: int = 0
    """Days; 0 is not told."""


def visited(before: Visit | None, now: datetime) -> Visit:
    """The visit going on. One that follows an absence lasts over the days until the reader has caught up or is away
    again; else each day is one of its own."""
    today = now.date()
    if before is None:
        return Visit(now, today)
    days = (today - before.last).days
    if days >= AWAY_FROM:
        return Visit(now, today, days)
    if days <= 0:
        return before
    return replace(before, last=today) if before.away else Visit(now, today)


def catching_up(
    papers: Iterable[Paper], marks: Mapping[str, Marks], visit: Visit | None, is_on_topics: Callable[[Paper], bool]
) -> CatchingUp:
    """Of the papers of the inbox, read ones too."""
    unread = on_topics = total = words = 0
    for paper in papers:
        read_at = marks.get(paper.id, UNMARKED).read_at
        if read_at is not None:
            total += visit is not None and read_at >= visit.began
            continue
        is_mine = is_on_topics(paper)
        unread, total, on_topics = unread + 1, total + 1, on_topics + is_mine
        words += len(paper.title.split()) + (len((paper.summary or "").split()) if is_mine else 0)
    return CatchingUp(unread, total, on_topics, math.ceil(words / WORDS_A_MINUTE), visit.away if visit else 0)


def frequent_topics(papers: Iterable[Paper]) -> frozenset[str]:
    """What the papers are about most often."""
    counts = Counter(topic for paper in papers for topic in paper.topics)
    return frozenset(topic for topic, _ in counts.most_common(TOPICS_AT_MOST))
