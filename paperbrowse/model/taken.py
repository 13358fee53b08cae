"""A paper as it is taken along, to another program or another machine: with all that is known and was said of it."""

from enum import Enum

from .arxiv import ArxivRecord
from .marks import UNMARKED, Marks
from .paper import Paper
from .value import Value


class Taken(Value):
    paper: Paper
    marks: Marks = UNMARKED
    record: ArxivRecord | None = None


class Format(Enum):
    """The forms in which papers are written; the values are typed."""

    BIBTEX = "bibtex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    MARKDOWN = "markdown"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"

    @property
    def title(self) -> str:
        return _TITLES[self][0]

    @property
    def suffix(self) -> str:
        """Of a file's name."""
        return _TITLES[self][1]

    @property
    def letter(self) -> str:
        """In a menu."""
        return _TITLES[self][2]


_TITLES = {
    Format.BIBTEX: ("BibTeX", ".bib", "b"),
    Format.RIS: ("RIS", ".ris", "r"),
    Format.CSL_JSON: ("CSL-JSON", ".json", "c"),
    Format.MARKDOWN: ("Markdown", ".md", "m"),
    Format.JSONL: ("JSON lines", ".jsonl", "l"),
    Format.CSV: ("CSV", ".csv", "t"),
    Format.HTML: ("HTML", ".html", "h"),
}
