"""Remote text, cleaned at the border: what may never reach a terminal is removed here.

`clean_line`, `clean_text` and `clean_markdown` are called by every source when a value is made. `drawable` is the
stricter form for drawing and for printing, where a character's width has to be certain; values keep what it drops.

Patterns are strings, here and in all that a start loads: `re` compiles each when it is first needed, and keeps it.
"""

import re
import unicodedata
from collections.abc import Sequence

_INVISIBLE = (
    r"\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e\u200b\u200e"
    r"\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    r"\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0001\U000e0020-\U000e007f"
)
"""Unicode's Cc and Cf as ranges, without white space, ZWNJ and ZWJ (names and scripts need those)."""

_SPACES = "\t\v\f\r \x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"

_REMOVED = f"[{_INVISIBLE}]"
_NOBODY_KNOWS = "[\ud800-\udfff\ue000-\uf8ff\ufdd0-\ufdef\ufffe\uffff\U000f0000-\U0010ffff]"
"""Lone surrogates, private use and what is no character: U+FFFD stands in their place."""
_WHITE = f"[{_SPACES}\n]+"
_WHITE_IN_LINE = f"[{_SPACES}]+"
_ODD_SPACE = f"[{_SPACES.replace(' ', '', 1)}]"
_MORE_THAN_A_BLANK_LINE = r"\n{3,}"
_NOT_ASCII = "[^\x00-\x7f]{1,64}"
_UNSURE_WIDTH = "[\ufe00-\ufe0f\U000e0100-\U000e01ef\U0001f3fb-\U0001f3ff]"
_MARKS_PER_BASE = 4


def clean_line(text: str) -> str:
    """The text on one line: control, format and bidi characters gone, every run of white space one blank."""
    if text.isprintable() and "  " not in text:  # most names
        return text.strip(" ")
    if text.replace("\n", " ").isprintable():  # nothing to remove, and no space but blanks
        return " ".join(text.split())
    return re.sub(_WHITE, " ", _safe(text)).strip()


def clean_text(text: str) -> str:
    """Like `clean_line`, but line feeds stay, at most one blank line together."""
    lines = (re.sub(_WHITE_IN_LINE, " ", line).strip() for line in _safe(text.replace("\r\n", "\n")).split("\n"))
    return re.sub(_MORE_THAN_A_BLANK_LINE, "\n\n", "\n".join(lines)).strip()


def clean_markdown(text: str) -> str:
    """Like `clean_text`, but the blanks within a line stay, because code and lists live by them; a tab is four."""
    text = _safe(text.replace("\r\n", "\n")).replace("\t", "    ")
    text = "\n".join(line.rstrip() for line in re.sub(_ODD_SPACE, " ", text).split("\n"))
    return re.sub(_MORE_THAN_A_BLANK_LINE, "\n\n", text).strip("\n")


def drawable(text: str) -> str:
    """Clean text as a terminal can draw it: four marks on a base at most, nothing whose width is in doubt."""
    if text.isascii():
        return text
    text = re.sub(_UNSURE_WIDTH, "", text).replace("\u200d", "")
    kept: list[str] = []
    marks = 0
    for character in text:
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if marks <= _MARKS_PER_BASE:
            kept.append(character)
    return "".join(kept)


def folded(text: str) -> str:
    """The text as it is compared: without case and without diacritics."""
    if text.isascii():
        return text.lower()
    return re.sub(_NOT_ASCII, _without_marks, text).casefold()


def count(number: int, singular: str, plural: str | None = None) -> str:
    """`1 paper`, `49 papers`, `1,204 papers`."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def listed(words: Sequence[str]) -> str:
    """`one`, `one and two`, `one, two and three`."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def megabytes(done: int, total: int | None) -> str:
    """`1.2 of 3.4 MB`; `1.2 MB` where nobody knows how much it will be."""
    return f"{done / 1e6:.1f} of {total / 1e6:.1f} MB" if total else f"{done / 1e6:.1f} MB"


def _without_marks(few: re.Match[str]) -> str:
    # A few at a time: normalising puts marks in order, which takes quadratic time in a pile of them.
    decomposed = unicodedata.normalize("NFKD", few[0])
    return "".join(part for part in decomposed if not unicodedata.combining(part))


def _safe(text: str) -> str:
    return re.sub(_NOBODY_KNOWS, "\ufffd", re.sub(_REMOVED, "", text))
