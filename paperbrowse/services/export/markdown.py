"""Markdown as Obsidian reads it: one paper is a note with front matter, several are one list with a heading each."""

import json
import re
from collections.abc import Iterator, Sequence

from ...model.taken import Taken

_SIGNS = re.compile(r"([\\`*_\[\]<>#|~])")
_FORMULA = re.compile(r"((?<!\\)\$(?=[^\s$])[^$]*(?<=[^\s\\])\$(?!\d))")
"""What Obsidian shows as mathematics."""
_BLOCK = re.compile(r"(?m)^(\s*)([-+=>]|\d+(?=[.)]))")
_NOT_IN_A_TAG = re.compile(r"[^\w/-]+")


def markdown(papers: Sequence[Taken]) -> Iterator[str]:
    """YAML of the front matter is JSON in its values, which every reader of YAML takes as it is meant."""
    if len(papers) == 1:
        yield "".join((*_front_matter(papers[0]), "\n", *_section(papers[0], "#")))
        return
    for number, each in enumerate(papers):
        yield ("\n" if number else "") + "".join(_section(each, "##"))


def _front_matter(taken: Taken) -> Iterator[str]:
    paper, marks = taken.paper, taken.marks
    fields = {
        "title": paper.title,
        "aliases": [paper.id],
        "authors": [author.name for author in paper.authors],
        "published": paper.published and paper.published.isoformat(),
        "arxiv": paper.id if paper.has_arxiv_id else None,
        "url": paper.url,
        "categories": list(paper.categories),
        "topics": list(paper.topics),
        "tags": [tag for each in marks.tags if (tag := _tag(each))],
        "read": marks.read_at and marks.read_at.date().isoformat(),
    }
    yield "---\n"
    for name, value in fields.items():
        if value:
            # YAML takes a line separator for the end of a line, also within quotes.
            text = json.dumps(value, ensure_ascii=False).replace("\x85", "\\N").replace("\u2028", "\\L").replace("\u2029", "\\P")
            yield f"{name}: {text}\n"
    yield "---\n"


def _section(taken: Taken, level: str) -> Iterator[str]:
    paper, marks = taken.paper, taken.marks
    yield f"{level} {_escaped(paper.title)}\n"
    if paper.authors:
        yield f"\n{_escaped(', '.join(author.name for author in paper.authors))}\n"
    links = (("Hub", paper.url), ("arXiv", paper.arxiv_url), ("PDF", paper.pdf_url), ("Code", paper.github))
    facts = [paper.published.isoformat()] if paper.published else []
    facts += [f"[{name}]({_address(address)})" for name, address in links if address]
    facts += [f"#{tag}" for each in marks.tags if (tag := _tag(each))]
    yield f"\n{' · '.join(facts)}\n"
    if text := paper.abstract or paper.summary:
        yield f"\n{_escaped(text)}\n"
    if marks.note:
        quoted = "\n".join(f"> {line}".rstrip() for line in marks.note.split("\n"))
        yield f"\n{quoted}\n"


def _escaped(text: str) -> str:
    """Signs of Markdown as they are; formulas stay formulas."""
    parts = _FORMULA.split(text)
    parts[::2] = (_BLOCK.sub(r"\1\\\2", _SIGNS.sub(r"\\\1", part)) if part else part for part in parts[::2])
    return "".join(parts)


def _address(address: str) -> str:
    return address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")


def _tag(tag: str) -> str:
    """As Obsidian allows it: letters, digits, `/`, `-` and `_`, and not digits alone."""
    plain = _NOT_IN_A_TAG.sub("-", tag).strip("-")
    return f"_{plain}" if plain.isdecimal() else plain
