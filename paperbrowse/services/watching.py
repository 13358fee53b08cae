"""What the reader watches and mutes."""

import asyncio
from collections.abc import Sequence

from ..errors import StoreError
from ..model.interests import Interest, Interests, Wish
from ..model.paper import Paper
from ..store.forms import decoded, encoded
from ..store.library import Library

_KEY = "interest "
_AT_A_TIME = 20
"""Papers: some two milliseconds where phrases are looked for."""


class Watching:
    """Holds what the library answered last."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._known: dict[str, tuple[tuple[object, ...], Wish | None]] = {}
        """By paper id, with what the paper said then."""
        self.interests = Interests()

    async def load(self) -> None:
        """Raises StoreError, and then nothing has changed."""
        kept = (decoded(value, Interest) for value in await self._library.recall_all(_KEY))
        found = Interests.of(each for each in kept if each is not None)
        if found != self.interests:
            self.interests, self._known = found, {}

    async def load_if_possible(self) -> None:
        """A library that cannot be used leaves all as it was."""
        try:
            await self.load()
        except StoreError:
            return

    async def add(self, interest: Interest) -> bool:
        """In the place of what was wished for that subject; False where it was so already. Raises StoreError."""
        await self.load()
        if any((each.key, each.wish) == (interest.key, interest.wish) for each in self.interests.all):
            return False
        await self._library.remember(_KEY + interest.key, encoded(interest))
        await self.load()
        return True

    async def remove(self, interest: Interest) -> bool:
        """Whether that was wished. Raises StoreError."""
        await self.load()
        was_there = any((each.key, each.wish) == (interest.key, interest.wish) for each in self.interests.all)
        if was_there:
            await self._library.forget(_KEY + interest.key)
            await self.load()
        return was_there

    def wish_of(self, paper: Paper) -> Wish | None:
        """Whether the paper is watched or muted; remembered, because a list asks at every key."""
        if not self.interests.all:
            return None
        kept, said = self._known.get(paper.id), _said(paper)
        if kept is None or kept[0] != said:
            kept = self._known[paper.id] = (said, self.interests.wish_of(paper))
        return kept[1]

    async def prepare(self, papers: Sequence[Paper]) -> None:
        """So that `wish_of` answers at once for all of them; a few in each round of the loop."""
        for start in range(0, len(papers) if self.interests.all else 0, _AT_A_TIME):
            for paper in papers[start : start + _AT_A_TIME]:
                self.wish_of(paper)
            await asyncio.sleep(0)

    def is_muted(self, paper: Paper) -> bool:
        return self.wish_of(paper) is Wish.MUTE

    def is_watched(self, paper: Paper) -> bool:
        return self.wish_of(paper) is Wish.WATCH


def _said(paper: Paper) -> tuple[object, ...]:
    """What decides whether it is watched or muted."""
    people = paper.organization, len(paper.authors)
    return (*people, paper.topics, paper.keywords, paper.title, paper.abstract, paper.summary)
