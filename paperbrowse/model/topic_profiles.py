"""What papers on a topic have in common besides the aliases of its vocabulary: words that stand in them more often than
in others. A paper that says "diffusion" once, among words of image generation, is about it; among those of physics not.

topic_profiles.txt was made by `python -m tests.model.topics_fit` from the papers of the recorded days. One line a topic:
its id, its caution, what its accord begins with, and its words, each followed by its weight.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

from .value import Value

SCALE = 20
"""Accords stand in the file, and are added up, in twentieths."""


class Profile(Value):
    caution: float = 0.0
    """How much clearer the signs of the topic must be than those of others, in log-odds."""
    at_first: int = 0
    """The accord of a paper without any of the words; that of an arbitrary paper is 0."""
    words: tuple[tuple[str, int], ...] = ()
    """The most telling ones, with their weights."""


NO_PROFILE = Profile(caution=0.3)
"""Of a topic of the reader: nobody has looked yet at what else its words may mean, so its signs must be clearer."""
_MOST = 6.0


class Accords:
    """How well the words of papers go with each topic."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        self._profiles = tuple(profiles)

    def of(self, words: frozenset[str], topics: Iterable[int]) -> list[float]:
        """With the topics of these indices, in their order: 0 is usual, 6 the most, and most papers differ by 1.

        With a topic that has no words it is as usual.
        """
        sums, lane, profiles = sum(filter(None, map(self._lanes.get, words))), self._lane, self._profiles
        most = (1 << lane) - 1
        return [min(_MOST, ((sums >> lane * index & most) + profiles[index].at_first) / SCALE) for index in topics]

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


def parse_profiles(text: str) -> Mapping[str, Profile]:
    """By the id of the topic."""
    profiles = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            topic, caution, at_first, *words = line.split()
            weights = map(int, words[1::2])
            profiles[topic] = Profile(float(caution), int(at_first), tuple(zip(words[::2], weights, strict=True)))
    return profiles
