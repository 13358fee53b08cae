"""Papers and listings made for tests: what a test does not name has a plain value."""

from datetime import UTC, date, datetime

from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper

NOON = datetime(2026, 6, 12, 12, 0, tzinfo=UTC)
"""A Friday."""


def paper(number: int = 1, **fields: object) -> Paper:
    """The paper 2606.0000<number>."""
    return Paper(**{"id": f"2606.{number:05}", "title": f"Paper {number}", **fields})


def day_listing(day: date = NOON.date(), *papers: Paper, at: datetime = NOON, **fields: object) -> Listing:
    """An edition, fetched and checked at `at`."""
    return Listing(**{"edition": day.isoformat(), "papers": papers, "fetched_at": at, "checked_at": at, **fields})
