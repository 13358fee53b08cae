"""`paperbrowse import --resolve`."""

import io
import json
import sys
from pathlib import Path

import pytest

from tests.clocks import FakeClock
from tests.hub import Hub, faults

from .conftest import TODAY, Run
from .test_import import ABSTRACT

MADE_UP = "A Title That Nobody Wrote: the [red] One"


@pytest.fixture
def page(tmp_path: Path, hub: Hub) -> Path:
    """Two papers of the Hub in the text of a page, and one that nobody wrote."""
    titles = [" ".join(entry["title"].split()) for entry in hub.days[TODAY][:2]] + [MADE_UP]
    cards = (f"{title}\n\n{ABSTRACT}\n\n  • 3 authors\n·\nFeb 12 2\n" for title in titles)
    page = tmp_path / "papers.txt"
    page.write_text("Daily Papers\n\n" + "\n".join(cards))
    return page


@pytest.fixture
def known(hub: Hub) -> list[str]:
    """The ids of the first two."""
    return [entry["paper"]["id"] for entry in hub.days[TODAY][:2]]


def test_papers_are_found_and_it_is_said_how_many_and_which_not(run: Run, page: Path, known: list[str]):
    ended = run("import", str(page), "--resolve")

    assert (0, "") == (ended.code, ended.err)
    assert [
        "Imported 3 papers from papers.txt.", "2 of 3 papers found on the Hub.", f"Not found: {MADE_UP}",
    ] == ended.out.splitlines()  # fmt: skip
    assert known == run("--offline", "list", "--imported", "-q").out.split()[:2]


def test_a_page_that_was_imported_before_is_resolved_too_with_its_bookmarks(
    run: Run, page: Path, known: list[str], clock: FakeClock
):
    run("import", str(page))
    title_id = run("--offline", "list", "--imported", "-q").out.split()[0]
    run("--offline", "bookmark", title_id)

    ended = run("import", str(page), "--resolve")

    assert ["3 papers from papers.txt: imported before, nothing is new.", "2 of 3 papers found on the Hub."] == (
        ended.out.splitlines()[:2]
    )
    assert known[:1] == run("--offline", "list", "--bookmarked", "-q").out.split()


def test_asked_again_it_looks_at_once_for_the_rest_alone(run: Run, page: Path, hub: Hub):
    run("import", str(page), "--resolve")
    asked_before = len(hub.asked("/api/papers/search"))

    ended = run("import", str(page), "--resolve")

    assert "2 of 3 papers found on the Hub." == ended.out.splitlines()[1]
    assert [MADE_UP] == [request.query["q"] for request in hub.asked("/api/papers/search")[asked_before:]]


def test_json_gives_the_papers_as_they_are_then(run: Run, page: Path, known: list[str]):
    ended = run("import", str(page), "--resolve", "--json")

    assert known == [paper["id"] for paper in json.loads(ended.out)][:2]
    assert "2 of 3 papers found on the Hub." == ended.err.splitlines()[1]


@pytest.mark.parametrize("option", ["--offline", "--ascii"])
def test_without_a_network_the_page_comes_in_and_the_rest_is_said(run: Run, page: Path, hub: Hub, option: str):
    hub.fault(faults.status(503))

    ended = run(option, "import", str(page), "--resolve")

    assert 0 == ended.code
    assert 2 == len(ended.out.splitlines())
    assert "3 papers were not looked for. That happens by itself the next time online." in ended.out
    assert 3 == len(run("--offline", "list", "--imported", "-q").out.split())


def test_where_all_have_an_id_nobody_is_asked(run: Run, tmp_path: Path, hub: Hub):
    (tmp_path / "page.txt").write_text(f"Daily Papers\n\nA Title\n\n{ABSTRACT}\n\n  • 3 authors\n·\nFeb 12 2\n")
    hub.days[TODAY][0]["title"] = hub.days[TODAY][0]["paper"]["title"] = "A Title"
    run("import", str(tmp_path / "page.txt"), "--resolve")
    asked = len(hub.requests)

    ended = run("import", str(tmp_path / "page.txt"), "--resolve")

    assert "1 of 1 paper found on the Hub." == ended.out.splitlines()[1]
    assert asked == len(hub.requests)


def test_more_than_thirty_are_looked_for_when_the_reader_asks(run: Run, tmp_path: Path, hub: Hub):
    cards = (f"Title Number {number} of Many\n\n{ABSTRACT}\n\n  • 3 authors\n·\nFeb 12 2\n" for number in range(40))
    (tmp_path / "page.txt").write_text("Daily Papers\n\n" + "\n".join(cards))

    ended = run("import", str(tmp_path / "page.txt"), "--resolve")

    assert 40 == len(hub.asked("/api/papers/search"))
    assert ("0 of 40 papers found on the Hub.", "Not found: 10 more.") == (
        ended.out.splitlines()[1], ended.out.splitlines()[-1],
    )  # fmt: skip


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_sees_how_far_it_is_and_nothing_of_it_stays(
    run: Run, page: Path, monkeypatch: pytest.MonkeyPatch
):
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)

    run("import", str(page), "--resolve")

    steps = terminal.getvalue().split("\r")
    assert [f"Looking for titles on the Hub: {done} of 3" for done in range(4)] == [step for step in steps if step.strip()]
    assert ["", ""] == [steps[-1], steps[-2].strip()]
