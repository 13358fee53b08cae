"""Made-up papers for measuring."""

from datetime import UTC, date, datetime

from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Author, Paper

_SENTENCE = "We study how a model of this kind keeps what it has read and what it costs to forget a part of it. "


def listing(number: int) -> Listing:
    now = datetime.now(UTC)
    papers = tuple(
        Paper(
            id=f"2606.{index:05}" if index < 100_000 else f"2607.{index - 100_000:05}",
            title=f"Title{index:06} A Benchmark of Usual Length for Agents That Plan, Remember and Act",
            abstract=f"{_SENTENCE * 14} Ending{index:06}",
            authors=(Author("Ada Example"), Author("Ben Sample"), Author("Cleo Instance")),
            author_count=3,
            published=date(2026, 6, 5),
            upvotes=number - index,
            keywords=("agents", "memory", f"keyword {index % 40}"),
            fetched_at=now,
        )
        for index in range(number)
    )
    return Listing("2026-06", papers, now, now)
