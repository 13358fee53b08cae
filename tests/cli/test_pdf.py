import json
from pathlib import Path

import pytest

from paperbrowse.model.text import megabytes
from tests.clocks import FakeClock
from tests.hub import Hub, faults

from .conftest import A_PAPER, Run

pytestmark = pytest.mark.usefixtures("arxiv")


def test_a_pdf_is_brought_and_its_path_printed(run: Run, hub: Hub, pdf_folder: Path) -> None:
    ended = run("pdf", A_PAPER)

    path = Path(ended.out.rstrip("\n"))
    assert (0, "") == (ended.code, ended.err)
    assert pdf_folder == path.parent
    assert path.name.startswith(f"{A_PAPER} ") and path.name.endswith(".pdf")
    assert hub.arxiv.pdf(A_PAPER) == path.read_bytes()


def test_what_is_there_is_not_asked_for_again_also_offline(run: Run, hub: Hub) -> None:
    first = run("pdf", A_PAPER)
    hub.requests.clear()

    again, offline = run("pdf", A_PAPER), run("pdf", A_PAPER, "--offline")

    assert first.out == again.out == offline.out
    assert [] == hub.requests


def test_several_go_where_they_are_told_and_json_tells_each(run: Run, hub: Hub, tmp_path: Path, clock: FakeClock) -> None:
    ended = run("pdf", A_PAPER, "2606.99999", "nonsense", "2606.12001", "--to", str(tmp_path / "here"), "--json")

    records = json.loads(ended.out)
    assert 1 == ended.code
    assert [A_PAPER, "2606.99999", "nonsense", "2606.12001"] == [record["id"] for record in records]
    assert [True, False, False, True] == [record["new"] for record in records]
    assert "arXiv has no PDF of 2606.99999" in records[1]["problem"]
    assert 2 == len(list((tmp_path / "here").glob("*.pdf")))
    assert 3 <= clock.monotonic()


def test_a_paper_that_only_arxiv_knows_has_a_pdf(run: Run, hub: Hub, pdf_folder: Path) -> None:
    hub.arxiv.others.add("math/0301001")

    ended = run("pdf", "math/0301001")

    assert (0, f"{pdf_folder / 'math-0301001.pdf'}\n") == (ended.code, ended.out)


def test_offline_what_is_not_there_is_said(run: Run, hub: Hub) -> None:
    run("list", "2026-06-12")

    ended = run("pdf", A_PAPER, "--offline")

    assert (3, "") == (ended.code, ended.out)
    assert f"no PDF of {A_PAPER} is on this machine" in ended.err


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (faults.status(404), 1, "it may have been withdrawn"),
        (faults.status(429, Retry_After="900"), 1, "limits us"),
        (faults.login_page(), 3, "login page"),
        (faults.answer(b"no pdf", "application/pdf"), 1, "what came is no PDF"),
        (faults.cut_json(), 1, "has no end"),
    ],
)
def test_what_goes_wrong_is_a_sentence_and_leaves_no_pdf(
    run: Run, hub: Hub, pdf_folder: Path, fault: faults.Fault, code: int, said: str
) -> None:
    hub.fault(fault, path="/pdf/")

    ended = run("pdf", A_PAPER)

    assert (code, "") == (ended.code, ended.out)
    assert said in ended.err
    assert [] == [*pdf_folder.glob("*.pdf")]


def test_a_folder_that_cannot_be_used_is_no_fault_of_the_library(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    ended = run("pdf", A_PAPER, "--to", str(tmp_path / "file"))

    assert 1 == ended.code
    assert f"{tmp_path / 'file'} cannot be used" in ended.err


def test_without_a_viewer_open_says_where_the_file_is(run: Run) -> None:
    ended = run("pdf", A_PAPER, "--open")

    assert 1 == ended.code
    assert f"no viewer here: {ended.out.strip()}" in ended.err


def test_bibtex_is_made_where_arxivs_own_is_not_here(run: Run) -> None:
    ended = run("copy", A_PAPER, "--bibtex")

    assert ended.out.startswith("@misc{")
    assert f"  eprint={{{A_PAPER}}},\n" in ended.out


@pytest.mark.parametrize(
    ("done", "total", "words"), [(0, 3_400_000, "0.0 of 3.4 MB"), (1_240_000, 3_400_000, "1.2 of 3.4 MB"), (50_000, None, "0.1 MB")]
)
def test_how_far_a_download_is_megabytes(done: int, total: int | None, words: str) -> None:
    assert words == megabytes(done, total)
