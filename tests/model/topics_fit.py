"""Finds the constants of topic_matcher, and writes topic_profiles.txt anew. A few minutes.

    pip install scikit-learn
    python -m tests.model.topics_fit

To be run when the vocabulary has changed much. PAPERBROWSE_SHARED names the folder of recorded days. What readers of
title and abstract said of papers (tests/data/topics/*_while_developing.tsv) teaches how papers of a topic speak, and how
much each sign counts. The papers on which the result is judged are left out of both. Prints the constants; they are
copied into topic_matcher by hand.
"""

import os
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import numpy
from scipy.sparse import csr_array, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from paperbrowse.model import topic_profiles
from paperbrowse.model.paper import Paper
from paperbrowse.model.topic_matcher import AT_MOST, Matcher, Signs
from paperbrowse.model.topic_profiles import IN_TITLE, SCALE, Profile
from paperbrowse.model.topic_words import Company
from paperbrowse.model.topics import Vocabulary
from paperbrowse.model.value import replace
from paperbrowse.topics_file import read_vocabulary

from .topics_sample import recorded_days, rows, sample

FILE = Path(topic_profiles.__file__).with_name("topic_profiles.txt")
WORDS = 150
"""Of a profile. More tell hardly more."""
_SINGLE_WORDS = 120
"""Of what words tell alone, only that of so many counts."""
_UNSURE = 0.5
"""How much a paper counts of which no reader said what to expect."""
_STRENGTH_OF_WORDS = 0.1
"""How far what words tell beside one another may follow single papers."""
_FEWEST_PAPERS, _MOST_PAPERS = 8, 0.35
"""That a word stands in; it tells nothing when it stands in more than that part of them."""
_FEWEST_OF_TOPIC = 15
_STRENGTH = 1.0
"""How far the fit may follow single papers."""
_EXPECTED = 0.5
"""How much counts what readers expect, beside what they call right: more is found with it, less is wrong without."""
_ENOUGH = 0.0
"""How sure we must be to sort a paper of which no reader said what to expect."""
_PARTS = 4
"""A paper's words must not speak for what was learned from it: the others teach about the papers of each part."""

Pairs = dict[tuple[str, str], bool]
"""By a paper's id and a topic's, whether the topic is right."""


class Fit(NamedTuple):
    at_first: float
    worth: Signs
    of_topics: dict[str, float]
    """What each topic adds to `at_first`."""

    def topics_of(self, evidence: dict[str, Signs]) -> list[str]:
        def sure(topic: str) -> float:
            return self.at_first + self.of_topics.get(topic, 0.0) + float(numpy.dot(self.worth, evidence[topic]))

        return [topic for topic in sorted(evidence, key=sure, reverse=True)[:AT_MOST] if sure(topic) >= _ENOUGH]


def main() -> None:
    papers, expected, judged = taught(Path(os.environ["PAPERBROWSE_SHARED"]))
    bare = read_vocabulary(None)
    bare = bare.with_profiles({topic.id: Profile() for topic in bare.topics})
    sorted_by, sure = sorting(evidence_of(bare, papers), expected, judged), {paper for paper, _ in expected}
    evidence = {}
    for part in range(_PARTS):
        others = {key: paper for key, paper in papers.items() if part_of(key) != part}
        these = {key: paper for key, paper in papers.items() if part_of(key) == part}
        evidence |= evidence_of(bare.with_profiles(profiles(bare, others, sorted_by, sure)), these)
    fit = fitted(evidence, expected, judged)
    print(f"_AT_FIRST = {fit.at_first:.2f}")
    print(f"_WORTH = Signs({', '.join(f'{name}={value:.2f}' for name, value in fit.worth._asdict().items())})")
    write(bare.with_profiles(profiles(bare, papers, sorted_by, sure)), fit)


def part_of(paper_id: str) -> int:
    return crc32(paper_id.encode()) % _PARTS


def sorting(evidence: dict[str, dict[str, Signs]], expected: Pairs, judged: Pairs) -> dict[str, list[str]]:
    """The topics of each paper: what a reader expects, or else what the aliases alone say."""
    fit = fitted(evidence, expected, judged)
    topics = {key: fit.topics_of(each) for key, each in evidence.items()}
    of_readers: dict[str, list[str]] = defaultdict(list)
    for (paper, topic), is_expected in expected.items():
        if is_expected:
            of_readers[paper].append(topic)
    return topics | of_readers


def taught(shared: Path) -> tuple[dict[str, Paper], Pairs, Pairs]:
    """All papers but those of the sample, and what readers expected and judged of some of them."""
    papers = {paper.id: paper for day in recorded_days(shared).values() for paper in day if paper.abstract}
    for paper in (each for part in sample(shared) for each in part):
        papers.pop(paper.id, None)
    topics = [topic.id for topic in read_vocabulary(None).topics]
    expected = {paper: named.split() for paper, named in rows("expected_while_developing.tsv") if paper in papers}
    judged = {(paper, topic): verdict == "right" for paper, topic, verdict in rows("judged_while_developing.tsv")}
    return (
        papers,
        {(paper, topic): topic in named for paper, named in expected.items() for topic in topics},
        {(paper, topic): is_right for (paper, topic), is_right in judged.items() if paper in papers},
    )


def evidence_of(vocabulary: Vocabulary, papers: dict[str, Paper]) -> dict[str, dict[str, Signs]]:
    matcher = Matcher(vocabulary)
    return {key: matcher.evidence(paper) for key, paper in papers.items()}


