"""CSL-JSON, as pandoc, Zotero and citeproc read it: a list of items, one a line."""

import json
from collections.abc import Iterator, Sequence
from datetime import date

from ...model.bibtex import citation_keys
from ...model.names import parted
from ...model.taken import Taken


def csl_json(papers: Sequence[Taken]) -> Iterator[str]:
    """A preprint is an `article` of genre `preprint`; what is not known is left out."""
    keys = citation_keys(each.paper for each in papers)
    yield "["
    for number, each in enumerate(papers):
        yield (",\n " if number else "\n ") + json.dumps(_item(each, keys[each.paper.id]), ensure_ascii=False)
    yield "\n]\n"


def _item(taken: Taken, key: str) -> dict[str, object]:
    paper, record = taken.paper, taken.record
    item: dict[str, object | None] = {
        "id": key,
        "type": "article",
        "title": paper.title,
        "author": [_name(author.name) for author in paper.authors],
        "issued": _date(paper.published),
        "abstract": paper.abstract or paper.summary,
        "URL": paper.arxiv_url or paper.url,
        "keyword": ", ".join(dict.fromkeys((*paper.keywords, *taken.marks.tags))),
        "note": taken.marks.note,
    }
    if paper.has_arxiv_id:
        item |= {
            "genre": "preprint",
            "publisher": "arXiv",
            "number": f"arXiv:{paper.id}",
            "archive": "arXiv",
            "archive_location": paper.id,
            "DOI": (record.doi if record else None) or f"10.48550/arXiv.{paper.id}",
        }
    return {name: value for name, value in item.items() if value}


def _name(name: str) -> dict[str, str]:
    parts = parted(name)
    if parts.whole:
        return {"literal": parts.whole}
    named = {
        "family": parts.family, "given": parts.given, "non-dropping-particle": parts.particle, "suffix": parts.suffix
    }  # fmt: skip
    return {field: value for field, value in named.items() if value}


def _date(day: date | None) -> dict[str, object] | None:
    return {"date-parts": [[day.year, day.month, day.day]]} if day else None
