"""Text in the cells of a terminal: how wide it is, cut, padded and wrapped."""

import unicodedata


def width(text: str) -> int:
    """Cells that the terminal needs for drawable text."""
    return len(text) if text.isascii() else sum(map(_cells, text))


def cut(text: str, cells: int, ellipsis: str = "…") -> str:
    """The text in at most so many cells; what was cut ends in the ellipsis."""
    if width(text) <= cells:
        return text
    room = cells - width(ellipsis)
    kept: list[str] = []
    for character in text:
        room -= _cells(character)
        if room < 0:
            break
        kept.append(character)
    return "".join(kept).rstrip() + ellipsis


def padded(text: str, cells: int) -> str:
    return text + " " * (cells - width(text))


def wrapped(text: str, cells: int) -> list[str]:
    """Lines of at most so many cells, broken at blanks, and inside a word only where it is longer than a line."""
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        if line and width(line) + 1 + width(word) <= cells:
            line = f"{line} {word}"
            continue
        if line:
            lines.append(line)
        while width(word) > cells and cells > 1:
            head = cut(word, cells, "")
            lines.append(head)
            word = word[len(head) :]
        line = word
    return [*lines, line]


def _cells(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
