"""BibTeX of what we know, for papers of which arXiv's own is not here."""

import re

from .paper import Paper
from .text import folded

_FILLERS = frozenset(("a", "an", "the", "on", "in", "of", "for", "to", "and", "with", "is", "are", "do", "does", "can"))
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


def bibtex(paper: Paper) -> str:
    """An entry of several lines. The primary category is left out rather than guessed."""
    fields = [("title", f"{{{_balanced(paper.title)}}}")]
    if paper.authors:
        fields.append(("author", " and ".join(_balanced(author.name) for author in paper.authors)))
    if paper.published:
        fields.append(("year", str(paper.published.year)))
    if paper.has_arxiv_id:
        fields += [("eprint", paper.id), ("archivePrefix", "arXiv")]
        fields += [("primaryClass", paper.categories[0])] if paper.categories else []
    fields.append(("url", paper.arxiv_url or paper.url))
    lines = ",\n".join(f"  {name}={{{value}}}" for name, value in fields)
    return f"@misc{{{_key(paper)},\n{lines}\n}}"


def _key(paper: Paper) -> str:
    family = paper.authors[0].name.split()[-1:] if paper.authors else ["anonymous"]
    year = str(paper.published.year) if paper.published else ""
    words = [word for word in _NOT_IN_A_KEY.split(folded(paper.title)) if word and word not in _FILLERS]
    return _NOT_IN_A_KEY.sub("", folded("".join(family))) + year + "".join(words[:1]) or "paper"


def _balanced(text: str) -> str:
    """Without braces where they do not pair: they would end the field."""
    depth = 0
    for character in text:
        depth += (character == "{") - (character == "}")
        if depth < 0:
            break
    return text if depth == 0 else text.replace("{", "").replace("}", "")
