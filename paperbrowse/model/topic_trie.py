"""The words of texts and aliases, and the trie in which the aliases of all topics are planted, in every spelling."""

import re
from collections import defaultdict
from collections.abc import Iterable
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
    """Some words with which aliases begin."""

    __slots__ = ("following", "said")

    def __init__(self, following: "dict[str, Node]", said: tuple[Said, ...] | None) -> None:
        self.following = following
        """By the next word."""
        self.said = said
        """What the words up to here mean; None where more must follow."""


_NOTHING: dict[str, Node] = {}
"""Follows most aliases."""


class Planted:
    """Some words with which aliases begin, while more are planted: a word in all its spellings is one."""

    def __init__(self) -> None:
        self._following: defaultdict[tuple[str, ...], Planted] = defaultdict(Planted)
        self._meanings: dict[int, Meaning] = {}
        """By their number."""

    def plant(self, phrase: str, meaning: Meaning, number: int) -> None:
        """Plants the words; a hyphen also for nothing. To a topic, words mean what they do by the lowest number."""
        plain = folded(phrase).lstrip(STAR)
        for text in {plain, _HYPHEN.sub("", plain)}:
            node = self
            for word in words_in(text):
                node = node._following[_spellings(word)]
            node._meanings[number] = meaning

    def grown(self, shorter: Iterable[Said] = ()) -> Node:
        """Once all is planted, by every spelling. Words say what their first ones say, too; the longest come first."""
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
        # Each is grown once: what follows a singular and its plural is the same, and a fourth of the nodes will do.
        nodes = {each: each.grown(behind) for each in dict.fromkeys(by_word.values())}
        return Node({word: nodes[each] for word, each in by_word.items()} or _NOTHING, said if own else None)

    def _and(self, other: "Planted") -> "Planted":
        """Both: after a spelling that two words have in common, as "biases" is of "bias" and of "biase"."""
        both = Planted()
        both._meanings = self._meanings | other._meanings
        both._following = self._following | other._following
        for spellings in self._following.keys() & other._following.keys():
            both._following[spellings] = self._following[spellings]._and(other._following[spellings])
        return both


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
