"""`paperbrowse watch` and `mute`."""

import pytest

from tests.cli.conftest import Run


def test_what_is_watched_and_muted_is_added_listed_and_removed(run: Run):
    added = run("watch", "add", "author:Ada Löve")
    run("mute", "add", "in", "the", "wild")
    run("watch", "add", "Topic: agents")

    assert (0, "Watched: author:Ada Löve\n", "") == (added.code, added.out, added.err)
    assert "author:Ada Löve\ntopic:agents\n" == run("watch").out == run("watch", "list").out
    assert "phrase:in the wild\n" == run("mute").out

    removed = run("watch", "remove", "author:ada love")

    assert (0, "No longer watched: author:ada love\n") == (removed.code, removed.out)
    assert "topic:agents\n" == run("watch").out


def test_the_same_subject_is_watched_or_muted_never_both(run: Run):
    run("watch", "add", "topic:KV cache")
    again = run("watch", "add", "topic:kv-cache")
    run("mute", "add", "topic:kv-cache")

    assert (0, "", "It was watched already.\n") == (again.code, again.out, again.err)
    assert "" == run("watch").out
    assert "topic:kv-cache\n" == run("mute").out


def test_what_is_not_there_cannot_be_removed(run: Run):
    ended = run("mute", "remove", "topic:agents")

    assert (1, "") == (ended.code, ended.out)
    assert "topic:agents is not muted" in ended.err


def test_nothing_watched_says_how_to_begin(run: Run):
    ended = run("watch")

    assert (0, "") == (ended.code, ended.out)
    assert "paperbrowse watch add topic:NAME" in ended.err


@pytest.mark.parametrize("words", [["add"], ["remove"], ["add", "topic:"], ["add", " "], ["list", "x"], ["nothing"]])
def test_what_makes_no_sense_is_bad_usage(run: Run, words: list[str]):
    ended = run("watch", *words)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
