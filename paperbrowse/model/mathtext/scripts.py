"""Characters in other shapes: raised and lowered, with a mark, of another alphabet."""

import unicodedata

_RAISED = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVWβγδθϕφχ−*′†‡⋆°",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵝᵞᵟᶿᵠᵠᵡ⁻*′†‡⋆°",
        strict=True,
    )
) | {"∘": "°", "⊤": "ᵀ", "∗": "*"}
_LOWERED = dict(
    zip("0123456789+-=()aehijklmnoprstuvxβγρϕφχ−", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵩᵪ₋", strict=True)
)
_MARKS = {
    "hat": "\u0302", "widehat": "\u0302", "tilde": "\u0303", "widetilde": "\u0303", "bar": "\u0304", "vec": "\u20d7",
    "dot": "\u0307", "ddot": "\u0308", "check": "\u030c", "breve": "\u0306", "acute": "\u0301", "grave": "\u0300",
    "mathring": "\u030a", "overline": "\u0305", "underline": "\u0332",
}  # fmt: skip
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328", "r": "\u030a", "d": "\u0323",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
_MARKED_AT_MOST = 6
_STARTS = {"mathcal": (0x1D49C, 0x1D4B6), "mathfrak": (0x1D504, 0x1D51E), "mathbb": (0x1D538, 0x1D552)}
"""Where the capitals and the small letters of an alphabet begin."""
_ALPHABETS = {
    "mathscr": "mathcal", "cal": "mathcal", "mathds": "mathbb", "mathbbm": "mathbb", "mathbbb": "mathbb", "Bbb": "mathbb",
}
_ELSEWHERE = {
    "mathcal": dict(zip("BEFHILMRego", "ℬℰℱℋℐℒℳℛℯℊℴ", strict=True)),
    "mathfrak": dict(zip("CHIRZ", "ℭℌℑℜℨ", strict=True)),
    "mathbb": dict(zip("CHNPQRZ", "ℂℍℕℙℚℝℤ", strict=True)),
}
"""Letters that had a place before their alphabet got one."""

SHAPES = frozenset({*_STARTS, *_ALPHABETS})
MARKED = frozenset(_MARKS)
ACCENTED = frozenset(_ACCENTS)


def raised(text: str) -> str:
    """As a superscript; `^{ij}` with what has no such form."""
    return _shifted(text, _RAISED, "^")


def lowered(text: str) -> str:
    """As a subscript; `_{ij}` with what has no such form."""
    return _shifted(text, _LOWERED, "_")


def _shifted(text: str, forms: dict[str, str], sign: str) -> str:
    text = text.strip()
    if all(character in forms for character in text):
        return "".join(map(forms.__getitem__, text))
    return f"{sign}{text}" if len(text) == 1 else f"{sign}{{{text}}}"


def shaped(alphabet: str, text: str) -> str:
    """Letters and, double-struck, digits of that alphabet; everything else as it is."""
    alphabet = _ALPHABETS.get(alphabet, alphabet)
    capitals, small = _STARTS[alphabet]
    letters: list[str] = []
    for letter in text:
        if known := _ELSEWHERE[alphabet].get(letter):
            letters.append(known)
        elif "A" <= letter <= "Z":
            letters.append(chr(capitals + ord(letter) - ord("A")))
        elif "a" <= letter <= "z":
            letters.append(chr(small + ord(letter) - ord("a")))
        elif alphabet == "mathbb" and "0" <= letter <= "9":
            letters.append(chr(0x1D7D8 + ord(letter) - ord("0")))
        else:
            letters.append(letter)
    return "".join(letters)


def marked(name: str, text: str) -> str | None:
    """With a hat, a bar … over each character; None for what is too long to bear one."""
    if not text or len(text) > _MARKED_AT_MOST:
        return None
    return "".join(unicodedata.normalize("NFC", letter + _MARKS[name]) if letter.isalnum() else letter for letter in text)


def accented(accent: str, letter: str) -> str | None:
    """The one character that is this letter with its accent; None where there is none."""
    letter = _DOTLESS.get(letter, letter)
    if len(letter) != 1 or not letter.isalpha():
        return None
    joined = unicodedata.normalize("NFC", letter + _ACCENTS[accent])
    return joined if len(joined) == 1 else None


def negated(sign: str) -> str | None:
    """The sign struck through; None where there is no such character."""
    joined = unicodedata.normalize("NFC", sign + "\u0338") if len(sign) == 1 else sign
    return joined if len(joined) == 1 and joined != sign else None
