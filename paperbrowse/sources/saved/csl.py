"""CSL-JSON, as Zotero, pandoc and citeproc write it: an array of items (or `{"items": […]}`).

Required of an item: an arXiv id in `number`, `archive_location`, `DOI`, `URL`, `note` or `id`. Its title, authors, abstract
and date are taken where they are of the right kind; all else is passed over.
"""

import json
import re
from collections.abc import Iterator
from datetime import date
from itertools import repeat

from ...errors import Unreachable, Unreadable
from ...model.brought import Unusable, listed
from ...model.identifier import arxiv_id
from ...model.paper import Author
from ...model.taken import Taken
from ..json_fields import line_at, load_json

_MARKUP = re.compile(r"</?(?:i|b|sub|sup|span|jats:\w+|p)\b[^<>]{0,100}>")
_IDS = ("archive_location", "number", "archiveID", "DOI", "URL", "note", "id")
_LONGEST = 100_000
_MOST_AUTHORS = 5_000


def is_csl(text: str) -> bool:
    return text[:1_000].lstrip()[:1] in ("[", "{")


def csl_papers(text: str) -> Iterator[Taken | Unusable]:
    """Raises Unreadable for what is no JSON, or no list of items."""
    try:
        value = load_json(text.encode("utf-8", "replace"))
    except Unreachable as error:
        raise Unreadable("it is JSON that ends in the middle") from error
    if isinstance(value, dict):
        value = value.get("items")
    if not isinstance(value, list):
        raise Unreadable("it is JSON without a list of papers")
    for place, (item, line) in enumerate(zip(value, _lines(text, len(value)), strict=True), 1):
        if not isinstance(item, dict):
            yield Unusable(line, f"item {place} is no paper")
        else:
            yield _paper(item, place, line)


def _paper(item: dict[str, object], place: int, line: int) -> Taken | Unusable:
    title = _MARKUP.sub("", line_at(item, "title", _LONGEST) or "")
    paper_id = _id(item)
    if paper_id is None:
        return Unusable(line, f"no arXiv id in item {place}" + (f" “{title[:60]}”" if title else ""))
    authors = item.get("author")
    names = map(_name, authors[:_MOST_AUTHORS]) if isinstance(authors, list) else ()
    abstract = _MARKUP.sub("", line_at(item, "abstract", _LONGEST) or "") or None
    known = tuple(Author(name) for name in names if name)
    return Taken(listed(paper_id, title, authors=known, abstract=abstract, published=_date(item)))


def _id(item: dict[str, object]) -> str | None:
    for name in _IDS:
        for word in (line_at(item, name) or "").split():
            if name == "DOI" and word.lower().startswith("10.48550/arxiv."):
                word = f"https://doi.org/{word}"
            found = arxiv_id(word)
            if found and (name == "archive_location" or word[:6].lower() == "arxiv:" or "/" in word):
                return found
    return None


def _name(author: object) -> str | None:
    if not isinstance(author, dict):
        return None
    if whole := line_at(author, "literal"):
        return whole
    parts = (line_at(author, name) for name in ("given", "dropping-particle", "non-dropping-particle", "family"))
    name = " ".join(filter(None, parts))
    suffix = line_at(author, "suffix")
    return f"{name}, {suffix}" if name and suffix else name or None


def _date(item: dict[str, object]) -> date | None:
    """Only a whole one: a year alone is no day."""
    issued = item.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, dict) else None
    try:
        year, month, day = (int(part) for part in parts[0])
        return date(year, month, day) if year >= 1900 else None
    except (TypeError, ValueError, IndexError, KeyError, OverflowError):
        return None


def _lines(text: str, count: int) -> Iterator[int]:
    """The line on which each item begins, by reading once over the text; 1 where that cannot be told."""
    if text.lstrip()[:1] != "[":
        yield from repeat(1, count)
        return
    decoder, line, counted = json.JSONDecoder(), 1, 0
    at = text.index("[") + 1
    for _ in range(count):
        while text[at : at + 1] in (" ", "\n", "\t", "\r", ","):
            at += 1
        line += text.count("\n", counted, at)
        counted = at
        yield line
        _, at = decoder.raw_decode(text, at)
