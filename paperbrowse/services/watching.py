"""What the reader watches and mutes."""

import asyncio
from collections.abc import Sequence

from ..errors import StoreError
from ..model.history import Change, Wished
from ..model.interests import Interest, Interests, Wish
from ..model.paper import Paper
from .marking import Marking

_DONE = {Wish.WATCH: "watched", Wish.MUTE: "muted"}
_AT_A_TIME = 20
"""Papers: some two milliseconds where phrases are looked for."""


class Watching:
    """Knows what `Marking` knows: a wish is a step like a mark, and is undone like one."""

    def __init__(self, marking: Marking) -> None:
        self._marking = marking
        self._known: dict[str, tuple[tuple[object, ...], Wish | None]] = {}
        """By paper id, with what the paper said then."""
        self._known_by = Interests()

    @property
    def interests(self) -> Interests:
        return self._marking.interests

    async def load(self) -> None:
        """Raises StoreError, and then nothing has changed."""
        await self._marking.load_interests()

    async def load_if_possible(self) -> None:
        """A library that cannot be used leaves all as it was."""
        try:
            await self.load()
        except StoreError:
            return

    async def add(self, interest: Interest) -> bool:
        """In the place of what was wished for that subject; False where it was so already. Raises StoreError."""
        await self.load()
        known = self.interests.with_key(interest.key)
        if known is not None and known.wish is interest.wish:
            return False
        sentence = f"{_DONE[interest.wish].capitalize()}: {interest.said}"
        await self._marking.wish(Change(sentence, (), (), (Wished(interest.key, known, interest),)))
        return True

    async def remove(self, interest: Interest) -> bool:
        """Whether that was wished. Raises StoreError."""
        await self.load()
        known = self.interests.with_key(interest.key)
        if known is None or known.wish is not interest.wish:
            return False
        sentence = f"No longer {_DONE[known.wish]}: {known.said}"
        await self._marking.wish(Change(sentence, (), (), (Wished(known.key, known, None),)))
        return True

    def wish_of(self, paper: Paper) -> Wish | None:
        """Whether the paper is watched or muted; remembered, because a list asks at every key."""
        if not self.interests.all:
            return None
        if self._known_by is not self.interests:
            self._known, self._known_by = {}, self.interests
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
    return (*people, paper.all_topics, paper.keywords, paper.title, paper.abstract, paper.summary)
