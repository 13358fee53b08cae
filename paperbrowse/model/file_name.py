"""The name of a paper's file: one that every file system takes, and that a person finds again."""

import re

from .paper import Paper

_LONGEST = 120
"""Bytes before the ending."""
_NOT_IN_NAMES = r"[*?\"<>|$`\ufffd\x00-\x1f\x7f]+"
_NOT_IN_LINKS = r"[\[\]#^]+"
_PARTING = r"\s*:\s+|\s+[/\\]\s+"
_RESERVED = r"(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])(?=\.|$)"


def file_stem(paper_id: str) -> str:
    """What the names of a paper's files begin with: the id, without a slash."""
    return re.sub(_RESERVED, r"_\1", paper_id.replace("/", "-"), count=1)


def pdf_name(paper: Paper) -> str:
    """`2608.16590 Zetta - An Efficient….pdf`."""
    return f"{_name(paper.id, paper.title)}.pdf"


def note_name(paper: Paper) -> str:
    """Like `pdf_name`, and without what Obsidian takes for a part of a link."""
    return f"{_name(paper.id, re.sub(_NOT_IN_LINKS, '', paper.title))}.md"


def _name(paper_id: str, title: str) -> str:
    title = re.sub(_PARTING, " - ", title)
    title = re.sub(_NOT_IN_NAMES, "", title.replace("/", "-").replace("\\", "").replace(":", "-"))
    return _cut(" ".join(f"{file_stem(paper_id)} {title}".split())).rstrip(" .")


def _cut(name: str) -> str:
    """At a word where there is one."""
    if len(name.encode()) <= _LONGEST:
        return name
    start = name.encode()[: _LONGEST - len("…".encode())].decode(errors="ignore")
    whole_words = start.rpartition(" ")[0] if " " in start[_LONGEST // 4 :] else start
    return f"{whole_words.rstrip(' .,;-')}…"
