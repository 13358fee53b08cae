"""What papers on a topic have in common besides the aliases of its vocabulary: words that stand in them more often, or more
rarely, than in others. A paper that says "diffusion" once, among words of image generation, is about it; among those of
physics not.

topic_profiles.txt was made by `python -m tests.model.topics_fit` from the papers of the recorded days. One line a topic:
its id, its caution, what its accord begins with, and its words, each followed by its weight; IN_TITLE stands before words
that tell something more where they stand in a title.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from functools import cached_property
from struct import calcsize, unpack

from .value import Value

SCALE = 50
"""Accords stand in the file, and are added up, in fiftieths."""
IN_TITLE = "^"


class Profile(Value):
    caution: float = 0.0
    """How much clearer the signs of the topic must be than those of others, in log-odds."""
    at_first: int = 0
    """The accord of a paper without any of the words."""
    words: tuple[tuple[str, int], ...] = ()
    """The most telling ones, with their weights, which are below 0 for words of other papers."""


NO_PROFILE = Profile(caution=0.3, at_first=-4 * SCALE)
"""Of a topic of the reader: nobody has looked yet at what else its words may mean, so its signs must be clearer. This is the
accord that papers have in the middle with topics which they mention, and are not about."""
_MOST = 8.0
"""Either way: beyond, more words say nothing more."""


class Accords:
    """How well the words of papers go with each topic."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._profiles = tuple(profiles)

    def of(self, words: Set[str], of_title: Set[str], topics: Iterable[int]) -> list[float]:
        """With the topics of these indices, in their order; the higher, the more the paper is like theirs."""
        anywhere, in_title, at_first = self._lanes, self._lanes_of_title, self._at_first
        total = sum(map(anywhere.__getitem__, words & anywhere.known), self._least)
        total += sum(map(in_title.__getitem__, of_title & in_title.known))
        sums = unpack(self._layout, total.to_bytes(calcsize(self._layout), "little"))
        accords = [sums[index] / SCALE + at_first[index] for index in topics]
        return [each if -_MOST < each < _MOST else _MOST if each > 0 else -_MOST for each in accords]

    @cached_property
    def _below(self) -> list[int]:
        """By topic, how far words may take its sum below 0: each begins so much higher, since lanes hold nothing below 0."""
        return [-sum(weight for _, weight in profile.words if weight < 0) for profile in self._profiles]

    @cached_property
    def _at_first(self) -> list[float]:
        return [(profile.at_first - below) / SCALE for profile, below in zip(self._profiles, self._below, strict=True)]

    @cached_property
    def _lane(self) -> int:
        """Bits of a topic's sum, in which all words of a profile together have room."""
        most = max((sum(abs(weight) for _, weight in profile.words) for profile in self._profiles), default=0)
        return 16 if most < 1 << 16 else 32

    @cached_property
    def _layout(self) -> str:
        return f"<{len(self._profiles)}{'H' if self._lane == 16 else 'I'}"

    @cached_property
    def _least(self) -> int:
        return sum(below << self._lane * index for index, below in enumerate(self._below))

    @cached_property
    def _lanes(self) -> "_Lanes":
        return self._lanes_of(in_title=False)

    @cached_property
    def _lanes_of_title(self) -> "_Lanes":
        return self._lanes_of(in_title=True)

    def _lanes_of(self, *, in_title: bool) -> "_Lanes":
        weights: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for index, profile in enumerate(self._profiles):
            for word, weight in profile.words:
                if word.startswith(IN_TITLE) is in_title:
                    weights[word.removeprefix(IN_TITLE)].append((index, weight))
        return _Lanes(weights, self._lane)


class _Lanes(dict[str, int]):
    """By word its weights for all topics side by side in one number, so that one sum adds them up for all topics: four
    times as fast as a loop over them. Each is made when its word is first met."""

    def __init__(self, weights: Mapping[str, list[tuple[int, int]]], lane: int) -> None:
        self._weights = weights
        self._lane = lane
        self.known = frozenset(weights)

    def __missing__(self, word: str) -> int:
        self[word] = sum(weight << self._lane * index for index, weight in self._weights[word])
        return self[word]


def parse_profiles(text: str) -> Mapping[str, Profile]:
    """By the id of the topic."""
    profiles = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            topic, caution, at_first, *words = line.split()
            weights = map(int, words[1::2])
            profiles[topic] = Profile(float(caution), int(at_first), tuple(zip(words[::2], weights, strict=True)))
    return profiles
