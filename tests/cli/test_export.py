"""`paperbrowse export`."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from paperbrowse.cli.parser import FORMATS
from paperbrowse.model.taken import Format
from tests.cli.conftest import A_PAPER, ROOT, Program, Run
from tests.patience import PATIENCE
from tests.services.export.reading_back import by_bibtexparser, by_csl, by_csv, by_rispy

pytestmark = pytest.mark.usefixtures("hub")
OTHER = "2606.12001"
DAY = "2026-06-12"


def test_the_formats_that_can_be_typed_are_those_that_there_are():
    assert FORMATS == tuple(form.value for form in Format)
    assert len(Format) == len({form.suffix for form in Format}) == len({form.letter for form in Format})


def test_without_a_choice_the_bookmarks_are_written(run: Run):
    run("bookmark", A_PAPER)

    ended = run("export")

    assert (0, [A_PAPER]) == (ended.code, [entry.fields_dict["eprint"].value for entry in by_bibtexparser(ended.out)])


def test_ids_of_any_form_are_written_each_once(run: Run, typed_in: Callable[[bytes], None]):
    typed_in(f"{OTHER}\n{A_PAPER}v2\n".encode())

    ended = run("export", f"https://arxiv.org/abs/{A_PAPER}", "-", "--format", "ris")

    assert [f"arXiv:{A_PAPER}", f"arXiv:{OTHER}"] == [entry["accession_number"] for entry in by_rispy(ended.out)]


def test_an_edition_is_written_and_a_query_narrows_it(run: Run):
    whole, some = (run("export", DAY, "--format", "csv", *more) for more in ((), ("--query", f"id:{A_PAPER}")))

    assert 5 == len(by_csv(whole.out))
    assert [A_PAPER] == [row["id"] for row in by_csv(some.out)]


def test_a_query_alone_chooses_of_all_papers_on_this_machine(run: Run):
    run("list", DAY)

    ended = run("export", "--query", f"id:{OTHER}", "--format", "csl-json")

    assert [f"arXiv:{OTHER}"] == [item["number"] for item in by_csl(ended.out)]


def test_the_name_of_the_file_chooses_the_form(run: Run, tmp_path: Path):
    ended = run("export", A_PAPER, "--output", str(tmp_path / "one.ris"))

    assert (0, "", f"1 paper written to {tmp_path / 'one.ris'}.\n") == (ended.code, ended.out, ended.err)
    assert 1 == len(by_rispy((tmp_path / "one.ris").read_bytes().decode()))


@pytest.mark.fault("S29")
def test_a_file_that_is_there_stays_without_force(run: Run, tmp_path: Path):
    path = tmp_path / "refs.bib"
    path.write_text("mine")

    refused, kept = run("export", A_PAPER, "-o", str(path)), path.read_text()
    forced = run("export", A_PAPER, "-o", str(path), "--force")

    assert (1, "mine") == (refused.code, kept)
    assert "refs.bib is there already; --force replaces it" in refused.err
    assert 0 == forced.code and path.read_text().startswith("@misc{")
    assert ["home", "refs.bib"] == sorted(os.listdir(tmp_path))


@pytest.mark.fault("S29")
def test_a_folder_in_the_place_of_the_file_is_named(run: Run, tmp_path: Path):
    for path in (tmp_path, tmp_path / "missing" / "x.bib"):
        ended = run("export", A_PAPER, "-o", str(path), "--force")

        assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
        assert str(path) in ended.err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has such a device")
@pytest.mark.fault("S29")
def test_a_full_disk_is_said():
    command = [sys.executable, "-m", "paperbrowse", "--offline", "--sample", "export"]
    with open("/dev/full", "wb") as full:
        ended = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=PATIENCE, check=False)

    assert 1 == ended.returncode
    assert b"the output cannot be written" in ended.stderr


def test_nothing_to_write_is_said_and_makes_no_file(run: Run, tmp_path: Path):
    ended = run("export", "-o", str(tmp_path / "none.bib"))

    assert (1, "There are no papers to write.\n") == (ended.code, ended.err)
    assert not (tmp_path / "none.bib").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "bibtxt"), "accepted: bibtex, ris, csl-json, markdown, jsonl, csv or html; did you mean bibtex?"),
        ((A_PAPER, "--bookmarked"), "ids stand by themselves"),
        ((DAY, "--bookmarked"), "either the bookmarks or an edition"),
        ((A_PAPER, "nonsense"), "“nonsense”: not an id"),
        ((DAY, "2026-06-11"), "one PERIOD, or ids"),
    ],
)
def test_a_choice_that_cannot_be_meant_is_said(run: Run, words: tuple[str, ...], said: str):
    ended = run("export", *words)

    assert 2 == ended.code and said in ended.err


def test_our_own_lines_hold_everything_that_was_marked(run: Run):
    run("bookmark", A_PAPER)
    run("read", OTHER)

    ended = run("export", "--format", "jsonl")

    assert '{"paperbrowse":"papers","version":1}' == ended.out.split("\n")[0]
    assert [OTHER, A_PAPER] == re.findall(r'"paper":\{"id":"([^"]+)"', ended.out)


def test_what_is_written_is_utf_8_whatever_the_locale(program: Program):
    ended = program("export", "--sample", "--format", "html", env={"LC_ALL": "C", "PYTHONUTF8": "0"})

    assert 0 == ended.returncode
    assert " · ".encode() in ended.stdout
