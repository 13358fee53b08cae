"""The service's keywords, folded so that spellings of one thing count as one."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from .paper import Paper
from .text import folded

ON_PAPERS_AT_LEAST = 2
"""A keyword on one paper sorts nothing."""

_TRAILING_PARENTHESES = re.compile(r"\s*\([^()]*\)\s*$")
_SEPARATORS = re.compile(r"[-‐-―_/\s]+")


class KeywordCount(Struct, frozen=True):
    key: str
    """What `keyword_key` gives for every spelling."""
    name: str
    """The most frequent spelling."""
    count: int
    """Papers that carry it."""


@lru_cache(maxsize=100_000)
def keyword_key(keyword: str) -> str:
    """The form under which spellings meet: case, hyphens, a plural and a trailing "(LLMs)" do not matter."""
    text = _SEPARATORS.sub(" ", folded(_TRAILING_PARENTHESES.sub("", keyword))).strip()
    if text.endswith("ies") and len(text) > 5:
        return text[:-3] + "y"
    if text.endswith(("sses", "xes")):
        return text[:-2]
    if text.endswith("s") and len(text) > 3 and not text.endswith(("ss", "us", "is")):
        return text[:-1]
    return text


def keyword_keys(paper: Paper) -> frozenset[str]:
    """The keys of its keywords; a keyword that says nothing has none."""
    return frozenset(_spellings(paper))


def count_keywords(papers: Iterable[Paper]) -> tuple[KeywordCount, ...]:
    """Those on ON_PAPERS_AT_LEAST papers or more, most frequent first, then by key."""
    spellings: dict[str, Counter[str]] = {}
    for paper in papers:
        for key, spelling in _spellings(paper).items():
            spellings.setdefault(key, Counter())[spelling] += 1
    counted = (
        KeywordCount(key, by_spelling.most_common(1)[0][0], by_spelling.total())
        for key, by_spelling in spellings.items()
    )
    found = (keyword for keyword in counted if keyword.count >= ON_PAPERS_AT_LEAST)
    return tuple(sorted(found, key=lambda keyword: (-keyword.count, keyword.key)))


def _spellings(paper: Paper) -> dict[str, str]:
    """By key, each key once."""
    by_key = {keyword_key(keyword): _TRAILING_PARENTHESES.sub("", keyword) for keyword in paper.keywords}
    by_key.pop("", None)
    return by_key
