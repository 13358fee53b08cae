import json
from collections import Counter
from pathlib import Path

import pytest

from paperbrowse.model.keywords import KeywordCount, count_keywords, keyword_key, keyword_keys

from .made import paper


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("KV cache", "kv-caches"),
        ("Large Language Models (LLMs)", "large language model"),
        ("world models", "World_Model"),
        ("Vision–Language Model", "vision language models"),
        ("bounding boxes", "Bounding Box"),
        ("Markov decision processes", "Markov Decision Process (MDP)"),
        ("ontologies", "ontology"),
        ("naïve Bayes", "Naive Bayes"),
        ("text/image", "text image"),
    ],
)
def test_spellings_of_one_thing_meet(one: str, other: str) -> None:
    assert keyword_key(one) == keyword_key(other)


@pytest.mark.parametrize("word", ["analysis", "consensus", "loss", "gas", "RL", "agents 2.0", "GPS"])
def test_a_word_that_only_looks_like_a_plural_stays(word: str) -> None:
    assert word.lower() == keyword_key(word)


@pytest.mark.parametrize(("one", "other"), [("agents", "agency"), ("GPT-4", "GPT-3"), ("C", "C++")])
def test_different_things_stay_apart(one: str, other: str) -> None:
    assert keyword_key(one) != keyword_key(other)


def test_a_keyword_counts_once_for_each_paper_and_goes_by_its_most_frequent_spelling() -> None:
    papers = [
        paper(1, keywords=("KV cache", "KV-Cache", "agents")),
        paper(2, keywords=("KV cache", "alone")),
        paper(3, keywords=("KV-cache", "Agent")),
        paper(4, keywords=("KV cache", "", "(LLMs)")),
        paper(5, keywords=("", "(LLMs)")),
    ]

    assert (KeywordCount("kv cache", "KV cache", 4), KeywordCount("agent", "agents", 2)) == tuple(
        KeywordCount(each.key, each.name, each.count) for each in count_keywords(papers)
    )


def test_equally_frequent_keywords_are_in_the_order_of_the_alphabet() -> None:
    papers = [paper(number, keywords=("video", "agents", "memory")) for number in range(2)]

    assert ["agents", "memory", "video"] == [keyword.name for keyword in count_keywords(papers)]


def test_a_keyword_that_says_nothing_is_none() -> None:
    assert frozenset({"agent"}) == keyword_keys(paper(keywords=("", "(LLMs)", "-", "Agents")))


@pytest.mark.real
def test_on_recorded_days_each_count_is_the_number_of_papers_that_can_be_shown_for_it(shared: Path) -> None:
    entries = [
        entry
        for file in sorted((shared / "hub" / "days").glob("2026-0[456]-*.json"))
        for entry in json.loads(file.read_bytes())
    ]
    papers = [paper(keywords=tuple(entry["paper"].get("ai_keywords", ()))) for entry in entries]
    by_key = Counter(key for each in papers for key in keyword_keys(each))

    counted = count_keywords(papers)

    assert {key: count for key, count in by_key.items() if count >= 2} == {each.key: each.count for each in counted}
    assert {keyword_key(each.name) == each.key for each in counted} == {True}
    assert len(counted) > 100
