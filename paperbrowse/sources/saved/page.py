"""A page of Daily Papers that the reader saved or copied: what kind of file it is, and its papers.

HTML (`html`), the same in a web archive (`file`), Markdown (`markdown`), and text: of a single paper
(`paper_text`), of a day, week, month or trending page (`list_text`), of a search (`search_text`),
with the ids that lynx prints under it (`links`).
"""

import hashlib
from datetime import date, datetime

from ...errors import TooBig, Unreadable
from ...model.listing import Listing, SavedPage
from ...model.text import clean_line
from .file import content_key, decoded, is_html
from .instead import text_instead
from .lines import Found, clean_lines
from .links import with_ids, without_link_numbers
from .list_text import list_papers
from .markdown import is_markdown, markdown_papers
from .paper_text import paper_text
from .search_text import search_papers

MAX_BYTES = 16 * 1024 * 1024
_MAX_LINES = 100_000


def read_saved_page(
    content: bytes, name: str, *, now: datetime, saved_on: date | None = None
) -> tuple[SavedPage, Listing]:
    """The papers of a file called `name`, in its order, each once; `now` is UTC.

    A date without a year belongs to the latest year in which it is not after `on`; where that is not known, to
    the year of the paper's id, or the one after the latest that is written out, since the site leaves out the current
    year alone. A card without a title is counted in `left_out`. The same papers in another copy of a page are the same
    page. Raises TooBig, and Unreadable with what the file seems to be instead.
    """
    name = clean_line(name) or "the file"
    if len(content) > MAX_BYTES:
        raise TooBig(f"{name} is larger than {MAX_BYTES // 2**20} MiB; a saved page is far smaller")
    try:
        text = decoded(content)
        found, key = _found(text, name, saved_on, now)
    except Unreadable as error:
        raise Unreadable(f"No papers found in {name}: {error}") from error
    page = SavedPage(key, name)
    return page, Listing(str(page), found.papers, now, now, origin="saved page", left_out=found.left_out)


def _found(text: str, name: str, saved_on: date | None, now: datetime) -> tuple[Found, str]:
    """The papers, and what the page is known by."""
    if is_html(text):
        from .html import html_papers  # only a page is worth its parser

        found = html_papers(text, saved_on, now)
        return found, _papers_key(found)
    if text.count("\n") > _MAX_LINES:
        raise TooBig(f"{name} has more than {_MAX_LINES:,} lines; a saved page has far fewer")
    if is_markdown(text) and (found := markdown_papers(text, saved_on, now)):
        return found, _papers_key(found)
    words, linked = without_link_numbers(text)
    lines = clean_lines(words)
    for read in (paper_text, list_papers, search_papers):
        if found := read(lines, saved_on, now):
            return with_ids(found, linked), content_key(text)
    raise Unreadable(text_instead(text))


def _papers_key(found: Found) -> str:
    """Copies of one page differ in their markup, and are the same page where they say the same of the same papers."""
    facts = (f"{paper.id} {paper.title} {paper.upvotes} {paper.comments}\n" for paper in found.papers)
    return hashlib.sha256("".join(facts).encode()).hexdigest()[:12]
