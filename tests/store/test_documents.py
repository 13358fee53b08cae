"""Files of the reader's own are written beside their place, and take it in one step."""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperbrowse.errors import Full
from paperbrowse.store.documents import Documents
from paperbrowse.store.thread import StoreThread

from .making import bound_thread, full_disk, read_only

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and permissions are otherwise there")


@pytest.fixture
def documents() -> Documents:
    return Documents(StoreThread("documents"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "folder"
    folder.mkdir()
    return folder


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.fault("P11")
async def test_until_a_file_is_whole_the_old_one_lies_in_its_place(documents: Documents, folder: Path) -> None:
    path = folder / "papers.bib"
    path.write_text("old")
    meanwhile: list[tuple[str, list[str]]] = []

    def pieces() -> Iterator[str]:
        yield "new "
        meanwhile.append((path.read_text(), names(folder)))
        yield "text"

    assert await documents.write(path, pieces(), replaces=True)

    ((before, beside),) = meanwhile
    assert ("old", 2) == (before, len(beside))
    assert ("new text", ["papers.bib"]) == (path.read_text(), names(folder))


@pytest.mark.fault("P11")
async def test_a_text_that_breaks_off_leaves_the_old_file_and_nothing_else(documents: Documents, folder: Path) -> None:
    path = folder / "papers.bib"
    path.write_text("old")

    def pieces() -> Iterator[str]:
        yield "half"
        raise ValueError

    with pytest.raises(ValueError):
        await documents.write(path, pieces(), replaces=True)
    with full_disk(bytes_left=10), pytest.raises(Full):
        await documents.write(path, ["x" * 100_000], replaces=True)

    assert ("old", ["papers.bib"]) == (path.read_text(), names(folder))


@pytest.mark.fault("P11")
async def test_a_file_is_on_the_disk_before_it_takes_its_place_and_the_folder_after(folder: Path) -> None:
    thread, called = StoreThread("documents"), list[str]()
    path = folder / "papers.bib"

    def traced(frame: object, event: str, called_function: object) -> None:
        name = getattr(called_function, "__name__", "")
        if event == "c_call" and name in ("fsync", "replace"):
            called.append(name)

    thread.submit(sys.setprofile, traced).result()
    await Documents(thread).write(path, ["text"], replaces=False)
    thread.close()

    expected = ["fsync", "replace", "fsync"] if os.name == "posix" else ["fsync", "replace"]
    assert expected == called


@posix
@pytest.mark.fault("P11")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664])
async def test_a_file_that_is_replaced_keeps_who_may_read_it(documents: Documents, folder: Path, mode: int) -> None:
    path = folder / "papers.bib"
    path.write_text("old")
    path.chmod(mode)

    await documents.write(path, ["new"], replaces=True)

    assert mode == stat.S_IMODE(path.stat().st_mode)


@posix
@pytest.mark.fault("P11")
async def test_a_link_stays_a_link_and_the_file_behind_it_is_replaced(documents: Documents, folder: Path) -> None:
    (folder / "real").mkdir()
    real, link = folder / "real" / "papers.bib", folder / "papers.bib"
    real.write_text("old")
    link.symlink_to(real)

    await documents.write(link, ["new"], replaces=True)

    assert (True, "new") == (link.is_symlink(), real.read_text())
    assert ["papers.bib"] == names(folder / "real")


async def test_a_file_that_is_there_stays_where_nothing_allows_to_replace_it(documents: Documents, folder: Path) -> None:
    path = folder / "papers.bib"
    path.write_text("mine")

    assert not await documents.write(path, ["new"], replaces=False)
    assert "mine" == path.read_text()


@posix
async def test_a_folder_that_cannot_be_written_is_said(folder: Path) -> None:
    documents = Documents(bound_thread("documents"))

    with read_only(folder), pytest.raises(Full, match="cannot be used"):
        await documents.write(folder / "papers.bib", ["new"], replaces=False)

    assert [] == names(folder)
