"""A list of papers: the lines of another paperbrowse, BibTeX, CSL-JSON, or arXiv ids and addresses."""

import re
from collections.abc import Iterable, Iterator

from ...errors import TooBig, Unreadable
from ...model.besides import Besides, joined
from ...model.brought import Brought, Unusable, listed
from ...model.exchange import is_head, read_line
from ...model.identifier import arxiv_id
from ...model.taken import Taken
from ...model.text import clean_line
from .bibtex import bibtex_papers, is_bibtex
from .csl import csl_papers, is_csl
from .file import decoded, is_html

MAX_BYTES = 100 * 1024 * 1024
_BEGINNING = 100_000
_LONGEST_LINE = 1_000
"""Characters of a line of ids; a longer one is text."""
_PARTS = re.compile(r"[\s,;|]+")
_SHOWN = 60

Found = Iterable[Taken | Besides | Unusable]


def read_list(content: bytes, name: str) -> Brought | None:
    """The papers of a list that says what it is; None for any other file.

    Raises TooBig, and Unreadable for a list without a paper, and for one that a newer paperbrowse wrote.
    """
    beginning = content[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n")
    shown = beginning.decode("utf-8", "replace")
    if shown[:1] not in ("{", "[") and (is_html(shown) or not is_bibtex(shown)):
        return None
    if len(content) > MAX_BYTES:
        raise TooBig(f"{name} is larger than {MAX_BYTES // 2**20} MiB")
    text = decoded(content)
    try:
        found = _found(text)
        return None if found is None else _brought(found, name)
    except Unreadable as error:
        raise Unreadable(f"No papers found in {name}: {error}") from error


def read_ids(content: bytes) -> Brought | None:
    """The papers of a list of ids or addresses, in any form; None where most lines have none, and for what is no text."""
    try:
        text = decoded(content)
    except Unreadable:
        return None
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    lines = [(number, line) for number, line in lines if not line.startswith("#")]
    found = [(number, line, _ids(line)) for number, line in lines]
    if 2 * sum(bool(ids) for _, _, ids in found) < max(len(found), 1):
        return None
    return _once(
        each
        for number, line, ids in found
        for each in ([Taken(listed(paper_id)) for paper_id in ids] or [Unusable(number, f"no arXiv id in “{_short(line)}”")])
    )


def _found(text: str) -> Found | None:
    first = text[:_BEGINNING].lstrip().partition("\n")[0]
    if is_head(first):
        return _of_lines(text)
    if is_bibtex(text[:_BEGINNING]):
        return bibtex_papers(text)
    return csl_papers(text) if is_csl(text) else None


def _of_lines(text: str) -> Iterator[Taken | Besides | Unusable]:
    is_first = True
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        if is_first:
            is_first = False
            continue
        try:
            yield read_line(line)
        except Unreadable as error:
            yield Unusable(number, f"{error}: {_short(line)}")


def _brought(found: Found, name: str) -> Brought:
    brought = _once(found)
    if not brought.papers and not brought.besides:
        why = f"line {brought.unusable[0].line}: {brought.unusable[0].why}" if brought.unusable else "it is empty"
        raise Unreadable(why)
    return brought


def _once(found: Found) -> Brought:
    papers: dict[str, Taken] = {}
    unusable: list[Unusable] = []
    besides: list[Besides] = []
    for each in found:
        match each:
            case Unusable():
                unusable.append(each)
            case Besides():
                besides.append(each)
            case _:
                papers.setdefault(each.paper.id, each)
    return Brought(tuple(papers.values()), tuple(unusable), joined(besides))


def _ids(line: str) -> list[str]:
    if len(line) > _LONGEST_LINE:
        return []
    whole = arxiv_id(line)
    words = [line] if whole else _PARTS.split(re.sub(r"(?i)arxiv:\s+", "arXiv:", line).replace("](", " "))
    return [paper_id for word in words if (paper_id := arxiv_id(word.strip("*-•")))]


def _short(text: str) -> str:
    text = clean_line(text[: 4 * _SHOWN])
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
