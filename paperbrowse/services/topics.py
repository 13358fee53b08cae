"""What papers are about: topics by the vocabulary, computed once for each paper and version of it, and kept beside it."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..model.listing import Listing
from ..model.paper import Paper
from ..model.value import replace
from .ports import TopicsFound

if TYPE_CHECKING:
    from ..model.topic_matcher import Matcher, Reason
    from ..model.topics import Vocabulary

Categories = Callable[[], Awaitable[Mapping[str, tuple[str, ...]]]]
"""arXiv's categories of the papers whose record is here, by id."""


async def none_known() -> Mapping[str, tuple[str, ...]]:
    return {}


FindTopics = Callable[[tuple[Paper, ...]], Awaitable[TopicsFound | None]]
"""None where it cannot be found there."""

_AT_A_TIME = 10
"""Papers: some two milliseconds."""
_ASKED_AT_ONCE = 500
"""Papers: half a megabyte."""


class Topics:
    """`fingerprint` names the version of the vocabulary at once; `read` reads it, and may raise SettingsError for what
    the reader changed: then papers are sorted by `read_ours`, without those changes. `categories` are laid beside the
    topics: a listing of the Hub has none."""

    problem: str | None = None
    """What is wrong with the reader's changes, once that is known."""
    apart: FindTopics | None = None
    """Who is asked first; what they cannot find is found here."""

    def __init__(
        self,
        fingerprint: Callable[[], str],
        read: "Callable[[], Vocabulary]",
        read_ours: "Callable[[], Vocabulary]",
        categories: Categories = none_known,
    ) -> None:
        self._fingerprint = fingerprint
        self._turn = asyncio.Lock()
        self._read = read
        self._read_ours = read_ours
        self._categories = categories

    @cached_property
    def version(self) -> str:
        """What `Paper.topics_by` says of papers that need not be looked at again."""
        return self._fingerprint()

    def are_known(self, paper: Paper) -> bool:
        return paper.topics_by == self.version

    async def vocabulary(self) -> "Vocabulary":
        return (await self._ready()).vocabulary

    async def explain(self, paper: Paper) -> "tuple[Reason, ...]":
        """What gave the paper its topics, best topic first."""
        return (await self._ready()).explain(paper)

    async def groups(self) -> Mapping[str, str]:
        """The group of each topic, by name."""
        return {topic.name: topic.group for topic in (await self.vocabulary()).topics}

    async def of(self, papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
        """The papers with their topics and categories; the very same ones where all are known already."""
        papers = _categorised(papers, await self._categories())
        if all(map(self.are_known, papers)):
            return papers
        if self.apart is not None and (found := await self._found_by(self.apart, papers)) is not None:
            return found
        await self._ready()
        return await self._labelled(papers)

    async def of_listing(self, listing: Listing) -> Listing:
        papers = await self.of(listing.papers)
        return listing if papers is listing.papers else replace(listing, papers=papers)

    async def _found_by(self, find: FindTopics, papers: tuple[Paper, ...]) -> tuple[Paper, ...] | None:
        """None where they do not answer, or go by another vocabulary."""
        new = tuple(paper for paper in papers if not self.are_known(paper))
        labelled: list[Paper] = []
        for start in range(0, len(new), _ASKED_AT_ONCE):
            some = new[start : start + _ASKED_AT_ONCE]
            found = await find(some)
            if found is None or found.version != self.version or len(found.topics) != len(some):
                return None
            labelled += (self._with_topics(paper, *names) for paper, names in zip(some, found.topics, strict=True))
        rest = iter(labelled)
        return tuple([paper if self.are_known(paper) else next(rest) for paper in papers])

    async def _labelled(self, papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
        """A few in each round of the loop, however many ask. A thread would not be faster, and whatever the loop does
        meanwhile would wait for it: the interpreter runs one of them at a time, for 5 ms each."""
        labelled: list[Paper] = []
        async with self._turn:
            for start in range(0, len(papers), _AT_A_TIME):
                few = papers[start : start + _AT_A_TIME]
                labelled += [paper if self.are_known(paper) else self._label(paper) for paper in few]
                await asyncio.sleep(0)
        return tuple(labelled)

    def _label(self, paper: Paper) -> Paper:
        topics = self._matcher.topics_of(paper)
        return self._with_topics(paper, self._named(topics), self._named(self._matcher.broader_than(topics)))

    def _with_topics(self, paper: Paper, names: tuple[str, ...], broader: tuple[str, ...]) -> Paper:
        return replace(paper, topics=names, broader_topics=broader, topics_by=self.version)

    def _named(self, topics: tuple[str, ...]) -> tuple[str, ...]:
        return tuple([self._names[topic] for topic in topics])

    async def _ready(self) -> "Matcher":
        async with self._turn:
            if "_matcher" not in vars(self):
                await asyncio.to_thread(lambda: self._matcher)  # a tenth of a second
            return self._matcher

    @cached_property
    def _matcher(self) -> "Matcher":
        from ..model.topic_matcher import Matcher  # most starts find all topics on the disk

        try:
            return Matcher(self._read())
        except SettingsError as mistake:
            self.problem = str(mistake)
            return Matcher(self._read_ours())

    @cached_property
    def _names(self) -> dict[str, str]:
        return {topic.id: topic.name for topic in self._matcher.vocabulary.topics}


def _categorised(papers: tuple[Paper, ...], known: Mapping[str, tuple[str, ...]]) -> tuple[Paper, ...]:
    if all(paper.categories == known.get(paper.id, paper.categories) for paper in papers):
        return papers
    return tuple(replace(paper, categories=known.get(paper.id, paper.categories)) for paper in papers)
