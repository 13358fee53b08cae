"""A backup brought back into the library: as one step that can be undone, so that nothing said since is lost."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from ..model.history import Change, Wished
from ..model.marks import UNMARKED
from ..model.paper import Paper
from .files import unfinished_beside
from .library_sql import add_page, pages, save_search, searches
from .marks_sql import marks, papers
from .sayings_sql import wishes
from .schema import open_library
from .steps_sql import Taken, Window, take_step


def restore(connection: sqlite3.Connection, window: Window, backup: Path, now: datetime, sentence: str) -> Taken:
    """Marks and wishes as the backup has them; imported pages and searches that are missing come back, none goes.

    Raises StoreError, sqlite3.Error and OSError, and then nothing has changed but for pages and searches.
    """
    with _opened(backup) as old:
        then, now_said = marks(old), marks(connection)
        ids = [each for each in {**then, **now_said} if then.get(each, UNMARKED) != now_said.get(each, UNMARKED)]
        copies = {paper.id: paper for source in (connection, old) for paper in papers(source, ids)}
        found = [copies.get(each) or Paper(each, each) for each in ids]
        kept_pages, kept_searches, wished = pages(old), searches(old), wishes(old)
    have = {search.name for search in searches(connection)}
    for search in kept_searches:
        if search.name not in have:
            save_search(connection, search)
    for page, listing in reversed(kept_pages):
        add_page(connection, page, listing)
    before = tuple((paper, now_said.get(paper.id, UNMARKED)) for paper in found)
    after = tuple((paper, then.get(paper.id, UNMARKED)) for paper in found)
    wished_now = wishes(connection)
    keys = {each.key for each in {*wished.all} ^ {*wished_now.all}}
    changed = tuple(Wished(key, wished_now.with_key(key), wished.with_key(key)) for key in sorted(keys))
    return take_step(connection, window, Change(sentence, before, after, changed), now)


@contextmanager
def _opened(backup: Path) -> Iterator[sqlite3.Connection]:
    """A copy of it, in today's format."""
    with unfinished_beside(backup) as copy:
        shutil.copyfile(backup, copy)
        try:
            with closing(open_library(copy, 0, is_suspect=True)) as connection:
                yield connection
        finally:
            for left in copy.parent.glob(f"{copy.name}[-.]*"):
                left.unlink()
