"""What a command says with its arguments. A command that lacks one, or that nobody knows, comes out as it came in."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from .formula import environment, fraction, root
from .scripts import ACCENTED, MARKED, SHAPES, accented, lowered, marked, negated, raised, shaped
from .symbols import DROPPED, LETTERS, OPERATORS, WITHOUT_ARGUMENT_LEFT, sign
from .tokens import Kind

if TYPE_CHECKING:
    from .reader import Reader

Said = tuple[str, int]
"""The text, and the piece that comes next."""

_TEXT = frozenset(
    "text textbf textit textsl textsc texttt textrm textsf textup textmd textnormal emph underline uline mbox hbox fbox "
    "sout st hl url nolinkurl path uppercase lowercase MakeUppercase".split()
)
_MATH = frozenset(
    "mathrm mathbf mathit mathsf mathtt boldsymbol bm pmb mathnormal mathbin mathrel mathord mathop operatorname "
    "operatorname* ensuremath substack underbrace overbrace mathbfit symbf".split()
)
"""Of these, only the argument is read."""
_FRACTIONS = frozenset("frac tfrac dfrac cfrac nicefrac sfrac".split())
_CHOICES = frozenset("binom dbinom tbinom".split())
_OVER = {"overset": raised, "stackrel": raised, "underset": lowered}
_RAISING = {"textsuperscript": raised, "textsubscript": lowered}
_ADDRESSES = frozenset({"url", "nolinkurl", "path"})
_STOPS = frozenset(".,;:")
_COLOURS = frozenset("red blue green black white gray grey cyan magenta yellow orange purple brown teal violet pink".split())
_BRACKETED = {"footnote": " ({})", "pmod": "(mod {})", "tag": "({})", "cite": "[{}]", "citep": "[{}]", "citet": "[{}]"}
_BARE_BRACKETS = frozenset("left right".split())


def read(reader: "Reader", at: int, end: int, is_math: bool) -> Said:
    name = reader.said(at)[1:]
    if name in _TEXT or name in _MATH:
        return _argument_alone(reader, at, end, is_math, name)
    if name in OPERATORS and name != "deg":
        return _apart(reader, at, name), at + 1
    if name in DROPPED:
        return _dropped(reader, at, end, name)
    if special := _SPECIAL.get(name):
        return special(reader, at, end, is_math, name)
    if name == "deg":
        return ("°" if _before(reader, at).isdigit() else _apart(reader, at, name)), _without_braces(reader, at + 1)
    if letter := LETTERS.get(name):
        after = _without_braces(reader, at + 1)
        return letter, after + (after < end and reader.kind(after) == Kind.SPACE)
    if (known := sign(name)) is not None:
        return _sign(reader, at, end, is_math, known)
    return _unknown(reader, at, end)


def _unknown(reader: "Reader", at: int, end: int) -> Said:
    after = at + 1
    while after < end and reader.partners.get(after, -1) in range(after, end):
        after = reader.partners[after] + 1
    return reader.source(at, after), after


def _sign(reader: "Reader", at: int, end: int, is_math: bool, known: str) -> Said:
    # In a formula the space after a command only ends its name, unless the writer put one before it too.
    after = _without_braces(reader, at + 1)
    if known[-1:] == "." and after < end and reader.said(after).startswith("."):
        known = known[:-1]
    is_tight = is_math and not reader.last.isspace() and not known.isspace() and after + 1 < end
    sticks = reader.kind(after + 1) == Kind.WORD or not known.isalpha()
    return known, after + (is_tight and sticks and reader.kind(after) == Kind.SPACE)


def _without_braces(reader: "Reader", at: int) -> int:
    return at + 2 if reader.partners.get(at) == at + 1 else at


def _before(reader: "Reader", at: int) -> str:
    start = reader.pieces[at].start
    return reader.text[max(0, start - 2) : start].rstrip("{")[-1:]


def _apart(reader: "Reader", at: int, name: str) -> str:
    """The operator's name with a space to each side where a letter would stick to it."""
    before = " " if reader.last.isalnum() or reader.last == ")" else ""
    following = reader.kind(at + 1)
    sticks = following == Kind.WORD or (following == Kind.COMMAND and reader.said(at + 1)[1:] not in DROPPED)
    return f"{before}{name}{' ' if sticks else ''}"


def _dropped(reader: "Reader", at: int, end: int, name: str) -> Said:
    after = at + 1
    if name in _BARE_BRACKETS:
        if after < end and reader.kind(after) == Kind.PLAIN and reader.said(after).startswith("."):
            reader.take(after, 1)
        return "", after
    if reader.kind(at - 1) == Kind.OPEN and at - 1 not in reader.partners:
        return reader.source(at, after), after
    return "", after + (after < end and reader.kind(after) == Kind.SPACE)


# ---- with arguments


