"""`paperbrowse import`."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Program, Run

ABSTRACT = (
    "We made this paper up for a test and say so at some length, because an abstract has a few sentences. "
    "It studies nothing at all, and finds that nothing is hard to study. Code is not released."
)
PAGE = f"""Daily Papers

A First Title That Nobody Wrote

{ABSTRACT}

  • 3 authors
·
Feb 12 2

A Second Title That Nobody Wrote

{ABSTRACT}

  • 7 authors
·
Oct 17, 2024
"""
LARGEST = 16 * 1024 * 1024


@pytest.fixture
def page(tmp_path: Path) -> Path:
    page = tmp_path / "papers.txt"
    page.write_text(PAGE)
    return page


def test_a_saved_page_comes_in(run: Run, page: Path):
    ended = run("import", str(page))

    assert (0, "Imported 2 papers from papers.txt.\n", "") == (ended.code, ended.out, ended.err)
    assert 2 == len(run("--offline", "list", "--imported", "-q").out.split())


@pytest.mark.fault("I25")
def test_a_page_that_comes_in_twice_is_there_once(run: Run, page: Path):
    run("import", str(page))

    ended = run("import", str(page))

    assert (0, "2 papers from papers.txt: imported before, nothing is new.\n") == (ended.code, ended.out)
    assert 2 == len(run("list", "--imported", "-q").out.split())


def test_the_day_it_was_saved_on_tells_the_year(run: Run, page: Path):
    ended = run("import", str(page), "--saved-on", "2026-04-18", "--json")

    papers = json.loads(ended.out)
    assert ["2026-02-12", "2024-10-17"] == [paper["published"] for paper in papers]
    assert [2, 0] == [paper["comments"] for paper in papers]
    assert all("saved page" == paper["source"] and paper["bookmarked"] is False for paper in papers)
    assert "Imported 2 papers from papers.txt.\n" == ended.err


@pytest.mark.parametrize("typed", ["2026-02-30", "18.4.2026", "20260418", "today", ""])
def test_a_day_in_another_form_exits_2_and_nothing_comes_in(run: Run, page: Path, typed: str):
    ended = run("import", str(page), "--saved-on", typed)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "2026-04-18" in ended.err
    assert "" == run("list", "--imported").out


def test_a_page_comes_in_on_the_standard_input(run: Run, typed_in: Callable[[bytes], None]):
    typed_in(PAGE.encode())

    assert "Imported 2 papers from standard input.\n" == run("import", "-").out


@pytest.mark.fault("I23")
@pytest.mark.parametrize(
    "content", [b"", b"\x00\xff" * 900, b"%PDF-1.7\n", b"<html><title>Log in</title></html>", b"A line.\n" * 50]
)
def test_what_is_no_saved_page_exits_1_and_changes_nothing(run: Run, tmp_path: Path, content: bytes):
    (tmp_path / "other.txt").write_bytes(content)

    ended = run("import", str(tmp_path / "other.txt"))

    assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "other.txt" in ended.err
    assert "" == run("list", "--imported").out


@pytest.mark.fault("I24")
def test_a_file_of_any_size_is_read_only_up_to_a_limit(run: Run, tmp_path: Path):
    with (tmp_path / "huge.txt").open("wb") as file:
        file.truncate(1024**3)

    ended = run("import", str(tmp_path / "huge.txt"))

    assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "16 MiB" in ended.err


@pytest.mark.fault("I24")
def test_a_standard_input_without_an_end_is_read_only_up_to_a_limit(run: Run, typed_in: Callable[[bytes], None]):
    typed_in(b"x" * (LARGEST + 1))

    ended = run("import", "-")

    assert 1 == ended.code and "16 MiB" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has neither")
@pytest.mark.fault("I23")
def test_folders_pipes_and_devices_are_refused_at_once(run: Run, tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")

    for path in (tmp_path, tmp_path / "pipe", "/dev/zero", tmp_path / "missing", tmp_path / ("x" * 300)):
        ended = run("import", str(path))

        assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n")), path


def test_a_hostile_file_name_is_printed_harmlessly(run: Run, tmp_path: Path):
    path = tmp_path / "a\x1b]0;x\x07\n[red].txt"
    path.write_text(PAGE)

    ended = run("import", str(path))

    assert 0 == ended.code and ended.out.rstrip("\n").isprintable() and "[red].txt" in ended.out


@pytest.mark.real
def test_the_recorded_page_comes_in_through_a_pipe(program: Program, shared: Path):
    ended = program("import", "-", input=(shared / "seed" / "daily-papers-search.txt").read_bytes())

    assert (0, b"Imported 45 papers from standard input.\n") == (ended.returncode, ended.stdout)


def test_nothing_comes_in_where_the_library_cannot_be_used(run: Run, page: Path, home: Path):
    (home / "paperbrowse" / "data" / "library.db").mkdir(parents=True)

    ended = run("import", str(page))

    assert (4, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
