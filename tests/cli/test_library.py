"""`paperbrowse library`."""

import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.conftest import A_PAPER, ROOT, Run
from tests.hub import Hub, faults

OTHER = "2606.12001"


def marks_of(run: Run, paper_id: str = A_PAPER) -> tuple[bool, list[str], str | None]:
    shown = json.loads(run("--offline", "show", paper_id, "--json").out)
    return shown["bookmarked"], shown["tags"], shown["note"]


def library_file(run: Run) -> Path:
    printed = run("library", "path").out.strip()
    assert printed.endswith("library.db")
    return Path(printed)


def test_path_and_check_change_nothing(run: Run, hub: Hub):
    none_yet = run("library", "check")
    path = library_file(run)
    was_there = path.exists()
    run("bookmark", A_PAPER)

    assert (0, False) == (none_yet.code, was_there) and "none yet" in none_yet.out
    checked = run("library", "check")
    assert 0 == checked.code and str(path) in checked.out and "1 bookmark" in checked.out

    path.write_text("groceries")
    damaged = run("library", "check")
    assert 4 == damaged.code and "groceries" == path.read_text()


@pytest.mark.fault("P6")
def test_the_first_change_of_a_day_leaves_a_backup_that_restore_brings_back(run: Run, hub: Hub):
    nothing = run("library", "restore")
    run("bookmark", A_PAPER)
    (line,) = run("library", "restore").out.splitlines()
    run("tag", A_PAPER, OTHER, "+later")

    restored = run("library", "restore", Path(line.split("\t")[0]).name)

    assert (0, "") == (nothing.code, nothing.out) and nothing.err.startswith("There is no backup yet.")
    assert "2026-06-12T12:00:00Z\t1\t1\t0" == line.split("\t", 1)[1]
    assert "Restored the backup of 2026-06-12 12:00 UTC: 2 papers changed\n" == restored.out
    assert [(True, []), (False, [])] == [marks_of(run, each)[:2] for each in (A_PAPER, OTHER)]
    assert run("undo").out.startswith("Undone: Restored the backup of 2026-06-12")
    assert [(True, ["later"]), (False, ["later"])] == [marks_of(run, each)[:2] for each in (A_PAPER, OTHER)]
    assert 0 == run("library", "restore", "newest").code


def test_a_backup_is_made_when_it_is_asked_for(run: Run, hub: Hub, clock):
    run("bookmark", A_PAPER)
    clock.advance(60)

    made = run("library", "backup")

    assert 0 == made.code and Path(made.out.split("\t")[0]).exists()
    assert made.out.splitlines()[0] == run("library", "restore").out.splitlines()[0]


def test_a_backup_that_is_not_there_is_named(run: Run):
    ended = run("library", "restore", "../../etc/passwd")

    assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


@pytest.mark.parametrize("words", [[], ["mend"], ["merge"], ["path", "x"], ["merge", "no such folder"]])
def test_bad_usage_exits_with_2(run: Run, words: list[str]):
    ended = run("library", *words)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


def test_two_machines_exchange_marks_through_a_folder(
    run: Run, hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    between = tmp_path / "between"
    between.mkdir()
    here = library_file(run).parent
    run("bookmark", A_PAPER)
    run("tag", A_PAPER, "+thesis")
    run("note", A_PAPER, "From one.")
    first = run("library", "merge", str(between))

    here.rename(tmp_path / "one")  # the other machine has nothing
    second = run("library", "merge", str(between))
    got = marks_of(run)
    run("bookmark", "--remove", A_PAPER)
    run("library", "merge", str(between))

    here.rename(tmp_path / "two")
    (tmp_path / "one").rename(here)
    third = run("library", "merge", str(between))

    assert ["Merged with 0 other machines: 0 papers changed here\n", "Merged with 1 other machine: 1 paper changed here\n"] == [
        first.out, second.out
    ]  # fmt: skip
    assert (True, ["thesis"], "From one.") == got
    assert "Merged with 1 other machine: 1 paper changed here\n" == third.out
    assert (False, ["thesis"], "From one.") == marks_of(run)
    assert 2 == len(list(between.iterdir()))


def make_newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 9000")


def make_foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE recipes (name)")


@pytest.mark.fault("P4")
@pytest.mark.parametrize(
    ("make", "said"),
    [
        (make_newer, "was written by a newer paperbrowse (format 9000; this one knows"),
        (make_foreign, "is not a paperbrowse library"),
        (lambda path: path.write_text("my own notes, and no database\n" * 100), "library.db is"),
    ],
)
def test_a_file_that_is_no_library_of_ours_is_refused_by_name_and_stays(run: Run, hub: Hub, make: Callable, said: str):
    run("bookmark", A_PAPER)
    path = library_file(run)
    make(path)
    before = path.read_bytes()

    for words in (("bookmark", OTHER), ("undo",), ("library", "merge", str(path.parent)), ("tag", OTHER, "+a"), ("watch", "add", "x")):
        ended = run(*words)

        assert (4, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
        assert said in ended.err
        assert before == path.read_bytes()


@pytest.mark.fault("P12")
def test_a_paper_that_is_gone_from_the_hub_keeps_its_copy_and_that_is_said(run: Run, hub: Hub, home: Path):
    run("bookmark", A_PAPER)
    before = run("--offline", "show", A_PAPER, "--json").out
    shutil.rmtree(home / "paperbrowse" / "cache")
    hub.fault(faults.status(404))

    asked, shown = run("show", A_PAPER, "--comments"), run("show", A_PAPER, "--json")

    assert (1, f"paperbrowse: {A_PAPER}: the Hub does not know this paper\n") == (asked.code, asked.err)
    assert before == shown.out
    assert [A_PAPER] == run("list", "--bookmarked", "--quiet").out.split()


@pytest.mark.fault("P9")
def test_the_readme_says_how_to_copy_a_library_that_is_in_use():
    readme = " ".join((ROOT / "README.md").read_text("utf-8").split())

    assert "Copy the library with `paperbrowse library backup`, not with `cp` while the program runs." in readme


@pytest.mark.fault("P7")
def test_a_library_that_was_rescued_is_said(run: Run, hub: Hub):
    run("bookmark", A_PAPER)
    path = library_file(run)
    path.write_bytes(path.read_bytes()[:5000])

    listed = run("--offline", "list", "--bookmarked", "-q")

    assert [A_PAPER] == listed.out.split()
    assert "set aside as library.db.damaged-" in listed.err and "Recovered 1 marked paper from the backup of" in listed.err
