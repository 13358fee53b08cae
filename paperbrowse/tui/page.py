"""A paper in the detail pane, as lines of spans."""

from collections.abc import Iterator
from datetime import date

from ..model.arxiv import ArxivRecord
from ..model.interests import Interest, Wish
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.text import drawable
from ..model.value import Value, replace
from .emphasis import emphasised
from .rendering import UNICODE, Glyphs, Line, Span, flow, readable_paper, spelled, spelled_paper, wrap
from .wording import day_in_words, short_number

WIDEST = 90
"""Cells of text that still read well."""
AUTHORS_SHOWN = 3


class Page(Value):
    """All that the detail pane shows."""

    paper: Paper
    marks: Marks = UNMARKED
    today: date = date.min
    all_authors: bool = False
    words: tuple[str, ...] = ()
    """`comparable` words that it was found by."""
    is_tex: bool = False
    """Shows TeX as it came."""
    interests: tuple[Interest, ...] = ()
    """For which it is watched or muted."""
    arxiv: ArxivRecord | None = None
    """What arXiv says, where that is known."""


def page_lines(page: Page, cells: int, glyphs: Glyphs = UNICODE) -> list[Line]:
    """Laid out for that width; blocks are parted by one empty line. Costs about a millisecond for an abstract."""
    paper = page.paper if page.is_tex else readable_paper(page.paper)
    cells, page = min(cells, WIDEST), replace(page, paper=spelled_paper(paper, glyphs))
    lines: list[Line] = []
    blocks = (_head(page, cells, glyphs), _summary(page, cells), _abstract(page, cells), _keywords(page, cells, glyphs))
    for block in (*blocks, _mine(page, cells, glyphs), _links(page, cells, glyphs)):
        drawn = list(block)
        if drawn:
            lines += [(), *drawn] if lines else drawn
    return lines


def plain(lines: list[Line]) -> str:
    """The lines as text, as a selection copies them."""
    return "\n".join("".join(text for text, _ in line) for line in lines)


def _head(page: Page, cells: int, glyphs: Glyphs) -> Iterator[Line]:
    paper = page.paper
    yield from emphasised(list(wrap(paper.title, cells)), "title", page.words)
    yield ()
    yield from flow(_people(page), cells, (" ", "facts"))
    yield from flow(_facts(page, glyphs), cells, (f" {glyphs.dot} ", "facts"))
    if spans := list(_arxiv(page)):
        yield from flow(spans, cells, (f" {glyphs.dot} ", "facts"))
    if paper.topics:
        yield from flow(((topic, "topic") for topic in paper.topics), cells, (f" {glyphs.dot} ", "facts"))
    for wish, words in ((Wish.WATCH, f"{glyphs.watched} watched for"), (Wish.MUTE, "muted for")):
        if names := [each.said for each in page.interests if each.wish is wish]:
            spans = ((f"{words} " * (not at) + spelled(name, glyphs), "bookmark") for at, name in enumerate(names))
            yield from flow(spans, cells, (", ", "bookmark"))


def _people(page: Page) -> Iterator[Span]:
    paper = page.paper
    shown = paper.authors if page.all_authors else paper.authors[:AUTHORS_SHOWN]
    total = max(paper.author_count or 0, len(paper.authors))
    more = total - len(shown)
    for number, author in enumerate(shown, 1):
        yield author.name + ("," if number < len(shown) else ""), "people"
    if shown and more > 0:
        yield f"and {more} more" + ("" if page.all_authors else " (a)"), "facts"
    elif not shown and total:
        yield "1 author" if total == 1 else f"{total} authors", "people"


def _facts(page: Page, glyphs: Glyphs) -> Iterator[Span]:
    paper = page.paper
    if paper.organization and paper.organization.name:
        yield paper.organization.name, "organization"
    if paper.published:
        yield day_in_words(paper.published, page.today), "facts"
    yield (paper.id if paper.has_arxiv_id else "no arXiv id known"), "facts"
    if paper.upvotes is not None:
        yield f"{glyphs.upvotes} {paper.upvotes:,}", "facts"
    if paper.stars:
        yield f"{glyphs.stars} {short_number(paper.stars)}", "facts"
    if paper.comments:
        yield "1 comment" if paper.comments == 1 else f"{paper.comments} comments", "facts"
    if paper.submitted_by:
        yield f"sent in by {paper.submitted_by}", "facts"
    if page.marks.bookmarked:
        yield f"{glyphs.bookmark} bookmarked", "bookmark"


def _arxiv(page: Page) -> Iterator[Span]:
    record = page.arxiv
    if page.paper.categories:
        yield " ".join(page.paper.categories), "facts"
    if record is not None:
        doi = f"doi {record.doi}" if record.doi else None
        yield from ((text, "facts") for text in (record.comment, record.journal, doi) if text)


def _summary(page: Page, cells: int) -> Iterator[Line]:
    paper = page.paper
    if not paper.summary:
        return
    if paper.source == "sample":
        heading = "Summary, in words of our own"
    else:
        heading = f"AI summary by {paper.summary_by}" if paper.summary_by else "AI summary"
    yield from _paragraph(heading, paper.summary, cells, page.words)


def _abstract(page: Page, cells: int) -> Iterator[Line]:
    if page.paper.abstract:
        yield from _paragraph("Abstract", page.paper.abstract, cells, page.words)
    elif not page.paper.summary:
        yield (("No abstract is known.", "facts"),)


def _keywords(page: Page, cells: int, glyphs: Glyphs) -> Iterator[Line]:
    if page.paper.keywords:
        yield (("Keywords", "heading"),)
        yield from flow(((keyword, "keyword") for keyword in page.paper.keywords), cells, (f" {glyphs.dot} ", "facts"))


def _paragraph(heading: str, text: str, cells: int, words: tuple[str, ...]) -> Iterator[Line]:
    for line in wrap(heading, cells):
        yield ((line, "heading"),)
    yield from emphasised(list(wrap(text, cells)), "text", words)


def _mine(page: Page, cells: int, glyphs: Glyphs) -> Iterator[Line]:
    """The reader's own tags and note."""
    marks = page.marks
    if marks.tags:
        yield (("My tags", "heading"),)
        yield from flow(((f"#{spelled(tag, glyphs)}", "keyword") for tag in marks.tags), cells, ("  ", "facts"))
    if marks.note:
        yield from (((), (("My note", "heading"),)) if marks.tags else ((("My note", "heading"),),))
        for line in spelled(marks.note, glyphs).split("\n"):
            yield from (((part, "text"),) for part in wrap(line, cells))


def _links(page: Page, cells: int, glyphs: Glyphs) -> Iterator[Line]:
    paper = page.paper
    places = (
        ("Hub", paper.url),
        ("arXiv", paper.arxiv_url),
        ("PDF", paper.pdf_url),
        ("Code", paper.github),
        ("Project", paper.project),
    )
    for name, address in places:
        if address:
            first, *rest = list(wrap(address, cells - 9)) or [""]
            yield ((f"{name:<9}", "heading"), (first, "link"))
            for line in rest:
                yield ((" " * 9, ""), (drawable(line), "link"))
