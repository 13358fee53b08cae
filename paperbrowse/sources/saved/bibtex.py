r"""A bibliography in BibTeX, of whatever program.

Required: an entry whose `eprint`, `doi`, `url` or the like names an arXiv id: `eprint = {2608.16590}`,
`journal = {arXiv preprint arXiv:2608.16590}`, `volume = {abs/2608.16590}`. An entry begins on a line of its own with `@` and
ends at the latest where the next one begins, so that one broken entry costs no other.
"""

import re
from collections.abc import Iterator

from ...model.brought import Unusable, listed
from ...model.identifier import arxiv_id
from ...model.paper import Author
from ...model.taken import Taken
from ...model.text import clean_line

_ENTRY = re.compile(r"^[ \t]*@([A-Za-z]{1,40})[ \t]*[{(][ \t]*([^\s,{}]{0,200})", re.MULTILINE)
_KNOWN = re.compile(
    r"^[ \t]*@(?:article|book|booklet|conference|inbook|incollection|inproceedings|manual|mastersthesis|misc|phdthesis|"
    r"proceedings|techreport|unpublished|online|electronic|report|thesis|preprint|string|comment|preamble)[ \t]*[{(]",
    re.MULTILINE | re.IGNORECASE,
)
"""Other things may begin with @, too: a page's styles do."""
_FIELD = re.compile(r"[\s,]*([A-Za-z][\w:.+-]{0,60})\s*=\s*")
_BARE = re.compile(r"[^\s,{}]*")
_BRACES = re.compile(r"[{}]")
_NO_ENTRIES = frozenset(("comment", "string", "preamble"))
_NAMED = ("eprint", "arxivid", "arxiv", "doi", "url", "howpublished", "journal", "volume", "number", "note")
_FREELY = ("eprint", "arxivid", "arxiv")
"""Fields in which a number by itself is an id."""
_LONGEST = 200_000
"""Characters of an entry."""
_MOST_AUTHORS = 5_000
_ESCAPED = re.compile(r"\\([&%#_$])")


def is_bibtex(text: str) -> bool:
    return _KNOWN.search(text) is not None


def bibtex_papers(text: str) -> Iterator[Taken | Unusable]:
    line, counted = 1, 0
    entries = _ENTRY.finditer(text)
    entry = next(entries, None)
    while entry is not None:
        following = next(entries, None)
        end = min(following.start() if following else len(text), entry.start() + _LONGEST)
        line += text.count("\n", counted, entry.start())
        counted = entry.start()
        if entry[1].lower() not in _NO_ENTRIES:
            yield _paper(_fields(text[entry.end() : end]), entry[2], line)
        entry = following


def _paper(fields: dict[str, str], key: str, line: int) -> Taken | Unusable:
    paper_id = _id(fields)
    title = _plain(fields.get("title", ""))
    if paper_id is None:
        named = " ".join(filter(None, (clean_line(key), f"“{title[:60]}”" if title else "")))
        return Unusable(line, f"no arXiv id in the entry {named}".rstrip())
    names = (_plain(name) for name in re.split(r"\s+and\s+", fields.get("author", ""))[:_MOST_AUTHORS])
    authors = tuple(Author(_printed(name)) for name in names if name and name != "others")
    return Taken(listed(paper_id, title, authors=authors, abstract=_plain(fields.get("abstract", "")) or None))


def _id(fields: dict[str, str]) -> str | None:
    archive = fields.get("archiveprefix", fields.get("eprinttype", "arxiv")).strip("{} ").lower()
    for name in _NAMED:
        if name == "eprint" and archive != "arxiv":
            continue
        for word in re.sub(r"\\?_", "_", fields.get(name, "")[:2_000]).split():
            word = word.removeprefix("\\url{").strip("{}.,;")
            if name == "doi" and word.lower().startswith("10.48550/arxiv."):
                word = f"https://doi.org/{word}"
            found = arxiv_id(word.removeprefix("abs/"))
            if found and (name in _FREELY or word[:6].lower() == "arxiv:" or "/" in word):
                return found
    return None


def _fields(body: str) -> dict[str, str]:
    """By their names in lower case; the first of a name holds."""
    fields: dict[str, str] = {}
    at = 0
    while field := _FIELD.match(body, at):
        value, at = _value(body, field.end())
        fields.setdefault(field[1].lower(), value)
        while (rest := body[at : at + 20].lstrip()).startswith("#"):  # pieces that are joined
            at = body.index("#", at) + 1
            at += len(body[at:]) - len(body[at:].lstrip())
            more, at = _value(body, at)
            fields[field[1].lower()] += more
        if not rest:
            break
    return fields


def _value(body: str, at: int) -> tuple[str, int]:
    """What begins there, without what stands around it, and where it ends. One that does not end goes to the end."""
    opened = body[at : at + 1]
    if opened == '"':
        end = _closed(body, at + 1, '"')
    elif opened == "{":
        end = _closed(body, at + 1, "}")
    else:
        bare = _BARE.match(body, at)
        return (bare[0], bare.end()) if bare else ("", at)
    return body[at + 1 : end], end + 1


def _closed(body: str, at: int, by: str) -> int:
    depth = 0
    for found in re.compile(r'[{}"]' if by == '"' else _BRACES).finditer(body, at):
        if found[0] == by and depth == 0:
            return found.start()
        depth += (found[0] == "{") - (found[0] == "}")
    return len(body)


def _plain(value: str) -> str:
    """Text as it is printed: without the braces that protect capitals, accents as letters; formulas stay."""
    parts = re.split(r"((?<!\\)\$[^$]*\$)", " ".join(value.split()))
    parts[::2] = map(_without_tex, parts[::2])
    return clean_line("".join(parts))


def _without_tex(text: str) -> str:
    text = _ESCAPED.sub(r"\1", text)
    if "\\" in text:
        from ...model.mathtext import readable  # loaded only for what has an accent

        text = readable(text)
    return _BRACES.sub("", text)


def _printed(name: str) -> str:
    """`Maaten, Laurens van der` is `Laurens van der Maaten`; suffixes stay behind a comma."""
    family, *rest = [part.strip() for part in name.split(",")]
    match rest:
        case [given]:
            return f"{given} {family}".strip()
        case [suffix, given]:
            return f"{given} {family}, {suffix}".strip()
        case _:
            return name
