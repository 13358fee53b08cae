"""arXiv's record of a paper: asked for once, kept for good, and laid beside every copy of the paper."""

import asyncio
from datetime import date
from pathlib import Path

import pytest

from paperbrowse.errors import Unreachable
from paperbrowse.model.arxiv import ArxivRecord
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Author, Paper
from paperbrowse.model.period import Day
from paperbrowse.model.topics import Vocabulary
from paperbrowse.services.arxiv import Arxiv
from paperbrowse.services.feed import Feed, Offline, Refreshed, Unchanged
from paperbrowse.services.marking import Marking
from paperbrowse.services.topics import Topics
from paperbrowse.store.cache import Cache
from paperbrowse.store.library import Library
from tests.clocks import FakeClock

from .fake_arxiv import FakeArxiv
from .fake_source import FakeSource

FRIDAY = Day(date(2026, 6, 12))
PAPER = Paper("2606.12000", "A Paper", authors=(Author("Ada Example"),), published=date(2026, 6, 8))
RECORD = ArxivRecord(PAPER.id, ("cs.CL", "cs.AI"), "12 pages", bibtex="@misc{official,\n}")


@pytest.fixture
def site() -> FakeArxiv:
    site = FakeArxiv()
    site.knows(RECORD)
    return site


@pytest.fixture
def arxiv(site: FakeArxiv, cache: Cache, library: Library, marking: Marking, clock: FakeClock) -> Arxiv:
    return Arxiv(site, cache, library, marking, clock)


@pytest.fixture
def categorised(source: FakeSource, cache: Cache, arxiv: Arxiv, clock: FakeClock) -> Feed:
    return Feed(source, cache, Topics(lambda: None, Vocabulary, Vocabulary, arxiv.categories), clock)


async def test_a_record_is_asked_for_once_and_kept(arxiv: Arxiv, site: FakeArxiv) -> None:
    assert RECORD == await arxiv.bring(PAPER)
    site.fails(Unreachable("dns", "no network"))

    assert RECORD == await arxiv.bring(PAPER)
    assert [PAPER.id] == site.asked


async def test_two_who_ask_at_once_share_the_answer(arxiv: Arxiv, site: FakeArxiv) -> None:
    assert [RECORD, RECORD] == await asyncio.gather(arxiv.bring(PAPER), arxiv.bring(PAPER))
    assert [PAPER.id] == site.asked


async def test_offline_is_a_value_and_the_next_time_it_is_asked_again(arxiv: Arxiv, site: FakeArxiv) -> None:
    site.fails(Unreachable("offline", "working offline, as asked"))
    assert Offline("offline", "working offline, as asked") == await arxiv.bring(PAPER)
    site.recovers()

    assert RECORD == await arxiv.bring(PAPER)


async def test_what_arxiv_does_not_know_is_asked_for_once_in_a_run(arxiv: Arxiv, site: FakeArxiv) -> None:
    unknown = Paper("2606.99999", "Elsewhere")

    assert [None, None] == [await arxiv.bring(unknown), await arxiv.bring(unknown)]
    assert [unknown.id] == site.asked


async def test_a_paper_without_an_arxiv_id_is_not_asked_for(arxiv: Arxiv, site: FakeArxiv) -> None:
    assert await arxiv.bring(Paper("title-0123456789ab", "Unknown")) is None
    assert [] == site.asked


async def test_the_categories_come_into_every_edition_and_a_refresh_keeps_them(
    arxiv: Arxiv, categorised: Feed, source: FakeSource, clock: FakeClock
) -> None:
    source.day(FRIDAY, PAPER)
    await categorised.refresh(FRIDAY)
    await arxiv.bring(PAPER)

    kept = await categorised.cached(FRIDAY)
    same = await categorised.refresh(FRIDAY)
    source.day(FRIDAY, PAPER, Paper("2606.12001", "Another"))
    more = await categorised.refresh(FRIDAY)

    assert kept is not None
    assert isinstance(same, Unchanged) and isinstance(more, Refreshed)
    for listing in (kept, same.listing, more.listing):
        assert ("cs.CL", "cs.AI") == listing.papers[0].categories


async def test_another_run_knows_the_categories_of_what_is_in_the_cache(
    arxiv: Arxiv, site: FakeArxiv, cache: Cache, library: Library, marking: Marking, clock: FakeClock
) -> None:
    await arxiv.bring(PAPER)

    assert {PAPER.id: ("cs.CL", "cs.AI")} == await Arxiv(site, cache, library, marking, clock).categories()


async def test_a_copy_of_an_older_version_without_categories_is_still_read(cache: Cache, clock: FakeClock) -> None:
    await cache.keep(Listing(str(FRIDAY), (PAPER,), clock.now(), clock.now()))

    kept = await cache.listing(str(FRIDAY))

    assert kept is not None
    assert () == kept.papers[0].categories


async def test_the_record_of_a_bookmarked_paper_survives_the_loss_of_the_cache(
    arxiv: Arxiv, site: FakeArxiv, cache: Cache, library: Library, marking: Marking, clock: FakeClock, tmp_path: Path
) -> None:
    await marking.bookmark((PAPER,))
    await arxiv.bring(PAPER)
    await cache.sweep(frozenset())
    (tmp_path / "cache").rename(tmp_path / "lost")

    assert RECORD == await arxiv.kept(PAPER.id)
    (copy,) = await library.bookmarked()
    assert ("cs.CL", "cs.AI") == copy.categories


async def test_a_mark_made_of_a_copy_without_categories_does_not_lose_them(
    arxiv: Arxiv, library: Library, marking: Marking
) -> None:
    await marking.bookmark((PAPER,))
    await arxiv.bring(PAPER)

    await marking.read((PAPER,))

    (copy,) = await library.bookmarked()
    assert ("cs.CL", "cs.AI") == copy.categories


async def test_the_record_of_a_paper_that_is_not_bookmarked_stays_out_of_the_library(
    arxiv: Arxiv, library: Library
) -> None:
    await arxiv.bring(PAPER)

    assert await library.arxiv_record(PAPER.id) is None


async def test_bibtex_is_arxivs_own_where_it_is_here_else_made(arxiv: Arxiv, site: FakeArxiv) -> None:
    made = await arxiv.bibtex(PAPER)
    await arxiv.bring(PAPER)

    assert made.startswith("@misc{example2026paper,\n  title={{A Paper}},\n  author={Ada Example},\n  year={2026},")
    assert "@misc{example2026paper,\n}" == await arxiv.bibtex(PAPER)
    assert [PAPER.id] == site.asked
