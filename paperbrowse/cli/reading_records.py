"""Full text, comments and links of a paper as JSON: the keys are a promise to other programs. None is unknown; UTC."""

from datetime import datetime

from msgspec import Struct

from ..model.full_text import cited
from ..model.paper import Paper
from ..model.reading import Comment, Comments, FullText, Linked, LinkedRepo


class FullTextRecord(Struct, frozen=True):
    id: str
    origin: str
    """`hub` or `arxiv`."""
    version: int | None
    fetched_at: datetime
    cut: bool
    markdown: str


class CommentRecord(Struct, frozen=True):
    id: str
    parent: str | None
    author: str | None
    login: str | None
    posted_at: datetime | None
    edited: bool
    hidden: bool
    reactions: dict[str, int]
    markdown: str


class CommentsRecord(Struct, frozen=True):
    id: str
    checked_at: datetime
    comments: tuple[CommentRecord, ...]
    """Each after the one that it answers."""
    left_out: int


class RepositoryRecord(Struct, frozen=True):
    id: str
    kind: str
    likes: int | None
    downloads: int | None
    task: str | None
    gated: bool
    url: str


class LinksRecord(Struct, frozen=True):
    id: str
    checked_at: datetime
    models: int | None
    """All that the Hub knows; it names only some."""
    datasets: int | None
    spaces: int | None
    repositories: tuple[RepositoryRecord, ...]
    github: str | None
    project: str | None
    cited: tuple[str, ...] | None
    """arXiv ids in the full text; None where it is not on this machine."""


def full_text_record(text: FullText) -> FullTextRecord:
    return FullTextRecord(text.paper_id, text.origin, text.version, text.fetched_at, text.cut, text.markdown)


def comments_record(comments: Comments) -> CommentsRecord:
    shown = tuple(_comment(comment) for _, comment in comments.threads())
    return CommentsRecord(comments.paper_id, comments.checked_at, shown, comments.left_out)


def links_record(linked: Linked, paper: Paper | None, text: FullText | None) -> LinksRecord:
    return LinksRecord(
        id=linked.paper_id,
        checked_at=linked.checked_at,
        models=linked.total_models,
        datasets=linked.total_datasets,
        spaces=linked.total_spaces,
        repositories=tuple(_repository(each) for each in (*linked.models, *linked.datasets, *linked.spaces)),
        github=paper.github if paper else None,
        project=paper.project if paper else None,
        cited=tuple(named.id for named in cited(text.markdown, text.paper_id)) if text else None,
    )


def _comment(comment: Comment) -> CommentRecord:
    return CommentRecord(
        id=comment.id,
        parent=comment.parent,
        author=comment.author,
        login=comment.login,
        posted_at=comment.posted_at,
        edited=comment.is_edited,
        hidden=comment.is_hidden,
        reactions=dict(comment.reactions),
        markdown=comment.markdown,
    )


def _repository(each: LinkedRepo) -> RepositoryRecord:
    return RepositoryRecord(each.id, each.kind, each.likes, each.downloads, each.task, each.is_gated, each.url)
