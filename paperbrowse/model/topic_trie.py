"""The words of texts and aliases, and the trie in which the aliases of all topics are planted, in every spelling."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from .text import folded
from .topics import Alias, Topic
from .value import Value

HINT = 0.5
"""The strength of hints."""
_NAME = 2.0
"""The topic's own name says more than an alias."""

_PLAIN_WORD = re.compile(r"[a-z0-9]+")
_HYPHEN = re.compile(r"(?<=[a-z0-9])-(?=[a-z0-9])")
_CAPITALS = re.compile(r"[A-Z][A-Z0-9]+")
STAR = "*"

_DASHES = re.compile("[‐-―]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_BREAK = ","
"""Stands between two words that cannot be one term."""
_BREAKS = b"\"#$%&'()*+:;<=>@[\\]^`{|}~"
_SIGNS = bytes.maketrans(b"-_/!?" + _BREAKS, b"   .." + _BREAK.encode() * len(_BREAKS))


class Meaning(Value):
    """What some words mean to one topic."""

    topic: int
    """Its index in the vocabulary."""
    alias: str | None
    """None where these words mean something else."""
    strength: float = 1.0
    """What it counts."""
    capitals: str | None = None
    """A pattern that must be found in the text as it was written; compiled when it first must, for most never are."""
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    is_certain: bool = True
    """The words alone decide."""
    is_phrase: bool = False
    """Of several words, and no hint."""
    is_contribution: bool = False
    """Counts more soon after a word of making."""
    is_contributed: bool = False
    """Counts only there, and in a title."""
    is_plain: bool = False
    """Counts wherever the words stand."""


Said = tuple[Meaning, int]
"""What some words mean, and how many words before the last of them that ends."""


class Node:
    """Some words with which aliases begin. Most are never met in a text: what is to be known of them is found when
    somebody asks, and that is why the whole trie is made in a fifth of the time that it would take to grow it."""

    __slots__ = ("_plant", "_shorter", "following", "said")

    following: "dict[str, Node]"
    """By the next word."""
    said: tuple[Said, ...] | None
    """What the words up to here mean; None where more must follow."""

    def __init__(self, plant: "Callable[[], Planted]", shorter: Iterable[Said] = ()) -> None:
        """`shorter` is what their first words say, which they say too."""
        self._plant = plant
        self._shorter = shorter

    def __getattr__(self, name: str) -> object:
        """Only while that is not set: a node that was met costs no more than any other object."""
        if name not in ("following", "said"):
            raise AttributeError(name)
        self.following, self.said = self._plant().grown(self._shorter)
        return getattr(self, name)


class Planted:
    """Some words with which aliases begin, and what follows them: a word in all its spellings is one."""

    def __init__(self) -> None:
        self._following: defaultdict[tuple[str, ...], Planted] = defaultdict(Planted)
        self._meanings: dict[int, Meaning] = {}
        """By their number."""

    def plant(self, words: Iterable[str], meaning: Meaning, number: int) -> None:
        """To a topic, words mean what they do by the lowest number."""
        node = self
        for word in words:
            node = node._following[_spellings(word)]
        node._meanings[number] = meaning

    def grown(self, shorter: Iterable[Said]) -> tuple[dict[str, Node], tuple[Said, ...] | None]:
        """`following` and `said`, the longest first."""
        own: dict[int, Meaning] = {}
        for _, meaning in sorted(self._meanings.items()):
            own.setdefault(meaning.topic, meaning)
        decided = {topic for topic, meaning in own.items() if meaning.is_plain}
        said = *((meaning, 0) for meaning in own.values()), *(each for each in shorter if each[0].topic not in decided)
        behind = [(meaning, back + 1) for meaning, back in said]
        by_word: dict[str, Planted] = {}
        for spellings, each in self._following.items():
            for word in spellings:
                by_word[word] = by_word[word]._and(each) if word in by_word else each
        # What follows a singular and its plural is the same.
        nodes = {each: Node(lambda each=each: each, behind) for each in by_word.values()}
        return {word: nodes[each] for word, each in by_word.items()}, said if own else None

    def _and(self, other: "Planted") -> "Planted":
        """Both: after a spelling that two words have in common, as "biases" is of "bias" and of "biase"."""
        both = Planted()
        both._meanings = self._meanings | other._meanings
        both._following = self._following | other._following
        for spellings in self._following.keys() & other._following.keys():
            both._following[spellings] = self._following[spellings]._and(other._following[spellings])
        return both


class Seeds:
    """All that topics are recognized by, ordered by first words: which is all that is done before they are met."""

    def __init__(self, topics: tuple[Topic, ...]) -> None:
        self._topics = topics
        self._numbered = [(index, each) for index, topic in enumerate(topics) for each in (*topic.excepted, *topic.aliases)]
        self._meanings: dict[int, Meaning] = {}
        self._by_first: defaultdict[tuple[str, ...], list[tuple[str, int]]] = defaultdict(list)
        """Texts and their numbers."""
        for number, (_, each) in enumerate(self._numbered):
            for text in _written(each.text if isinstance(each, Alias) else each):
                if first := _first_word(text):
                    self._by_first[_spellings(first)].append((text, number))

    def trie(self) -> dict[str, Node]:
        by_word: dict[str, tuple[tuple[str, ...], ...]] = {}
        for spellings in self._by_first:
            for word in spellings:
                by_word[word] = *by_word.get(word, ()), spellings
        nodes = {firsts: Node(lambda firsts=firsts: self._planted(firsts)) for firsts in by_word.values()}
        return {word: nodes[firsts] for word, firsts in by_word.items()}

    def _planted(self, firsts: tuple[tuple[str, ...], ...]) -> Planted:
        planted = Planted()
        for spellings in firsts:
            for text, number in self._by_first[spellings]:
                planted.plant(words_in(text)[1:], self._meaning(number), number)
        return planted

    def _meaning(self, number: int) -> Meaning:
        """The very same one for all spellings."""
        if number not in self._meanings:
            index, each = self._numbered[number]
            is_alias = isinstance(each, Alias)
            self._meanings[number] = meaning_of(index, each, self._topics[index]) if is_alias else Meaning(index, None)
        return self._meanings[number]


def _written(phrase: str) -> Iterable[str]:
    """A hyphen also for nothing."""
    plain = folded(phrase).lstrip(STAR)
    return {plain, _HYPHEN.sub("", plain)} if "-" in plain else (plain,)


def _first_word(text: str) -> str | None:
    """The first one of `words_in`, mostly in a tenth of the time."""
    begun = _PLAIN_WORD.match(text)
    if begun and text.isascii():
        return begun[0]
    return next(iter(words_in(text)), None)


def words_in(text: str) -> list[str]:
    """Folded, with what stands between them; faster than one regular expression."""
    text = folded(text)
    if not text.isascii():
        text = _NOT_ASCII.sub(_BREAK, _DASHES.sub(" ", text))
    signs = text.encode("ascii").translate(_SIGNS)  # of bytes it takes a fifth of the time
    return signs.replace(b". ", b" | ").replace(b".", b" . ").replace(b",", b" , ").decode().split()


def meaning_of(index: int, alias: Alias, topic: Topic) -> Meaning:
    near, not_near = all_spellings(alias.near), all_spellings(alias.not_near)
    in_capitals = _CAPITALS.fullmatch(alias.text) is not None
    capitals = rf"{alias.text}(?<![A-Za-z0-9]{alias.text})s?(?![A-Za-z0-9])" if in_capitals else None
    is_certain = not (in_capitals or near or not_near)
    strength = HINT if alias.is_hint else _NAME if alias.text == topic.name else 1.0
    return Meaning(
        index,
        alias.text,
        strength,
        capitals,
        near,
        not_near,
        is_certain,
        is_phrase=not (alias.is_hint or alias.text.isalnum()) and len(words_in(alias.text)) > 1,
        is_contribution=topic.is_contribution,
        is_contributed=alias.is_contributed,
        is_plain=is_certain and not (topic.is_contribution or alias.is_contributed),
    )


@lru_cache(maxsize=1_000)
def all_spellings(words: tuple[str, ...]) -> frozenset[str]:
    parts = _PLAIN_WORD.findall(folded(" ".join(words)))
    return frozenset(spelling for part in parts for spelling in _spellings(part))


@lru_cache(maxsize=10_000)
def _spellings(word: str) -> tuple[str, str]:
    """Singular and plural."""
    singular = word
    if len(word) > 4 and word.endswith("ies"):
        singular = word[:-3] + "y"
    elif word.endswith(("sses", "xes")):
        singular = word[:-2]
    elif len(word) > 4 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        singular = word[:-1]
    if singular.endswith("y") and singular[-2:-1] not in "aeiou":
        return singular, singular[:-1] + "ies"
    return singular, singular + ("es" if singular.endswith(("s", "x", "ch", "sh")) else "s")
