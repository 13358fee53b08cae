"""A line in the front matter of a note that tells whose note it is, and whether anybody has changed it since."""

import hashlib
import re

from .value import Value

_BEGINNING = "---\n"
_LINE = re.compile(r'^paperbrowse: "(\S+) ([0-9a-f]{16})"\n', re.MULTILINE)


class Seal(Value):
    paper_id: str
    is_unbroken: bool
    """The note is as it was written."""


def sealed(text: str, paper_id: str) -> str:
    """A note with front matter, and the line in it."""
    return text.replace(_BEGINNING, f'{_BEGINNING}paperbrowse: "{paper_id} {_digest(text)}"\n', 1)


def seal_of(text: str) -> Seal | None:
    """None for what is no note of ours. Ends of lines do not matter."""
    text = text.replace("\r\n", "\n")
    head, end, _ = text.removeprefix(_BEGINNING).partition("\n---\n")
    found = _LINE.search(head + "\n") if end and text.startswith(_BEGINNING) else None
    return Seal(found[1], found[2] == _digest(text.replace(found[0], "", 1))) if found else None


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()[:16]
