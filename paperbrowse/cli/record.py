"""A paper and its marks as JSON: the keys are a promise to other programs."""

from collections.abc import Iterable
from datetime import date, datetime

from msgspec import Struct, json, to_builtins

from ..model.marks import Marks
from ..model.paper import Paper
from .output import is_unicode


class Record(Struct, frozen=True):
    """None is unknown, never a guess. Times are UTC."""

    id: str
    title: str
    abstract: str | None
    """None where only a summary is known."""
    summary: str | None
    authors: tuple[str, ...]
    author_count: int | None
    organization: str | None
    """The full name, else the login."""
    submitted_by: str | None
    published: date | None
    day: date | None
    upvotes: int | None
    comments: int | None
    stars: int | None
    github: str | None
    project: str | None
    keywords: tuple[str, ...]
    topics: tuple[str, ...]
    broader_topics: tuple[str, ...]
    """Those of which its topics are parts: `--topic` finds it under them, too."""
    categories: tuple[str, ...]
    """arXiv's, of papers whose record is here."""
    url: str
    arxiv_url: str | None
    pdf_url: str | None
    bookmarked: bool | None
    """None, like `read`, where the library cannot be used."""
    read: bool | None
    read_at: datetime | None
    tags: tuple[str, ...]
    note: str | None
    source: str
    fetched_at: datetime | None


def record(paper: Paper, marks: Marks | None) -> Record:
    return Record(
        id=paper.id,
        title=paper.title,
        abstract=paper.abstract,
        summary=paper.summary,
        authors=tuple(author.name for author in paper.authors),
        author_count=paper.author_count,
        organization=paper.organization.name if paper.organization else None,
        submitted_by=paper.submitted_by,
        published=paper.published,
        day=paper.day,
        upvotes=paper.upvotes,
        comments=paper.comments,
        stars=paper.stars,
        github=paper.github,
        project=paper.project,
        keywords=paper.keywords,
        topics=paper.topics,
        broader_topics=paper.broader_topics,
        categories=paper.categories,
        url=paper.url,
        arxiv_url=paper.arxiv_url,
        pdf_url=paper.pdf_url,
        bookmarked=marks.bookmarked if marks else None,
        read=marks.read if marks else None,
        read_at=marks.read_at if marks else None,
        tags=marks.tags if marks else (),
        note=marks.note if marks else None,
        source=paper.source,
        fetched_at=paper.fetched_at,
    )


def as_json(records: Struct | Iterable[Struct]) -> str:
    """Indented; only ASCII where the standard output cannot take more, so that nothing is lost."""
    shown = records if isinstance(records, Struct) else list(records)
    if is_unicode():
        return json.format(json.encode(shown), indent=2).decode()
    from json import dumps  # here, because hardly anybody needs it

    return dumps(to_builtins(shown), indent=2)
