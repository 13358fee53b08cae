"""A paper in the list, as lines of spans."""

from collections.abc import Iterator

from ..model.interests import Wish
from ..model.marks import UNMARKED, Marks
from ..model.paper import Paper
from ..model.text import drawable
from ..model.value import Value, replace
from .emphasis import emphasised
from .rendering import UNICODE, Glyphs, Line, Span, fill, fit, readable_line, spelled_paper, width, wrap_to
from .wording import short_number

PREFIX = 3
"""Cells before the title: unread, bookmarked, a blank."""
BAR = 1
"""The cell that the list puts before every line, for its cursor."""
_FULL_NAME_UP_TO = 20
_WHO_AT_MOST = 24
_COMMENTS_FROM = 2


class Row(Value):
    """All that a row shows."""

    paper: Paper
    marks: Marks = UNMARKED
    gain: int = 0
    """Upvotes since the reader last looked."""
    is_new: bool = False
    """Came since the reader last looked."""
    is_chosen: bool = False
    """Marked for an action on several papers."""
    wish: Wish | None = None
    """The paper is watched or muted."""
    is_from_hub: bool = False
    """The Hub found it, and nothing on this machine did."""
    is_saved: bool = False
    """It reads offline from first to last."""
    words: tuple[str, ...] = ()
    """`comparable` words that it was found by."""


def full_row(row: Row, cells: int, height: int, glyphs: Glyphs = UNICODE) -> list[Line]:
    """The title on at most two lines and a line of facts, filled up to `height` lines of at most `cells` cells."""
    row = _spelled(row, glyphs)
    text = cells - BAR - PREFIX - 1
    title = wrap_to(_title(row, glyphs), text, 2, glyphs.ellipsis)
    first, *rest = emphasised(title, _title_style(row), row.words)
    lines: list[Line] = [(*_marks(row, glyphs), *first)]
    lines += [((" " * PREFIX, ""), *line) for line in rest]
    joint = (f" {glyphs.dot} ", "facts")
    below_marks = ((" ", ""), _saved(row, glyphs), (" ", "")) if row.is_saved else ((" " * PREFIX, ""),)
    lines.append((*below_marks, *fill(facts(row, glyphs, text), text, joint)))
    return lines + [()] * (height - len(lines))


def short_row(row: Row, cells: int, glyphs: Glyphs = UNICODE) -> Line:
    """Everything on one line: marks, upvotes, the title, and at the right the organization where there is room."""
    row = _spelled(row, glyphs)
    upvotes = "" if row.paper.upvotes is None else short_number(row.paper.upvotes)
    who = _who(row.paper) if cells >= 60 else ""
    right = fit(drawable(who), _WHO_AT_MOST, glyphs.ellipsis)
    room = cells - BAR - PREFIX - 6 - (width(right) + 2 if right else 0) - 1
    title = fit(drawable(_title(row, glyphs)), room, glyphs.ellipsis)
    pad = " " * (room - width(title) + 2 if right else 0)
    (title_spans,) = emphasised((title,), _title_style(row), row.words)
    *marks, _ = _marks(row, glyphs)
    return (*marks, _saved(row, glyphs), (f"{upvotes:>5} ", "facts"), *title_spans, (pad, ""), (right, "facts"))


def facts(row: Row, glyphs: Glyphs, cells: int = 80) -> Iterator[Span]:
    """The short facts about a paper, the most telling first; none takes more than half of the cells."""
    paper = row.paper
    if row.is_from_hub:
        yield "from the Hub", "gain"
    if _is_muted(row):
        yield "muted", "facts"
    if row.is_new:
        yield "new", "gain"
    if paper.upvotes is not None:
        gained = f" +{row.gain}" if row.gain else ""
        yield f"{glyphs.upvotes} {short_number(paper.upvotes)}{gained}", "gain" if row.gain else "facts"
    if who := _who(paper):
        yield fit(drawable(who), min(_WHO_AT_MOST, cells // 2), glyphs.ellipsis), "facts"
    if paper.stars:
        yield f"{glyphs.stars} {short_number(paper.stars)}", "facts"
    if paper.comments is not None and paper.comments >= _COMMENTS_FROM:
        yield f"{paper.comments} comments", "facts"
    for topic in paper.topics or paper.keywords:
        if width(topic) <= cells // 2:
            yield topic, "keyword"


def _spelled(row: Row, glyphs: Glyphs) -> Row:
    title = readable_line(row.paper.title)
    paper = spelled_paper(row.paper if title is row.paper.title else replace(row.paper, title=title), glyphs)
    return row if paper is row.paper else replace(row, paper=paper)


def _who(paper: Paper) -> str:
    """The organization, as the site shows it instead of the authors; its login where the name is long."""
    if organization := paper.organization:
        name = organization.name or ""
        return name if width(name) <= _FULL_NAME_UP_TO or not organization.login else organization.login
    if paper.author_count is None:
        return ""
    return "1 author" if paper.author_count == 1 else f"{paper.author_count} authors"


def _title(row: Row, glyphs: Glyphs) -> str:
    chosen = f"{glyphs.chosen} " if row.is_chosen else ""
    watched = f"{glyphs.watched} " if row.wish is Wish.WATCH else ""
    return f"{chosen}{watched}{row.paper.title}"


def _is_muted(row: Row) -> bool:
    return row.wish is Wish.MUTE and not row.marks.bookmarked


def _title_style(row: Row) -> str:
    return "title-read" if row.marks.read or _is_muted(row) else "title"


def _saved(row: Row, glyphs: Glyphs) -> Span:
    """One cell: below the bookmark, and where there is one line after it."""
    return (glyphs.saved, "saved") if row.is_saved else (" ", "")


def _marks(row: Row, glyphs: Glyphs) -> tuple[Span, ...]:
    unread = " " if row.marks.read else glyphs.unread
    bookmark = glyphs.bookmark if row.marks.bookmarked else " "
    return (unread, "unread"), (bookmark, "bookmark"), (" ", "")
