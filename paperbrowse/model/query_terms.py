"""What a query is made of: a small tree of terms, each of which a paper fits or does not.

Text is compared without case, diacritics and hyphens. It is found anywhere, also inside of words: `tention` finds
attention. Topics and tags are named whole, while typing by their beginning; an id by its beginning. (The index of the
whole archive finds words by their beginning while one types, and whole words else.)
"""

from datetime import date
from enum import Enum
from functools import lru_cache

from .arxiv import in_category
from .marks import UNMARKED, Marks
from .paper import Paper
from .text import folded
from .value import Value

_HYPHENS = str.maketrans(dict.fromkeys("-‐‑‒–—―", " "))


class Where(Enum):
    """What a text is looked for in. The value is the field as it is typed."""

    ANYWHERE = ""
    """Title, abstract, summary, id, organization, authors, keywords, topics; the reader's tags and note."""
    TITLE = "title"
    AUTHOR = "author"
    ORGANIZATION = "org"
    """Full name or login."""
    TOPIC = "topic"
    CATEGORY = "cat"
    """One of arXiv's, or an archive with all of its own: `cs.CL`, `cs`."""
    TAG = "tag"
    ID = "id"
    SUBMITTER = "submitter"


class State(Enum):
    """What can be said of a paper with yes or no. The value is as it is typed."""

    UNREAD = "is:unread"
    READ = "is:read"
    BOOKMARKED = "is:bookmarked"
    CODE = "has:code"
    NOTE = "has:note"
    PROJECT = "has:project"


class Text(Value):
    """A word or a phrase."""

    text: str
    """`comparable`, never empty: one word, or several with single blanks that must stand together."""
    where: Where = Where.ANYWHERE
    is_prefix: bool = False
    """Still being typed: its last word may be the beginning of one."""
    is_quoted: bool = False

    def fits(self, paper: Paper, marks: Marks) -> bool:
        match self.where:
            case Where.ANYWHERE:
                return self.text in _searched(paper) or (marks != UNMARKED and self.text in _said(marks))
            case Where.TITLE:
                return self.text in _known(paper.title)
            case Where.AUTHOR:
                return any(self.text in _known(author.name) for author in paper.authors)
            case Where.ORGANIZATION:
                owner = paper.organization
                return owner is not None and any(self.text in _known(name or "") for name in (owner.fullname, owner.login))
            case Where.TOPIC:
                return self._names(paper.all_topics)
            case Where.CATEGORY:
                return any(in_category(_known(each), self.text, is_begun=self.is_prefix) for each in paper.categories)
            case Where.TAG:
                return self._names(marks.tags)
            case Where.ID:
                return _known(paper.id).startswith(self.text)
            case Where.SUBMITTER:
                return self.text in _known(paper.submitted_by or "")

    def _names(self, names: tuple[str, ...]) -> bool:
        known = map(_known, names)
        return any(name.startswith(self.text) for name in known) if self.is_prefix else self.text in known


class Count(Value):
    field: str
    """`upvotes`, `comments` or `stars`."""
    least: int = 0
    most: int | None = None
    """Inclusive; None is without end."""

    def fits(self, paper: Paper, marks: Marks) -> bool:
        count = getattr(paper, self.field)
        return count is not None and self.least <= count and (self.most is None or count <= self.most)


class Days(Value):
    """By `day_of`; inclusive, None is without end."""

    first: date | None = None
    last: date | None = None

    def fits(self, paper: Paper, marks: Marks) -> bool:
        day = day_of(paper)
        return day is not None and (self.first is None or self.first <= day) and (self.last is None or day <= self.last)


class Is(Value):
    state: State

    def fits(self, paper: Paper, marks: Marks) -> bool:
        match self.state:
            case State.UNREAD:
                return not marks.read
            case State.READ:
                return marks.read
            case State.BOOKMARKED:
                return marks.bookmarked
            case State.CODE:
                return paper.github is not None
            case State.NOTE:
                return bool(marks.note)
            case State.PROJECT:
                return paper.project is not None


class Not(Value):
    term: "Term"

    def fits(self, paper: Paper, marks: Marks) -> bool:
        return not self.term.fits(paper, marks)


class All(Value):
    """Without terms it fits every paper."""

    terms: "tuple[Term, ...]" = ()

    def fits(self, paper: Paper, marks: Marks) -> bool:
        return all(term.fits(paper, marks) for term in self.terms)


class AnyOf(Value):
    terms: "tuple[Term, ...]"

    def fits(self, paper: Paper, marks: Marks) -> bool:
        return any(term.fits(paper, marks) for term in self.terms)


Term = Text | Count | Days | Is | Not | All | AnyOf


def day_of(paper: Paper) -> date | None:
    """The day that a query means: that of the edition, else the one of publication."""
    return paper.day or paper.published


def comparable(text: str) -> str:
    """Without case, diacritics and hyphens."""
    text = folded(text)
    text = text.replace("-", " ") if text.isascii() else text.translate(_HYPHENS)
    while "  " in text:
        text = text.replace("  ", " ")
    return text.strip()


_known = lru_cache(maxsize=20_000)(comparable)


@lru_cache(maxsize=20_000)
def _searched(paper: Paper) -> str:
    organization = (paper.organization.fullname, paper.organization.login) if paper.organization else ()
    authors = (author.name for author in paper.authors)
    parts = (paper.title, paper.abstract, paper.summary, paper.id, *organization, *authors, *paper.keywords, *paper.all_topics)
    return comparable("\n".join(part for part in parts if part))


@lru_cache(maxsize=20_000)
def _said(marks: Marks) -> str:
    return comparable("\n".join((*marks.tags, marks.note or "")))
