"""What is read beyond the list: the full text of a paper, what people say of it, and what was made with it."""

from datetime import datetime
from urllib.parse import quote

from msgspec import Struct

from .paper import HUB

_PATHS = {"model": "", "dataset": "datasets/", "space": "spaces/"}


class FullText(Struct, frozen=True, omit_defaults=True):
    """Clean (`clean_markdown`), with TeX between dollars and links as they came: neither fetched nor opened by itself."""

    paper_id: str
    markdown: str
    origin: str
    """`hub` (the Hub's Markdown) or `arxiv` (arXiv's HTML, turned to Markdown here)."""
    fetched_at: datetime
    """UTC."""
    version: int | None = None
    """Of the paper on arXiv, where the text says so."""
    cut: bool = False
    """Whether the end is missing, because it is longer than anybody reads."""


class NoFullText(Struct, frozen=True):
    """Neither the Hub nor arXiv has a text of this paper, as of `checked_at` (UTC)."""

    paper_id: str
    checked_at: datetime


class Comment(Struct, frozen=True, omit_defaults=True):
    """What somebody wrote under a paper."""

    id: str
    author: str | None = None
    """The full name, else the login; None where the account is gone."""
    login: str | None = None
    posted_at: datetime | None = None
    """UTC."""
    markdown: str = ""
    """Clean, as it was typed; empty where it is hidden."""
    reactions: tuple[tuple[str, int], ...] = ()
    """(emoji, how many), in served order."""
    is_edited: bool = False
    is_hidden: bool = False
    parent: str | None = None
    """The id of the comment that this one answers."""


class Comments(Struct, frozen=True, omit_defaults=True):
    paper_id: str
    checked_at: datetime
    """When the Hub said so, UTC."""
    comments: tuple[Comment, ...] = ()
    """In served order."""
    left_out: int = 0
    """Entries that could not be used, or were too many."""

    def threads(self) -> tuple[tuple[int, Comment], ...]:
        """Every comment after the one that it answers, with the depth: 0 for those that answer none that is here."""
        answers: dict[str | None, list[Comment]] = {}
        known = {comment.id for comment in self.comments}
        for comment in self.comments:
            answers.setdefault(comment.parent if comment.parent in known else None, []).append(comment)
        waiting = [(0, comment) for comment in reversed(answers.pop(None, []))]
        shown: list[tuple[int, Comment]] = []
        while waiting or answers:
            if not waiting:  # they answer each other in a circle: the first of them is taken as asked of nobody
                waiting = [(0, comment) for comment in reversed(answers.pop(next(iter(answers))))]
            depth, comment = waiting.pop()
            shown.append((depth, comment))
            waiting += [(depth + 1, answer) for answer in reversed(answers.pop(comment.id, []))]
        return tuple(shown)


class LinkedRepo(Struct, frozen=True, omit_defaults=True):
    """A repository of the Hub that names the paper."""

    id: str
    """`owner/name`, or a name alone."""
    kind: str
    """`model`, `dataset` or `space`."""
    likes: int | None = None
    downloads: int | None = None
    """In the last month; Spaces have none."""
    task: str | None = None
    """What a model does (`text-generation`), or what a Space says of itself."""
    changed_at: datetime | None = None
    """UTC."""
    is_gated: bool = False
    """Whether it is open only to those who ask."""

    @property
    def url(self) -> str:
        return f"{HUB}/{_PATHS.get(self.kind, '')}{quote(self.id)}"


class Linked(Struct, frozen=True, omit_defaults=True):
    """The Hub names the most used ones; the totals say how many there are. None is unknown."""

    paper_id: str
    checked_at: datetime
    """When the Hub said so, UTC."""
    models: tuple[LinkedRepo, ...] = ()
    datasets: tuple[LinkedRepo, ...] = ()
    spaces: tuple[LinkedRepo, ...] = ()
    total_models: int | None = None
    total_datasets: int | None = None
    total_spaces: int | None = None
