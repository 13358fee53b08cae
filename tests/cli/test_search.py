"""`paperbrowse search` and `paperbrowse reindex`."""

import json
import shutil
from pathlib import Path

import pytest

from tests.hub import Hub

from .conftest import Run


@pytest.fixture
def title(run: Run, hub: Hub) -> str:
    """Of a paper that lies on this machine."""
    return json.loads(run("list", "2026-06-11", "--json").out)[0]["title"]


def test_a_paper_that_was_listed_is_found_without_the_network(run: Run, title: str) -> None:
    ended = run("search", title, "--offline", "--json")

    assert (0, title) == (ended.code, json.loads(ended.out)[0]["title"])


def test_words_need_no_quotes(run: Run, title: str) -> None:
    ended = run("search", *title.split(), "--offline")

    assert (0, title) == (ended.code, ended.out.splitlines()[0].split("\t")[5])


def test_what_is_more_than_asked_for_is_said(run: Run, title: str) -> None:
    ended = run("search", "day:2026-06-11", "--limit", "2")

    assert (0, 2) == (ended.code, len(ended.out.splitlines()))
    assert "2 of " in ended.err and "--limit shows more" in ended.err


def test_nothing_found_is_no_failure(run: Run, title: str) -> None:
    assert (0, "", "Nothing found.\n") == tuple(vars_of(run("search", "zzzzzzzz", "--offline")))


def test_what_cannot_be_understood_is_searched_as_text_and_said(run: Run, title: str) -> None:
    ended = run("search", "upvotes:many", "--offline")

    assert 0 == ended.code
    assert "upvotes" in ended.err and "looked for as text" in ended.err


def test_what_the_hub_finds_besides_is_marked(run: Run, hub: Hub, title: str) -> None:
    word = max(title.split(), key=len)

    found = json.loads(run("search", word, "--hub", "--json", "--limit", "100").out)

    assert {False, True} == {paper["from_hub"] for paper in found}
    assert len(found) == len({paper["id"] for paper in found})


def test_a_hub_that_cannot_be_asked_is_said_and_no_failure(run: Run, title: str) -> None:
    ended = run("search", title, "--hub", "--offline")

    assert (0, "Offline: the Hub was not asked.\n") == (ended.code, ended.err)
    assert title in ended.out


@pytest.mark.parametrize("typed", ["{}", "https://arxiv.org/abs/{}v2", "huggingface.co/papers/{}"])
def test_an_id_or_an_address_finds_that_very_paper(run: Run, title: str, typed: str) -> None:
    (listed,) = json.loads(run("search", title, "--json", "--limit", "1").out)

    (found,) = json.loads(run("search", typed.format(listed["id"]), "--json").out)

    assert listed["id"] == found["id"]


def test_doctor_tells_of_the_index_and_what_to_do_where_it_is_damaged(run: Run, title: str, home: Path) -> None:
    run("search", title)
    sound = run("doctor", "--offline").out
    next(iter(home.rglob("index/*/*.fieldnorm"))).write_bytes(b"nothing")
    damaged = run("doctor", "--offline").out

    assert "ok\tindex\t" in sound and "sound; " in sound
    assert "paperbrowse reindex builds it anew" in damaged


def test_an_index_that_was_deleted_is_made_again_by_the_next_search(run: Run, title: str, home: Path) -> None:
    shutil.rmtree(home / "paperbrowse" / "cache" / "index")

    assert title in run("search", title, "--offline").out


def test_reindex_says_how_many_papers_can_be_searched(run: Run, title: str) -> None:
    ended = run("reindex", "--offline")

    assert (0, True) == (ended.code, ended.out.endswith(" papers can be searched.\n"))
    assert title in run("search", title, "--offline").out


@pytest.mark.parametrize("typed", [(), (" ",)])
def test_a_search_for_nothing_is_a_mistake(run: Run, typed: tuple[str, ...]) -> None:
    assert 2 == run("search", *typed).code


def vars_of(ended: object) -> tuple[object, ...]:
    return ended.code, ended.out, ended.err
