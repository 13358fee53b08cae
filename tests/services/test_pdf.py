"""PDFs: fetched once, whole or not at all, under a name that people find again."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from paperbrowse.errors import Full, Unreachable
from paperbrowse.model.paper import Paper
from paperbrowse.services.feed import Offline, Unreadable
from paperbrowse.services.pdf import Fetched, Pdfs
from paperbrowse.store.pdf_files import PdfFiles
from paperbrowse.store.thread import StoreThread
from tests.clocks import FakeClock
from tests.store.making import full_disk
from tests.tui.fake_desktop import FakeDesktop

from .fake_arxiv import PDF, FakeArxiv

PAPER = Paper("2608.16590", "Zetta: An Efficient Thing")
NAME = "2608.16590 Zetta - An Efficient Thing.pdf"


@pytest.fixture
def arxiv() -> FakeArxiv:
    return FakeArxiv()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "new" / "papers"


@pytest.fixture
async def files() -> AsyncIterator[PdfFiles]:
    files = PdfFiles(StoreThread("pdf"))
    yield files
    await files.close()


@pytest.fixture
def pdfs(arxiv: FakeArxiv, files: PdfFiles, clock: FakeClock, folder: Path) -> Pdfs:
    return Pdfs(arxiv, files, FakeDesktop(), clock, folder)


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


async def begun(pdfs: Pdfs, arxiv: FakeArxiv, paper: Paper = PAPER) -> asyncio.Task[object]:
    """A download whose first piece has come, and no more."""
    first = asyncio.Event()
    arxiv.open.clear()
    task = asyncio.create_task(pdfs.fetch(paper, lambda done, total: done and first.set()))
    await first.wait()
    return task


async def stopped(task: asyncio.Task[object]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_a_pdf_comes_whole_under_its_name_and_nothing_else_is_left(pdfs: Pdfs, folder: Path) -> None:
    told: list[tuple[int, int | None]] = []

    fetched = await pdfs.fetch(PAPER, lambda *step: told.append(step))

    assert Fetched(folder / NAME, is_new=True) == fetched
    assert [NAME] == names(folder)
    assert PDF == (folder / NAME).read_bytes()
    assert [(0, len(PDF)), (100, len(PDF)), (len(PDF), len(PDF))] == told


async def test_a_pdf_that_is_there_is_not_asked_for_again_whatever_its_title_was(
    pdfs: Pdfs, arxiv: FakeArxiv, folder: Path
) -> None:
    await pdfs.fetch(PAPER)

    again = await pdfs.fetch(Paper(PAPER.id, "Renamed"))

    assert Fetched(folder / NAME, is_new=False) == again
    assert [PAPER.id] == arxiv.asked


async def test_offline_what_is_there_is_found_and_what_is_not_is_said(pdfs: Pdfs, arxiv: FakeArxiv, folder: Path) -> None:
    await pdfs.fetch(PAPER)
    arxiv.fails(Unreachable("offline", "working offline, as asked"))

    assert Fetched(folder / NAME, is_new=False) == await pdfs.fetch(PAPER)
    assert Offline("offline", "working offline, as asked") == await pdfs.fetch(Paper("2608.16591", "Other"))


async def test_a_paper_without_an_arxiv_id_has_no_pdf(pdfs: Pdfs, arxiv: FakeArxiv) -> None:
    assert isinstance(await pdfs.fetch(Paper("title-0123456789ab", "Unknown")), Unreadable)
    assert [] == arxiv.asked


async def test_what_has_come_stays_when_it_is_stopped_and_is_gone_on_with(
    pdfs: Pdfs, arxiv: FakeArxiv, folder: Path
) -> None:
    await stopped(await begun(pdfs, arxiv))
    assert 100 == (folder / ".2608.16590.part").stat().st_size
    arxiv.open.set()
    told: list[tuple[int, int | None]] = []

    await pdfs.fetch(PAPER, lambda *step: told.append(step))

    assert (100, len(PDF)) == told[0]
    assert [NAME] == names(folder)
    assert PDF == (folder / NAME).read_bytes()


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
async def test_two_who_fetch_one_paper_at_once_tear_nothing(
    pdfs: Pdfs, arxiv: FakeArxiv, files: PdfFiles, clock: FakeClock, folder: Path
) -> None:
    one = await begun(pdfs, arxiv)
    other = await begun(Pdfs(arxiv, files, FakeDesktop(), clock, folder), arxiv)

    arxiv.open.set()
    await asyncio.gather(one, other)

    assert [NAME] == names(folder)
    assert PDF == (folder / NAME).read_bytes()


async def test_a_second_who_is_stopped_leaves_nothing(pdfs: Pdfs, arxiv: FakeArxiv, folder: Path) -> None:
    one = await begun(pdfs, arxiv)
    other = await begun(pdfs, arxiv)

    await stopped(other)

    assert [".2608.16590.part", ".2608.16590.part.of"] == names(folder)
    await stopped(one)


@pytest.mark.parametrize(
    ("sent", "said"),
    [(b"%PDF-1.7 and no end" + b" " * 3000, "the PDF has no end: it is damaged"), (b"x" * 3000 + b"%%EOF", "what came is no PDF")],
)
async def test_what_is_no_whole_pdf_is_never_given_a_name_and_begins_anew(
    pdfs: Pdfs, arxiv: FakeArxiv, folder: Path, sent: bytes, said: str
) -> None:
    arxiv.pieces = (sent,)
    assert Unreadable(said) == await pdfs.fetch(PAPER)
    assert [".2608.16590.part"] == names(folder)
    arxiv.pieces = (PDF,)

    await pdfs.fetch(PAPER)

    assert PDF == (folder / NAME).read_bytes()


async def test_a_file_in_the_place_of_the_folder_is_a_sentence(pdfs: Pdfs, folder: Path) -> None:
    folder.parent.mkdir()
    folder.write_text("not a folder")

    with pytest.raises(Full, match="cannot be used"):
        await pdfs.fetch(PAPER)


async def test_a_full_disk_is_a_sentence_and_no_pdf(pdfs: Pdfs, arxiv: FakeArxiv, folder: Path) -> None:
    arxiv.pieces = (PDF[:-6], b"x" * (2 << 20), PDF[-6:])

    with full_disk(1_000), pytest.raises(Full, match="cannot be used"):
        await pdfs.fetch(PAPER)

    assert not (folder / NAME).exists()


async def test_another_folder_can_be_named(pdfs: Pdfs, tmp_path: Path) -> None:
    await pdfs.fetch(PAPER, folder=tmp_path / "other")

    assert [NAME] == names(tmp_path / "other")


async def test_a_pdf_is_opened_in_the_viewer_that_was_configured(
    arxiv: FakeArxiv, files: PdfFiles, clock: FakeClock, folder: Path
) -> None:
    desktop = FakeDesktop()
    pdfs = Pdfs(arxiv, files, desktop, clock, folder, ("zathura", "--fork"))

    assert await pdfs.open(folder / NAME) is None
    assert [(folder / NAME, ("zathura", "--fork"))] == desktop.viewed
