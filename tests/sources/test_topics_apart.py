"""Topics that another process finds."""

import sys
from collections.abc import AsyncIterator, Callable
from datetime import date
from pathlib import Path

import pytest

from paperbrowse.apart import start_words, topics_by
from paperbrowse.model.paper import Paper
from paperbrowse.model.value import replace
from paperbrowse.sources.hub_entries import read_entry
from paperbrowse.sources.topics_apart import FindingApart
from tests.clocks import FakeClock
from tests.hub.made_up import make_day

DAY = date(2026, 6, 8)
Words = Callable[[], tuple[str, ...]]


class Starting:
    """Counts the programs that are begun."""

    def __init__(self, *words: str) -> None:
        self._words = words
        self.count = 0

    def __call__(self) -> tuple[str, ...]:
        self.count += 1
        return self._words


@pytest.fixture
def starting(tmp_path: Path) -> Starting:
    return Starting(*start_words(tmp_path / "topics.toml", finds_only=True))


@pytest.fixture
async def finding(starting: Starting) -> AsyncIterator[FindingApart]:
    finding = FindingApart(starting)
    yield finding
    await finding.close()


@pytest.fixture
def papers() -> tuple[Paper, ...]:
    now = FakeClock().now()
    return tuple(read_entry(entry, DAY, now) for entry in make_day(DAY, papers=5))


async def test_one_process_finds_for_all_what_this_one_would(
    finding: FindingApart, starting: Starting, papers: tuple[Paper, ...], tmp_path: Path
) -> None:
    here = topics_by(tmp_path / "topics.toml")

    found = [await finding(papers), await finding(papers[:1])]

    expected = tuple((paper.topics, paper.broader_topics) for paper in await here.of(papers))
    assert any(own for own, _ in expected)
    assert [(here.version, expected), (here.version, expected[:1])] == [(each.version, each.topics) for each in found]
    assert 1 == starting.count


@pytest.mark.parametrize("program", ["pass", "import os; os.write(1, b'\\0\\0\\0\\4what')"], ids=["silent", "strange"])
async def test_a_process_that_does_not_answer_finds_nothing_and_is_begun_anew(
    program: str, papers: tuple[Paper, ...]
) -> None:
    starting = Starting(sys.executable, "-c", program)
    finding = FindingApart(starting)

    assert [None, None] == [await finding(papers), await finding(papers)]
    assert 2 == starting.count
    await finding.close()


async def test_where_no_process_can_be_begun_nothing_is_found(papers: tuple[Paper, ...], tmp_path: Path) -> None:
    assert await FindingApart(lambda: (str(tmp_path / "nowhere"),))(papers) is None


async def test_what_this_process_cannot_have_found_elsewhere_it_finds_itself(
    papers: tuple[Paper, ...], tmp_path: Path
) -> None:
    topics = topics_by(tmp_path / "topics.toml")
    elsewhere = topics_by(tmp_path / "topics.toml")
    elsewhere.apart = FindingApart(lambda: (str(tmp_path / "nowhere"),))

    assert await topics.of(papers) == await elsewhere.of(papers)


async def test_papers_whose_topics_are_known_are_not_asked_about(
    finding: FindingApart, starting: Starting, papers: tuple[Paper, ...], tmp_path: Path
) -> None:
    topics = topics_by(tmp_path / "topics.toml")
    topics.apart = finding
    known = tuple(replace(paper, topics=("mine",), topics_by=topics.version) for paper in papers[::2])

    found = await topics.of((known[0], papers[1], known[1]))

    assert (known[0], known[1]) == (found[0], found[2])
    assert topics.version == found[1].topics_by
    assert await topics_by(tmp_path / "topics.toml").of(papers[1:2]) == found[1:2]


async def test_topics_by_another_vocabulary_are_not_taken(
    finding: FindingApart, papers: tuple[Paper, ...], tmp_path: Path
) -> None:
    own = tmp_path / "other.toml"
    own.write_text('["Mine"]\n"Anything" = ["the"]\n')
    topics = topics_by(own)
    topics.apart = finding

    assert await topics_by(own).of(papers) == await topics.of(papers)
