"""What goes from the cache so that the rest fits."""

from collections.abc import Iterable
from datetime import UTC, datetime

from ..model.value import Value
from .cache_folder import Opened
from .cache_rows import ARXIV, EVICTED, LISTING, PAPER, SAVED, Evicted, Row, all_rows, bytes_of_all, fetched_at, ids_under
from .envelope import sealed, unsealed


class Swept(Value):
    editions: int = 0
    """How many of them went."""
    papers: frozenset[str] = frozenset()
    """Of which no copy is left."""


def sweep(opened: Opened, pinned: frozenset[str], max_bytes: int, now: float) -> Swept:
    """Removes what was fetched longest ago until `max_bytes` suffice, but nothing with a pinned paper.

    Records of arXiv stay, for it is asked once; so does what was saved to be read offline. Neither is counted, because the
    reader asked for it and nothing else shall go for it. `now`: seconds since the epoch. Raises sqlite3.Error.
    """
    if bytes_of_all(opened.rows) <= max_bytes:
        return Swept()
    saved = ids_under(opened, SAVED)
    rows = [row for row in all_rows(opened.rows) if row.key != EVICTED and not _is_for_good(row, saved)]
    too_much = sum(row.size for row in rows) - max_bytes
    gone: list[Row] = []
    for row in sorted(rows, key=fetched_at):
        if too_much <= 0:
            break
        if row.contents is None or (pinned | saved).isdisjoint(row.contents.ids):
            opened.cache.delete(row.key)
            too_much -= row.size
            gone.append(row)
    editions = tuple(row.key.removeprefix(LISTING) for row in gone if row.key.startswith(LISTING))
    if editions:
        _note_evicted(opened, editions, now)
    return Swept(len(editions), _ids(gone) - _ids(all_rows(opened.rows)) if gone else frozenset())


def _is_for_good(row: Row, saved: frozenset[str]) -> bool:
    is_own = not row.key.startswith(LISTING)
    return row.contents is not None and (row.key.startswith(ARXIV) or (is_own and not saved.isdisjoint(row.contents.ids)))


def _note_evicted(opened: Opened, editions: tuple[str, ...], now: float) -> None:
    before = unsealed(EVICTED, opened.get(EVICTED), Evicted)
    count = len(editions) + (before.editions if before else 0)
    opened.cache.set(EVICTED, sealed(EVICTED, Evicted(count, datetime.fromtimestamp(now, UTC), editions)))


def _ids(rows: Iterable[Row]) -> frozenset[str]:
    """Of the papers in them."""
    holders = (row.contents for row in rows if row.key.startswith((LISTING, PAPER)))
    return frozenset(paper_id for contents in holders if contents for paper_id in contents.ids)
