"""What a choice of topics does on the recorded days: it covers them, and it narrows."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from statistics import median

import pytest

from paperbrowse.model.paper import Paper
from paperbrowse.model.topic_matcher import Matcher

from .topics_sample import our_vocabulary, recorded_days

FEWEST_PAPERS = 20
SHOWN_FIRST = 15


@pytest.fixture(scope="module")
def days(shared: Path) -> list[tuple[Paper, ...]]:
    """The recorded days of at least FEWEST_PAPERS."""
    return [papers for papers in recorded_days(shared).values() if len(papers) >= FEWEST_PAPERS]


def low(values: Sequence[float]) -> float:
    """The value that nine of ten reach."""
    return sorted(values)[len(values) // 10]


def covered(day: list[tuple[str, ...]]) -> float:
    """The share of the papers that have one of the topics shown first."""
    counts = Counter(topic for topics in day for topic in topics)
    first = {topic for topic, _ in counts.most_common(SHOWN_FIRST)}
    return sum(not first.isdisjoint(topics) for topics in day) / len(day)


def narrowing(day: list[tuple[str, ...]]) -> int:
    """Topics that leave something, and not nearly everything."""
    counts = Counter(topic for topics in day for topic in topics)
    return sum(0.05 <= count / len(day) <= 0.40 for count in counts.values())


@pytest.mark.real
def test_topics_cover_a_day_and_narrow_it(days: list[tuple[Paper, ...]]) -> None:
    matcher = Matcher(our_vocabulary())

    given = [[matcher.topics_of(paper) for paper in papers] for papers in days]

    by_day = [[(*topics, *matcher.broader_than(topics)) for topics in day] for day in given]
    papers = [topics for day in given for topics in day]
    with_a_topic = sum(bool(topics) for topics in papers) / len(papers)
    of_a_paper = median(map(len, papers))
    covers = [covered(day) for day in by_day]
    narrows = [narrowing(day) for day in by_day]
    print(f"\n{len(by_day)} days of {FEWEST_PAPERS} papers or more, {len(papers):,} papers")
    print(f"papers with a topic            {with_a_topic:7.1%}")
    print(f"topics of the median paper     {of_a_paper:7}")
    print(f"covered by the first {SHOWN_FIRST}        {median(covers):7.1%}   nine days of ten ", end="")
    print(f"{low(covers):.1%}, worst {min(covers):.1%}")
    print(f"topics with 5 to 40 % of a day {median(narrows):7}   nine days of ten {low(narrows)}, worst {min(narrows)}")

    assert with_a_topic >= 0.97
    assert 3 <= of_a_paper <= 5
    assert median(covers) >= 0.90
    assert median(narrows) >= 8
    assert low(narrows) >= 8
