"""What a file without a paper in it seems to be, as the end of a sentence: `it is a login page`."""

import re
from html import unescape

from ...model.text import clean_line

_LOOKED_AT = 100_000
"""Characters of a page's beginning."""
_TITLE = 80
_TAGS = {
    "title": re.compile(r"<title[^>]{0,200}>([^<]{0,2000})", re.IGNORECASE),
    "canonical": re.compile(r"<link[^>]{0,500}\brel=[\"']?canonical\b[^>]{0,500}", re.IGNORECASE),
    "address": re.compile(r"<meta[^>]{0,500}\bproperty=[\"']?og:url\b[^>]{0,500}", re.IGNORECASE),
    "saved": re.compile(r"<!-- saved from url=\([0-9]{1,6}\)(\S{1,500}) -->", re.IGNORECASE),
}
_OF_THE_HUB = re.compile(r"https://(?:www\.)?(?:huggingface\.co|hf\.co)(/[^\s\"'<>?#]{0,300})?")
_LOGIN = re.compile(r"\b(?:log ?in|sign ?in)\b")
_PASSWORD = re.compile(r"<input[^>]{0,300}\btype=[\"']?password\b", re.IGNORECASE)
_CHALLENGE = re.compile(
    r"awswafcookiedomainlist|awswafintegration\.|gokuprops|cf-chl|cf_chl|just a moment\.\.\.|human verification"
    r"|(?:are|you're|you are) not a robot|verify(?:ing)? (?:that )?you are human|checking your browser"
)
_CHALLENGED = "it is a page that asks whether you are a robot; saved from a browser, after that question, it can be read"
_FIRST_WORDS = {
    "models": "the Hub's list of models",
    "datasets": "a page about a dataset on the Hub",
    "spaces": "a page about a Space on the Hub",
    "blog": "a page of the Hub's blog",
    "docs": "a page of the Hub's documentation",
    "learn": "a course of the Hub",
    "collections": "a collection on the Hub",
    "posts": "a page of the Hub's posts",
    "settings": "a page of settings on the Hub",
    "organizations": "a page about an organization on the Hub",
    "login": "a login page",
    "join": "a login page",
}
EMPTY = "it is a page of Daily Papers, and no paper is on it"
CUT = "it is a page of Daily Papers that ends in the middle"
CHANGED = "it is a page of Daily Papers that this version cannot read"
NO_CARD = "it is a text without the last lines of a paper, such as “3 authors · Feb 12”"


def text_instead(text: str) -> str:
    """What a text is that has no card."""
    start = text[:_LOOKED_AT].lower().split()
    opening = "".join(start[:2])[:2]
    if opening in ('{"', "[{", "[[", '["', "{}", "[]"):
        return "it is a JSON document"
    if not start:
        return "it is empty"
    words = " ".join(start)
    if _LOGIN.search(words) and "password" in words[:4096]:
        return "it is a login page"
    if _CHALLENGE.search(words[:4096]):
        return _CHALLENGED
    if "the ai community building the future" in words:
        return "it is the Hub's front page"
    if re.search(r"\bmodel card\b.{0,40}\bfiles\b", words):
        return "it is a page about a model on the Hub"
    lines = {line.strip().lower() for line in text[:_LOOKED_AT].split("\n")}
    return EMPTY if "daily papers" in lines else NO_CARD


def page_instead(html: str) -> str:
    """What an HTML page is that is none of Daily Papers."""
    start = html[:_LOOKED_AT]
    words = start.lower()
    title = clean_line(unescape(found[1])) if (found := _TAGS["title"].search(start)) else ""
    called = f" (“{title if len(title) <= _TITLE else title[: _TITLE - 1].rstrip() + '…'}”)" if title else ""
    if _CHALLENGE.search(words) or title == "Human Verification":
        return _CHALLENGED
    if _PASSWORD.search(start) or _LOGIN.match(title.lower()):
        return f"it is a login page{called}"
    path = _path_on_the_hub(start)
    if path is None:
        return f"it is an HTML page of another site{called}" if title else "it is an HTML page of another site"
    return f"it is {_place(path)}{called}"


def _path_on_the_hub(start: str) -> str | None:
    for name in ("canonical", "address", "saved"):
        found = _TAGS[name].search(start)
        if found and (address := _OF_THE_HUB.search(found[0])):
            return (address[1] or "").strip("/")
    return None


def _place(path: str) -> str:
    if not path:
        return "the Hub's front page"
    first, *rest = path.split("/")
    if first == "papers":
        return CHANGED.removeprefix("it is ")
    if first in _FIRST_WORDS:
        return _FIRST_WORDS[first]
    return "a page about a model on the Hub" if len(rest) == 1 else "another page of the Hub"
