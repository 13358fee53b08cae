"""A paper, as far as it is known, and the links that are built from its id."""

from datetime import date, datetime
from urllib.parse import quote

from msgspec import Struct

from .identifier import is_title_id

HUB = "https://huggingface.co"
HOSTS = ("huggingface.co", "arxiv.org", "github.com")
"""The sites that our own links lead to."""
_QUERY_LIMIT = 250
"""Characters that the Hub's search accepts at most (its OpenAPI document, 2026-08)."""


class Author(Struct, frozen=True, omit_defaults=True, gc=False):
    name: str
    login: str | None = None
    """The author's account on the Hub."""


class Organization(Struct, frozen=True, omit_defaults=True, gc=False):
    login: str | None = None
    fullname: str | None = None

    @property
    def name(self) -> str | None:
        """The full name, else the login."""
        return self.fullname or self.login


class Paper(Struct, frozen=True, omit_defaults=True, gc=False):
    """One paper. All text is clean (`model.text`) and on one line; TeX is untouched. None is unknown, never a guess."""

    # Nothing in it can lead back to it, and the collector that need not look takes a third of the time off a shelf.

    id: str
    """The arXiv id without a version, or a `title_id`."""
    title: str
    abstract: str | None = None
    summary: str | None = None
    """One to three sentences about the paper that are not its abstract."""
    summary_by: str | None = None
    """Who wrote the summary: the name of a model, or None where the service does not say."""
    authors: tuple[Author, ...] = ()
    author_count: int | None = None
    organization: Organization | None = None
    submitted_by: str | None = None
    """Who sent it in to Daily Papers: the full name, else the login."""
    published: date | None = None
    """As the site prints it (Eastern time until arXiv's own date is known better)."""
    day: date | None = None
    """The edition that it belongs to, UTC."""
    upvotes: int | None = None
    comments: int | None = None
    stars: int | None = None
    github: str | None = None
    """An `https://` address, built from owner and name."""
    project: str | None = None
    """An `http(s)` address as the authors gave it; shown, and opened only after a check."""
    keywords: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    """Names from the vocabulary, the best first."""
    broader_topics: tuple[str, ...] = ()
    """Those of which its topics are parts, and which it is not given itself: it is found under them, too."""
    topics_by: str | None = None
    """The version of the vocabulary that gave them; None where nobody has looked yet."""
    source: str = "hub"
    """`hub`, `saved page` or `sample`."""
    categories: tuple[str, ...] = ()
    """arXiv's, the primary one first; only of papers whose record was fetched from arXiv."""
    fetched_at: datetime | None = None
    """When a source gave us this, UTC."""

    @property
    def all_topics(self) -> tuple[str, ...]:
        """Under which it is counted and found: "video" of a paper on video generation."""
        return self.topics + self.broader_topics

    @property
    def has_arxiv_id(self) -> bool:
        return not is_title_id(self.id)

    @property
    def url(self) -> str:
        """The paper's page on the Hub; where no id is known, the Hub's search for its title."""
        if self.has_arxiv_id:
            return f"{HUB}/papers/{quote(self.id)}"
        return f"{HUB}/papers?q={quote(self.title[:_QUERY_LIMIT], safe='')}"

    @property
    def arxiv_url(self) -> str | None:
        return f"https://arxiv.org/abs/{quote(self.id)}" if self.has_arxiv_id else None

    @property
    def pdf_url(self) -> str | None:
        return f"https://arxiv.org/pdf/{quote(self.id)}" if self.has_arxiv_id else None

    @property
    def first_author(self) -> str | None:
        return self.authors[0].name if self.authors else None
