"""A table of a LaTeXML page as Markdown. Within a paragraph LaTeXML writes `span`s of class `ltx_tr` and `ltx_td`."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..model.text import clean_line
from .latexml_inline import classes, inline, is_seen

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_MOST_ROWS, _MOST_COLUMNS = 2_000, 60


def is_table(element: "Element") -> bool:
    return element.tag == "table" or "ltx_tabular" in classes(element)


def table(element: "Element") -> str:
    """Its rows, the first of them as the head; a table of one column becomes paragraphs."""
    rows = [row for row in (_cells(row) for row in _inside(element, "tr", "ltx_tr")) if any(row)][:_MOST_ROWS]
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        return "\n\n".join(cell for row in rows for cell in row)
    head, *others = (_line([*row, *[""] * (width - len(row))]) for row in rows)
    return "\n".join([head, "|" + " --- |" * width, *others])


def _cells(row: "Element") -> list[str]:
    cells: list[str] = []
    for cell in _inside(row, "td th", "ltx_td ltx_th"):
        span = cell.get("colspan") or "1"
        cells.append(clean_line(inline(cell)))
        cells += [""] * (min(int(span), _MOST_COLUMNS) - 1 if span.isascii() and span.isdecimal() and len(span) < 4 else 0)
    return cells[:_MOST_COLUMNS]


def _line(cells: list[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _inside(element: "Element", tags: str, names: str) -> Iterator["Element"]:
    """The rows or cells of this very table, in order, not those of a table within."""
    waiting = list(reversed(element))
    while waiting:
        inner = waiting.pop()
        if not is_seen(inner) or is_table(inner):
            continue
        if inner.tag in tags.split() or classes(inner) & frozenset(names.split()):
            yield inner
        else:
            waiting += reversed(inner)
