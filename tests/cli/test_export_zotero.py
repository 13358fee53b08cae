"""`paperbrowse export --zotero`, with a stand-in for Zotero."""

from collections.abc import Iterator

import pytest

from tests.cli.conftest import A_PAPER, Run
from tests.sources.zotero_app import ZoteroApp, running

pytestmark = pytest.mark.usefixtures("hub")
OTHER = "2606.12001"


@pytest.fixture
def app(monkeypatch: pytest.MonkeyPatch) -> Iterator[ZoteroApp]:
    with running(ZoteroApp()) as app:
        monkeypatch.setenv("PAPERBROWSE_ZOTERO", app.address)
        yield app


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERBROWSE_ZOTERO", "http://127.0.0.1:1")


def test_papers_are_handed_to_zotero(run: Run, app: ZoteroApp):
    ended = run("export", A_PAPER, OTHER, "--zotero")

    assert (0, "2 papers handed to Zotero.\n", "") == (ended.code, ended.out, ended.err)
    assert [f"arXiv:{A_PAPER}", f"arXiv:{OTHER}"] == [item["archiveID"] for item in app.items]


def test_what_waits_goes_once_zotero_runs(run: Run, closed: None, monkeypatch: pytest.MonkeyPatch):
    waiting = run("export", A_PAPER, "--zotero")
    with running(ZoteroApp()) as app:
        monkeypatch.setenv("PAPERBROWSE_ZOTERO", app.address)
        sent, again = run("export", "--zotero"), run("export", "--zotero")

    assert (0, "", "Zotero is not running: 1 paper waits on this machine until it takes them.\n") == (waiting.code, waiting.out, waiting.err)
    assert (0, "1 paper handed to Zotero.\n") == (sent.code, sent.out)
    assert (0, "", "Nothing waits for Zotero.\n") == (again.code, again.out, again.err)
    assert [A_PAPER] == [item["id"] for item in app.items]
