"""What was typed, in pieces: words, phrases and the parentheses that make groups."""

import re
from collections.abc import Iterator
from enum import Enum

from .value import Value

_QUOTED = re.compile(r'(?:([A-Za-z]+):)?"([^"]*)("?)')


class Sign(Enum):
    OPEN = "("
    NOT_OPEN = "-("
    CLOSE = ")"


class Piece(Value):
    text: str
    """Without minus, field and quotes; may be empty."""
    field: str = ""
    """Letters before the first colon, as typed."""
    is_negated: bool = False
    is_quoted: bool = False
    is_unfinished: bool = False
    """The end of what was typed: no blank and no closing quote follows."""

    @property
    def whole(self) -> str:
        return f"{self.field}:{self.text}" if self.field else self.text


def pieces(typed: str, *, is_typing: bool = False) -> Iterator[Piece | Sign]:
    """In order. Signs may be unbalanced only while typing: what is open there is closed by the end."""
    groups, at = _groups(typed, is_typing), 0
    while at < len(typed):
        is_negated = typed[at] == "-"
        start = at + is_negated
        if typed[at].isspace():
            at += 1
        elif at in groups and typed[at] == ")":
            yield Sign.CLOSE
            at += 1
        elif start in groups and typed[start] == "(":
            yield Sign.NOT_OPEN if is_negated else Sign.OPEN
            at = start + 1
        elif quoted := _QUOTED.match(typed, start):
            at = quoted.end()
            yield Piece(quoted[2], quoted[1] or "", is_negated, is_quoted=True, is_unfinished=not quoted[3])
        else:
            at = _end_of_word(typed, start, groups)
            yield _word(typed[start:at], is_negated, is_unfinished=at == len(typed))


def last_word(typed: str) -> str:
    """The word or the open phrase that what was typed ends with, with its field; empty after a blank."""
    at, start, is_start = 0, 0, True
    while at < len(typed):
        if is_start and (quoted := _QUOTED.match(typed, at)):
            start, at = (at, len(typed)) if not quoted[3] else (quoted.end(), quoted.end())
            continue
        is_start = typed[at].isspace() or (is_start and typed[at] in "(-")
        at += 1
        start = at if is_start else start
    return typed[start:]


def _end_of_word(typed: str, at: int, groups: set[int]) -> int:
    while at < len(typed) and not typed[at].isspace() and at not in groups:
        at += 1
    return at


def _word(word: str, is_negated: bool, is_unfinished: bool) -> Piece:
    field, colon, text = word.partition(":")
    if colon and field.isascii() and field.isalpha():
        return Piece(text, field, is_negated, is_unfinished=is_unfinished)
    return Piece(word, "", is_negated, is_unfinished=is_unfinished)


def _groups(typed: str, is_typing: bool) -> set[int]:
    """Where the parentheses stand that make a group: they begin and end words, in pairs. `f(x)` has none."""
    groups: set[int] = set()
    opened: list[int] = []
    at, is_start, inside = 0, True, 0
    while at < len(typed):
        char = typed[at]
        if is_start and (quoted := _QUOTED.match(typed, at)):
            at, inside = quoted.end(), 0
            continue
        if char == "(" and is_start:
            opened.append(at)
        elif char == "(":
            inside += 1
        elif char == ")" and inside:
            inside -= 1
        elif char == ")" and opened and not typed[at:].lstrip(")")[:1].strip():
            groups |= {opened.pop(), at}
        is_start = char.isspace() or (is_start and char in "(-")
        inside = 0 if is_start else inside
        at += 1
    return groups | set(opened) if is_typing else groups