def _argument_alone(reader: "Reader", at: int, end: int, is_math: bool, name: str) -> Said:
    inner_is_math = name in _MATH and (is_math or name not in ("operatorname", "operatorname*"))
    content, after = reader.argument(at + 1, end, inner_is_math, is_math)
    if content is None:
        return reader.source(at, after if after > at + 1 else at + 1), max(after, at + 1)
    if name.startswith("operatorname") and content:
        is_stuck = reader.kind(after) == Kind.WORD
        return f"{' ' if reader.last.isalnum() else ''}{content}{' ' if is_stuck else ''}", after
    if name in _ADDRESSES and (reader.last.isalnum() or reader.last in _STOPS):
        return f" {content}", after
    return content, after


def _arguments(reader: "Reader", at: int, end: int, is_math: bool, count: int) -> tuple[list[str] | None, int]:
    """So many arguments after the command at that place; None where one is missing."""
    found: list[str] = []
    after = at + 1
    for _ in range(count):
        content, after = reader.argument(after, end, is_math, is_math)
        if content is None:
            return None, after
        found.append(content)
    return found, after


def _with(count: int, write: Callable[..., str | None], in_math: bool | None = None):
    """A command that writes its arguments in its own way; `in_math` says what they are whatever stands around."""

    def read_it(reader: "Reader", at: int, end: int, is_math: bool, name: str) -> Said:
        found, after = _arguments(reader, at, end, is_math if in_math is None else in_math, count)
        said = write(name, *found) if found is not None else None
        return (reader.source(at, after) if said is None else said), after

    return read_it


def _fraction(reader: "Reader", at: int, end: int, is_math: bool, name: str) -> Said:
    found, after = _arguments(reader, at, end, True, 2)
    if found is None:
        return reader.source(at, after), after
    said = fraction(*found)
    following = reader.text[reader.pieces[after].start] if after < end else ""
    is_factor = following.isalnum() or (following == "\\" and _is_letter(reader, after)) or reader.last.isalnum()
    return (f"({said})" if is_factor else said), after


def _is_letter(reader: "Reader", at: int) -> bool:
    known = sign(reader.said(at)[1:]) if reader.kind(at) == Kind.COMMAND else None
    return known is not None and known.isalpha()


def _root(reader: "Reader", at: int, end: int, is_math: bool, name: str) -> Said:
    degree, place = "", at + 1
    if reader.kind(place) == Kind.PLAIN and reader.said(place) == "[" and reader.kind(place + 1) == Kind.WORD:
        if reader.kind(place + 2) == Kind.PLAIN and reader.said(place + 2) == "]":
            degree, place = reader.said(place + 1), place + 3
    content, after = reader.argument(place, end, True, is_math)
    return (reader.source(at, after) if content is None else root(content, degree)), after


def _negated(reader: "Reader", at: int, end: int, is_math: bool, name: str) -> Said:
    content, after = reader.argument(at + 1, end, is_math, True)
    return (content and negated(content)) or reader.source(at, after), after


def _colour(reader: "Reader", at: int, end: int, is_math: bool, name: str) -> Said:
    content, after = reader.argument(at + 1, end, False, False)
    if content not in _COLOURS:
        return reader.source(at, after), after
    return "", after + (after < end and reader.kind(after) == Kind.SPACE)


def _environment(reader: "Reader", at: int, end: int, is_math: bool, name: str) -> Said:
    content, after = reader.argument(at + 1, end, False, False)
    said = environment(content or "", name == "begin")
    return (reader.source(at, after) if said is None else said), after


def _link(name: str, address: str, text: str) -> str:
    return text if text == address else f"{text} ({address})"


def _marked(name: str, content: str) -> str | None:
    return marked(name, content)


_SPECIAL: dict[str, Callable[["Reader", int, int, bool, str], Said]] = {
    **dict.fromkeys(SHAPES, _with(1, shaped, True)),
    **dict.fromkeys(MARKED, _with(1, _marked, True)),
    **dict.fromkeys(ACCENTED - set("\"'`^~=."), _with(1, accented, False)),
    **dict.fromkeys(_FRACTIONS, _fraction),
    **dict.fromkeys(_CHOICES, _with(2, lambda name, n, k: f"({n} choose {k})", True)),
    **{name: _with(2, lambda _, mark, base, write=write: base + write(mark), True) for name, write in _OVER.items()},
    **{name: _with(1, lambda _, content, write=write: write(content), False) for name, write in _RAISING.items()},
    **{name: _with(1, lambda _, content, form=form: form.format(content), False) for name, form in _BRACKETED.items()},
    **dict.fromkeys(WITHOUT_ARGUMENT_LEFT, _with(1, lambda _, content: "", False)),
    **dict.fromkeys(("textcolor", "colorbox"), _with(2, lambda _, colour, content: content, False)),
    **dict.fromkeys(("sqrt",), _root),
    "not": _negated,
    "color": _colour,
    "begin": _environment,
    "end": _environment,
    "href": _with(2, _link, False),
}
