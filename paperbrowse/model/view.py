"""What the list shows: the papers of a shelf, narrowed and ordered."""

from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum

from msgspec import Struct
from msgspec.structs import replace

from .facets import Facet, FacetCount, count_facets, has_facet, names_of
from .marks import UNMARKED, Marks
from .paper import Paper
from .query import Query
from .text import folded


class Order(Enum):
    """The value is what the command line accepts."""

    HUB = "hub"
    UPVOTES = "upvotes"
    NEWEST = "newest"
    COMMENTS = "comments"
    STARS = "stars"
    TITLE = "title"

    @property
    def title(self) -> str:
        return {
            Order.HUB: "Hub order",
            Order.UPVOTES: "most upvotes",
            Order.NEWEST: "newest first",
            Order.COMMENTS: "most comments",
            Order.STARS: "most stars",
            Order.TITLE: "by title",
        }[self]


class Narrowing(Struct, frozen=True):
    """What the reader narrows the list by."""

    query: Query = Query()
    include: frozenset[Facet] = frozenset()
    """A paper needs all of them."""
    exclude: frozenset[Facet] = frozenset()
    """A paper may have none of them."""
    unread_only: bool = False
    shows_muted: bool = False


class View(Struct, frozen=True):
    papers: tuple[Paper, ...]
    """In the order shown."""
    total: int
    """Papers before narrowing."""
    unread: int
    """Of the papers before narrowing."""
    facets: tuple[FacetCount, ...]
    """Of the papers shown, most frequent first; chosen ones also where no paper shown has them."""

    muted: int = 0
    """Papers that fit, but are muted: shown last, or not at all."""

    def recounted(self, papers: tuple[Paper, ...], marks: Mapping[str, Marks]) -> "View":
        """The same rows after a change of marks, with the count of the unread `papers` of the shelf as it is now."""
        return replace(self, unread=_unread(papers, marks))


def make_view(
    papers: tuple[Paper, ...],
    marks: Mapping[str, Marks],
    narrowing: Narrowing,
    order: Order,
    is_muted: Callable[[Paper], bool] | None = None,
) -> View:
    query = narrowing.query
    found = papers
    if not query.is_empty:
        found = tuple(paper for paper in papers if query.matches(paper, marks.get(paper.id, UNMARKED)))
    narrows = narrowing.include or narrowing.exclude or narrowing.unread_only
    rows = tuple(paper for paper in found if _is_shown(paper, marks, narrowing)) if narrows else found
    chosen = names_of(narrowing.include | narrowing.exclude, papers)
    rows, muted = ordered(rows, order), ()
    if is_muted is not None:
        muted = tuple(filter(is_muted, rows))
    if muted:
        ids = {paper.id for paper in muted}
        rows = tuple(paper for paper in rows if paper.id not in ids) + (muted if narrowing.shows_muted else ())
    return View(rows, len(papers), _unread(papers, marks), count_facets(rows, marks, chosen), len(muted))


def ordered(papers: tuple[Paper, ...], order: Order) -> tuple[Paper, ...]:
    """Stable: papers that are equal in the order keep the Hub's. What is unknown comes last."""
    match order:
        case Order.HUB:
            return papers
        case Order.UPVOTES:
            return _most_first(papers, lambda paper: paper.upvotes)
        case Order.COMMENTS:
            return _most_first(papers, lambda paper: paper.comments)
        case Order.STARS:
            return _most_first(papers, lambda paper: paper.stars)
        case Order.NEWEST:
            return tuple(sorted(papers, key=lambda paper: paper.published or date.min, reverse=True))
        case Order.TITLE:
            return tuple(sorted(papers, key=lambda paper: folded(paper.title)))


def _most_first(papers: tuple[Paper, ...], count: Callable[[Paper], int | None]) -> tuple[Paper, ...]:
    known = [paper for paper in papers if count(paper) is not None]
    unknown = [paper for paper in papers if count(paper) is None]
    return (*sorted(known, key=count, reverse=True), *unknown)


def _unread(papers: tuple[Paper, ...], marks: Mapping[str, Marks]) -> int:
    return sum(not marks.get(paper.id, UNMARKED).read for paper in papers)


def _is_shown(paper: Paper, marks: Mapping[str, Marks], narrowing: Narrowing) -> bool:
    if narrowing.unread_only and marks.get(paper.id, UNMARKED).read:
        return False
    own = marks.get(paper.id, UNMARKED)
    wanted = all(has_facet(paper, own, facet) for facet in narrowing.include)
    return wanted and not any(has_facet(paper, own, facet) for facet in narrowing.exclude)
