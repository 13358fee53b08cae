"""How the parts of a formula are written on one line."""

import re

_ONE_PART = re.compile(r"[^\s+\-±=<>~·×/,;|]+")
_ONE_FACTOR = re.compile(
    r"∂?[^\W\d_]|\d+(?:\.\d+)?|[^\W\d_][^\s!-&(-/:-@\[-^`{-~±·×]*(?:[_^]\{[^{}]*\})?|\w+\([^()]*\)"
)
_BETWEEN_PARTS = frozenset("−∓≤≥≈≠∈→")
"""Apart from the patterns: a set with a sign beyond Latin-1 takes milliseconds to compile."""
_ROOTS = {"3": "∛", "4": "∜"}
_ENVIRONMENTS = {
    "cases": ("{ ", ""), "pmatrix": ("(", ")"), "bmatrix": ("[", "]"), "vmatrix": ("|", "|"), "Bmatrix": ("{", "}"),
}  # fmt: skip
_PLAIN_ENVIRONMENTS = frozenset(
    "equation equation* align align* aligned alignat alignat* gather gather* gathered multline multline* split array matrix "
    "smallmatrix eqnarray eqnarray* math displaymath subequations".split()
)


def fraction(above: str, below: str) -> str:
    """`1/2`, `(a + b)/(2π)`: what would be read wrongly stands in brackets."""
    return f"{_whole(above, _ONE_PART)}/{_whole(below, _ONE_FACTOR)}"


def root(content: str, degree: str = "") -> str:
    sign = _ROOTS.get(degree, "√")
    before = "" if not degree or degree in _ROOTS or degree == "2" else f"[{degree}]"
    return f"{before}{sign}{_whole(content, _ONE_FACTOR)}"


def _whole(text: str, alone: re.Pattern[str]) -> str:
    text = text.strip()
    is_whole = alone.fullmatch(text) and _BETWEEN_PARTS.isdisjoint(text)
    return text if is_whole or _is_bracketed(text) else f"({text})"


def _is_bracketed(text: str) -> bool:
    return text[:1] == "(" and text[-1:] == ")" and not re.search(r"[()]", text[1:-1])


def environment(name: str, is_start: bool) -> str | None:
    """What stands where a mathematical environment begins or ends; None for any other environment."""
    if name in _PLAIN_ENVIRONMENTS:
        return ""
    around = _ENVIRONMENTS.get(name)
    return around[0 if is_start else 1] if around else None
