"""The steps that can be undone, and what becomes of them when a paper gets its real id."""

from collections.abc import Iterable, Iterator

from .interests import Interest
from .marks import Marks
from .paper import Paper
from .value import Value, replace

Marked = tuple[tuple[Paper, Marks], ...]


class Wished(Value):
    """What is wished for one subject, before a step and after it; None for nothing."""

    key: str
    """Of the interest."""
    before: Interest | None
    after: Interest | None


class Change(Value):
    """One step that can be undone."""

    sentence: str
    """What was done, without a full stop: `Bookmarked “Title”`."""
    before: Marked
    after: Marked
    """The same papers in the same order."""
    wishes: tuple[Wished, ...] = ()
    """Each subject once."""

    @property
    def taken_back(self) -> "Change":
        """The same step from its end to its beginning."""
        wishes = tuple(Wished(each.key, each.after, each.before) for each in self.wishes)
        return Change(self.sentence, self.after, self.before, wishes)


class Merging(Value):
    """Two ids that turned out to be one paper, and what was said of each last."""

    title_id: str
    paper_id: str
    by_title: Marks
    by_id: Marks

    def history(self, done: Iterable[Change], paper: Paper) -> Iterator[Change]:
        """The same steps, as if there had been one paper all along: what was said of it was said of either."""
        done = tuple(done)
        said = {self.title_id: self.by_title, self.paper_id: self.by_id}
        for change in reversed(done):
            said |= self._ours(change.before)
        for change in done:
            if not self._ours(change.before):
                yield change
                continue
            before = said | self._ours(change.before)
            said = before | self._ours(change.after)
            yield replace(
                change,
                before=self._joined(change.before, paper, self._merged(before)),
                after=self._joined(change.after, paper, self._merged(said)),
            )

    def _ours(self, marked: Marked) -> dict[str, Marks]:
        return {paper.id: marks for paper, marks in marked if paper.id in (self.title_id, self.paper_id)}

    def _merged(self, said: dict[str, Marks]) -> Marks:
        return said[self.paper_id].merged(said[self.title_id])

    def _joined(self, marked: Marked, paper: Paper, marks: Marks) -> Marked:
        """The one paper in the place of either, once."""
        joined: dict[str, tuple[Paper, Marks]] = {}
        for each, said in marked:
            is_ours = each.id in (self.title_id, self.paper_id)
            joined.setdefault(paper.id if is_ours else each.id, (paper, marks) if is_ours else (each, said))
        return tuple(joined.values())
