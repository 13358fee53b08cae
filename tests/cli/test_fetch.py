"""`paperbrowse fetch`: papers whole on this machine, and what it says where they are not."""

import json
import signal
from pathlib import Path

import pytest

from paperbrowse.cli.progress import progress_line
from paperbrowse.services.round import Step
from tests.clocks import FakeClock
from tests.hub import Hub, faults
from tests.patience import PATIENCE
from tests.store.making import full_disk

from .conftest import A_PAPER, Run
from .test_sync import NOT_ON_WINDOWS, Start, start, wait_for  # noqa: F401 (a fixture)

DAY = "2026-06-12"
TWO = (A_PAPER, "2606.12001")
WITHOUT_HUB_TEXT, WITHOUT_TEXT = "2606.12002", "2606.12003"
pytestmark = pytest.mark.usefixtures("arxiv")


def paths(hub: Hub, *beginnings: str) -> list[str]:
    return [request.path for beginning in beginnings or ("/",) for request in hub.asked(beginning)]


def test_a_paper_comes_whole_and_reads_offline(run: Run, hub: Hub, pdf_folder: Path) -> None:
    ended = run("fetch", A_PAPER)

    assert (0, "1 paper: 1 brought, 0 here already.\n", "") == (ended.code, ended.out, ended.err)
    assert hub.arxiv.pdf(A_PAPER) == next(pdf_folder.glob("*.pdf")).read_bytes()
    hub.requests.clear()
    for part in ("--full", "--comments", "--links"):
        shown = run("show", A_PAPER, part, "--offline")
        assert 0 == shown.code and shown.out
    assert 0 == run("pdf", A_PAPER, "--offline").code
    assert run("copy", A_PAPER, "--bibtex", "--offline").out.startswith("@misc{")
    assert [] == hub.requests


def test_what_is_here_is_not_asked_for_again(run: Run, hub: Hub) -> None:
    run("fetch", A_PAPER)
    hub.requests.clear()

    again = run("fetch", A_PAPER)

    assert (0, "1 paper: 0 brought, 1 here already.\n") == (again.code, again.out)
    assert [] == hub.requests


def test_an_edition_is_fetched_at_the_pace_of_arxiv_and_what_nobody_has_is_told(run: Run, hub: Hub, clock: FakeClock) -> None:
    ended = run("fetch", DAY)

    assert 0 == ended.code
    assert f"5 papers: 5 brought, 0 here already.\n{WITHOUT_TEXT}: nobody has its full text.\n" == ended.out
    assert 1 == len(hub.asked(f"/html/{WITHOUT_HUB_TEXT}"))
    of_arxiv = paths(hub, "/api/query", "/bibtex/", "/html/", "/pdf/")
    assert 3 * (len(of_arxiv) - 1) <= clock.monotonic() <= 3 * len(of_arxiv) + 1
    assert "" == ended.err


def test_without_pdfs_none_is_asked_for(run: Run, hub: Hub) -> None:
    ended = run("fetch", A_PAPER, "--no-pdf", "--json")

    assert [] == hub.asked("/pdf/")
    assert [{"id": A_PAPER, "whole": True, "new": True, "lacks": [], "missing": [], "pdf": None, "problem": None}] == (
        json.loads(ended.out)
    )


def test_the_bookmarks_and_what_fits_a_query_are_fetched(run: Run, hub: Hub) -> None:
    run("list", DAY)
    run("bookmark", A_PAPER, "2606.12001")

    of_query = run("fetch", "--query", f"id:{A_PAPER}", "--no-pdf", "--json")
    of_both = run("fetch", "--bookmarked", "--no-pdf", "--json")

    assert [A_PAPER] == [record["id"] for record in json.loads(of_query.out)]
    assert {A_PAPER: False, "2606.12001": True} == {record["id"]: record["new"] for record in json.loads(of_both.out)}


def test_offline_it_says_what_is_here(run: Run, hub: Hub) -> None:
    run("fetch", A_PAPER, "2606.12001", "--no-pdf")
    run("pdf", A_PAPER)
    hub.requests.clear()

    both, one = run("fetch", A_PAPER, "2606.12001", "--offline"), run("fetch", A_PAPER, "--offline")

    assert (3, "Offline: 1 of 2 papers whole on this machine.\n2606.12001: its PDF is not here.\n") == (both.code, both.out)
    assert (0, "Offline: 1 of 1 paper whole on this machine.\n") == (one.code, one.out)
    assert [] == hub.requests


def test_a_paper_that_only_arxiv_knows_is_fetched_without_comments(run: Run, hub: Hub, pdf_folder: Path) -> None:
    hub.arxiv.others.add("math/0301001")

    ended = run("fetch", "math/0301001")

    assert 0 == ended.code
    assert "math/0301001: nobody has its comments and links and full text.\n" in ended.out
    assert (pdf_folder / "math-0301001.pdf").exists()


