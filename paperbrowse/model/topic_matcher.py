"""Which topics a paper has, and why.

Every alias that is found adds to the weight of its topic, and less to that of broader topics: by the field where it
stands, and in an abstract by the sentence. From the weight, its share of the best topic's, how many different phrases
speak for the topic, and how well all other words of the paper go with it (`topic_profiles`) comes how sure we are that a
careful reader would look for the paper there.

The constants of `_sureness` and how much caution each topic needs were fitted by logistic regression
(tests/model/topics_fit.py) to what readers of title and abstract said of 2,500 papers: which topics they expect, and
whether 11,600 pairs of paper and topic are right. Other papers were kept apart to check the result (tests/data/topics).
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from enum import IntEnum
from functools import cached_property
from math import log1p

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

_AT_FIRST = -3.7
_BY_WEIGHT = 0.56
_OF_THE_BEST = 3.2
_BY_PHRASES = 0.9
_BY_ACCORD = 1.3
_NEEDED = 0.6
"""How sure we must be, in log-odds."""
_NEEDED_LESS = 1.0
"""By a broader topic, the more narrower topics lend it: it belongs to the paper, though it comes after them."""
_NEEDED_OF_A_TITLE = -0.3
"""Of a paper without an abstract, which has less to say."""
_NEEDED_IF_ALONE = -2.0
"""For the best topic of a paper that would have none."""

_Found = list[tuple[Field, list[tuple[Meaning, Place]]]]

Evidence = tuple[float, float, float, float, float]
"""What speaks for a topic, each part on a scale that flattens; `topics_fit` finds the constants from it:

the weight of words of its own; that weight and what narrower topics lend, as a share of the best topic's; the different
aliases of several words, which say more than single words; the accord of all words with it; what narrower topics lend. The last takes no part in the sureness:
readers rarely name a broader topic beside a narrower one, and yet look for the paper in both.
"""


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

    def explain(self, paper: Paper) -> tuple[Reason, ...]:
        """What gave the paper its topics: in the order of `topics_of`, then of the paper's fields."""
        company = Company(paper)
        found, topics = self._found(paper, company), self.vocabulary.topics
        seen: set[int] = set()
        weighed = [(field, *each) for field, meanings in found for each in _weighed(field, meanings, seen)]
        return tuple(
            Reason(topics[index].id, meaning.alias or "", field, round(weight * share, 2))
            for index in self._best(paper, found, company)
            for field, meaning, weight in weighed
            for owner, share in self._shares[meaning.topic]
            if owner == index
        )

    def evidence(self, paper: Paper) -> dict[str, Evidence]:
        """What speaks for each topic that has anything speaking for it, by its id."""
        company = Company(paper)
        evidence = self._evidence(self._found(paper, company), company)
        return {self.vocabulary.topics[index].id: each for index, each in evidence.items()}

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
        given = [index for index, each in sure.items() if each + _NEEDED_LESS * evidence[index][-1] >= needed]
        if not given:
            best = max(sure, key=sure.__getitem__)
            return [best] if sure[best] >= _NEEDED_IF_ALONE else []
        return sorted(given, key=sure.__getitem__, reverse=True)[:AT_MOST]

    def _evidence(self, found: _Found, company: Company) -> dict[int, Evidence]:
        """By the topic's index."""
        own = _own_weights(found)
        if not own:
            return {}
        lent = self._lent(own)
        weights = dict(own)
        for index, weight in lent.items():
            weights[index] = weights.get(index, 0.0) + weight
        best = max(weights.values())
        phrases = Counter(meaning.topic for meaning in _different(found) if meaning.is_phrase and meaning.strength != HINT)
        accords = self._accords.of(company.words, weights)
        return {
            index: (log1p(own.get(index, 0.0)), weight / best, log1p(phrases[index]), accord, log1p(lent.get(index, 0.0)))
            for (index, weight), accord in zip(weights.items(), accords, strict=True)
        }

    def _sureness(self, evidence: dict[int, Evidence]) -> dict[int, float]:
        """How sure we are that the paper is about each topic, in log-odds."""
        at_first = self._at_first
        return {
            index: at_first[index]
            + _BY_WEIGHT * weight
            + _OF_THE_BEST * of_the_best
            + _BY_PHRASES * phrases
            + _BY_ACCORD * accord
            for index, (weight, of_the_best, phrases, accord, _) in evidence.items()
        }

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


def _own_weights(found: _Found) -> dict[int, float]:
    """What words of its own say of each topic, by its index."""
    weights: dict[int, float] = {}
    seen: set[int] = set()
    for field, meanings in found:
        in_field: dict[int, float] = {}
        for meaning, weight in _weighed(field, meanings, seen):
            in_field[meaning.topic] = in_field.get(meaning.topic, 0.0) + weight
        most = _MOST[field]
        for index, weight in in_field.items():
            weights[index] = weights.get(index, 0.0) + min(weight, most)
    return weights


def _different(found: _Found) -> Iterable[Meaning]:
    return {id(meaning): meaning for _, meanings in found for meaning, _ in meanings}.values()


def _weighed(
    field: Field, meanings: list[tuple[Meaning, Place]], seen: set[int]
) -> Iterator[tuple[Meaning, float]]:
    """`seen` holds the ids of meanings that were found before, and gets those of these."""
    by_place = _WEIGHTS[field]
    for meaning, place in meanings:
        weight = by_place[place] * meaning.strength
        if id(meaning) in seen:
            weight *= _HINT_AGAIN if meaning.strength == HINT else _AGAIN
        else:
            seen.add(id(meaning))
        yield meaning, weight
