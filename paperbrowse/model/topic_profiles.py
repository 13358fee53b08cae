"""What papers on a topic have in common besides the aliases of its vocabulary: words that stand in them more often than
in others. A paper that says "diffusion" once, among words of image generation, is about it; among those of physics not.

topic_profiles.txt was made by `python -m tests.model.topics_fit` from the papers of the recorded days. One line a topic:
its id, its caution, its usual accord, and its words, each followed by its weight.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from math import log1p, sqrt

from .value import Value

SCALE = 0.1
"""Of the weights, which stand in the file as whole numbers."""


class Profile(Value):
    caution: float = 0.0
    """How much clearer the signs of the topic must be than those of others, in log-odds."""
    usual: float = 0.0
    """The accord of an arbitrary paper."""
    words: tuple[tuple[str, int], ...] = ()
    """The most telling ones, with their weights."""


NO_PROFILE = Profile()
_UNKNOWN = 0.4
"""The accord with a topic that has no words: a little more than usual, since it is named."""


class Accords:
    """How well the words of papers go with each topic."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._profiles = tuple(profiles)

    def of(self, words: frozenset[str], topics: Iterable[int]) -> list[float]:
        """Of the topics of these indices, in their order; above 0 for more than usual, on a scale that flattens."""
        usual = self._usual
        return [
            _UNKNOWN if usual[index] is None else _flat(each - usual[index])
            for index, each in zip(topics, self.raw(words, topics), strict=True)
        ]

    def raw(self, words: frozenset[str], topics: Iterable[int]) -> list[float]:
        """The same, without regard to what is usual."""
        told = list(filter(None, map(self._lanes.get, words)))
        sums, lane = sum(told), self._lane
        most, scale = (1 << lane) - 1, SCALE / sqrt(len(told) + 1)
        return [(sums >> lane * index & most) * scale for index in topics]

    @cached_property
    def _usual(self) -> list[float | None]:
        """By topic; None of those that have no words."""
        return [profile.usual if profile.words else None for profile in self._profiles]

    @cached_property
    def _lane(self) -> int:
        """Bits of a topic's sum, as many as all words of a profile together need."""
        return max((sum(weight for _, weight in profile.words) for profile in self._profiles), default=0).bit_length()

    @cached_property
    def _lanes(self) -> dict[str, int]:
        """By word its weights for all topics side by side in one number, so that one sum adds them up for all topics:
        four times as fast as a loop over them."""
        lanes: dict[str, int] = {}
        for index, profile in enumerate(self._profiles):
            for word, weight in profile.words:
                lanes[word] = lanes.get(word, 0) | weight << self._lane * index
        return lanes


def _flat(accord: float) -> float:
    return log1p(accord) if accord >= 0 else -log1p(-accord)


def parse_profiles(text: str) -> Mapping[str, Profile]:
    """By the id of the topic."""
    profiles = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            topic, caution, usual, *words = line.split()
            weights = map(int, words[1::2])
            profiles[topic] = Profile(float(caution), float(usual), tuple(zip(words[::2], weights, strict=True)))
    return profiles
