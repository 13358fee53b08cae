"""Which topics a paper has, and why.

Every alias that is found adds to the weight of its topic, and less to that of broader topics: by the field where it
stands, and in an abstract by the sentence. From this and other signs (`Signs`), among them how well all words of the paper
go with the topic (`topic_profiles`), comes how sure we are that a careful reader would look for the paper there.

What each sign is worth and how much caution each topic needs were fitted by logistic regression
(tests/model/topics_fit.py) to what readers of title and abstract said of 5,000 papers: which topics they expect, and
whether 13,000 pairs of paper and topic are right. Other papers were kept apart to check the result (tests/data/topics).
"""

from collections.abc import Iterable
from enum import IntEnum
from functools import cached_property
from math import log1p
from operator import add, mul
from typing import NamedTuple

from .paper import Paper
from .topic_profiles import Accords
from .topic_trie import HINT, Meaning
from .topic_words import AliasFinder, Company, Place
from .topics import RULES, Topic, Vocabulary
from .value import Value

AT_MOST = 6
"""Topics of one paper."""


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

_Found = list[tuple[Field, list[tuple[Meaning, Place]]]]


class Signs(NamedTuple):
    """What speaks for a topic, on scales that flatten."""

    weight: float = 0.0
    """Of words of its own, in all fields."""
    of_the_best: float = 0.0
    """That weight and what narrower topics lend, as a share of the best topic's."""
    phrases: float = 0.0
    """How many different aliases of several words stand there: they say more than single words."""
    lent: float = 0.0
    """The weight that the best of the narrower topics lends."""
    only_lent: bool = False
    """There are no words of its own."""
    accord: float = 0.0
    """How well all words of the paper go with the topic."""
    behind: float = 0.0
    """How many other topics they go better with."""


_AT_FIRST = -1.90
_WORTH = Signs(weight=1.06, of_the_best=1.87, phrases=1.39, lent=-0.03, only_lent=0.98, accord=0.25, behind=-0.66)
"""How sure each sign makes us that a reader looks for the paper there."""
_NEEDED = -0.2
"""How sure we must be, in log-odds."""
_NEEDED_OF_A_TITLE = -1.0
"""Of a paper without an abstract, which has less to say."""
_NEEDED_IF_ALONE = -2.5
"""For the best topic of a paper that would have none."""


