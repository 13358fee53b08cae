"""`paperbrowse tag`, `note` and `undo`."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from paperbrowse.model.tags import LONGEST_NOTE
from tests.cli.conftest import A_PAPER, Run
from tests.hub import Hub

OTHER = "2606.12001"


def tags_of(run: Run, paper_id: str = A_PAPER) -> list[str]:
    return json.loads(run("show", paper_id, "--json").out)["tags"]


def test_tags_are_added_and_taken_away(run: Run, hub: Hub):
    added = run("tag", A_PAPER, "+#To read", "+b", OTHER)
    changed = run("tag", "+c", A_PAPER, "-B")

    assert (0, "Tagged #To read #b: 2 papers\n", "") == (added.code, added.out, added.err)
    assert changed.out.startswith("Tagged #c, no longer #B: “")
    assert (["c", "To read"], ["b", "To read"]) == (tags_of(run), tags_of(run, OTHER))


def test_tags_are_listed(run: Run, hub: Hub):
    nothing = run("tag")
    run("tag", A_PAPER, OTHER, "+a")
    run("tag", A_PAPER, "+b")

    assert (0, "") == (nothing.code, nothing.out) and nothing.err.startswith("No paper has a tag.")
    assert "a\t2\nb\t1\n" == run("tag").out
    assert f"{A_PAPER}\ta, b\n" == run("tag", A_PAPER).out
    assert "The tags were so already.\n" == run("tag", A_PAPER, "+A").err


@pytest.mark.fault("H32")
@pytest.mark.parametrize("tag", ["..", "/", "[x]", "x" * 1000, "🦜", "\x1b]0;x\x07y"])
def test_a_strange_tag_is_a_tag_and_nothing_else(run: Run, hub: Hub, tag: str):
    ended = run("tag", A_PAPER, f"+{tag}")

    assert 0 == ended.code and "\x1b" not in ended.out
    (kept,) = tags_of(run)
    assert kept and len(kept) <= 60 and "\x1b" not in kept


@pytest.mark.parametrize("words", [["+a"], ["-a"], [A_PAPER, "+#"], [A_PAPER, "+"], [A_PAPER, "--nope"]])
def test_what_makes_no_sense_is_bad_usage(run: Run, hub: Hub, words: list[str]):
    ended = run("tag", *words)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert [] == hub.requests


def test_a_note_is_written_printed_replaced_and_removed(run: Run, hub: Hub, typed_in: Callable[[bytes], None]):
    written = run("note", A_PAPER, "One.")
    typed_in("Two.\n\n  Drei ü.\n".encode())
    replaced = run("note", A_PAPER, "-")
    printed = run("note", A_PAPER)
    removed = run("note", A_PAPER, "--remove")

    assert written.out.startswith("Note on “") and replaced.out.startswith("Note on “")
    assert "Two.\n\n  Drei ü.\n" == printed.out
    assert removed.out.startswith("Note removed: “")
    assert (f"{A_PAPER} has no note.\n", "There was no note.\n") == (
        run("note", A_PAPER).err, run("note", A_PAPER, "--remove").err
    )  # fmt: skip


@pytest.mark.skipif(os.name != "posix", reason="the editor of the test is a shell script")
@pytest.mark.fault("I28")
def test_a_note_is_edited_in_the_editor(run: Run, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "More." >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("EDITOR", str(script))
    monkeypatch.delenv("VISUAL", raising=False)
    run("note", A_PAPER, "One.")

    edited = run("note", A_PAPER, "--edit")
    monkeypatch.setenv("EDITOR", "false")
    failed = run("note", A_PAPER, "--edit")

    assert 0 == edited.code and "One.\nMore.\n" == run("note", A_PAPER).out
    assert (1, "") == (failed.code, failed.out) and "false ended with status 1" in failed.err


def test_a_note_without_an_end_is_refused(run: Run, hub: Hub, typed_in: Callable[[bytes], None]):
    typed_in(b"x" * (5 * LONGEST_NOTE))

    ended = run("note", A_PAPER, "-")

    assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


def test_two_ways_to_write_a_note_at_once_are_bad_usage(run: Run):
    assert 2 == run("note", A_PAPER, "x", "--edit").code == run("note", A_PAPER, "--edit", "--remove").code


def test_undo_takes_back_what_earlier_runs_did_and_redo_does_it_again(run: Run, hub: Hub):
    run("bookmark", A_PAPER)
    run("tag", A_PAPER, "+a")

    undone = [run("undo") for _ in range(3)]

    assert [0, 0, 1] == [each.code for each in undone]
    assert undone[0].out.startswith("Undone: Tagged #a: “") and undone[1].out.startswith("Undone: Bookmarked “")
    assert "paperbrowse: Nothing to undo.\n" == undone[2].err
    assert run("undo", "--redo").out.startswith("Redone: Bookmarked “")
    assert [A_PAPER] == run("list", "--bookmarked", "-q").out.split()
    assert (0, 1) == (run("undo", "--redo").code, run("undo", "--redo").code)


@pytest.mark.fault("S22")
@pytest.mark.parametrize("words", [["tag"], ["tag", A_PAPER, "+a"], ["note", A_PAPER, "x"], ["undo"]])
def test_without_a_library_exit_4(run: Run, hub: Hub, home: Path, words: list[str]):
    data = home / "paperbrowse" / "data"
    data.mkdir(parents=True)
    (data / "library.db").write_text("groceries")

    assert 4 == run(*words).code
