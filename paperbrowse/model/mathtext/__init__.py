r"""TeX in titles, abstracts and full text as readable Unicode: `$\mathcal{O}(n^2)$` is 𝒪(n²).

pylatexenc knows the signs; the reading is ours. Measured, its own takes a RecursionError for 3,000 open braces, drops
what is no TeX or an author's own (`$5 to $10`, `C:\temp`, `\method`), writes `O(n logn)`, and has no x². Here time is linear,
and what is no TeX, or is wrong, or is not known, comes out as it came in.
"""

__all__ = ["prepare", "readable"]

_SIGNS = "\\${}^_~`"
_MOST_SIGNS = 5_000
_MOST_IN_TEXT = 1 / 14
"""Of a long text, the part that may be signs of TeX: with more it is nobody's prose and stays as it is."""


def readable(text: str) -> str:
    """The text as a person reads it; without TeX the same text, at once. A formula ends with its paragraph, and a long
    text is best given in paragraphs."""
    if not _may_be_tex(text):
        return text
    if len(text) > _MOST_SIGNS and sum(map(text.count, _SIGNS)) > max(_MOST_SIGNS, len(text) * _MOST_IN_TEXT):
        return text
    return "\n\n".join(map(_paragraph, text.split("\n\n")))


def prepare() -> None:
    """Loads what the first TeX, and the first rare sign, would wait for; for a thread."""
    from . import bare, reader  # noqa: F401
    from .symbols import load_rare

    load_rare()


def _paragraph(text: str) -> str:
    # Here, because their patterns take 5 ms and most days have no TeX.
    from .bare import with_signs
    from .reader import Reader

    text = with_signs(text)
    return Reader(text).read() if _may_be_tex(text) else text


def _may_be_tex(text: str) -> bool:
    # A title has none of these, and eight looks take a fifth of the time of one regular expression.
    may_be = "\\" in text or "$" in text or "^" in text or "_" in text or "{" in text
    return may_be or "~" in text or "`" in text or "times" in text
