r"""A paper's full text in the Hub's Markdown, made fit to read.

Source: `/papers/{id}.md`, as seen 2026-03 to 2026-10: a rendering of arXiv's HTML that begins with

    Title: …
    URL Source: https://arxiv.org/html/2608.02391        with or without a version; of the Hub's own page where arXiv has no HTML
    Published Time: …                                    sometimes
    Markdown Content:

Required: text. In it, links within the paper lead to arXiv's page, pictures too, and TeX stands bare, without dollars.
"""

import re
from collections.abc import Iterator

from ..model.text import clean_line, clean_markdown
from ..model.value import Value

_HEAD = re.compile(r"(Title|URL Source|Published Time|Warning|Markdown Content): ?(.*)")
_HEAD_LINES = 20
_OF_HUB = re.compile(r"https?://[^/\s]{1,100}/papers/", re.IGNORECASE)
_VERSION = re.compile(r"/html/[^\s?#]{5,40}?v([1-9][0-9]{0,2})(?:[/?#]|\Z)")
_STAMP = re.compile(r"^arXiv:[0-9a-z./-]{9,30}?v([1-9][0-9]{0,2}) \[[a-zA-Z.-]{2,20}\] [0-9]{1,2} [A-Z][a-z]{2} [0-9]{4}\s*$", re.MULTILINE)
_CHROME = ("back to arxiv", "report issue", "download pdf", "why html?")
"""What the buttons of arXiv's page say, above the paper."""
_CHROME_ENDS = 6_000
_PAGE = r"https?://arxiv\.org/html/[^\s()#]{5,60}"
_PICTURE = re.compile(rf"!\[[^\[\]\n]{{0,300}}\]\((?:{_PAGE}|data:[a-z/+;]{{1,30}})[^\s()]{{0,300}}\)")
_WITHIN = re.compile(rf"\[((?:[^\[\]\n]|\\[\[\]]){{1,200}})\]\({_PAGE}#[^\s()]{{0,200}}(?: \"(?:[^\"\n\\]|\\.){{0,500}}\")?\)")
_GLUED = re.compile(rf"(?<=[\w.])(?=\[[^\[\]\n]{{1,60}}\]\({_PAGE}#)")
"""Where a blank is missing: `et al.[2024](…)`."""
_CODE = re.compile(r" {0,3}(?:```|~~~)")
_TEX = re.compile(r"\\[a-zA-Z]+|[_^]\{")
_NUMBERED = re.compile(r"\(([0-9A-Za-z.]{1,8})\)\Z")
_SPACED = re.compile(r"\\[a-z]{0,8}text[a-z]{0,8}\{[^{}]{0,300}\}|\\ |\\[a-zA-Z]{1,30} ")
"""Where a blank is part of a formula."""
_MOST_WORDS = 12
"""That one formula goes over."""


class HubText(Value):
    title: str | None
    markdown: str
    version: int | None


def read_hub_markdown(text: str) -> HubText | None:
    """None where it is not the paper but the Hub's page about it, and where nothing is left of it."""
    head, body = _parted(text)
    if _OF_HUB.match(head.get("URL Source", "")):
        return None
    version = _VERSION.search(head.get("URL Source", ""))
    stamp = _STAMP.search(body, 0, _CHROME_ENDS)
    if stamp and any(word in body[: stamp.start()].lower() for word in _CHROME):
        body = body[stamp.end() :]
    body = _WITHIN.sub(r"\1", _GLUED.sub(" ", _PICTURE.sub("", body)))
    markdown = clean_markdown("\n".join(_with_dollars(clean_markdown(body).split("\n"))))
    if not markdown:
        return None
    found = version or stamp
    return HubText(clean_line(head.get("Title", ""))[:1_000] or None, markdown, int(found[1]) if found else None)


def _parted(text: str) -> tuple[dict[str, str], str]:
    """The lines of the head by their names, and what follows them."""
    head: dict[str, str] = {}
    place = 0
    for _ in range(_HEAD_LINES):
        end = text.find("\n", place)
        line = text[place : end if end >= 0 else len(text)].strip()
        found = _HEAD.fullmatch(line[:3_000])
        if line and not found:
            break
        place = end + 1 if end >= 0 else len(text)
        if found:
            head.setdefault(found[1], found[2])
            if found[1] == "Markdown Content":
                break
        if end < 0:
            break
    return head, text[place:]


def _with_dollars(lines: list[str]) -> Iterator[str]:
    """The lines with their TeX between dollars: `$…$` within a line, `$$…$$` where it fills one."""
    is_code = False
    for line in lines:
        if _CODE.match(line):
            is_code = not is_code
        if is_code or "$" in line or "`" in line or not _TEX.search(line) or line.startswith("    "):
            yield line
        else:
            yield _formula(line) or _inline(line)


def _formula(line: str) -> str | None:
    """The line as a formula of its own, which ends with its number or has no word of prose."""
    if "](" in line or "://" in line:
        return None
    number = _NUMBERED.search(line)
    tex = (line[: number.start()] if number else line).strip()
    if " " in _SPACED.sub("", tex).strip(" ,.") or not tex:
        return None
    return f"$${tex}$$" + (f" ({number[1]})" if number else "")


def _inline(line: str) -> str:
    words = line.split(" ")
    shown: list[str] = []
    place = 0
    while place < len(words):
        word, length = words[place], 1
        if _TEX.search(word) and "](" not in word and "://" not in word:
            word, length = _whole(words[place : place + _MOST_WORDS])
            word = _between_dollars(word)
        shown.append(word)
        place += length
    return " ".join(shown)


def _whole(words: list[str]) -> tuple[str, int]:
    """The formula that begins with the first word, up to where all brackets are closed that it opens, and its words."""
    braces = parentheses = 0
    for number, word in enumerate(words, 1):
        inner = word if number > 1 else word.lstrip("(*")
        braces += inner.count("{") - inner.count("}")
        parentheses += inner.count("(") - inner.count(")")
        if braces <= 0 and parentheses <= 0:
            return " ".join(words[:number]), number
    return words[0], 1


def _between_dollars(word: str) -> str:
    """The word in dollars, but for the signs around it that are of the sentence."""
    before = word[: len(word) - len(word.lstrip("*"))]
    tex = word[len(before) :].rstrip("*,.;:!?" if before else ",.;:!?")
    too_many = tex.count(")") - tex.count("(")
    while too_many > 0 and tex.endswith(")"):
        tex, too_many = tex[:-1], too_many - 1
    if too_many == 0 and tex.startswith("(") and tex.endswith(")") and tex.count("(") == 1:
        tex, before = tex[1:-1], f"{before}("
    while too_many < 0 and tex.startswith("("):
        tex, too_many, before = tex[1:], too_many + 1, f"{before}("
    return f"{before}${tex}${word[len(before) + len(tex) :]}" if tex else word
