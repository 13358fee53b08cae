from collections.abc import AsyncIterator, Iterator

import pytest

from paperbrowse.errors import Refused, Unreachable
from paperbrowse.services.export.zotero import zotero as payload
from paperbrowse.sources.zotero import ZoteroConnector
from tests.services.export.made import BARE, FULL

from .zotero_app import ZoteroApp, running


@pytest.fixture
def app() -> Iterator[ZoteroApp]:
    with running(ZoteroApp()) as app:
        yield app


@pytest.fixture
async def connector(app: ZoteroApp, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[ZoteroConnector]:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:1")  # stands in nobody's way
    connector = ZoteroConnector(app.address, "paperbrowse/test")
    yield connector
    await connector.close()


async def test_items_arrive(app: ZoteroApp, connector: ZoteroConnector) -> None:
    await connector.save(payload([FULL, BARE], "one"))

    assert [FULL.paper.title, BARE.paper.title] == [item["title"] for item in app.items]


async def test_a_session_that_came_before_is_taken_once(app: ZoteroApp, connector: ZoteroConnector) -> None:
    app.forgets_to_answer = True
    with pytest.raises(Unreachable):
        await connector.save(payload([FULL], "one"))
    app.forgets_to_answer = False

    await connector.save(payload([FULL], "one"))

    assert 1 == len(app.items)


async def test_nobody_there_is_said() -> None:
    connector = ZoteroConnector("http://127.0.0.1:1", "paperbrowse/test")

    with pytest.raises(Unreachable, match="Zotero is not running"):
        await connector.save(payload([FULL], "one"))

    await connector.close()


async def test_another_program_gets_no_papers(app: ZoteroApp, connector: ZoteroConnector) -> None:
    app.is_zotero = False

    with pytest.raises(Unreachable, match="another program than Zotero answers at 127.0.0.1"):
        await connector.save(payload([FULL], "one"))

    assert [] == app.items


@pytest.mark.parametrize(("status", "said"), [(500, "did not take the papers"), (400, "another version")])
async def test_a_refusal_is_said(app: ZoteroApp, connector: ZoteroConnector, status: int, said: str) -> None:
    app.status = status

    with pytest.raises(Refused, match=said):
        await connector.save(payload([FULL], "one"))
