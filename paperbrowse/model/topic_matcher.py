"""Which topics a paper has, and why.

Every alias that is found adds to the score of its topic, and less to those of broader topics: by the field where it
stands, and in an abstract by the sentence. Topics with a score that suffices are ranked, generic ones lower.
"""

from enum import IntEnum
from functools import cached_property

from .paper import Paper
from .topic_words import AliasFinder, Company, Meaning, Place
from .topics import Topic, Vocabulary
from .value import Value

AT_MOST = 6
"""Topics of one paper."""

RULES = 2
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


_WEIGHTS = ((6.0, 6.0, 6.0), (1.5, 1.5, 1.5), (2.5, 2.5, 2.5), (1.0, 1.7, 0.7))
"""By Field, then by Place."""
_MOST = (6.0, 4.0, 3.5, 5.0)
"""What each field adds at most, however often it says so."""
_HINT = 0.5
_BROADER = 0.7

_NEEDED = 2.6
"""More than a keyword and one mention in passing."""
_NEEDED_IF_GENERIC = 3.4
_WITHOUT_KEYWORDS = 0.7
"""What a paper needs of that which has neither keywords nor a summary."""
_NEEDED_IF_ALONE = 1.0
"""For the best topic of a paper that would have none."""
_OF_THE_BEST = 0.2
"""A topic with less than this share of the best topic's score is mentioned in passing."""
_GENERIC_RANK = 0.7
_LENT_RANK = 0.4
"""What narrower topics say counts less when topics compete for a place."""
_ENOUGH = 4
"""Topics without a word of their own fill up to this many places."""

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
        return tuple(
            Reason(topics[index].id, meaning.alias or "", field, round(_weight(field, place, meaning) * share, 2))
            for index in self._best(paper, found)
            for field, meanings in found
            for meaning, place in meanings
            for owner, share in self._shares[meaning.topic]
            if owner == index
        )

    def _found(self, paper: Paper) -> _Found:
        """What each field says."""
        finder, company = self._finder, Company(paper)
        said = [(Field.TITLE, finder.find(finder.with_endings_apart(paper.title), company))]
        if paper.keywords:
            # A semicolon ends every term; a keyword is a term, and means it in small letters too.
            said.append((Field.KEYWORDS, finder.find(" ; ".join(paper.keywords), company, in_any_case=True)))
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
        lent = self._lent(own)
        part = 1.0 if paper.keywords or paper.summary else _WITHOUT_KEYWORDS
        floor = _OF_THE_BEST * max(own.values())
        needed = (max(floor, part * _NEEDED), max(floor, part * _NEEDED_IF_GENERIC))
        is_generic = self._is_generic
        ranks: dict[int, float] = {}
        for index in own.keys() | lent.keys():
            score, borrowed = own.get(index, 0.0), lent.get(index, 0.0)
            if score + borrowed >= needed[is_generic[index]]:
                ranks[index] = (score + borrowed * _LENT_RANK) * (_GENERIC_RANK if is_generic[index] else 1.0)
        if not ranks:
            best = max(own, key=own.__getitem__)
            return [best] if own[best] >= _NEEDED_IF_ALONE else []
        best_first = sorted(ranks, key=lambda index: (-ranks[index], index))[:AT_MOST]
        return [index for place, index in enumerate(best_first) if index in own or place < _ENOUGH]

    def _scores(self, found: _Found) -> dict[int, float]:
        """What words of its own give each topic, by its index."""
        scores: dict[int, float] = {}
        for field, meanings in found:
            in_field: dict[int, float] = {}
            weights = _WEIGHTS[field]
            for meaning, place in meanings:
                index = meaning.topic
                weight = weights[place] * _HINT if meaning.is_hint else weights[place]
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


def _weight(field: Field, place: Place, meaning: Meaning) -> float:
    return _WEIGHTS[field][place] * (_HINT if meaning.is_hint else 1.0)
