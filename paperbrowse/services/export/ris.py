"""RIS, for reference managers: a tag a line, two letters, two blanks, a dash.

A preprint is `GEN`, which Zotero reads as what it has no type for; nothing guesses a journal.
"""

from collections.abc import Iterator, Sequence

from ...model.bibtex import citation_keys
from ...model.names import parted
from ...model.taken import Taken
from ...model.text import clean_line


def ris(papers: Sequence[Taken]) -> Iterator[str]:
    keys = citation_keys(each.paper for each in papers)
    for each in papers:
        lines = (f"{tag}  - {clean_line(value)}".rstrip() for tag, value in _tags(each, keys[each.paper.id]) if value)
        yield "\r\n".join(("TY  - GEN", *lines, "ER  - ", "", ""))


def _tags(taken: Taken, key: str) -> Iterator[tuple[str, str | None]]:
    paper, record = taken.paper, taken.record
    yield "ID", key
    yield "TI", paper.title
    for author in paper.authors:
        yield "AU", _name(author.name)
    if paper.published:
        yield "PY", str(paper.published.year)
        yield "DA", f"{paper.published:%Y/%m/%d}"
    if paper.has_arxiv_id:
        yield "AN", f"arXiv:{paper.id}"
        yield "PB", "arXiv"
        yield "DO", (record.doi if record else None) or f"10.48550/arXiv.{paper.id}"
    yield "UR", paper.arxiv_url or paper.url
    yield "L1", paper.pdf_url
    yield "AB", paper.abstract or paper.summary
    yield "N1", record.comment if record else None
    yield "N1", taken.marks.note
    for word in dict.fromkeys((*paper.keywords, *taken.marks.tags)):
        yield "KW", word


def _name(name: str) -> str:
    """`Maaten, Laurens van der`, `King, Martin, Jr.`: family, given, suffix."""
    parts = parted(name)
    if parts.whole:
        return parts.whole.replace(",", " ")  # a comma would part it
    given = " ".join(filter(None, (parts.given, parts.particle)))
    return ", ".join(filter(None, (parts.family, given, parts.suffix)))