def fitted(evidence: dict[str, dict[str, Signs]], expected: Pairs, judged: Pairs) -> Fit:
    """Between what readers expect and what they call right."""
    expects, calls_right = _fitted(evidence, expected), _fitted(evidence, judged)

    def between(one: float, other: float) -> float:
        return _EXPECTED * one + (1 - _EXPECTED) * other

    return Fit(
        between(expects.at_first, calls_right.at_first),
        Signs(*map(between, expects.worth, calls_right.worth)),
        {
            topic: between(expects.of_topics.get(topic, 0.0), calls_right.of_topics.get(topic, 0.0))
            for topic in expects.of_topics | calls_right.of_topics
        },
    )


def _fitted(evidence: dict[str, dict[str, Signs]], pairs: Pairs) -> Fit:
    known = [(topic, evidence[paper][topic], right) for (paper, topic), right in pairs.items() if topic in evidence[paper]]
    topics, signs, right = zip(*known, strict=True)
    scaler, encoder = StandardScaler(), OneHotEncoder()
    table = hstack([csr_array(scaler.fit_transform(signs)), encoder.fit_transform([[topic] for topic in topics])])
    model = LogisticRegression(C=_STRENGTH, max_iter=1000).fit(table.tocsr(), right)
    worth = model.coef_[0][: len(Signs._fields)] / scaler.scale_
    of_topics = dict(zip(encoder.categories_[0], map(float, model.coef_[0][len(Signs._fields) :]), strict=True))
    return Fit(float(model.intercept_[0] - worth @ scaler.mean_), Signs(*worth), of_topics)


def profiles(vocabulary: Vocabulary, papers: dict[str, Paper], topics: dict[str, list[str]], sure: set[str]) -> dict[str, Profile]:
    """Of each topic the words that tell most whether a paper is of it; `sure` are the papers whose topics a reader named."""
    counter = CountVectorizer(analyzer=_words, binary=True, min_df=_FEWEST_PAPERS, max_df=_MOST_PAPERS)
    table = counter.fit_transform(papers.values()).tocsr()
    words = counter.get_feature_names_out()
    counts = numpy.where([key in sure for key in papers], 1.0, _UNSURE)
    done = {}
    for topic in vocabulary.topics:
        is_of_topic = numpy.array([topic.id in topics[key] for key in papers])
        if is_of_topic.sum() >= _FEWEST_OF_TOPIC:
            done[topic.id] = _profile(table, words, is_of_topic, counts)
    return done


def _profile(table: csr_array, words: numpy.ndarray, is_of_topic: numpy.ndarray, counts: numpy.ndarray) -> Profile:
    """What single words tell, and what they tell beside one another: together they find more than either."""
    first, single = _single(table, is_of_topic)
    model = LogisticRegression(C=_STRENGTH_OF_WORDS, max_iter=100, tol=0.01, solver="liblinear")
    model.fit(table, is_of_topic, sample_weight=counts)
    weights, part = single + model.coef_[0], numpy.asarray(table.mean(axis=0)).ravel()
    best = numpy.argsort(-numpy.abs(weights) * numpy.sqrt(part * (1 - part)), kind="stable")[:WORDS]
    left_out = numpy.delete(weights * part, best).sum()  # what the other words add to a usual paper
    telling = ((str(words[number]), round(SCALE * weights[number])) for number in best)
    return Profile(at_first=round(SCALE * (first + model.intercept_[0] + left_out)), words=tuple(each for each in telling if each[1]))


def _single(table: csr_array, is_of_topic: numpy.ndarray) -> tuple[float, numpy.ndarray]:
    """Log-odds of the words that speak most for the topic; their sums differ by 1 between papers, and are 0 in the middle."""
    total, papers = table.shape[0], is_of_topic.sum()
    papers_with = numpy.asarray(table.sum(axis=0)).ravel()
    times = numpy.asarray(table[is_of_topic].sum(axis=0)).ravel()
    usual = papers_with / total
    here, elsewhere = (times + 2 * usual) / (papers + 2), (papers_with - times + 0.5) / (total - papers + 1)
    odds = numpy.log(here / elsewhere)
    surprise = (times - papers * usual) / numpy.sqrt(papers * usual * (1 - usual) + 1)
    worth = numpy.where((surprise > 3) & (odds > 0), odds * numpy.sqrt(here), 0.0)
    odds[numpy.argsort(-worth, kind="stable")[_SINGLE_WORDS:]] = 0.0
    odds[worth == 0.0] = 0.0
    sums = table @ odds
    return -sums.mean() / sums.std(), odds / sums.std()


def _words(paper: Paper) -> Iterable[str]:
    company = Company(paper)
    in_title = (IN_TITLE + word for word in company.of_title if word.isalnum())
    return [*filter(str.isalnum, company.words), *in_title]


def write(vocabulary: Vocabulary, fit: Fit) -> None:
    lines = ["# How papers of each topic speak; made by `python -m tests.model.topics_fit`, explained in topic_profiles.py."]
    for topic in vocabulary.topics:
        each = replace(topic.profile, caution=-fit.of_topics.get(topic.id, 0.0))
        words = " ".join(f"{word} {weight}" for word, weight in each.words)
        lines.append(f"{topic.id} {each.caution:.2f} {each.at_first} {words}".rstrip())
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
