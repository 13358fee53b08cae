"""Which topics a paper has, and why.

Every alias that is found adds to the weight of its topic, and less to that of broader topics: by the field where it
stands, and in an abstract by the sentence. From the weight, its share of the best, and how many different words speak
for the topic, comes how sure we are that the paper is about it.

The constants of `_sureness`, and how much caution topics need, were fitted by logistic regression to 10,900 pairs of
paper and topic that readers of title and abstract judged, likely and unlikely ones; the weights by a search over a part
of them. Other papers were kept apart to check the result (tests/data/topics).
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property
from math import log1p

from .paper import Paper
from .topic_trie import HINT, Meaning
from .topic_words import AliasFinder, Company, Place
from .topics import Topic, Vocabulary
from .value import Value

AT_MOST = 6
"""Topics of one paper."""

RULES = 4
"""Raised when the rules change, here or in topic_words, so that stored topics are known to be old."""


class Field(IntEnum):
    TITLE = 0
    KEYWORDS = 1
    SUMMARY = 2
    ABSTRACT = 3


class Reason(Value):
    """One alias that was found, and what it added to the score of a topic."""

    topic: str
    """Its id."""
    alias: str
    """As the vocabulary spells it."""
    field: Field
    weight: float


_WEIGHTS = ((4.0, 4.0, 4.0, 4.0), (0.6, 0.6, 0.6, 0.6), (1.3, 1.3, 1.3, 2.0), (1.0, 2.0, 0.7, 3.0))
"""By Field, then by Place."""
_MOST = (5.0, 1.5, 2.0, 4.0)
"""What each field adds at most, however often it says so."""
_AGAIN = 0.8
_HINT_AGAIN = 0.4
"""What is left of the weight of an alias that was found before."""
_BROADER = 0.5

_AT_FIRST = -2.6
_BY_WEIGHT = 0.95
_OF_THE_BEST = 3.0
_OF_ITS_GROUP = -0.95
"""Next to others of its group a topic is likelier the right one than alone in it."""
_BY_PHRASES, _BY_WORDS, _BY_HINTS = 1.8, 1.0, 0.9
_BY_NARROWER = 1.5
_NEEDED = 1.4
"""How sure we must be, in log-odds."""
_NEEDED_OF_A_TITLE = 0.5
"""Of a paper without an abstract, which has less to say."""
_NEEDED_IF_ALONE = -0.8
"""For the best topic of a paper that would have none."""
_UMBRELLA = 1.0
"""A broader topic leaves the place to narrower ones when topics compete."""

_Found = list[tuple[Field, list[tuple[Meaning, Place]]]]


class _Signs:
    """What speaks for a topic."""

    __slots__ = ("hints", "phrases", "weight", "words")

    def __init__(self) -> None:
        self.weight = 0.0
        self.phrases = self.words = self.hints = 0

    def count(self, meaning: Meaning) -> None:
        """An alias that wasn't found before; a phrase says more than a word."""
        if meaning.strength == HINT:
            self.hints += 1
        elif meaning.is_phrase:
            self.phrases += 1
        else:
            self.words += 1


_NO_SIGNS = _Signs()


