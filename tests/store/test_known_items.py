"""Whether the index finds what somebody remembers in part: 200 searches over the recorded days."""

from collections import Counter
from pathlib import Path

import pytest

from paperbrowse.model.query import parse_query
from paperbrowse.store.index import Index
from paperbrowse.store.thread import StoreThread

from .known_items import OF_EACH_KIND, Search, known_items, recorded_papers

LEAST = {
    "title out of order": 0.97,
    "author and topic": 0.97,
    "phrase of the abstract": 0.97,
    "still being typed": 0.97,
    "one letter amiss": 0.85,
}
"""Of each kind, how many must be among the first ten."""


@pytest.mark.real
async def test_what_is_remembered_in_part_is_among_the_first_ten(
    shared: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    papers = recorded_papers(shared)
    index = Index(tmp_path / "index", StoreThread("index"), StoreThread("search"))
    build = await index.rebuild()
    await build.add(papers)
    await build.finish()

    among, first = Counter[str](), Counter[str]()
    for search in known_items(papers):
        ids = await _found(index, search)
        among[search.kind] += search.sought in ids
        first[search.kind] += ids[:1] == [search.sought]
    await index.close()

    with capsys.disabled():
        print(f"\n{'kind':<26}{'first':>8}{'first ten':>12}   of {OF_EACH_KIND}, over {len(papers)} papers")
        for kind in LEAST:
            print(f"{kind:<26}{first[kind]:>8}{among[kind]:>12}")
    assert {} == {kind: among[kind] for kind, least in LEAST.items() if among[kind] < least * OF_EACH_KIND}


async def _found(index: Index, search: Search) -> list[str]:
    term = parse_query(search.typed, is_typing=search.is_typing).term
    hits = await index.search(term, {}, 10)
    if not hits.total:
        hits = await index.search(term, {}, 10, forgives=True)
    return [paper.id for paper in hits.papers]
