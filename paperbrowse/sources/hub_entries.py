"""The Hub's JSON about one paper becomes a Paper.

Source: entries of `/api/daily_papers`, of `/api/papers/search` and of the site's pages, and the flat object of
`/api/papers/{id}`, as seen 2024-03 to 2026-09. Required: an arXiv id and a title. What is absent there is an absent key,
but anything may be null or of a wrong kind and is then unknown; keys that we do not know are passed over.
"""

import re
from datetime import UTC, date, datetime, timedelta

from ..model.identifier import arxiv_id
from ..model.paper import Author, Organization, Paper
from ..model.text import clean_line
from .json_fields import count_at, date_at, line_at, moment_at, object_at

_ABSTRACT = 20_000
"""Characters kept of an abstract; arXiv accepts 1,920."""
_ADDRESS = 2_000
_GITHUB = re.compile(r"https://github\.com/([A-Za-z0-9][A-Za-z0-9-]{0,38})/([A-Za-z0-9._-]{1,100})(?:[/?#].*)?", re.IGNORECASE)
_WEB = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)


def read_entry(entry: object, day: date | None, fetched_at: datetime) -> Paper | None:
    """The paper of one entry of a list; None where it has no valid id or no title.

    `day` is the edition that was asked for, if it was a day: it stands in where the entry does not name its own.
    """
    return _read(entry.get("paper"), entry, day, fetched_at) if isinstance(entry, dict) else None


def read_paper(flat: object, fetched_at: datetime) -> Paper | None:
    """The paper of `/api/papers/{id}`; None where it has no valid id or no title. It never tells the comments."""
    return _read(flat, {}, None, fetched_at)


def _read(paper: object, entry: dict[str, object], day: date | None, fetched_at: datetime) -> Paper | None:
    if not isinstance(paper, dict) or not isinstance(given_id := paper.get("id"), str):
        return None
    # The outer title differs from the paper's own in one entry of seven, by white space and by later edits of arXiv's
    # version: the paper's own is the one that /api/papers/{id} and arXiv show.
    title = line_at(paper, "title") or line_at(entry, "title")
    known_id = arxiv_id(given_id)
    if known_id is None or title is None:
        return None
    authors, author_count = _authors(paper.get("authors"))
    return Paper(
        id=known_id,
        title=title,
        abstract=line_at(paper, "summary", _ABSTRACT) or line_at(entry, "summary", _ABSTRACT),
        summary=line_at(paper, "ai_summary", _ABSTRACT),
        summary_by=line_at(paper, "ai_summary_model"),
        authors=authors,
        author_count=author_count,
        organization=_organization(paper, entry),
        submitted_by=_person(object_at(paper, "submittedOnDailyBy")) or _person(object_at(entry, "submittedBy")),
        published=date_at(entry, "publishedAt") or _eastern_date(moment_at(paper, "publishedAt")),
        day=date_at(paper, "submittedOnDailyAt") or day,
        upvotes=count_at(paper, "upvotes"),
        comments=count_at(entry, "numComments"),
        stars=count_at(paper, "githubStars"),
        github=github_address(paper.get("githubRepo")),
        project=_project(paper.get("projectPage")),
        keywords=_keywords(paper.get("ai_keywords")),
        fetched_at=fetched_at,
    )


def _authors(given: object) -> tuple[tuple[Author, ...], int | None]:
    """The authors with a name, and how many there are in all. Hidden ones too: they are on the paper."""
    if not isinstance(given, list):
        return (), None
    authors: list[Author] = []
    for author in given:
        if isinstance(author, dict) and isinstance(name := author.get("name"), str) and (name := clean_line(name)):
            user = author.get("user")
            authors.append(Author(name, _login(user)) if isinstance(user, dict) else Author(name))
    return tuple(authors), len(given)


def _organization(paper: dict[str, object], entry: dict[str, object]) -> Organization | None:
    for given in (paper.get("organization"), entry.get("organization"), entry.get("submitterOrganization")):
        if isinstance(given, dict):
            organization = Organization(line_at(given, "name"), line_at(given, "fullname"))
            if organization.name:
                return organization
    return None


def _person(user: dict[str, object]) -> str | None:
    return line_at(user, "fullname") or _login(user)


def _login(user: dict[str, object]) -> str | None:
    """An author's account is under `user`, a submitter's under `name`."""
    return line_at(user, "user") or line_at(user, "name")


def github_address(given: object) -> str | None:
    """The address of a repository, built anew from the owner and the name in `given`."""
    match = _GITHUB.fullmatch(given.strip()) if isinstance(given, str) else None
    if match is None:
        return None
    owner, name = match[1], match[2].removesuffix(".git")
    return f"https://github.com/{owner}/{name}" if name.strip(".") else None


def _project(given: object) -> str | None:
    if not isinstance(given, str) or len(given) > _ADDRESS:
        return None
    address = given.strip()
    return address if address == clean_line(address) and _WEB.fullmatch(address) else None


def _keywords(given: object) -> tuple[str, ...]:
    if not isinstance(given, list):
        return ()
    cleaned = (clean_line(keyword) for keyword in given if isinstance(keyword, str))
    return tuple(dict.fromkeys(keyword for keyword in cleaned if keyword))


def _eastern_date(moment: datetime | None) -> date | None:
    """The date in US Eastern time, which the site prints, by the rule of summer time since 2007."""
    if moment is None:
        return None
    begins = _sunday(moment.year, 3, 2) + timedelta(hours=7)
    ends = _sunday(moment.year, 11, 1) + timedelta(hours=6)
    return (moment - timedelta(hours=4 if begins <= moment < ends else 5)).date()


def _sunday(year: int, month: int, number: int) -> datetime:
    """Midnight UTC of the first, second … Sunday of a month."""
    first = datetime(year, month, 1, tzinfo=UTC)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 7 * (number - 1))
