"""The built-in sample edition: forty-five papers to look at where there is no network and nothing was fetched yet."""

from datetime import UTC, datetime
from importlib.resources import files

import msgspec

from ..model.listing import Listing, Sample
from ..model.paper import Paper

COLLECTED_AT = datetime(2026, 4, 20, 12, tzinfo=UTC)
"""When titles, counts and dates were as the sample says."""


def sample_listing() -> Listing:
    """The sample, read from `sample.json` at each call; its summaries are this program's own words."""
    text = (files(__package__) / "sample.json").read_bytes()
    papers = tuple(
        msgspec.structs.replace(paper, summary_by="paperbrowse", source="sample", fetched_at=COLLECTED_AT)
        for paper in msgspec.json.decode(text, type=tuple[Paper, ...])
    )
    return Listing(str(Sample()), papers, COLLECTED_AT, COLLECTED_AT, origin="sample")
