"""`paperbrowse import` with pages of the site: their papers are the Hub's own, and share their marks."""

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from tests.cli.conftest import Program, Run
from tests.hub import Hub
from tests.hub.editions import Days
from tests.hub.site import Look, page_for
from tests.hub.wire import Request

PAGE = "/papers/date/2026-06-12"


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """The newest day, with the five papers that the local service has."""
    reply = page_for(Request("GET", PAGE, {}, {}), Days(5, None), date(2026, 6, 12), Look())
    assert reply is not None
    page = tmp_path / "page.html"
    page.write_bytes(reply.body)
    return page


def test_a_page_of_a_day_comes_in_with_the_ids_of_the_hub(run: Run, page: Path):
    ended = run("import", str(page))

    ids = run("--offline", "list", "--imported", "-q").out.split()
    assert (0, "Imported 5 papers from page.html.\n") == (ended.code, ended.out)
    assert [f"2606.1200{number}" for number in range(5)] == sorted(ids)


def test_a_mark_on_an_imported_paper_is_a_mark_on_the_paper_of_the_hub(run: Run, page: Path, hub: Hub):
    run("import", str(page))

    run("bookmark", "2606.12003")

    assert ["2606.12003"] == run("list", "2026-06-12", "--bookmarked", "-q").out.split()
    assert ["2606.12003"] == run("list", "--imported", "--bookmarked", "-q").out.split()


def test_an_imported_paper_can_be_shown_and_bookmarked_offline(run: Run, page: Path):
    run("import", str(page))

    assert 0 == run("--offline", "bookmark", "2606.12001").code
    assert "2606.12001" in run("--offline", "show", "2606.12001").out


@pytest.mark.fault("I25")
def test_the_same_page_under_another_name_is_imported_before(run: Run, page: Path, tmp_path: Path):
    run("import", str(page))
    (tmp_path / "again.htm").write_bytes(page.read_bytes().replace(b"\n", b"\r\n"))

    ended = run("import", str(tmp_path / "again.htm"))

    assert "imported before, nothing is new" in ended.out
    assert 5 == len(run("list", "--imported", "-q").out.split())


@pytest.mark.fault("I23")
def test_a_page_of_another_site_exits_1_and_changes_nothing(run: Run, tmp_path: Path):
    (tmp_path / "other.html").write_text("<!DOCTYPE html><title>Tea and Cakes</title><p>Today: tea.</p>")

    ended = run("import", str(tmp_path / "other.html"))

    sentence = "No papers found in other.html: it is an HTML page of another site (“Tea and Cakes”)"
    assert (1, "") == (ended.code, ended.out)
    assert sentence in ended.err
    assert "" == run("list", "--imported").out


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such program")
@pytest.mark.fault("I24")
def test_an_endless_standard_input_is_left_after_sixteen_megabytes(program: Program):
    endless = subprocess.Popen(["yes", "<article>Submitted by"], stdout=subprocess.PIPE)
    try:
        ended = program("import", "-", stdin=endless.stdout)
    finally:
        endless.kill()
        endless.communicate()

    assert 1 == ended.returncode
    assert b"16 MiB" in ended.stderr and b"" == ended.stdout
