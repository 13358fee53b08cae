"""Which topics a paper has, and why."""

import re
from enum import IntEnum
from functools import cached_property

from .paper import Paper
from .text import folded
from .topics import Alias, Topic, Vocabulary
from .value import Value

AT_MOST = 6
"""Topics of one paper."""

RULES = 1
"""Raised when the rules below change, so that stored topics are known to be old."""


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


_WEIGHT = {Field.TITLE: 6.0, Field.KEYWORDS: 2.0, Field.SUMMARY: 2.5}
_MOST = (6.0, 4.0, 3.5, 5.0)
"""What each field adds at most, however often it says so."""

_FIRST_SENTENCE = 1.0
_AFTER_OURS = 1.5
"""After "we propose" and the like, up to the end of the sentence."""
_OTHER_SENTENCE = 0.7

_HINT = 0.5
_BROADER = 0.7

_NEEDED = 3.3
_NEEDED_IF_GENERIC = 4.6
_WITHOUT_KEYWORDS = 0.7
"""What a paper needs of that which has an abstract, but neither keywords nor a summary."""
_NEEDED_IF_ALONE = 1.0
"""For the best topic of a paper that would have none."""
_OF_THE_BEST = 0.27
"""A topic with less than this share of the best topic's score is a mention in passing."""
_GENERIC_RANK = 0.7

_WORD = re.compile(r"[a-z0-9]+|\.(?!\d)|[^a-z0-9\s_/.‐-―-]")
"""Words, and what stands between two words that cannot be one term. Letters of other scripts stand between, too."""
_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_OUR_WORDS = frozenset(
    "propose proposes introduce introduces present presents investigate investigates develop explore study".split()
)
"""What follows one of them in its sentence is mostly what the paper does."""
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")

class _Meaning(Value):
    """What some words mean to one topic."""

    topic: int
    """Its place in the vocabulary."""
    alias: str | None
    """None where these words mean something else."""
    factor: float = 1.0
    in_capitals: re.Pattern[str] | None = None
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    is_certain: bool = True
    """The words alone decide."""


_Node = dict[str, object]
"""By word the next node; under _MEANING what the words up to here mean, a list of _Meaning."""
_MEANING = ""
_END = "."
_TURNS: _Node = {}
"""The node of words that begin no alias, but change what the next ones weigh: a sentence ends, or says what is new."""

_Found = list[tuple[_Meaning, Field, float]]


class Matcher:
    """Finds the topics of a vocabulary in papers. Cheap to make: the trie is made for the first paper."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    @property
    def version(self) -> str:
        """Of stored topics: other rules or another vocabulary might give a paper others."""
        return f"{RULES}-{self.vocabulary.version}"

    def topics_of(self, paper: Paper) -> tuple[str, ...]:
        """Ids, the best first, AT_MOST of them."""
        topics = self.vocabulary.topics
        return tuple([topics[place].id for place in self._best(paper, self._found(paper))])

    def explain(self, paper: Paper) -> tuple[Reason, ...]:
        """What gave the paper its topics: in the order of `topics_of`, then of the paper's fields."""
        found = self._found(paper)
        return tuple(
            Reason(self.vocabulary.topics[place].id, meaning.alias or "", field, round(weight * share, 2))
            for place in self._best(paper, found)
            for meaning, field, weight in found
            for owner, share in self._shares[meaning.topic]
            if owner == place
        )

    def _found(self, paper: Paper) -> _Found:
        """In the order of the fields."""
        found: _Found = []
        title = self._ending.sub(" ", folded(paper.title))
        self._scan(paper, title, Field.TITLE, _WEIGHT[Field.TITLE], found)
        if paper.keywords:
            self._scan(paper, folded(" ; ".join(paper.keywords)), Field.KEYWORDS, _WEIGHT[Field.KEYWORDS], found)
        if paper.summary:
            self._scan(paper, folded(paper.summary), Field.SUMMARY, _WEIGHT[Field.SUMMARY], found)
        if paper.abstract:
            self._scan(paper, folded(paper.abstract), Field.ABSTRACT, _FIRST_SENTENCE, found)
        return found

    def _scan(self, paper: Paper, text: str, field: Field, weight: float, found: _Found) -> None:
        """Adds what the folded text says; of what lies in one another, the longest for each topic."""
        words = _WORD.findall(text)
        words.append(_END)
        reach: dict[int, int] = {}
        for start, node in enumerate(map(self._trie.get, words)):
            if node is None:
                continue
            if node is _TURNS:
                if field is Field.ABSTRACT:
                    weight = _OTHER_SENTENCE if words[start] == _END else _AFTER_OURS
                continue
            end = start + 1
            following = node.get(words[end])
            if following is None and _MEANING not in node:
                continue
            path = [(end, node[_MEANING])] if _MEANING in node else []
            while following is not None:
                end += 1
                if _MEANING in following:
                    path.append((end, following[_MEANING]))
                following = following.get(words[end])
            for end, meanings in reversed(path):
                for meaning in meanings:
                    topic = meaning.topic
                    if topic in reach and end <= reach[topic]:
                        continue
                    if meaning.is_certain or _is_meant(meaning, paper, field):
                        reach[topic] = end
                        if meaning.alias is not None:
                            found.append((meaning, field, weight * meaning.factor))

    def _best(self, paper: Paper, found: _Found) -> list[int]:
        """Places of the topics with a score that suffices, the best first."""
        by_topic: dict[int, list[float]] = {}
        shares = self._shares
        for meaning, field, weight in found:
            for place, share in shares[meaning.topic]:
                by_field = by_topic.get(place)
                if by_field is None:
                    by_field = by_topic[place] = [0.0, 0.0, 0.0, 0.0]
                by_field[field] += weight * share
        scores = {place: sum(map(min, by_field, _MOST)) for place, by_field in by_topic.items()}
        if not scores:
            return []
        floor = _OF_THE_BEST * max(scores.values())
        part = 1.0 if paper.keywords or paper.summary else _WITHOUT_KEYWORDS
        needed, needed_if_generic = max(floor, _NEEDED * part), max(floor, _NEEDED_IF_GENERIC * part)
        ranks = {
            place: score * (_GENERIC_RANK if self._is_generic[place] else 1.0)
            for place, score in scores.items()
            if score >= (needed_if_generic if self._is_generic[place] else needed)
        }
        if not ranks:
            best = max(scores, key=scores.__getitem__)
            return [best] if scores[best] >= _NEEDED_IF_ALONE else []
        return sorted(ranks, key=lambda place: (-ranks[place], place))[:AT_MOST]

    @cached_property
    def _is_generic(self) -> list[bool]:
        return [topic.is_generic for topic in self.vocabulary.topics]

    @cached_property
    def _shares(self) -> list[list[tuple[int, float]]]:
        """By a topic's place: the places that its words count for, and how much: itself and all broader topics."""
        places = {topic.id: place for place, topic in enumerate(self.vocabulary.topics)}

        def share(topic: Topic, factor: float, shares: dict[int, float]) -> dict[int, float]:
            shares[places[topic.id]] = factor
            for each in topic.broader:
                if places[each] not in shares:
                    share(self.vocabulary.topics[places[each]], factor * _BROADER, shares)
            return shares

        return [list(share(topic, 1.0, {}).items()) for topic in self.vocabulary.topics]

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        """Before what the aliases with a star end with, within a word of a title: it becomes a word of its own."""
        stars = {alias.text[1:].lower() for topic in self.vocabulary.topics for alias in topic.aliases if alias.text[0] == "*"}
        return re.compile(rf"(?<=[a-z0-9])(?=(?:{'|'.join(map(re.escape, sorted(stars)))})(?![a-z0-9]))" if stars else r"\Z\A")

    @cached_property
    def _trie(self) -> _Node:
        trie: _Node = dict.fromkeys((_END, *_OUR_WORDS), _TURNS)
        for place, topic in enumerate(self.vocabulary.topics):
            for phrase in topic.excepted:
                _plant(trie, phrase, _Meaning(place, None))
            for alias in topic.aliases:
                _plant(trie, alias.text, _meaning(place, alias))
        return trie


