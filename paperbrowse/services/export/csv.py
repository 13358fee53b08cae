"""A table for a spreadsheet: RFC 4180, with a header row; several values of one cell are parted by `; `."""

import csv as table
import io
from collections.abc import Iterator, Sequence

from ...model.taken import Taken

COLUMNS = (
    "id", "title", "authors", "published", "day", "upvotes", "comments", "stars", "organization", "topics", "categories",
    "url", "arxiv_url", "github", "bookmarked_at", "read_at", "tags", "note", "abstract",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def csv(papers: Sequence[Taken]) -> Iterator[str]:
    """A cell that a spreadsheet would take for a formula begins with an apostrophe, which it does not show."""
    yield _row(COLUMNS)
    for each in papers:
        yield _row(map(_defused, _cells(each)))


def _cells(taken: Taken) -> Iterator[str]:
    paper, marks = taken.paper, taken.marks
    organization = paper.organization.name if paper.organization else None
    for value in (
        paper.id, paper.title, tuple(author.name for author in paper.authors), paper.published, paper.day, paper.upvotes,
        paper.comments, paper.stars, organization, paper.topics, paper.categories, paper.url, paper.arxiv_url, paper.github,
        marks.bookmarked_at and marks.bookmarked_at.isoformat(), marks.read_at and marks.read_at.isoformat(), marks.tags,
        marks.note, paper.abstract or paper.summary,
    ):  # fmt: skip
        yield "; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _defused(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _row(cells: Iterator[str] | Sequence[str]) -> str:
    line = io.StringIO()
    table.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()
