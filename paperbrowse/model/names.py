"""The parts of an author's name, as bibliographies need them: written down once, guessed where that is safe.

Sources give names as they are printed: `Laurens van der Maaten`, `Martin King Jr.`, `王小明`, `Gemini Team`. What is
nobody's name, or cannot be parted for sure, stays whole.
"""

import re

from .value import Value

_SUFFIXES = frozenset(("jr", "jr.", "sr", "sr.", "ii", "iii", "iv"))
_PARTICLES = frozenset(
    "van von vom der den de del della delle degli di da dal dos das do du des la le lo los ter ten te zu zum zur af av bin"
    " ibn al el e y i".split()
)
"""That may begin a name without a given one. Elsewhere any word without a capital before the last counts as one."""
_JOINING = frozenset(("y", "e", "i"))
"""Between the two halves of one family name: `Ramón y Cajal`."""
_CAPITAL_PARTICLES = re.compile(r"(?:Van (?:Den|Der|De)|Von (?:Der|Dem)|De (?:La|Las|Los)) \S", re.ASCII)
"""`Van` alone may be a given name."""
_GROUP = re.compile(
    r"\b(?:collaborations?|teams?|consortium|group|project|initiative|contributors|community|labs?|laborator(?:y|ies)|"
    r"working group|foundation|institute|university|research|authors)\b(?:\s*\([^()]*\))?\Z|\A(?:the|team)\s",
    re.IGNORECASE,
)
_CJK = re.compile("[\u1100-\u11ff\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff]")


class PersonName(Value):
    """Either the parts, or the whole alone."""

    family: str = ""
    given: str = ""
    particle: str = ""
    """`van der`: before the family name, and not sorted by."""
    suffix: str = ""
    whole: str = ""
    """Of a group, and of a name that has no parts that anybody knows."""

    @property
    def sorted_by(self) -> str:
        return self.family or self.whole


def parted(name: str) -> PersonName:
    """The parts of a name that is clean and on one line."""
    if _GROUP.search(name):
        return PersonName(whole=name)
    before, *after = [part.strip() for part in name.split(",")]
    suffix = next((part for part in after if part.lower() in _SUFFIXES), "")
    after = [part for part in after if part != suffix]
    if len(after) > 1 or not before:
        return PersonName(whole=name)
    if after and after[0]:
        particle, family = _led(before.split())
        return PersonName(family, after[0], particle, suffix)
    words = before.split()
    if not suffix and len(words) > 2 and words[-1].lower() in _SUFFIXES:
        suffix = words.pop()
    if len(words) == 1 and not suffix:
        return PersonName(whole=name.strip(", "))
    if _CJK.search(before):
        return PersonName(words[0], " ".join(words[1:]), suffix=suffix)
    given, family = _divided(words)
    particle, family = _led(family)
    return PersonName(family, " ".join(given), particle, suffix)


def _divided(words: list[str]) -> tuple[list[str], list[str]]:
    """The given names, and all that follows."""
    if words[0].lower() in _PARTICLES and words[0].islower():
        return [], words
    last = len(words) - 1
    for at in range(1, last):
        if words[at] in _JOINING and at > 1:
            return words[: at - 1], words[at - 1 :]
        if words[at][:1].islower() or _CAPITAL_PARTICLES.match(" ".join(words[at:])):
            return words[:at], words[at:]
    return words[:last], words[last:]


def _led(words: list[str]) -> tuple[str, str]:
    """The particles without a capital, and the family name after them."""
    at = 0
    while at < len(words) - 1 and words[at][:1].islower():
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])