def _meaning(place: int, alias: Alias) -> _Meaning:
    near, not_near = (frozenset(s for word in words for s in _spellings(folded(word))) for words in (alias.near, alias.not_near))
    capitals = re.compile(rf"(?<![A-Za-z0-9]){alias.text}s?(?![A-Za-z0-9])") if _CAPITALS.fullmatch(alias.text) else None
    is_certain = not (near or not_near or capitals)
    return _Meaning(place, alias.text, _HINT if alias.is_hint else 1.0, capitals, near, not_near, is_certain)


def _is_meant(meaning: _Meaning, paper: Paper, field: Field) -> bool:
    """Whether an ambiguous alias has its capitals (in keywords any case will do) and the company that it needs."""
    if meaning.in_capitals and field is not Field.KEYWORDS:
        text = (paper.title, "", paper.summary, paper.abstract)[field] or ""
        if not meaning.in_capitals.search(text):
            return False
    if not meaning.near and not meaning.not_near:
        return True
    whole = " ".join((paper.title, *paper.keywords, paper.summary or "", paper.abstract or ""))
    words = frozenset(_WORD.findall(folded(whole)))
    return (not meaning.near or not words.isdisjoint(meaning.near)) and words.isdisjoint(meaning.not_near)


def _plant(trie: _Node, phrase: str, meaning: _Meaning) -> None:
    """Plants the words with every spelling of each; a hyphen also for nothing. The first meaning to a topic stays."""
    plain = folded(phrase)
    joined = re.sub(r"(?<=[a-z0-9])-(?=[a-z0-9])", "", plain)
    for text in dict.fromkeys((plain, joined)):
        nodes = [trie]
        for word in _PLAIN_WORD.findall(text):
            nodes = [node.setdefault(each, {}) for node in nodes for each in _spellings(word)]
        for node in nodes:
            meanings = node.setdefault(_MEANING, [])
            if all(each.topic != meaning.topic for each in meanings):
                meanings.append(meaning)


def _spellings(word: str) -> tuple[str, ...]:
    """Singular and plural."""
    singular = word
    if len(word) > 4 and word.endswith("ies"):
        singular = word[:-3] + "y"
    elif word.endswith(("sses", "xes")):
        singular = word[:-2]
    elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        singular = word[:-1]
    if singular.endswith("y") and singular[-2:-1] not in "aeiou":
        plural = singular[:-1] + "ies"
    else:
        plural = singular + ("es" if singular.endswith(("s", "x", "ch", "sh")) else "s")
    return tuple({word, singular, plural})
