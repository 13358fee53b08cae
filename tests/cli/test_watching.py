"""`paperbrowse watch` and `mute`."""

from pathlib import Path

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


def test_undo_takes_a_wish_back_in_another_run_and_says_what_it_was(run: Run):
    run("watch", "add", "author:Ada Löve")
    run("mute", "add", "author:ada love")

    undone, first, redone = run("undo"), run("watch").out, run("undo", "--redo")

    assert (0, "Undone: Muted: the author ada love\n") == (undone.code, undone.out)
    assert "author:Ada Löve\n" == first
    assert "Redone: Muted: the author ada love\n" == redone.out
    assert ("", "author:ada love\n") == (run("watch").out, run("mute").out)


def test_wishes_go_to_another_machine_and_away_again(run: Run, tmp_path: Path, home: Path):
    between, here = tmp_path / "between", home / "paperbrowse" / "data"
    between.mkdir()
    run("watch", "add", "topic:agents")
    run("library", "merge", str(between))
    here.rename(tmp_path / "one")  # the other machine has nothing

    merged = run("library", "merge", str(between))
    watched = run("watch").out
    run("watch", "remove", "topic:agents")
    run("library", "merge", str(between))
    here.rename(tmp_path / "two")
    (tmp_path / "one").rename(here)
    run("library", "merge", str(between))

    assert "Merged with 1 other machine: 0 papers and 1 wish changed here\n" == merged.out
    assert ("topic:agents\n", "") == (watched, run("watch").out)
