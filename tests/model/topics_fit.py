"""Finds the constants of topic_matcher, and writes topic_profiles.txt anew. Some minutes.

    python -m tests.model.topics_fit

To be run when the vocabulary has changed much. PAPERBROWSE_SHARED names the folder of recorded days. What readers of
title and abstract said of papers (tests/data/topics/*_while_developing.tsv) teaches how much each sign counts; the words
of the other papers, as sorted so far, teach how papers of a topic speak. The papers on which the result is judged are
left out of both. Prints the constants; they are copied into topic_matcher by hand.
"""

import os
from collections import Counter, defaultdict
from collections.abc import Iterable
from math import exp, log, sqrt
from pathlib import Path
from typing import NamedTuple

from paperbrowse.model import topic_profiles
from paperbrowse.model.paper import Paper
from paperbrowse.model.topic_matcher import Evidence, Matcher
from paperbrowse.model.topic_profiles import Accords, Profile
from paperbrowse.model.topic_words import Company
from paperbrowse.model.value import replace
from paperbrowse.topics_file import read_vocabulary

from .topics_sample import recorded_days, rows, sample

FILE = Path(topic_profiles.__file__).with_name("topic_profiles.txt")
WORDS = 80
"""Of a profile. Twice as many tell hardly more."""
_FEWEST, _MOST = 10, 0.35
"""Papers that a word stands in; it tells nothing when it stands in more than that part of them."""
_JUDGED = 0.6
"""How much a judged pair of paper and topic counts beside an expected one: many were judged because they were doubtful."""
_RIDGE = 0.5
_ROUNDS = 40


class Pair(NamedTuple):
    topic: str
    evidence: Evidence
    is_judged: bool
    is_right: bool

    @property
    def weight(self) -> float:
        return _JUDGED if self.is_judged else 1.0

    @property
    def signs(self) -> tuple[float, ...]:
        """What the constants are factors of."""
        return (1.0, *self.evidence, float(self.is_judged))


def main() -> None:
    shared = Path(os.environ["PAPERBROWSE_SHARED"])
    papers = {paper.id: paper for day in recorded_days(shared).values() for paper in day if paper.abstract}
    for paper in (each for part in sample(shared) for each in part):
        papers.pop(paper.id, None)
    judged = {(paper, topic): verdict == "right" for paper, topic, verdict in rows("judged_while_developing.tsv")}
    expected = {paper: topics.split() for paper, topics in rows("expected_while_developing.tsv")}
    spoken_of = expected.keys() | {paper for paper, _ in judged}

    vocabulary = read_vocabulary(None)
    matcher = Matcher(vocabulary)
    others = [(paper, matcher.topics_of(paper)) for key, paper in papers.items() if key not in spoken_of]
    profiles = {topic.id: profile for topic, profile in zip(vocabulary.topics, made(vocabulary_ids(matcher), others))}
    matcher = Matcher(vocabulary.with_profiles(profiles))
    pairs = list(pairs_of(matcher, {key: papers[key] for key in spoken_of if key in papers}, judged, expected))
    constants, cautions = fitted(pairs)
    names = ("_AT_FIRST", "_BY_WEIGHT", "_OF_THE_BEST", "_BY_PHRASES", "_BY_ACCORD")
    constants[0] += constants.pop() / 2  # halfway between what is expected and what is merely right
    constants.pop()  # of what narrower topics lend
    for name, constant in zip(names, constants, strict=True):
        print(f"{name} = {constant:.2f}")
    write({key: replace(profile, caution=-cautions.get(key, 0.0)) for key, profile in profiles.items()})


def vocabulary_ids(matcher: Matcher) -> list[str]:
    return [topic.id for topic in matcher.vocabulary.topics]


def made(topics: list[str], sorted_papers: list[tuple[Paper, tuple[str, ...]]]) -> Iterable[Profile]:
    """A profile of each topic, without its caution: the words whose odds are best, common ones first."""
    words = [Company(paper).words for paper, _ in sorted_papers]
    papers_with = Counter(word for each in words for word in each if word.isalnum())
    known = {word for word, papers in papers_with.items() if _FEWEST <= papers <= _MOST * len(words)}
    of_topic: dict[str, list[frozenset[str]]] = defaultdict(list)
    for each, (_, given) in zip(words, sorted_papers, strict=True):
        for topic in given:
            of_topic[topic].append(each & known)
    raw = [Profile(words=tuple(telling(of_topic[topic], papers_with, len(words)))) for topic in topics]
    return scaled(raw, words)


