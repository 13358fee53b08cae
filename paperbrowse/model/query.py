"""What the reader types to filter: words, "phrases" and -words."""

import re
from functools import lru_cache

from msgspec import Struct

from .paper import Paper
from .text import folded

_TERM = re.compile(r'(-?)(?:"([^"]*)"?|(\S+))')
_BETWEEN_WORDS = re.compile(r"[-‐-― ]+")


class Query(Struct, frozen=True):
    wanted: tuple[str, ...] = ()
    """Folded; each must occur."""
    unwanted: tuple[str, ...] = ()
    """Folded; none may occur."""

    def matches(self, paper: Paper) -> bool:
        text = _searched(paper)
        return all(term in text for term in self.wanted) and not any(term in text for term in self.unwanted)


def parse_query(typed: str) -> Query:
    """Never fails: a lone minus or quote is nothing yet. Case, diacritics and hyphens do not matter."""
    wanted: list[str] = []
    unwanted: list[str] = []
    for minus, phrase, word in _TERM.findall(typed):
        term = _comparable(phrase or word).strip()
        if term:
            (unwanted if minus else wanted).append(term)
    return Query(tuple(wanted), tuple(unwanted))


@lru_cache(maxsize=20_000)
def _searched(paper: Paper) -> str:
    organization = (paper.organization.fullname, paper.organization.login) if paper.organization else ()
    authors = (author.name for author in paper.authors)
    parts = (paper.title, paper.abstract, paper.summary, paper.id, *organization, *authors, *paper.keywords)
    return _comparable("\n".join(part for part in parts if part))


def _comparable(text: str) -> str:
    return _BETWEEN_WORDS.sub(" ", folded(text))