@pytest.mark.parametrize(
    ("fault", "path", "code", "said"),
    [
        (faults.status(404), "/pdf/", 0, "nobody has its PDF."),
        (faults.login_page(), "/pdf/", 3, "login page"),
        (faults.answer(b"no pdf", "application/pdf"), "/pdf/", 1, "its PDF could not be had: what came is no PDF."),
        (faults.cut_json(), "/pdf/", 1, "its PDF could not be had: the PDF has no end: it is damaged."),
        (faults.short_body(), "/pdf/", 3, "Ended early: "),
        (faults.status(403), "/pdf/", 1, "its PDF could not be had: "),
        (faults.status(500), f"/api/papers/{A_PAPER}", 1, "its comments and links could not be had: "),
        (faults.invalid_utf8(), f"/api/papers/{A_PAPER}", 1, "its comments and links could not be had: "),
    ],
)
def test_a_part_that_cannot_be_had_is_named_and_the_others_come(
    run: Run, hub: Hub, fault: faults.Fault, path: str, code: int, said: str
) -> None:
    run("list", DAY)
    hub.fault(fault, path=path)

    ended = run("fetch", A_PAPER)

    assert code == ended.code
    assert said in ended.out + ended.err
    hub.heal()
    hub.requests.clear()
    assert 0 == run("fetch", A_PAPER).code
    assert len(hub.requests) <= 1


def test_a_limit_is_waited_for_and_said(run: Run, hub: Hub, clock: FakeClock) -> None:
    hub.fault(faults.status(429, Retry_After="200"), path=f"/pdf/{A_PAPER}", times=1)

    ended = run("fetch", A_PAPER)

    assert (0, "1 paper: 1 brought, 0 here already.\n") == (ended.code, ended.out)
    assert "limits us" in ended.err
    assert 200 <= clock.monotonic()


def test_a_limit_of_hours_ends_it_and_the_next_time_goes_on(run: Run, hub: Hub, clock: FakeClock) -> None:
    hub.fault(faults.status(429, Retry_After="7200"), path="/pdf/", times=1)

    ended = run("fetch", A_PAPER)
    hub.requests.clear()
    clock.advance(7200)
    again = run("fetch", A_PAPER)

    assert 1 == ended.code
    assert "Ended early: " in ended.err and "1 paper left: the same command goes on with what is left.\n" in ended.err
    assert (0, [f"/pdf/{A_PAPER}"]) == (again.code, paths(hub))


@pytest.mark.fault("N2")
def test_a_service_that_goes_ends_it_soon_and_what_came_stays(run: Run, hub: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    run("fetch", A_PAPER)
    run("list", DAY)
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")

    ended = run("fetch", DAY)

    assert 3 == ended.code
    assert ended.out.startswith("5 papers: 0 brought, 1 here already.\n")
    assert "Ended early: " in ended.err and "4 papers left: " in ended.err


@pytest.mark.fault("S15")
def test_a_full_disk_ends_it_with_a_sentence(run: Run, hub: Hub, pdf_folder: Path) -> None:
    hub.arxiv.pdf_size = 3_000_000

    with full_disk(1_500_000):
        ended = run("fetch", A_PAPER, "2606.12001")

    assert 1 == ended.code
    assert "Ended early: " in ended.err and "cannot be used" in ended.err
    assert [] == [*pdf_folder.glob("*.pdf")]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "which papers? ids, a PERIOD, --bookmarked or --query"),
        ((A_PAPER, "--bookmarked"), "ids stand by themselves"),
        ((DAY, "--sample"), "the sample is here already"),
        (("nonsense",), "not a period"),
    ],
)
def test_a_choice_that_cannot_be_meant_is_said(run: Run, hub: Hub, words: tuple[str, ...], said: str) -> None:
    ended = run("fetch", *words)

    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err
    assert [] == hub.requests


@NOT_ON_WINDOWS
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_ended_in_the_middle_of_a_pdf_it_goes_on_there_and_with_nothing_else(
    run: Run, start: Start, hub: Hub, pdf_folder: Path, how: signal.Signals  # noqa: F811
) -> None:
    run("fetch", *TWO, "--no-pdf")
    hub.arxiv.pdf_size = 4_000_000
    hub.fault(faults.slowly(pieces=2, every=PATIENCE), path=f"/pdf/{TWO[1]}")
    ended = start("fetch", *TWO)
    begun = pdf_folder / f".{TWO[1]}.part"
    wait_for(lambda: begun.exists() and begun.stat().st_size > 0)
    ended.send_signal(how)
    out, err = ended.communicate(timeout=PATIENCE)
    hub.heal()
    hub.requests.clear()

    left = start("fetch", *TWO, "--json")

    assert [(True, False), (True, True)] == [
        (record["whole"], record["new"]) for record in json.loads(left.communicate(timeout=PATIENCE)[0])
    ]
    assert [f"/pdf/{TWO[1]}"] == [request.path for request in hub.requests]
    assert "range" in hub.requests[0].headers
    if how is signal.SIGINT:
        assert 130 == ended.returncode
        assert "2 papers: 1 brought, 0 here already.\n" == out
        assert "Stopped. 1 paper left: the same command goes on with what is left.\n" == err


@pytest.mark.parametrize(
    ("step", "cells", "line"),
    [
        (Step(12, 49, 11, 60, None, "paper", 31_420_000), 120, "[#####-------------------] 12 of 49 papers · 31.4 MB · 3:05 left"),
        (Step(0, 1, 0, 0, None, "paper"), 80, "0 of 1 paper · 0.0 MB"),
    ],
)
def test_the_progress_counts_papers_and_what_they_weigh(step: Step, cells: int, line: str) -> None:
    assert line == progress_line(step, cells)
