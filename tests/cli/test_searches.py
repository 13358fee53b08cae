"""`paperbrowse searches`."""

import pytest

from tests.cli.conftest import Run


def test_a_search_is_saved_listed_and_removed(run: Run):
    added = run("searches", "add", "caches", '"kv cache" -survey')

    assert (0, 'Saved as “caches”: "kv cache" -survey\n', "") == (added.code, added.out, added.err)
    assert 'caches\t"kv cache" -survey\n' == run("searches").out == run("searches", "list").out

    removed = run("searches", "remove", "caches")

    assert (0, "Removed: “caches”\n") == (removed.code, removed.out)
    assert "" == run("searches", "list").out


def test_without_a_saved_search_it_is_told_how_to_save_one(run: Run):
    ended = run("searches")

    assert (0, "") == (ended.code, ended.out)
    assert "searches add NAME QUERY" in ended.err


def test_a_search_that_is_not_there_cannot_be_removed(run: Run):
    ended = run("searches", "remove", "nothing")

    assert (1, "") == (ended.code, ended.out)
    assert "“nothing”" in ended.err


def test_what_is_not_understood_in_a_query_is_said(run: Run):
    ended = run("searches", "add", "liked", "upvotes:many")

    assert 0 == ended.code
    assert "upvotes: wants a number" in ended.err


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["add", "caches"], "needs a NAME and a QUERY"),
        (["add", "caches", " "], "needs a NAME and a QUERY"),
        (["remove"], "needs the NAME"),
        (["list", "caches"], "one word too many"),
        (["remove", "kv", "cache"], "in quotes"),
        (["forget"], "list, add or remove"),
    ],
)
def test_what_is_missing_or_too_much_is_bad_usage(run: Run, argv: list[str], told: str):
    ended = run("searches", *argv)

    assert (2, "") == (ended.code, ended.out)
    assert told in ended.err
