"""A look at the index that changes nothing; importing this loads tantivy."""

from pathlib import Path

from ...model.value import Value
from .fields import VERSION
from .folder import META, engine_errors, segments, whole_files


class IndexHealth(Value):
    papers: int
    version: int
    """Of its form."""


def index_health(folder: Path) -> IndexHealth | None:
    """None where there is none of the form of now. Compares the sums of all files; raises Damaged and Full."""
    path = folder / str(VERSION)
    if not (path / META).exists():
        return None
    with engine_errors(path):
        whole_files(path)
        papers = sum(each["max_doc"] - (each["deletes"] or {}).get("num_deleted_docs", 0) for each in segments(path))
        return IndexHealth(papers, VERSION)
