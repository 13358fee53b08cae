"""ASCII in the place of what a terminal may draw in one cell or in two: for drawing only, never for a copy or a file.

`plain` spells remote text and our own words before they are laid out; `PlainLetters` then sees to it that nothing else
reaches the terminal either, borders and scrollbars included.
"""

import re
import unicodedata
from functools import lru_cache

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from ..model.paper import Paper
from ..model.value import replace

_SPELLED = {
    "“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‚": "'", "′": "'", "″": '"', "´": "'", "¨": '"',
    "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-", "─": "-", "·": "-", "•": "*", "…": "...", "¦": "|",
    "×": "x", "÷": "/", "±": "+-", "∓": "-+", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~", "∼": "~", "≡": "==", "≪": "<<",
    "≫": ">>", "→": "->", "←": "<-", "↑": "^", "↓": "v", "↔": "<->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "∞": "inf", "∈": "in",
    "∉": "not in", "∑": "sum", "∏": "prod", "√": "sqrt", "∀": "for all", "∃": "exists", "∂": "d", "∇": "nabla", "∫": "int",
    "∧": "and", "∨": "or", "¬": "not ", "∩": "and", "∪": "or", "∥": "||", "⊕": "xor", "∝": "~", "⁄": "/", "∗": "*", "∘": "o",
    "°": "deg", "µ": "u", "§": "S", "¶": "P", "†": "+", "‡": "++", "®": "(R)", "©": "(c)", "€": "EUR", "£": "GBP", "¥": "JPY",
    "¡": "!", "¿": "?", "★": "*", "☆": "*", "●": "*", "○": "o", "◆": "#", "◇": "o", "■": "#", "□": "o", "▲": "^", "△": "^",
    "▼": "v", "▽": "v", "▶": ">", "▷": ">", "◀": "<", "◁": "<", "✓": "x", "ı": "i", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "ħ": "h", "Ħ": "H", "þ": "th", "Þ": "Th", "ß": "ss", "æ": "ae", "Æ": "Ae",
    "œ": "oe", "Œ": "Oe", "ŋ": "ng", "Ŋ": "Ng", "ĸ": "k", "ŧ": "t", "Ŧ": "T",
}  # fmt: skip
_RUSSIAN = "a b v g d e zh z i y k l m n o p r s t u f kh ts ch sh shch ' y ' e yu ya".split()
_SPELLED |= {chr(ord("а") + place): sound for place, sound in enumerate(_RUSSIAN)} | {"ё": "yo"}
_SPELLED |= {chr(ord("А") + place): sound.capitalize() for place, sound in enumerate(_RUSSIAN)} | {"Ё": "Yo"}

_NOT_ASCII = "[^\x00-\x7f]"
_RAISED = "[²³¹ʰ-ʸˡˢˣᴬ-ᵡᶜᶠᶻᶿⁱⱽ⁰⁴-ⁿ]+"
_LOWERED = "[ᵢ-ᵪ₀-ₜⱼ]+"
_CELLS = dict.fromkeys("│┃║▌▐▎▏▕█", "|") | dict.fromkeys("─━═▔▀", "-") | dict.fromkeys("▁▂▃▄▅▆▇", " ") | {"→": ">", "…": "~"}
"""One character for one cell: borders, bars, and the ends of a scrollbar, which are seen by their colours."""


def plain(text: str) -> str:
    """The text without a character of ambiguous width: Latin letters without their marks, Greek ones by name, `->` and
    `<=` for arrows and signs. Scripts whose letters are surely narrow or surely wide stay as they are."""
    if text.isascii():
        return text
    # A number must not grow: 10³ is 10^3, never 103.
    text = re.sub(_LOWERED, lambda found: f"_{_unshifted(found[0])}", re.sub(_RAISED, lambda found: f"^{_unshifted(found[0])}", text))
    return re.sub(_NOT_ASCII, lambda found: _spelled(found[0]), text)


def _unshifted(letters: str) -> str:
    return unicodedata.normalize("NFKD", letters)


@lru_cache(maxsize=4_096)
def _spelled(letter: str) -> str:
    if (known := _SPELLED.get(letter)) is not None:
        return known
    parts = "".join(part for part in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(part))
    if parts and parts != letter and (spelled := plain(parts)).isascii():
        return spelled
    if unicodedata.east_asian_width(letter) != "A":
        return letter
    name = unicodedata.name(letter, "")
    if name.startswith("GREEK"):
        sound = name.split(" WITH ")[0].rsplit(" ", 1)[-1]
        return sound.capitalize() if letter.isupper() else sound.lower()
    return "" if unicodedata.combining(letter) else "?"


def plain_paper(paper: Paper) -> Paper:
    """The paper with all that is drawn of it spelled so; its addresses stay."""
    organization = paper.organization
    return replace(
        paper,
        title=plain(paper.title),
        abstract=paper.abstract and plain(paper.abstract),
        summary=paper.summary and plain(paper.summary),
        summary_by=paper.summary_by and plain(paper.summary_by),
        submitted_by=paper.submitted_by and plain(paper.submitted_by),
        authors=tuple(replace(author, name=plain(author.name)) for author in paper.authors),
        organization=organization and replace(organization, fullname=organization.name and plain(organization.name)),
        keywords=tuple(map(plain, paper.keywords)),
    )


class PlainLetters(LineFilter):
    """What still has an ambiguous width, wherever it comes from, becomes one ASCII character in its one cell."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        return [
            segment if segment.text.isascii() else Segment(re.sub(_NOT_ASCII, _one_cell, segment.text), segment.style, None)
            for segment in segments
        ]


def _one_cell(found: re.Match[str]) -> str:
    letter = found[0]
    if (bar := _CELLS.get(letter)) is not None:
        return bar
    if "BOX DRAWINGS" in unicodedata.name(letter, ""):
        return "+"
    if unicodedata.east_asian_width(letter) != "A":
        return letter
    if unicodedata.combining(letter):
        return ""
    return _spelled(letter)[:1] or " "
