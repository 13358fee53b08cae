from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from paperbrowse.errors import Refused, StoreError
from paperbrowse.model.paper import Paper
from paperbrowse.model.taken import Taken
from paperbrowse.services.arxiv import Arxiv
from paperbrowse.services.export.zotero import zotero as payload
from paperbrowse.services.exporting import Exporting
from paperbrowse.services.marking import Marking
from paperbrowse.services.zotero import Handed, Zotero
from paperbrowse.store.cache import Cache
from paperbrowse.store.documents import Documents
from paperbrowse.store.library import Library
from paperbrowse.store.outbox import Outbox
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock

from .export.made import BARE, FULL
from .fake_arxiv import FakeArxiv
from .fake_zotero import FakeZotero

PAPERS = [Paper(f"2606.{number:05}", f"Paper {number}") for number in range(120)]


@pytest.fixture
def zotero_app() -> FakeZotero:
    return FakeZotero()


@pytest.fixture
async def outbox(tmp_path: Path) -> AsyncIterator[Outbox]:
    outbox = Outbox(tmp_path / "data" / "zotero", StoreThread("zotero"))
    yield outbox
    await outbox.close()


@pytest.fixture
def zotero(
    zotero_app: FakeZotero, outbox: Outbox, cache: Cache, library: Library, marking: Marking, clock: FakeClock
) -> Zotero:
    arxiv = Arxiv(FakeArxiv(), cache, library, marking, clock)
    exporting = Exporting(arxiv, marking, Documents(StoreThread("documents")))
    return Zotero(lambda: zotero_app, outbox, exporting, clock)


async def test_papers_go_to_a_running_zotero_and_nothing_waits(zotero: Zotero, zotero_app: FakeZotero, outbox: Outbox) -> None:
    handed = await zotero.hand(PAPERS)

    assert Handed(120, 0) == handed
    assert [paper.id for paper in PAPERS] == zotero_app.ids
    assert 3 == len({request["sessionID"] for request in zotero_app.requests})
    assert () == await outbox.names()


async def test_while_zotero_is_closed_papers_wait_and_go_with_the_next(zotero: Zotero, zotero_app: FakeZotero) -> None:
    zotero_app.is_closed()
    waiting = await zotero.hand(PAPERS[:2])
    zotero_app.opens()

    handed = await zotero.hand(PAPERS[2:3])

    assert Handed(0, 2, "Zotero is not running") == waiting
    assert Handed(3, 0) == handed
    assert [paper.id for paper in PAPERS[:3]] == sorted(zotero_app.ids)


async def test_what_waits_is_there_in_another_run(
    zotero: Zotero, zotero_app: FakeZotero, outbox: Outbox, clock: FakeClock
) -> None:
    zotero_app.is_closed()
    await zotero.hand(PAPERS[:2])
    other = FakeZotero()

    handed = await Zotero(lambda: other, outbox, zotero._exporting, clock).send_waiting()

    assert (Handed(2, 0), ["2606.00000", "2606.00001"]) == (handed, other.ids)


async def test_the_same_session_is_sent_again_so_that_nothing_comes_twice(zotero: Zotero, zotero_app: FakeZotero, outbox: Outbox) -> None:
    zotero_app.is_closed()
    await zotero.hand(PAPERS[:1])
    (name,) = await outbox.names()
    zotero_app.opens()

    await zotero.send_waiting()

    assert name.split("-")[1] == zotero_app.requests[0]["sessionID"]


async def test_what_zotero_refuses_waits_and_says_why(zotero: Zotero, zotero_app: FakeZotero) -> None:
    zotero_app.fails(Refused(500, "Zotero did not take the papers"))

    assert Handed(0, 1, "Zotero did not take the papers") == await zotero.hand(PAPERS[:1])


async def test_without_anything_waiting_nobody_is_asked(outbox: Outbox, zotero: Zotero, clock: FakeClock) -> None:
    def unwanted() -> FakeZotero:
        raise AssertionError("nobody wanted to send anything")

    assert Handed(0, 0) == await Zotero(unwanted, outbox, zotero._exporting, clock).send_waiting()


async def test_a_folder_that_cannot_be_used_is_said_and_nothing_is_sent(
    zotero: Zotero, zotero_app: FakeZotero, tmp_path: Path
) -> None:
    (tmp_path / "data").write_text("a file")

    with pytest.raises(StoreError):
        await zotero.hand(PAPERS[:1])

    assert [] == zotero_app.requests


async def test_foreign_files_in_the_folder_are_left_alone(zotero: Zotero, zotero_app: FakeZotero, tmp_path: Path) -> None:
    folder = tmp_path / "data" / "zotero"
    folder.mkdir(parents=True)
    (folder / "foreign.json").write_text("{}")

    assert Handed(1, 0) == await zotero.hand(PAPERS[:1])
    assert ["foreign.json"] == [path.name for path in folder.iterdir()]


async def test_an_item_is_a_preprint_with_what_is_known(zotero_app: FakeZotero) -> None:
    await zotero_app.save(payload([FULL, BARE], "0123"))

    full, bare = zotero_app.requests[0]["items"]
    assert ("0123", "https://huggingface.co/papers/2606.12000") == (zotero_app.requests[0]["sessionID"], zotero_app.requests[0]["uri"])
    assert ("preprint", "arXiv", "arXiv:2606.12000", "10.5555/keys", "arXiv:2606.12000 [cs.CL]", "2026-06-08") == tuple(
        full[name] for name in ("itemType", "repository", "archiveID", "DOI", "extra", "date")
    )
    assert [
        {"creatorType": "author", "firstName": "Ada", "lastName": "Example"},
        {"creatorType": "author", "firstName": "Laurens", "lastName": "van der Maaten"},
        {"creatorType": "author", "firstName": "Martin, Jr.", "lastName": "King"},
        {"creatorType": "author", "lastName": "Gemini Team", "fieldMode": 1},
        {"creatorType": "author", "lastName": "王小明", "fieldMode": 1},
    ] == full["creators"]
    assert [{"note": "<p>First line.</p><p>Second line.</p>"}] == full["notes"]
    assert {"id", "itemType", "title", "url"} == set(bare)


async def test_markup_in_a_note_is_text(zotero_app: FakeZotero) -> None:
    noted = Taken(PAPERS[0], FULL.marks.__class__(note="a <b> & c"))

    assert b"<p>a &lt;b&gt; &amp; c</p>" in payload([noted], "0")