def telling(papers: list[frozenset[str]], papers_with: Counter[str], total: int) -> Iterable[tuple[str, int]]:
    """Words with their log-odds, in hundredths; none for a topic of hardly any papers."""
    if len(papers) < 5:
        return ()
    odds, worth = {}, {}
    for word, times in Counter(word for each in papers for word in each).items():
        usual = papers_with[word] / total
        here = (times + 2 * usual) / (len(papers) + 2)
        elsewhere = (papers_with[word] - times + 0.5) / (total - len(papers) + 1)
        odds[word] = log(here / elsewhere)
        surprise = (times - len(papers) * usual) / sqrt(len(papers) * usual * (1 - usual) + 1)
        worth[word] = odds[word] * sqrt(here) if surprise > 3 and odds[word] > 0 else 0.0
    best = sorted(worth, key=lambda word: (-worth[word], word))[:WORDS]
    return [(word, round(100 * odds[word])) for word in best if worth[word]]


def scaled(profiles: list[Profile], papers: list[frozenset[str]]) -> list[Profile]:
    """So that accords differ by about 1 between papers, and are compared with what is usual."""
    sums, squares = [0.0] * len(profiles), [0.0] * len(profiles)
    accords = Accords(profiles)
    for words in papers:
        for index, each in enumerate(accords.raw(words, range(len(profiles)))):
            sums[index] += each
            squares[index] += each * each
    done = []
    for profile, total, square in zip(profiles, sums, squares, strict=True):
        usual = total / len(papers)
        deviation = sqrt(square / len(papers) - usual * usual) or 1.0
        words = tuple((word, max(1, round(weight / deviation))) for word, weight in profile.words)
        done.append(Profile(usual=round(usual / deviation, 2), words=words))
    return done


def pairs_of(
    matcher: Matcher, papers: dict[str, Paper], judged: dict[tuple[str, str], bool], expected: dict[str, list[str]]
) -> Iterable[Pair]:
    for key, paper in papers.items():
        for topic, evidence in matcher.evidence(paper).items():
            if key in expected:
                yield Pair(topic, evidence, False, topic in expected[key])
            if (key, topic) in judged:
                yield Pair(topic, evidence, True, judged[key, topic])


def fitted(pairs: list[Pair]) -> tuple[list[float], dict[str, float]]:
    """The constants, and what each topic adds to the first: logistic regression by Newton's method, in turns."""
    signs = [pair.signs for pair in pairs]
    constants = [0.0] * len(signs[0])
    of_topics = dict.fromkeys((pair.topic for pair in pairs), 0.0)
    for _ in range(_ROUNDS):
        slopes: dict[str, list[float]] = defaultdict(lambda: [0.0, _RIDGE])
        gradient = [0.0] * len(constants)
        curve = [[1e-6 * (row == column) for column in range(len(constants))] for row in range(len(constants))]
        for pair, values in zip(pairs, signs, strict=True):
            sure = of_topics[pair.topic] + sum(map(float.__mul__, constants, values))
            share = 1 / (1 + exp(-max(-30, min(30, sure))))
            missed, bend = pair.weight * (pair.is_right - share), pair.weight * share * (1 - share)
            slopes[pair.topic][0] += missed
            slopes[pair.topic][1] += bend
            for row, value in enumerate(values):
                gradient[row] += missed * value
                for column in range(row + 1):
                    curve[row][column] += bend * value * values[column]
        for row, step in enumerate(solved(curve, gradient)):
            constants[row] += 0.7 * step
        for topic, (slope, bend) in slopes.items():
            of_topics[topic] += 0.7 * (slope - _RIDGE * of_topics[topic]) / bend
    return constants, of_topics


def solved(lower: list[list[float]], right: list[float]) -> list[float]:
    """Of a symmetric matrix, given by its lower half."""
    size = len(right)
    rows = [[lower[max(row, column)][min(row, column)] for column in range(size)] + [right[row]] for row in range(size)]
    for pivot in range(size):
        best = max(range(pivot, size), key=lambda row: abs(rows[row][pivot]))
        rows[pivot], rows[best] = rows[best], rows[pivot]
        for row in range(size):
            if row != pivot:
                factor = rows[row][pivot] / rows[pivot][pivot]
                rows[row] = [each - factor * above for each, above in zip(rows[row], rows[pivot], strict=True)]
    return [row[size] / row[place] for place, row in enumerate(rows)]


def write(profiles: dict[str, Profile]) -> None:
    lines = ["# How papers of each topic speak; made by `python -m tests.model.topics_fit`, explained in topic_profiles.py."]
    for topic, each in profiles.items():
        words = " ".join(f"{word} {weight}" for word, weight in each.words)
        lines.append(f"{topic} {each.caution:.2f} {each.usual:.2f} {words}".rstrip())
    FILE.write_text("\n".join(lines) + "\n", "utf-8")


if __name__ == "__main__":
    main()
