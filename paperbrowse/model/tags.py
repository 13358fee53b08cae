"""The reader's tags and notes: how they are typed, and when two tags are the same."""

import re
import unicodedata
from collections.abc import Iterable

from .text import clean_line, clean_markdown

LONGEST_TAG = 60
"""Characters."""
LONGEST_NOTE = 100_000
"""Characters."""

_BETWEEN = r"[,;\n]"


def clean_tag(typed: str) -> str:
    """One tag as it is kept: on one line, composed (NFC), without the `#` before it; empty where nothing is left."""
    return clean_line(unicodedata.normalize("NFC", clean_line(typed)).lstrip("# "))[:LONGEST_TAG].rstrip()


def clean_note(text: str) -> str | None:
    """A note as it is kept: composed (NFC), its lines and blanks as they are; None where nothing is left."""
    return clean_markdown(unicodedata.normalize("NFC", text))[:LONGEST_NOTE].rstrip() or None


def same_tag(tag: str) -> str:
    """What two spellings of one tag have in common."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", tag).casefold())


def tags_typed(typed: str) -> tuple[str, ...]:
    """The tags of a line, each once: `#a, to read` has two, and `#a #b` as well; a comma parts, blanks before a # too."""
    pieces = (piece for part in re.split(_BETWEEN, typed) for piece in re.split(r"(?:^|\s)(?=#)", part))
    return once(filter(None, map(clean_tag, pieces)))


def once(tags: Iterable[str]) -> tuple[str, ...]:
    """Each tag in its first spelling."""
    first: dict[str, str] = {}
    for tag in tags:
        first.setdefault(same_tag(tag), tag)
    return tuple(first.values())


def sorted_tags(tags: Iterable[str]) -> tuple[str, ...]:
    """Each once, in the order of the alphabet."""
    return tuple(sorted(once(sorted(tags)), key=same_tag))
