"""The sample edition is whole, clean, and in our own words."""

import re
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from paperbrowse.model.identifier import arxiv_id, is_title_id, title_id
from paperbrowse.model.listing import Listing
from paperbrowse.model.paper import Paper
from paperbrowse.model.text import clean_line
from paperbrowse.sources.sample import sample_listing
from paperbrowse.sources.saved.page import read_saved_page

PAPERS = sample_listing().papers
NOON = datetime(2026, 4, 20, 12, tzinfo=UTC)


def _runs(text: str | None, length: int) -> set[tuple[str, ...]]:
    """Every run of `length` words in the text."""
    words = re.findall(r"\w+", (text or "").lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def test_the_sample_holds_forty_five_papers_and_says_that_it_is_the_sample() -> None:
    listing = sample_listing()

    assert 45 == len(listing.papers)
    assert ("sample", "sample", NOON, NOON) == (listing.edition, listing.origin, listing.fetched_at, listing.checked_at)
    assert {("sample", "paperbrowse", NOON, None)} == {
        (paper.source, paper.summary_by, paper.fetched_at, paper.abstract) for paper in listing.papers
    }


def test_the_sample_survives_the_way_to_the_disk_and_back() -> None:
    listing = sample_listing()

    assert listing == msgspec.json.decode(msgspec.json.encode(listing), type=Listing)


def test_every_paper_of_the_sample_has_an_id_of_its_own() -> None:
    assert 45 == len({paper.id for paper in PAPERS})
    assert 29 == sum(paper.has_arxiv_id for paper in PAPERS)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.id)
def test_a_paper_of_the_sample_is_whole_and_clean(paper: Paper) -> None:
    texts = (paper.title, paper.summary or "", *paper.keywords)

    assert paper.id == (title_id(paper.title) if is_title_id(paper.id) else arxiv_id(paper.id))
    assert all(text and clean_line(text) == text for text in texts)
    assert len(re.findall(r"[.?](?= [A-Z]|$)", paper.summary or "")) in (2, 3)
    assert 3 <= len(set(paper.keywords)) == len(paper.keywords) <= 6


def test_many_keywords_of_the_sample_stand_on_several_papers() -> None:
    counts = Counter(keyword for paper in PAPERS for keyword in paper.keywords)

    assert sum(count > 1 for count in counts.values()) >= 40
    assert len({keyword.casefold() for keyword in counts}) == len(counts)


@pytest.mark.real
def test_the_sample_states_the_facts_of_the_real_page_in_its_order(shared: Path) -> None:
    content = (shared / "seed" / "daily-papers-search.txt").read_bytes()
    page = read_saved_page(content, "page.txt", now=NOON)[1]

    def facts(paper: Paper) -> tuple[object, ...]:
        return paper.title, paper.author_count, paper.organization, paper.published, paper.comments

    assert [facts(paper) for paper in page.papers] == [facts(paper) for paper in PAPERS]


@pytest.mark.real
def test_the_ids_of_the_sample_are_those_that_are_known(shared: Path) -> None:
    known = msgspec.json.decode((shared / "seed" / "arxiv-ids.json").read_bytes(), type=dict[str, dict[str, str]])

    assert {title: known[title]["id"] for title in known} == {p.title: p.id for p in PAPERS if p.has_arxiv_id}


@pytest.mark.real
def test_no_summary_of_the_sample_repeats_its_abstract(shared: Path) -> None:
    content = (shared / "seed" / "daily-papers-search.txt").read_bytes()
    page = read_saved_page(content, "page.txt", now=NOON)[1]

    repeated = [_runs(ours.summary, 5) & _runs(theirs.abstract, 5) for ours, theirs in zip(PAPERS, page.papers)]

    assert all(_runs(paper.abstract, 5) for paper in page.papers)
    assert [set()] * 45 == repeated
