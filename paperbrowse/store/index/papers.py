"""Papers out of the index. The last ones stay in memory: while one types, most of an answer was in the one before."""

from collections.abc import Sequence

from tantivy import DocAddress, Searcher

from ...model.paper import Paper
from .fields import decode

_KEPT = 2_000
"""Some ten megabytes."""


class Papers:
    """For several threads."""

    def __init__(self) -> None:
        self._kept: dict[int, Paper] = {}
        """By the digest of their stored form, the last used last."""
        self._ids: dict[int, str] = {}

    def of(self, searcher: Searcher, addresses: Sequence[DocAddress]) -> tuple[Paper, ...]:
        """Raises ValueError and msgspec.DecodeError for what is damaged."""
        digests = searcher.fast_field_values("digest", addresses)
        papers = tuple([self._one(searcher, *one) for one in zip(addresses, digests, strict=True)])
        # One step each for the interpreter, so that two threads do no harm to each other.
        for old in list(self._kept)[: max(0, len(self._kept) - _KEPT)]:
            self._kept.pop(old, None)
        return papers

    def ids(self, searcher: Searcher, addresses: Sequence[DocAddress]) -> list[str]:
        """Of a few papers that are asked for again and again: these stay in memory. Raises as `of`."""
        digests = searcher.fast_field_values("digest", addresses)
        for address, digest in zip(addresses, digests, strict=True):
            if digest not in self._ids:
                self._ids[digest] = decode(searcher.doc(address).get_first("paper")).id
        return [self._ids[digest] for digest in digests]

    def _one(self, searcher: Searcher, address: DocAddress, digest: int) -> Paper:
        paper = self._kept.pop(digest, None) or decode(searcher.doc(address).get_first("paper"))
        self._kept[digest] = paper
        return paper
