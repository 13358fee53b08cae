"""The part of the browse screen that knows what is watched of everything on this machine."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from ...model.interests import Interest, Interests, Wish
from ...model.paper import Paper
from ...model.query import Query
from ...model.query_terms import AnyOf, day_of
from .parts import BrowseParts

_AT_A_TIME = 20
"""Papers that are looked at in one round of the loop."""


class Watched(BrowseParts):
    unread_watched: Mapping[str, int] = {}
    """Unread papers of each thing that is watched, by its key."""
    _found: Mapping[str, Paper] = {}
    _found_for: tuple[Interests, int | None, int] | None = None
    _is_final: bool = False
    """The index takes what has come a moment later: what was found is asked for once more."""
    _fitting: dict[str, tuple[str, ...]] = {}
    """The keys of what is watched that each of those papers fits."""

    async def watched_papers(self, here: Iterable[Paper]) -> tuple[Paper, ...]:
        """The newest first; `here` are papers that the index may not have yet. Never raises."""
        interests = self.services.watching.interests
        watched = interests.wished(Wish.WATCH)
        if not watched:
            return ()
        asked = interests, await self.services.archive.changes(), len(self.pages)
        if asked != self._found_for or not self._is_final:
            self._is_final = asked == self._found_for
            term = AnyOf(tuple(each.term for each in watched))
            found = (await self.services.searching.search(Query(term))).papers
            self._found, self._found_for, self._fitting = {paper.id: paper for paper in found}, asked, {}
        fitting, papers = self._fitting, {**self._found, **{paper.id: paper for paper in here}}
        await _look_at(papers.values(), watched, fitting)
        kept = (paper for paper in papers.values() if fitting[paper.id])
        return tuple(sorted(kept, key=lambda paper: (day_of(paper) or date.min, paper.upvotes or 0), reverse=True))

    def count_watched(self, papers: Iterable[Paper]) -> int:
        """How many of what `watched_papers` answered are unread; and of each thing that is watched."""
        unread = [paper for paper in papers if not self.services.marking.of(paper.id).read]
        self.unread_watched = Counter(key for paper in unread for key in self._fitting.get(paper.id, ()))
        return len(unread)


async def _look_at(papers: Iterable[Paper], watched: tuple[Interest, ...], fitting: dict[str, tuple[str, ...]]) -> None:
    """The index finds parts of names as well."""
    unknown = [paper for paper in papers if paper.id not in fitting]
    for start in range(0, len(unknown), _AT_A_TIME):
        for paper in unknown[start : start + _AT_A_TIME]:
            fitting[paper.id] = tuple(each.key for each in watched if each.fits(paper))
        await asyncio.sleep(0)
