"""What arXiv itself says of a paper."""

import re
from datetime import date

from msgspec import Struct

_CATEGORY = r"[a-z]{1,12}(?:-[a-z]{1,12})?(?:\.[A-Za-z-]{2,12})?"


class ArxivRecord(Struct, frozen=True, omit_defaults=True):
    """Metadata, which arXiv gives away (CC0). All text is clean; None is unknown."""

    paper_id: str
    """Without a version."""
    categories: tuple[str, ...] = ()
    """`cs.CL`, the primary one first."""
    comment: str | None = None
    """Of the authors: `12 pages, accepted to …`."""
    doi: str | None = None
    """Of the version in a journal, without an address around it."""
    journal: str | None = None
    """The reference: name, volume, pages."""
    versions: tuple[tuple[int, date], ...] = ()
    """The first and the latest one, UTC."""
    bibtex: str | None = None
    """arXiv's own, clean text of several lines."""


def is_category(text: str) -> bool:
    """Whether it looks like one of arXiv's: `cs.CL`, `hep-th`, `cond-mat.str-el`."""
    return re.fullmatch(_CATEGORY, text) is not None


def in_category(category: str, wanted: str, *, is_begun: bool = False) -> bool:
    """Whether a category is the wanted one or in it: `cs.CL` is in `cs`. Both without case; `is_begun`: the beginning of
    its name is enough."""
    return category.startswith(wanted) if is_begun else category == wanted or category.startswith(f"{wanted}.")
