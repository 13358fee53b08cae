"""Saved for the train: F, then no network at all, and every tab and the PDF are there."""

import sys
from pathlib import Path

import pytest

from tests.hub import Hub, running

from .conftest import OpenScreen, Program
from .terminal import ENTER

DAY = "2026-06-08"


@pytest.fixture
def viewer(home: Path) -> Path:
    """Where a viewer notes what it was asked to show."""
    seen = home / "seen"
    folder = home / "paperbrowse" / "config"
    folder.mkdir(parents=True)
    script = home / "view.py"
    script.write_text(f"import sys\nopen({str(seen)!r}, 'w').write(sys.argv[-1])\n")
    (folder / "config.toml").write_text(f"pdf_viewer = '{sys.executable} {script}'\n")
    return seen


def test_what_was_saved_reads_from_first_to_last_when_the_service_is_gone(
    open_screen: OpenScreen, program: Program, viewer: Path
) -> None:
    with running(Hub()) as hub:
        screen = open_screen(DAY, HF_ENDPOINT=hub.url, PAPERBROWSE_ARXIV=hub.url)
        screen.wait_for("1 of 20", "● live")
        screen.press("F")
        screen.wait_for("saving 0 of 1 paper")
        screen.wait_for("Reads offline from now on.", " ↓ ▲")
        screen.press("q")
        assert 0 == screen.ended()
        paper_id = program("list", DAY, "--offline", "--quiet").stdout.decode().split()[0]
        pdf = hub.arxiv.pdf(paper_id)

    offline = open_screen(DAY, HF_ENDPOINT=hub.url, PAPERBROWSE_ARXIV=hub.url)
    offline.wait_for("1 of 20", " ↓ ▲")
    offline.press(ENTER)
    offline.wait_for("Made-up Letters 7")
    offline.press("2")
    offline.wait_for("On Caching", "Ana Chen")
    offline.press("3")
    offline.wait_for("Remark 1.")
    offline.press("4")
    offline.wait_for("2401.00017")
    offline.press("P")
    offline.wait_until(viewer.exists, "viewer")
    offline.wait_for("Opened ")
    offline.press("q", "q")
    assert 0 == offline.ended()

    assert pdf == Path(viewer.read_text()).read_bytes()
    said = program("fetch", paper_id, "--offline").stdout.decode()
    assert "Offline: 1 of 1 paper whole on this machine.\n" == said
