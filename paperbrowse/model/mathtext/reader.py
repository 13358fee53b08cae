"""One paragraph with TeX in it, read piece by piece. What is no TeX, or wrong, or not known, is given back as it stands.

Each piece is read once, also where its surroundings turn out to be wrong: the time is linear in the text.
"""

from . import commands
from .scripts import accented, lowered, raised
from .symbols import sign
from .tokens import Kind, Token, braces, formulas, tokens

_AS_THEY_ARE = frozenset({Kind.PLAIN, Kind.WORD, Kind.SPACE})
_DEEPEST = 24
"""Braces in braces; what lies deeper is nobody's formula."""
_ESCAPED = frozenset("%&#_$")
_MATH_SPACES = {",": " ", ";": " ", ":": " ", ">": " ", " ": " ", "\n": " ", "!": "", "/": "", "-": "", "|": "‖"}
_ACCENTS_WITHOUT_BRACES = frozenset("\"'`^~")
_ENDINGS = frozenset("s t re ll ve d m".split())
_RAISED_NAMES = frozenset("circ prime dagger star top ast".split())
_RAISED_SIGNS = "+*"
_CLOSING = frozenset({"\\rfloor", "\\rceil", "\\rangle"})
_NAME_GOES_ON = frozenset("\"'./@#-")
_LONGEST_BASE = 3
"""Letters of a name that may bear an index outside a formula: more are a name of a program's."""


class Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.pieces = tokens(text)
        self.partners = braces(self.pieces)
        self._formulas = formulas(text, self.pieces, self.partners)
        self._depth = 0
        self._open_quotes = 0
        self._taken: dict[int, int] = {}
        """Characters of a piece that have been read already, as an argument without braces."""
        self._tex_up_to = -1
        """The piece that comes after TeX which was understood."""
        self.last = ""
        """The character before, as it was read."""

    def read(self) -> str:
        return self._range(0, len(self.pieces), False)

    def said(self, index: int) -> str:
        """What is left of the piece."""
        piece = self.pieces[index]
        return self.text[piece.start + self._taken.get(index, 0) : piece.end]

    def source(self, first: int, after: int) -> str:
        """The text as it came from one piece up to another, as far as that is read."""
        end = self.pieces[after - 1].end
        if taken := self._taken.get(after):
            end = self.pieces[after].start + taken
        return self.text[self.pieces[first].start : end]

    def kind(self, index: int) -> str | None:
        return self.pieces[index].kind if index < len(self.pieces) else None

    def _range(self, at: int, end: int, is_math: bool) -> str:
        out: list[str] = []
        self._depth += 1
        self.last = ""
        while at < end:
            kind, first, after = self.pieces[at]
            if kind in _AS_THEY_ARE and at not in self._taken and not is_math:
                said, at = self.text[first:after], at + 1
            else:
                said, at = self.one(at, end, is_math)
            if said:
                out.append(said)
                self.last = said[-1]
        self._depth -= 1
        return "".join(out)

    def one(self, at: int, end: int, is_math: bool) -> tuple[str, int]:
        """What the piece says with all that belongs to it, and the piece that comes next."""
        match self.pieces[at].kind:
            case Kind.COMMAND:
                said, after = commands.read(self, at, end, is_math)
                if not said.startswith("\\"):
                    self._tex_up_to = after
                return said, after
            case Kind.ESCAPE:
                return self._escape(at, end, is_math)
            case Kind.OPEN:
                return self._group(at, end, is_math)
            case Kind.DOLLAR:
                return self._formula(at)
            case Kind.RAISE | Kind.LOWER:
                return self._script(at, end, is_math)
            case Kind.TIE:
                return " " if self._is_tie(at, is_math) else "~", at + 1
            case Kind.AND if is_math:
                return "" if self.last == " " else " ", at + 1
            case Kind.QUOTE | Kind.QUOTE_END:
                return self._quote(at, is_math), at + 1
            case Kind.SPACE if is_math and (self.last == " " or self._closes(at + 1)):
                return "", at + 1
            case Kind.PLAIN if is_math:
                return self.said(at).replace("'", "′"), at + 1
        return self.said(at), at + 1

    def argument(self, at: int, end: int, is_math: bool, is_letter_enough: bool) -> tuple[str | None, int]:
        """What stands in the braces at or after that place, or the one letter or command there; None where nothing does."""
        if self.kind(at) == Kind.SPACE and at + 1 < end and (is_letter_enough or self.kind(at + 1) == Kind.OPEN):
            at += 1
        if at >= end:
            return None, at
        kind = self.kind(at)
        if kind == Kind.OPEN and self.partners.get(at, end) < end:
            return self.inside(at, is_math), self.partners[at] + 1
        if not is_letter_enough:
            return None, at
        if kind == Kind.COMMAND and self._depth < _DEEPEST:
            self._depth += 1
            said, after = self.one(at, end, is_math)
            self._depth -= 1
            after -= after > at + 1 and self.kind(after - 1) == Kind.SPACE
            return (None if said.startswith("\\") else said), after
        return (self.take(at, 1), self._next(at)) if kind in (Kind.WORD, Kind.PLAIN) else (None, at)

    def inside(self, at: int, is_math: bool) -> str:
        """What stands in these braces; as it came where they lie too deep."""
        partner = self.partners[at]
        if self._depth >= _DEEPEST:
            return self.text[self.pieces[at].end : self.pieces[partner].start]
        last, said = self.last, self._range(at + 1, partner, is_math)
        self.last = last
        return said

    def _closes(self, at: int) -> bool:
        return self.kind(at) == Kind.COMMAND and self.said(at) in _CLOSING

    def take(self, at: int, letters: int) -> str:
        taken = self.said(at)[:letters]
        self._taken[at] = self._taken.get(at, 0) + len(taken)
        return taken

    def _next(self, at: int) -> int:
        return at if self.said(at) else at + 1

    def _formula(self, at: int) -> tuple[str, int]:
        partner = self._formulas.get(at)
        if partner is None or self._depth >= _DEEPEST:
            return self.said(at), at + 1
        self._tex_up_to = partner + 1
        return self._range(at + 1, partner, True).strip(), partner + 1

    def _group(self, at: int, end: int, is_math: bool) -> tuple[str, int]:
        partner = self.partners.get(at, end)
        if partner >= end:
            return "{", at + 1
        said = self.inside(at, is_math)
        after = partner + 1
        if is_math:
            return said, after
        starts_with_tex = self.kind(at + 1) in (Kind.COMMAND, Kind.ESCAPE) and not said.startswith(("\\", "{"))
        is_kept_capital = len(said) == 1 and said.isalpha() and (not said.isascii() or self._is_lower_word(after))
        if starts_with_tex or is_kept_capital:
            self._tex_up_to = after
            return said, after
        return f"{{{said}}}", after

    def _is_lower_word(self, at: int) -> bool:
        return self.kind(at) == Kind.WORD and self.said(at)[0].islower()

    # ---- a backslash and one character

    def _escape(self, at: int, end: int, is_math: bool) -> tuple[str, int]:
        whole = self.said(at)
        letter = whole[1]
        if letter in "([" and at in self._formulas:
            return self._formula(at)
        if letter in _ESCAPED or letter in "{}":
            return letter, at + 1
        if letter == "\\":
            return self._line_end(at, is_math)
        if is_math:
            space = _MATH_SPACES.get(letter, whole)
            return "" if space == " " == self.last else space, at + 1
        if letter in ", \n":
            is_apart = self.last.isspace() or self.kind(at + 1) == Kind.SPACE
            return "" if is_apart else " ", at + 1
        return self._accent(letter, at, end)

    def _line_end(self, at: int, is_math: bool) -> tuple[str, int]:
        is_last = at + 1 == len(self.pieces)
        if is_math:
            return ";" if self.kind(at + 1) == Kind.SPACE else "; ", at + 1
        if self.last == " " and (is_last or self.kind(at + 1) == Kind.SPACE):
            return "", at + 2
        return "\\\\", at + 1

    def _accent(self, accent: str, at: int, end: int) -> tuple[str, int]:
        next_kind = self.kind(at + 1)
        if accent == "'" and next_kind == Kind.WORD and self.said(at + 1) in _ENDINGS and self.last.isalnum():
            return "'", at + 1
        if accent == "~" and (next_kind == Kind.SPACE or (next_kind == Kind.WORD and self.said(at + 1)[0].isdigit())):
            return "~", at + 1
        if accent not in _ACCENTS_WITHOUT_BRACES and not (accent in "=." and next_kind == Kind.OPEN):
            return self.said(at), at + 1
        if next_kind == Kind.WORD:
            joined = accented(accent, self.said(at + 1)[0])
            if joined is None:
                return self.said(at), at + 1
            self.take(at + 1, 1)
            return joined, self._next(at + 1)
        if next_kind == Kind.OPEN or (next_kind == Kind.COMMAND and self.said(at + 1) in ("\\i", "\\j")):
            letter, after = self.argument(at + 1, end, False, True)
            return (accented(accent, letter or "") or self.source(at, after)), after
        return self.said(at), at + 1

    # ---- raised and lowered

    def _script(self, at: int, end: int, is_math: bool) -> tuple[str, int]:
        write = raised if self.kind(at) == Kind.RAISE else lowered
        is_tex = is_math or self._tex_up_to == at
        if is_tex or (self._has_base() and self._is_braced_script(at)):
            content, after = self.argument(at + 1, end, True, is_tex)
            if content is not None:
                self._tex_up_to = after
                return write(content), after
        if is_math or not self._has_base() or at + 1 >= end:
            return self.said(at), at + 1
        if write is lowered:
            return (lowered(self.said(at + 1)), at + 2) if self._is_index(at) else ("_", at + 1)
        return self._power(at)

    def _has_base(self) -> bool:
        return self.last.isalnum() or self.last in (")", "}")

    def _is_braced_script(self, at: int) -> bool:
        if self.kind(at + 1) != Kind.OPEN:
            return False
        if self.kind(at) == Kind.RAISE or self.kind(at - 1) != Kind.WORD:
            return True
        return len(self.said(at - 1)) <= _LONGEST_BASE or self.kind(at + 2) == Kind.WORD and self.said(at + 2).isdigit()

    def _is_index(self, at: int) -> bool:
        """`L_1`, `π_0`: one letter with a number, and nothing of a name beside them."""
        if self.kind(at - 1) != Kind.WORD or self.kind(at + 1) != Kind.WORD:
            return False
        base = self.said(at - 1)
        if self.text[self.pieces[at - 1].start - 1 : self.pieces[at - 1].start] in _NAME_GOES_ON:
            return False
        alone = len(base) == 1 and base.isalpha() and self.kind(at - 2) != Kind.LOWER
        return alone and self.said(at + 1).isdecimal() and self.kind(at + 2) != Kind.LOWER

    def _power(self, at: int) -> tuple[str, int]:
        """`10^-3`, `A^2FM`, `x^n`, `W^+`, `90^\\circ` outside a formula."""
        index, sign_before = at + 1, ""
        if self.said(index) in ("-", "−") and self.kind(index + 1) == Kind.WORD:
            index, sign_before = index + 1, "-"
        said = self.said(index)
        digits = said[: len(said) - len(said.lstrip("0123456789"))]
        if digits:
            self.take(index, len(digits))
            return raised(sign_before + digits), self._next(index)
        if sign_before:
            return "^", at + 1
        if said in _RAISED_NAMES:
            return raised(sign(said) or said), index + 1
        if self.kind(index) == Kind.COMMAND:
            known, after = self.one(index, len(self.pieces), False)
            return (f"^{known}" if known.startswith("\\") else raised(known)), after
        if said[0] in _RAISED_SIGNS and not said[1:2].isalnum() and (len(said) > 1 or self.kind(index + 1) != Kind.WORD):
            return raised(self.take(index, 1)), self._next(index)
        is_letter = len(said) == 1 and said.isalpha() and self.kind(index + 1) in (None, Kind.SPACE, Kind.PLAIN)
        return (raised(said), index + 1) if is_letter else ("^", at + 1)

    # ---- signs of a typesetter

    def _is_tie(self, at: int, is_math: bool) -> bool:
        if is_math:
            return {Kind.COMMAND, Kind.OPEN, Kind.CLOSE} & {self.kind(at - 1) if at else None, self.kind(at + 1)} != set()
        before = self.said(at - 1)[-2:] if at else ""
        after: Token | None = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if not before or after is None or after.kind in (Kind.TIE, Kind.SPACE):
            return False
        is_word = after.kind == Kind.WORD and self.text[after.start : after.end]
        if before[-1].isdigit():
            return bool(is_word and is_word.isalpha() and len(is_word) > 1)
        follows_word = self._tex_up_to == at or before[-1] in ").,:;’”" or (len(before) == 2 and before.isalpha())
        opens = after.kind in (Kind.WORD, Kind.COMMAND, Kind.DOLLAR) or self.text[after.start] in "(["
        return follows_word and opens or self.pieces[at - 1].kind == Kind.COMMAND

    def _quote(self, at: int, is_math: bool) -> str:
        if self.kind(at) == Kind.QUOTE:
            self._open_quotes += 1
            return "“"
        if self._open_quotes:
            self._open_quotes -= 1
            return "”"
        return "″" if is_math else "''"
