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
    if text.endswith("s") and len(text) > 3 and not text.endswith(("ss", "us", "is")):
        return text[:-1]
    return text


def keyword_keys(paper: Paper) -> frozenset[str]:
    return frozenset(keyword_key(keyword) for keyword in paper.keywords)


def count_keywords(papers: Iterable[Paper]) -> tuple[KeywordCount, ...]:
    """Those on ON_PAPERS_AT_LEAST papers or more, most frequent first, then by name."""
    spellings: dict[str, Counter[str]] = {}
    counts: Counter[str] = Counter()
    for paper in papers:
        by_key = {keyword_key(keyword): keyword for keyword in paper.keywords}
        for key, keyword in by_key.items():
            spellings.setdefault(key, Counter())[_TRAILING_PARENTHESES.sub("", keyword)] += 1
        counts.update(by_key.keys())
    found = [
        KeywordCount(key, spellings[key].most_common(1)[0][0], count)
        for key, count in counts.items()
        if count >= ON_PAPERS_AT_LEAST and key
    ]
    return tuple(sorted(found, key=lambda keyword: (-keyword.count, keyword.key)))
