"""Papers as lines of text: a table for a terminal, columns for a pipe, a sheet for one paper."""

from collections.abc import Iterator, Sequence

from ..model.marks import Marks
from ..model.mathtext import readable
from ..model.paper import Paper
from ..model.text import drawable
from .cells import cut, padded, wrapped
from .output import is_unicode

Row = tuple[Paper, Marks | None]
"""None where the library cannot be used."""

_WIDEST_TEXT = 90
_ORGANIZATION = 24
_SHOWS_ORGANIZATION_FROM = 110
"""Cells of the terminal."""


def table(rows: Sequence[Row], plain: bool) -> Iterator[str]:
    """Id, bookmark and unread marks, upvotes, title and, where there is room, organization; cut to the terminal."""
    plain = plain or not is_unicode()
    cells = _terminal_cells()
    ids = max((len(paper.id) for paper, _ in rows), default=0)
    organization = _ORGANIZATION if cells >= _SHOWS_ORGANIZATION_FROM else 0
    room = max(8, cells - 1 - ids - 12 - (organization + 2 if organization else 0))
    for paper, marks in rows:
        title = cut(drawable(paper.title if plain else readable(paper.title)), room, "~" if plain else "…")
        line = f"{paper.id:<{ids}}  {_glyphs(marks, plain)} {_number(paper.upvotes):>5}  "
        if organization:
            name = cut(drawable(_organization(paper)), organization, "~" if plain else "…")
            yield f"{line}{padded(title, room)}  {name}".rstrip()
        else:
            yield line + title


def columns(rows: Sequence[Row]) -> Iterator[str]:
    """Id, upvotes, published, marks, organization and title as it came, separated by tabs; what is unknown is empty."""
    for paper, marks in rows:
        published = paper.published.isoformat() if paper.published else ""
        parts = (paper.id, _number(paper.upvotes), published, _words(marks), _organization(paper), paper.title)
        yield "\t".join(drawable(part) for part in parts)


def sheet(row: Row, on_terminal: bool) -> Iterator[str]:
    """All that is known of a paper, for a person; wrapped on a terminal."""
    paper, marks = row
    cells = min(_WIDEST_TEXT, _terminal_cells() - 1) if on_terminal else None
    read = readable if is_unicode() else str
    yield from _text(read(paper.title), cells)
    for name, value in _facts(paper, marks):
        yield from _fact(name, drawable(value), cells)
    summary = f"Summary by {paper.summary_by}" if paper.summary_by else "Summary"
    for heading, text in ((summary, paper.summary), ("Abstract", paper.abstract)):
        if text:
            yield ""
            yield drawable(heading)
            yield from _text(read(text), cells)


def _terminal_cells() -> int:
    import shutil  # here, because a pipe has no width

    return shutil.get_terminal_size().columns


def _facts(paper: Paper, marks: Marks | None) -> Iterator[tuple[str, str]]:
    counts = ((paper.upvotes, "upvotes"), (paper.comments, "comments"), (paper.stars, "stars"))
    authors = ", ".join(author.name for author in paper.authors) or (
        f"{paper.author_count}, names not known" if paper.author_count else ""
    )
    facts = (
        ("id", paper.id),
        ("authors", authors),
        ("organization", _organization(paper)),
        ("published", paper.published.isoformat() if paper.published else ""),
        ("edition", paper.day.isoformat() if paper.day else ""),
        ("submitted by", paper.submitted_by or ""),
        ("counts", ", ".join(f"{count:,} {name}" for count, name in counts if count is not None)),
        ("topics", ", ".join(paper.topics)),
        ("keywords", ", ".join(paper.keywords)),
        ("marks", _words(marks).replace(",", ", ")),
        ("tags", ", ".join(marks.tags) if marks else ""),
        ("note", (marks.note or "") if marks else ""),
        ("page", paper.url),
        ("arXiv", paper.arxiv_url or ""),
        ("PDF", paper.pdf_url or ""),
        ("code", paper.github or ""),
        ("project", paper.project or ""),
    )
    return ((name, value) for name, value in facts if value)


def _fact(name: str, value: str, cells: int | None) -> Iterator[str]:
    lines = value.split("\n") if cells is None else wrapped(value.replace("\n", " "), max(20, cells - 14))
    yield f"{name:<14}{lines[0]}"
    yield from (f"{'':14}{line}" for line in lines[1:])


def _text(text: str, cells: int | None) -> Iterator[str]:
    for paragraph in drawable(text).split("\n"):
        yield from wrapped(paragraph, max(20, cells)) if cells is not None else (paragraph,)


def _number(count: int | None) -> str:
    return "" if count is None else str(count)


def _organization(paper: Paper) -> str:
    return (paper.organization.name if paper.organization else None) or ""


def _glyphs(marks: Marks | None, plain: bool) -> str:
    if marks is None:
        return "  "
    unread, bookmark = ("*", "#") if plain else ("●", "◆")
    return (" " if marks.read else unread) + (bookmark if marks.bookmarked else " ")


def _words(marks: Marks | None) -> str:
    words = (("bookmarked", marks.bookmarked), ("read", marks.read)) if marks else ()
    return ",".join(word for word, said in words if said)
