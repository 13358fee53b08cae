"""Finds the aliases of a vocabulary in a text, in one pass whatever the size of the vocabulary.

The text is cut into words once, and a trie of dictionaries is walked from each of them. Measured on the recorded days
(papers with an abstract of 1,400 characters, two thirds of them with keywords; 211 topics with 15,000 aliases in 77,000
spellings; one core of a machine with two slow cores, Python 3.11): 5,000 to 5,600 papers a second with all scoring, and
0.06 s for the trie, which grows where texts lead. One regular expression of all spellings side by side finds words in 13
papers a second. Factored by its first letters it reaches 12,500, but takes 2 s to compile, cannot find what overlaps
("long video" and "video generation" in "long video generation"), and does not yet look up, weigh and rank.
"""

import re
from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property, lru_cache

from .paper import Paper
from .topic_trie import STAR, Meaning, Node, Planted, Said, Seeds, words_in
from .topics import Topic, Vocabulary

_END = "|"
_BEYOND = "\n"
"""Stands behind the text, and in no alias."""
_USING_WORDS = frozenset(
    "on across over that which outperforming outperforms achieves achieving using leveraging".split()
)
"""They end what is made."""
_OUR_WORDS = "investigate investigates explore study".split()
_MAKING_WORDS = (
    "propose proposes introduce introduces introducing introduced present presents presenting develop develops "
    "construct constructs constructing constructed build building built release releases releasing contribute "
    "contributes curate curates curating curated create creating establish establishes collect collects collecting "
    "collected compile compiled assemble annotate annotating provide provides offer offers design".split()
)
_NOWHERE = -100
_MADE_WITHIN = 14
"""So many words after one of making, what is named is what is made."""
_ABSENCE_WORDS = "without unlike instead rather eliminating eliminates avoiding avoids bypassing bypasses".split()
"""What follows them, at most two words later, is what the paper is not about."""


class Place(IntEnum):
    """Where in a text."""

    BEGINNING = 0
    """The first sentence."""
    OURS = 1
    """After "we propose" and the like, up to the end of the sentence: mostly what the paper does."""
    ELSEWHERE = 2
    MADE = 3
    """Soon after "we build" and the like: of topics that are contributions only."""


_BEGINNING, _OURS, _ELSEWHERE, _MADE = Place
"""Looked up once: that is slow."""


class Company:
    """All words of a paper, for aliases that need, or must not have, some of them beside them."""

    def __init__(self, paper: Paper) -> None:
        # A semicolon ends every term.
        self.keywords = " ; ".join(paper.keywords)
        self._texts = (paper.title, self.keywords, paper.summary or "", paper.abstract or "")
        self._words: dict[str, list[str]] = {}

    def words_of(self, text: str) -> list[str]:
        """In their order. Every text is cut once."""
        words = self._words.get(text)
        if words is None:
            words = self._words[text] = words_in(text)
        return words

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset().union(*map(self.words_of, self._texts))

    @property
    def of_title(self) -> set[str]:
        return set(self.words_of(self._texts[0]))


_TURN, _MAKING, _ABSENCE = Node(Planted), Node(Planted), Node(Planted)
"""The nodes of words that begin no alias, but tell where in the text we are."""


class AliasFinder:
    """Cheap to make: the trie is made when it is first needed."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._topics = vocabulary.topics

    def find(
        self, text: str, company: Company, in_any_case: bool = False, in_title: bool = False
    ) -> list[tuple[Meaning, Place]]:
        """What a text says, in its order; of aliases of one topic in one another, only the longest.

        `in_any_case` finds "rag" for RAG. A title names what the paper contributes.
        """
        words = [*company.words_of(text), _END, _BEYOND]
        found: list[tuple[Meaning, Place]] = []
        reach = [0] * len(self._topics)
        decided: dict[int, bool] = {}
        for said, until, place, made_from in self._said(words):
            for meaning, back in said:
                end, topic = until - back, meaning.topic
                if end <= reach[topic]:
                    continue
                if meaning.is_plain:
                    reach[topic] = end
                    found.append((meaning, place))
                    continue
                is_made = meaning.is_contribution and (in_title or _is_made(words, made_from, end))
                if meaning.is_contributed and not is_made:
                    continue
                if not (meaning.is_certain or _decide(decided, meaning, text, company, in_any_case)):
                    continue
                reach[topic] = end
                if meaning.alias is not None:
                    found.append((meaning, _MADE if is_made else place))
        return found

    def _said(self, words: list[str]) -> Iterator[tuple[tuple[Said, ...], int, Place, int]]:
        """What the longest aliases that begin at each word say, where they end, and where that stands."""
        place, made_from, absent_until = _BEGINNING, _NOWHERE, 0
        for end, node in enumerate(map(self._trie.get, words), 1):
            if node is None:
                continue
            begun, said, until = end, node.said, end
            while words[end] in node.following:
                node = node.following[words[end]]
                end += 1
                if node.said is not None:
                    said, until = node.said, end
            if said:
                if begun > absent_until:
                    yield said, until, place, made_from
            elif node is _TURN:
                place, made_from = (_ELSEWHERE, _NOWHERE) if words[end - 1] == _END else (_OURS, made_from)
            elif node is _MAKING:
                place, made_from = _OURS, end
            elif node is _ABSENCE:
                absent_until = end + 3

    def with_endings_apart(self, title: str) -> str:
        """With a blank before what aliases with a star end with: "VideoBench" becomes "Video Bench"."""
        lowered = title.lower()
        return self._ending.sub(" ", title) if any(map(lowered.__contains__, self._stars)) else title

    @cached_property
    def _stars(self) -> list[str]:
        aliases = (alias.text.lower() for topic in self._topics for alias in topic.aliases)
        return sorted({text[1:] for text in aliases if text.startswith(STAR)})

    @cached_property
    def _ending(self) -> re.Pattern[str]:
        any_of_them = "|".join(map(re.escape, self._stars))
        return re.compile(rf"(?i)(?<=[a-z0-9])(?=(?:{any_of_them})(?![a-z0-9]))")

    @cached_property
    def _trie(self) -> dict[str, Node]:
        return _trie_of(self._topics)


@lru_cache(maxsize=2)
def _trie_of(topics: tuple[Topic, ...]) -> dict[str, Node]:
    """Kept for who sorts by the same topics."""
    trie = Seeds(topics).trie()
    for word in (_END, *_OUR_WORDS):
        trie.setdefault(word, _TURN)
    for word in _MAKING_WORDS:
        trie.setdefault(word, _MAKING)
    for word in _ABSENCE_WORDS:
        trie.setdefault(word, _ABSENCE)
    return trie


def _is_made(words: list[str], made_from: int, end: int) -> bool:
    """Whether what ends there is what the word of making before it is about."""
    return end - made_from <= _MADE_WITHIN and _USING_WORDS.isdisjoint(words[made_from:end])


def _decide(decided: dict[int, bool], meaning: Meaning, text: str, company: Company, in_any_case: bool) -> bool:
    """Once for every meaning in a text."""
    if id(meaning) not in decided:
        decided[id(meaning)] = _is_meant(meaning, text, company, in_any_case)
    return decided[id(meaning)]


def _is_meant(meaning: Meaning, text: str, company: Company, in_any_case: bool) -> bool:
    """Whether an ambiguous alias has its capitals and the company that it needs."""
    if meaning.capitals and not in_any_case and not re.search(meaning.capitals, text):
        return False
    if not meaning.near and not meaning.not_near:
        return True
    words = company.words
    return (not meaning.near or not words.isdisjoint(meaning.near)) and words.isdisjoint(meaning.not_near)


