"""arXiv ids, in every form that people paste, and the ids of papers that have none."""

import hashlib
import re
from urllib.parse import unquote

from .text import clean_line, folded

_NEW = r"[0-9]{2}(?:0[1-9]|1[0-2])\.[0-9]{4,5}"
_OLD = r"[a-z]{1,12}(?:-[a-z]{1,12})?(?:\.[A-Za-z-]{2,12})?/[0-9]{2}(?:0[1-9]|1[0-2])[0-9]{3}"
_ID = rf"({_NEW}|{_OLD})(?:v[1-9][0-9]*)?"
_ADDRESS = (
    r"(?i)(?:https?://)?(?:www\.|export\.)?"
    r"(?:(?:huggingface\.co|hf\.co)/papers/|arxiv\.org/(?:abs|pdf|html|bibtex)/|alphaxiv\.org/(?:abs|pdf)/"
    r"|(?:dx\.)?doi\.org/10\.48550/arxiv\.)"
)
_TITLE_ID = r"title-[0-9a-f]{12}"


def arxiv_id(typed: str) -> str | None:
    """The canonical arXiv id in what somebody pasted, without its version, or None.

    Takes `2608.16590v2`, `arXiv:2608.16590`, `cs/0703001`, `[2608.16590]` and addresses of the Hub and of arXiv.
    An old-style id loses its subject class, as arXiv itself writes it: `math.CA/0611800` is `math/0611800`.
    """
    text = typed.strip().strip("<>[](),;\"'").strip()
    if address := re.match(_ADDRESS, text):
        text = unquote(re.split(r"[?#]", text[address.end() :])[0]).rstrip("/")
        text = re.sub(r"\.(?:pdf|md)$", "", text)
    elif text[:6].lower() == "arxiv:":
        text = text[6:].strip()
    match = re.fullmatch(_ID, text)
    if match is None:
        return None
    return re.sub(r"^([a-z-]+)\.[A-Za-z-]+/", r"\1/", match[1])


def title_id(title: str) -> str:
    """The stable id of a paper of which only the title is known: `title-` and twelve hexadecimal digits.

    Case, diacritics and spacing of the title do not matter.
    """
    return "title-" + hashlib.sha256(folded(clean_line(title)).encode()).hexdigest()[:12]


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, with case, diacritics, all spacing and the dollars of TeX aside.

    All spacing, because the text that a browser saves glues words together at the ends of lines.
    """
    return _bare(one) == _bare(other) != ""


def is_title_id(paper_id: str) -> bool:
    """Whether the id stands for a title because no arXiv id is known."""
    return re.fullmatch(_TITLE_ID, paper_id) is not None


def _bare(title: str) -> str:
    return "".join(folded(clean_line(title)).replace("$", "").split())
