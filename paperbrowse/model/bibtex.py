"""BibTeX of a paper: arXiv's own where its record is here, else made of what we know, in the same form."""

import re
from collections.abc import Iterable, Mapping

from .arxiv import ArxivRecord
from .names import parted
from .paper import Paper
from .text import folded

_FILLERS = frozenset(("a", "an", "the", "on", "in", "of", "for", "to", "and", "with", "is", "are", "do", "does", "can"))
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")
_WORDS_IN_A_KEY = 3
_SPELLED = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_FORMULA = re.compile(r"((?<!\\)\$(?=[^\s$])[^$]*(?<=[^\s\\])\$(?!\d))")
"""By pandoc's rule, which tells the dollars of prices."""
_SPECIAL = re.compile(r"(?<!\\)[&%#_$]")
_OFFICIAL = re.compile(r"@misc\{[^\s{},]+,\n")
_AND = re.compile(r"(?i)(?:\A|\s)and(?:\s|\Z)")


def bibtex(paper: Paper, record: ArxivRecord | None = None, key: str | None = None) -> str:
    """An entry of several lines. The primary category is left out rather than guessed. `key` is the paper's own where
    none is given, also in the entry that arXiv wrote."""
    key = key or citation_key(paper)
    if record and record.bibtex and _is_sound(record.bibtex):
        return _OFFICIAL.sub(lambda _: f"@misc{{{key},\n", record.bibtex, count=1)
    fields = [("title", f"{{{_field(paper.title)}}}")]
    if names := [name for author in paper.authors if (name := _author(author.name))]:
        fields.append(("author", " and ".join(names)))
    if paper.published:
        fields.append(("year", str(paper.published.year)))
    if paper.has_arxiv_id:
        categories = record.categories if record and record.categories else paper.categories
        fields += [("eprint", paper.id), ("archivePrefix", "arXiv")]
        fields += [("primaryClass", categories[0])] if categories else []
    fields.append(("url", paper.arxiv_url or paper.url.replace("%", r"\%")))
    lines = ",\n".join(f"  {name}={{{value}}}" for name, value in fields)
    return f"@misc{{{key},\n{lines}\n}}"


def citation_key(paper: Paper) -> str:
    """`muller2026artnetsgraphs`: family name, year and the first words of the title, in plain letters.

    It depends on the paper alone, so that entries copied one by one fit into one file.
    """
    family = parted(paper.authors[0].name).sorted_by if paper.authors else "anonymous"
    year = str(paper.published.year) if paper.published else ""
    words = [word for word in _NOT_IN_A_KEY.split(_plain(paper.title)) if word and word not in _FILLERS]
    return (_NOT_IN_A_KEY.sub("", _plain(family)) or "arxiv") + year + "".join(words[:_WORDS_IN_A_KEY])


def citation_keys(papers: Iterable[Paper]) -> Mapping[str, str]:
    """The key of each paper by id. Of those that share one, the lowest id has it, and the next ones get a, b, …,
    whatever their order."""
    by_id = {paper.id: citation_key(paper) for paper in papers}
    taken, keys = set(by_id.values()), dict[str, str]()
    given = set[str]()
    for paper_id in sorted(by_id):
        key = base = by_id[paper_id]
        number = 0
        while key in given or (number and key in taken):
            key, number = base + _letters(number), number + 1
        given.add(key)
        keys[paper_id] = key
    return keys


def _letters(number: int) -> str:
    """a to z, then aa, ab, …"""
    head, last = divmod(number, 26)
    return (_letters(head - 1) if head else "") + chr(ord("a") + last)


def _plain(text: str) -> str:
    return folded(folded(text).translate(_SPELLED))


def _author(name: str) -> str:
    """As BibTeX parts it in the way that we do: as it is printed wherever that is enough."""
    parts = parted(name)
    if parts.whole:
        whole = _field(parts.whole)
        return f"{{{whole}}}" if " " in whole or "," in whole else whole
    given, family, particle, suffix = (_field(each) for each in (parts.given, parts.family, parts.particle, parts.suffix))
    if _AND.search(name):
        return f"{{{_field(name)}}}"
    if " " in family or any(word[:1].islower() for word in given.split()):
        family = f"{{{family}}}" if any(word[:1].islower() for word in family.split()) else family
        return ", ".join(filter(None, (f"{particle} {family}".strip(), suffix, given)))
    if suffix:
        return f"{f'{particle} {family}'.strip()}, {suffix}, {given}"
    return " ".join(filter(None, (given, particle, family)))


def _field(text: str) -> str:
    """What may stand within braces: special characters escaped, TeX kept, and braces that pair for every reader."""
    parts = _FORMULA.split(text)
    parts[::2] = (_SPECIAL.sub(r"\\\g<0>", part).replace("^", r"\textasciicircum{}") for part in parts[::2])
    text = "".join(parts)
    if text.endswith("\\"):
        text = text.rstrip("\\") + r"\textbackslash{}"
    return text if _is_balanced(text) else re.sub(r"\\*[{}]", "", text).rstrip("\\")


def _is_balanced(text: str) -> bool:
    """Both for readers that count every brace, as BibTeX itself does, and for those that pass over escaped ones."""
    return _pairs(text) and _pairs(re.sub(r"\\[{}]", "", text))


def _pairs(text: str) -> bool:
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            return False
    return depth == 0


def _is_sound(entry: str) -> bool:
    """Whether arXiv's text is one entry whose key can be changed."""
    return _OFFICIAL.match(entry) is not None and entry.endswith("\n}") and _is_balanced(entry) and entry.count("@") == 1
