"""The writers: each makes text of papers, piece by piece, and knows neither disk nor network."""

from collections.abc import Callable, Iterator, Sequence

from ...model.taken import Format, Taken

Writer = Callable[[Sequence[Taken]], Iterator[str]]


def writer(form: Format) -> Writer:
    """Loads only the one that is asked for."""
    match form:
        case Format.BIBTEX:
            from .bibtex import bibtex as write
        case Format.RIS:
            from .ris import ris as write
        case Format.CSL_JSON:
            from .csl_json import csl_json as write
        case Format.MARKDOWN:
            from .markdown import markdown as write
        case Format.JSONL:
            from .jsonl import jsonl as write
        case Format.CSV:
            from .csv import csv as write
        case Format.HTML:
            from .html import html as write
    return write
