"""The ids that were typed or came in on the standard input."""

import sys
from collections.abc import Iterable, Iterator

from ..errors import PaperbrowseError, UsageError
from ..model.identifier import arxiv_id, is_title_id

_FORMS = "accepted: an arXiv id such as 2608.16590, or an address of the Hub or of arXiv"
_MOST_CHARACTERS = 4 * 1024 * 1024


def paper_id(typed: str) -> str:
    """The id that was meant. Raises UsageError."""
    stripped = typed.strip()
    found = stripped if is_title_id(stripped) else arxiv_id(typed)
    if found is None:
        raise UsageError(_shortened(stripped), f"not an id; {_FORMS}")
    return found


def paper_ids(typed: Iterable[str]) -> dict[str, str | UsageError]:
    """What each distinct word means, in their order; `-` stands for those of the standard input.

    Raises PaperbrowseError where the standard input has too much.
    """
    meant: dict[str, str | UsageError] = {}
    for word in _words(typed):
        try:
            found = paper_id(word)
            meant.setdefault(found, found)
        except UsageError as error:
            meant.setdefault(word, error)
    return meant


def one_id(typed: str) -> str:
    """The id, or the only one of the standard input. Raises UsageError."""
    words = list(_words([typed]))
    if len(words) != 1:
        raise UsageError(typed, f"exactly one id is needed, {len(words)} came in on the standard input")
    return paper_id(words[0])


def _words(typed: Iterable[str]) -> Iterator[str]:
    for word in typed:
        if word == "-":
            yield from _read_words()
        else:
            yield word


def _read_words() -> Iterator[str]:
    """The first column of every line, so that `paperbrowse list | paperbrowse read -` works as well."""
    text = sys.stdin.buffer.read(_MOST_CHARACTERS + 1) if sys.stdin else b""
    if len(text) > _MOST_CHARACTERS:
        raise PaperbrowseError("the standard input is longer than any list of ids")
    for line in text.decode(errors="replace").splitlines():
        yield from line.split("\t")[0].split()


def _shortened(typed: str) -> str:
    return typed if len(typed) <= 60 else typed[:59] + "…"
