"""A text cut into the pieces that TeX knows, in one pass, with the partner of every brace and dollar."""

import re
from typing import NamedTuple


class Kind:
    """What a piece is: names of the groups below. No Enum, whose members take three times as long to look at."""

    PLAIN = "PLAIN"
    """Prose, signs, addresses, code: stays as it is."""
    WORD = "WORD"
    SPACE = "SPACE"
    COMMAND = "COMMAND"
    """A backslash and letters."""
    ESCAPE = "ESCAPE"
    """A backslash and one other character."""
    OPEN = "OPEN"
    CLOSE = "CLOSE"
    DOLLAR = "DOLLAR"
    RAISE = "RAISE"
    LOWER = "LOWER"
    TIE = "TIE"
    QUOTE = "QUOTE"
    QUOTE_END = "QUOTE_END"
    AND = "AND"


class Token(NamedTuple):
    kind: str
    start: int
    end: int


_PIECES = re.compile(
    r"""
    (?P<PLAIN> ```[\s\S]*?``` | (?<!`)`[^`\n]++`(?!`)                       # code
      | (?<=\s)(?:[^\W\d_]{2,}+[,;.)]*+[ ]++){2,}+                           # words that touch nothing
      | (?:https?://|www\.|\b[A-Za-z0-9-]++\.(?:com|org|io|co|net|edu|ai|gov|dev|me|cc)/)[^\s{}$\\<>^]*+   # an address
      | (?<![A-Za-z\\])[A-Za-z]:\\[^\s$]*+                                 # a path of Windows
      | [^\w\s\\${}^~&`']++ )                                              # signs
    | (?P<COMMAND> \\(?:operatorname\*|[A-Za-z]++) )
    | (?P<ESCAPE> \\[^A-Za-z] )
    | (?P<OPEN> \{ ) | (?P<CLOSE> \} ) | (?P<DOLLAR> \$\$? ) | (?P<RAISE> \^ ) | (?P<LOWER> _ ) | (?P<TIE> ~ ) | (?P<AND> & )
    | (?P<QUOTE> ``(?=(?:[^`'\n]|'(?!'))++'') ) | (?P<QUOTE_END> '' )
    | (?P<WORD> [^\W_]++ ) | (?P<SPACE> \s++ )
    """,
    re.VERBOSE,
)


def tokens(text: str) -> list[Token]:
    """All of the text, in order."""
    found: list[Token] = []
    done = 0
    for piece in _PIECES.finditer(text):
        start, end = piece.span()
        if done < start:
            found.append(Token(Kind.PLAIN, done, start))
        found.append(Token(piece.lastgroup or Kind.PLAIN, start, end))
        done = end
    if done < len(text):
        found.append(Token(Kind.PLAIN, done, len(text)))
    return found


def braces(pieces: list[Token]) -> dict[int, int]:
    """From each opening brace to the one that closes it, and back; a brace alone is not among them."""
    partners: dict[int, int] = {}
    opened: list[int] = []
    for index, (kind, _, _) in enumerate(pieces):
        if kind == Kind.OPEN:
            opened.append(index)
        elif kind == Kind.CLOSE and opened:
            partners[index] = opened.pop()
            partners[partners[index]] = index
    return partners


_TEX_SIGN = re.compile(r"[\\^_{]")
_STRONG_SIGN = re.compile(r"[\\^{]")
_LONGEST_FORMULA = 2_000
_PROSE = re.compile(r"[A-Za-z]{3,} | [A-Za-z]{3,}")
_PRICE = re.compile(r"\d[\d.,]*(?:[kKMB]|million|billion)?(?:[-–]|\s|$)")
_SHELL = re.compile(r"[A-Z]{2}[A-Z0-9_]+(?:/.*)?")
_LONG_WORD = re.compile("[A-Za-z]{3}")


def formulas(text: str, pieces: list[Token], partners: dict[int, int]) -> dict[int, int]:
    r"""From the token that opens a formula to the one that closes it: `$…$`, `$$…$$`, `\(…\)`, `\[…\]`.

    What only looks so is left out: prices, shell variables, brackets that Markdown wants escaped, unmatched braces.
    """
    pairs: dict[int, int] = {}
    opened: dict[str, int] = {}
    for index, piece in enumerate(pieces):
        if piece.kind != Kind.DOLLAR and piece.kind != Kind.ESCAPE:
            continue
        sign = text[piece.start : piece.end]
        opener = {"\\)": "\\(", "\\]": "\\["}.get(sign, sign)
        before = opened.pop(opener, None) if sign not in ("\\(", "\\[") else None
        if before is not None and _is_formula(text, pieces, before, index) and _is_balanced(before, index, pieces, partners):
            pairs[before] = index
            opened.clear()
        elif sign in ("$", "$$", "\\(", "\\["):
            opened[sign] = index
    return pairs


def _is_formula(text: str, pieces: list[Token], first: int, last: int) -> bool:
    start, end = pieces[first].end, pieces[last].start
    if not 0 < end - start <= _LONGEST_FORMULA:
        return False
    content, after = text[start:end], text[pieces[last].end : pieces[last].end + 1]
    if text[pieces[first].start] == "\\":
        return bool(_TEX_SIGN.search(content)) or "=" in content or (text[start - 1] == "(" and not _LONG_WORD.search(content))
    if pieces[first].end - pieces[first].start == 2:
        return not content.isspace()
    if content[0].isspace() or content[-1].isspace():
        return bool(_STRONG_SIGN.search(content)) and content[0].isspace() and content[-1].isspace()
    if _STRONG_SIGN.search(content):
        return not (after.isdigit() and _PRICE.match(content))
    if after.isalnum():
        return len(content) == 1 and not content.isdigit() and not after.isdigit()
    return not (_PROSE.search(content) or _SHELL.fullmatch(content) or (" " in content and _PRICE.match(content)))


def _is_balanced(first: int, last: int, pieces: list[Token], partners: dict[int, int]) -> bool:
    return all(
        first < partners.get(index, -1) < last
        for index in range(first + 1, last)
        if pieces[index].kind in (Kind.OPEN, Kind.CLOSE)
    )
