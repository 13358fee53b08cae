"""Our own topics.toml: what a reader of the sidebar may count on."""

from collections import Counter
from pathlib import Path

import pytest

from paperbrowse.model import topics
from paperbrowse.model.topics import Vocabulary, topic_id

from .topics_sample import our_vocabulary

LONGEST_NAME = 26


@pytest.fixture(scope="module")
def ours() -> Vocabulary:
    return our_vocabulary()


def test_there_are_enough_topics_to_sort_by_and_few_enough_to_look_through(ours: Vocabulary) -> None:
    assert 150 <= len(ours.topics) <= 300
    assert 10 <= len(ours.groups) <= 14


def test_every_name_fits_into_the_sidebar(ours: Vocabulary) -> None:
    assert [] == [topic.name for topic in ours.topics if len(topic.name) > LONGEST_NAME]


def test_every_id_is_made_of_the_name(ours: Vocabulary) -> None:
    assert [topic_id(topic.name) for topic in ours.topics] == [topic.id for topic in ours.topics]


def test_no_alias_stands_twice_in_one_topic(ours: Vocabulary) -> None:
    counted = Counter((topic.name, topic_id(alias.text)) for topic in ours.topics for alias in topic.aliases)

    assert [] == [alias for alias, times in counted.items() if times > 1]


def test_what_is_broader_is_not_narrower_too(ours: Vocabulary) -> None:
    by_id = {topic.id: topic for topic in ours.topics}

    def all_broader(topic: str) -> set[str]:
        return {each for broader in by_id[topic].broader for each in (broader, *all_broader(broader))}

    assert [] == [topic for topic in by_id if topic in all_broader(topic)]


def test_the_file_can_be_read_without_scrolling_sideways() -> None:
    assert [] == [line for line in Path(topics.__file__).with_name("topics.toml").read_text("utf-8").splitlines() if len(line) > 120]