class Matcher:
    """Finds the topics of a vocabulary in papers. Cheap to make: what it needs is made for the first paper."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._finder = AliasFinder(vocabulary)
        self._accords = Accords(topic.profile for topic in vocabulary.topics)

    @property
    def version(self) -> str:
        """Of stored topics: other rules or another vocabulary might give a paper others."""
        return f"{RULES}-{self.vocabulary.version}"

    def topics_of(self, paper: Paper) -> tuple[str, ...]:
        """Ids, the best first, AT_MOST of them."""
        topics, company = self.vocabulary.topics, Company(paper)
        return tuple([topics[index].id for index in self._best(paper, self._found(paper, company), company)])

    def broader_than(self, topics: Iterable[str]) -> tuple[str, ...]:
        """All of which these are parts, and which are none of them: ids."""
        given = {self._indices[topic]: None for topic in topics}
        broader = dict.fromkeys(each for index in given for each, _ in self._shares[index][1:] if each not in given)
        return tuple([self.vocabulary.topics[index].id for index in broader])

    def explain(self, paper: Paper) -> tuple[Reason, ...]:
        """What gave the paper its topics: in the order of `topics_of`, then of the paper's fields."""
        company = Company(paper)
        found, topics = self._found(paper, company), self.vocabulary.topics
        weighed: list[tuple[Field, Meaning, float]] = []
        _said_of(found, weighed)
        return tuple(
            Reason(topics[index].id, meaning.alias or "", field, round(weight * share, 2))
            for index in self._best(paper, found, company)
            for field, meaning, weight in weighed
            for owner, share in self._shares[meaning.topic]
            if owner == index
        )

    def evidence(self, paper: Paper) -> dict[str, Signs]:
        """What speaks for each topic that has anything speaking for it, by its id."""
        company = Company(paper)
        evidence = self._evidence(self._found(paper, company), company)
        return {self.vocabulary.topics[index].id: Signs._make(each) for index, each in evidence.items()}

    def _found(self, paper: Paper, company: Company) -> _Found:
        """What each field says."""
        finder = self._finder
        said = [(Field.TITLE, finder.find(finder.with_endings_apart(paper.title), company, in_title=True))]
        if paper.keywords:
            # A keyword is a term, and means it in small letters too.
            said.append((Field.KEYWORDS, finder.find(company.keywords, company, in_any_case=True)))
        if paper.summary:
            said.append((Field.SUMMARY, finder.find(paper.summary, company)))
        if paper.abstract:
            said.append((Field.ABSTRACT, finder.find(paper.abstract, company)))
        return said

    def _best(self, paper: Paper, found: _Found, company: Company) -> list[int]:
        """Indices of the topics that the paper is about, the best first."""
        evidence = self._evidence(found, company)
        sure = self._sureness(evidence)
        if not sure:
            return []
        needed = _NEEDED if paper.abstract else _NEEDED_OF_A_TITLE
        given = [index for index, each in sure.items() if each >= needed]
        if not given:
            best = max(sure, key=sure.__getitem__)
            return [best] if sure[best] >= _NEEDED_IF_ALONE else []
        return sorted(given, key=sure.__getitem__, reverse=True)[:AT_MOST]

    def _evidence(self, found: _Found, company: Company) -> dict[int, tuple[float, ...]]:
        """The Signs, by the topic's index, as mere tuples: to name what is in them takes longer than to sum them up."""
        own, phrases = _said_of(found)
        if not own:
            return {}
        lent = self._lent(own)
        indices = list(own | lent)
        accords = self._accords.of(company.words, company.of_title, indices)
        behind = {accord: log1p(others) for others, accord in reversed([*enumerate(sorted(accords, reverse=True))])}
        weights = [own.get(index, 0.0) for index in indices]
        from_narrower = [lent.get(index, 0.0) for index in indices]
        together = list(map(add, weights, from_narrower))
        best = max(together)
        signs = zip(  # in the order of Signs
            map(log1p, weights),
            [each / best for each in together],
            [log1p(phrases.get(index, 0)) for index in indices],
            map(log1p, from_narrower),
            [not weight for weight in weights],
            accords,
            map(behind.__getitem__, accords),
            strict=True,
        )
        return dict(zip(indices, signs, strict=True))

    def _sureness(self, evidence: dict[int, tuple[float, ...]]) -> dict[int, float]:
        """How sure we are that the paper is about each topic, in log-odds."""
        at_first = self._at_first
        return {index: at_first[index] + sum(map(mul, _WORTH, signs)) for index, signs in evidence.items()}

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
        return [_AT_FIRST - topic.caution - topic.profile.caution for topic in self.vocabulary.topics]

    @cached_property
    def _indices(self) -> dict[str, int]:
        return {topic.id: index for index, topic in enumerate(self.vocabulary.topics)}

    @cached_property
    def _shares(self) -> list[list[tuple[int, float]]]:
        """By a topic's index: the topics that its words count for, and how much: itself and all broader ones."""
        indices = self._indices

        def share(topic: Topic, part: float, shares: dict[int, float]) -> dict[int, float]:
            shares[indices[topic.id]] = part
            for each in topic.broader:
                if indices[each] not in shares:
                    share(self.vocabulary.topics[indices[each]], part * _BROADER, shares)
            return shares

        return [list(share(topic, 1.0, {}).items()) for topic in self.vocabulary.topics]


_ByTopic = dict[int, float]


def _said_of(found: _Found, told: list[tuple[Field, Meaning, float]] | None = None) -> tuple[_ByTopic, _ByTopic]:
    """By the topic's index: the weight of words of its own, and how many different phrases there are among them.

    All that was weighed is added to `told`.
    """
    own: _ByTopic = {}
    phrases: _ByTopic = {}
    seen: set[int] = set()
    for field, meanings in found:
        in_field: _ByTopic = {}
        by_place = _WEIGHTS[field]
        for meaning, place in meanings:
            topic, strength = meaning.topic, meaning.strength
            weight = by_place[place] * strength
            if id(meaning) in seen:
                weight *= _HINT_AGAIN if strength == HINT else _AGAIN
            else:
                seen.add(id(meaning))
                if meaning.is_phrase:
                    phrases[topic] = phrases.get(topic, 0) + 1
            in_field[topic] = in_field.get(topic, 0.0) + weight
            if told is not None:
                told.append((field, meaning, weight))
        most = _MOST[field]
        for topic, weight in in_field.items():
            own[topic] = own.get(topic, 0.0) + (weight if weight < most else most)
    return own, phrases
