"""Which topics a paper has, and why.

Every alias that is found adds to the score of its topic, and less to those of broader topics: by the field where it
stands, and in an abstract by the sentence. Topics with a score that suffices are ranked, generic and broader ones
lower.

The constants were found by a search, one at a time and in random jumps, over about 300 papers with topics that readers
expect and 1,290 judged pairs: most expected topics found, with at least 93 % of judged pairs right, and 5 topics at the
median. Another 60 papers were kept apart to check them.
"""

from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property

from .paper import Paper
from .topic_words import HINT, AliasFinder, Company, Meaning, Place
from .topics import Topic, Vocabulary
from .value import Value

AT_MOST = 6
"""Topics of one paper."""

RULES = 3
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

_NEEDED = 2.3
_NEEDED_IF_GENERIC = 2.8
_NEEDED_IF_FEW = 1.5
"""For topics that aren't generic while a paper has fewer than _ENOUGH."""
_NEEDED_IF_MANY = 3.0
"""For the last place."""
_WITHOUT_KEYWORDS = 0.7
"""What a paper needs of that which has neither keywords nor a summary."""
_NEEDED_IF_ALONE = 1.0
"""For the best topic of a paper that would have none."""
_OF_THE_BEST = 0.05
"""A topic with less than this share of the best topic's score is mentioned in passing."""
_GENERIC_RANK = 0.4
_UMBRELLA_RANK = 0.7
"""A broader topic leaves the place to the narrower ones when topics compete."""
_ENOUGH = 4
"""Weaker topics, and then those without a word of their own, fill up to this many places."""

_Found = list[tuple[Field, list[tuple[Meaning, Place]]]]


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
        """Indices of the topics with a score that suffices, the best first."""
        own = self._scores(found)
        if not own:
            return []
        lent, is_generic = self._lent(own), self._is_generic
        part = 1.0 if paper.keywords or paper.summary else _WITHOUT_KEYWORDS
        floor = _OF_THE_BEST * max(own.values())
        needed = (max(floor, part * _NEEDED), max(floor, part * _NEEDED_IF_GENERIC))
        ranks: dict[int, float] = {}
        weak: dict[int, float] = {}
        for index, score in own.items():
            if score + lent.get(index, 0.0) < needed[is_generic[index]]:
                if score >= max(floor, part * _NEEDED_IF_FEW) and not is_generic[index]:
                    weak[index] = score
                continue
            if lent.get(index, 0.0) > 0.3 * score:
                score *= _UMBRELLA_RANK
            ranks[index] = score * (_GENERIC_RANK if is_generic[index] else 1.0)
        best_first = _best_first(ranks)[:AT_MOST]
        if len(best_first) == AT_MOST and own[best_first[-1]] < _NEEDED_IF_MANY:
            best_first.pop()
        if len(best_first) < _ENOUGH:
            wordless = {index: score for index, score in lent.items() if index not in own and score >= needed[1]}
            best_first = [*best_first, *_best_first(weak), *_best_first(wordless)][:_ENOUGH]
        if best_first:
            return best_first
        best = max(own, key=own.__getitem__)
        return [best] if own[best] >= _NEEDED_IF_ALONE else []

    def _scores(self, found: _Found) -> dict[int, float]:
        """What words of its own give each topic, by its index."""
        scores: dict[int, float] = {}
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
                in_field[index] = in_field.get(index, 0.0) + weight
            most = _MOST[field]
            for index, score in in_field.items():
                scores[index] = scores.get(index, 0.0) + min(score, most)
        return scores

    def _lent(self, own: dict[int, float]) -> dict[int, float]:
        """What broader topics get from the best of their narrower ones."""
        lent: dict[int, float] = {}
        for index, score in own.items():
            for broader, share in self._shares[index][1:]:
                if score * share > lent.get(broader, 0.0):
                    lent[broader] = score * share
        return lent

    @cached_property
    def _is_generic(self) -> list[bool]:
        return [topic.is_generic for topic in self.vocabulary.topics]

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


def _best_first(ranks: dict[int, float]) -> list[int]:
    return sorted(ranks, key=lambda index: (-ranks[index], index))