class Matcher:
    """Finds the topics of a vocabulary in papers. Cheap to make: what it needs is made for the first paper."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._finder = AliasFinder(vocabulary)

    @property
    def version(self) -> str:
        """Of stored topics: other rules or another vocabulary might give a paper others."""
        return f"{RULES}-{self.vocabulary.version}"

    def topics_of(self, paper: Paper) -> tuple[str, ...]:
        """Ids, the best first, AT_MOST of them."""
        topics = self.vocabulary.topics
        return tuple([topics[index].id for index in self._best(paper, self._found(paper))])

    def explain(self, paper: Paper) -> tuple[Reason, ...]:
        """What gave the paper its topics: in the order of `topics_of`, then of the paper's fields."""
        found, topics = self._found(paper), self.vocabulary.topics
        weighed = tuple(_weighed(found))
        return tuple(
            Reason(topics[index].id, meaning.alias or "", field, round(weight * share, 2))
            for index in self._best(paper, found)
            for field, meaning, weight in weighed
            for owner, share in self._shares[meaning.topic]
            if owner == index
        )

    def _found(self, paper: Paper) -> _Found:
        """What each field says."""
        finder, company = self._finder, Company(paper)
        said = [(Field.TITLE, finder.find(finder.with_endings_apart(paper.title), company, in_title=True))]
        if paper.keywords:
            # A keyword is a term, and means it in small letters too.
            said.append((Field.KEYWORDS, finder.find(company.keywords, company, in_any_case=True)))
        if paper.summary:
            said.append((Field.SUMMARY, finder.find(paper.summary, company)))
        if paper.abstract:
            said.append((Field.ABSTRACT, finder.find(paper.abstract, company)))
        return said

    def _best(self, paper: Paper, found: _Found) -> list[int]:
        """Indices of the topics that the paper is about, the best first."""
        sure = self._sureness(self._signs(found))
        if not sure:
            return []
        needed = _NEEDED if paper.abstract else _NEEDED_OF_A_TITLE
        given = [index for index, each in sure.items() if each >= needed]
        if not given:
            best = max(sure, key=sure.__getitem__)
            return [best] if sure[best] >= _NEEDED_IF_ALONE else []
        umbrellas = {broader for index in given for broader, _ in self._shares[index][1:]}
        return sorted(given, key=lambda index: (index in umbrellas) * _UMBRELLA - sure[index])[:AT_MOST]

    def _signs(self, found: _Found) -> dict[int, "_Signs"]:
        """What words of its own say of each topic, by its index."""
        signs: dict[int, _Signs] = {}
        seen: set[int] = set()
        for field, meanings in found:
            in_field: dict[int, float] = {}
            weights = _WEIGHTS[field]
            for meaning, place in meanings:
                index, strength = meaning.topic, meaning.strength
                weight = weights[place] * strength
                if id(meaning) in seen:
                    weight *= _HINT_AGAIN if strength == HINT else _AGAIN
                else:
                    seen.add(id(meaning))
                    if index not in signs:
                        signs[index] = _Signs()
                    signs[index].count(meaning)
                in_field[index] = in_field.get(index, 0.0) + weight
            most = _MOST[field]
            for index, weight in in_field.items():
                signs[index].weight += min(weight, most)
        return signs

    def _sureness(self, signs: dict[int, "_Signs"]) -> dict[int, float]:
        """How sure we are that the paper is about each topic, in log-odds."""
        weights = {index: each.weight for index, each in signs.items()}
        lent = self._lent(weights)
        for index, weight in lent.items():
            weights[index] = weights.get(index, 0.0) + weight
        best_of = dict.fromkeys(self._groups, 0.0)
        for index, weight in weights.items():
            group = self._groups[index]
            best_of[group] = max(best_of[group], weight)
        best = max(best_of.values(), default=1.0)
        sure = {}
        for index, weight in weights.items():
            own = signs.get(index, _NO_SIGNS)
            sure[index] = (
                self._at_first[index]
                + _BY_WEIGHT * log1p(own.weight)
                + _OF_THE_BEST * weight / best
                + _OF_ITS_GROUP * weight / best_of[self._groups[index]]
                + _BY_PHRASES * log1p(own.phrases)
                + _BY_WORDS * log1p(own.words)
                + _BY_HINTS * log1p(own.hints)
                + _BY_NARROWER * log1p(lent.get(index, 0.0))
            )
        return sure

    def _lent(self, own: dict[int, float]) -> dict[int, float]:
        """What broader topics get from the best of their narrower ones."""
        lent: dict[int, float] = {}
        for index, weight in own.items():
            for broader, share in self._shares[index][1:]:
                if weight * share > lent.get(broader, 0.0):
                    lent[broader] = weight * share
        return lent

    @cached_property
    def _at_first(self) -> list[float]:
        """How sure we are of a topic before we look."""
        return [_AT_FIRST - topic.caution for topic in self.vocabulary.topics]

    @cached_property
    def _groups(self) -> list[str]:
        return [topic.group for topic in self.vocabulary.topics]

    @cached_property
    def _shares(self) -> list[list[tuple[int, float]]]:
        """By a topic's index: the topics that its words count for, and how much: itself and all broader ones."""
        indices = {topic.id: index for index, topic in enumerate(self.vocabulary.topics)}

        def share(topic: Topic, part: float, shares: dict[int, float]) -> dict[int, float]:
            shares[indices[topic.id]] = part
            for each in topic.broader:
                if indices[each] not in shares:
                    share(self.vocabulary.topics[indices[each]], part * _BROADER, shares)
            return shares

        return [list(share(topic, 1.0, {}).items()) for topic in self.vocabulary.topics]


def _weighed(found: _Found) -> Iterator[tuple[Field, Meaning, float]]:
    seen: set[int] = set()
    for field, meanings in found:
        for meaning, place in meanings:
            weight = _WEIGHTS[field][place] * meaning.strength
            if id(meaning) in seen:
                weight *= _HINT_AGAIN if meaning.strength == HINT else _AGAIN
            seen.add(id(meaning))
            yield field, meaning, weight
