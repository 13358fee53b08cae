"""Whole stories of somebody who reads: with the service, without it, and from a saved page."""

import re
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.hub import Hub, faults, running

from .conftest import OpenScreen, Program
from .terminal import ESCAPE

BESIDE_THE_SIDEBAR = slice(30, None)
DATA = Path(__file__).parents[1] / "data" / "saved"


def cached(home: Path) -> list[str]:
    """The names of everything in the cache."""
    file = home / "paperbrowse" / "cache" / "papers" / "cache.db"
    if not file.exists():
        return []
    with closing(sqlite3.connect(file)) as cache:
        return [key for (key,) in cache.execute("SELECT key FROM Cache")]


def day_before(heading: str) -> str:
    """The weekday before the one that the title line names."""
    day = datetime.strptime(heading.split("‹")[1].split("›")[0].strip(), "%a %d %b %Y")
    before = day - timedelta(days=3 if day.weekday() == 0 else 1)
    return f"‹ {before:%a} {before.day} {before:%b} {before.year} ›"


def test_a_bookmark_is_kept_and_the_papers_show_when_the_service_is_gone(
    open_screen: OpenScreen, program: Program, home: Path
) -> None:
    with running(Hub()) as hub:
        screen = open_screen(HF_ENDPOINT=hub.url)
        screen.wait_for("1 of 20", "● live")
        first_row = screen.lines[2][BESIDE_THE_SIDEBAR]
        screen.press("j")
        screen.wait_for("2 of 20")
        screen.press("b")
        screen.wait_to_hear("Bookmarked “")
        screen.wait_for("●◆")
        screen.press("y")
        screen.wait_to_hear("Sent to the clipboard (terminal)")
        screen.press("/")
        screen.wait_for("Words ·")
        screen.press("zzz")
        screen.wait_for("No paper fits the filter.")
        screen.press(ESCAPE)
        screen.wait_while("No paper fits the filter.")
        before = day_before(screen.lines[0])
        screen.press("[")
        screen.wait_for(before, "1 of 20")
        screen.press("q")
        assert 0 == screen.ended()
        assert screen.is_restored

    bookmarked = program("list", "--bookmarked", "--quiet").stdout.decode().split()
    assert [f"https://huggingface.co/papers/{paper}" for paper in bookmarked] == screen.copied
    assert 1 == len(bookmarked) and 2 <= len(cached(home))

    again = open_screen(HF_ENDPOINT=hub.url)
    again.wait_for("1 of 20", "●◆")
    assert first_row == again.lines[2][BESIDE_THE_SIDEBAR]
    again.press("R")
    again.wait_for("offline · copy from")
    again.press("q")
    assert 0 == again.ended()


@pytest.mark.fault("N2")
def test_from_nothing_and_without_a_network_the_sample_shows_and_is_not_kept(
    open_screen: OpenScreen, program: Program, home: Path
) -> None:
    screen = open_screen()

    screen.wait_for("sample edition · no network · R tries again", "1 of 45")
    screen.press("q")

    assert 0 == screen.ended()
    assert [] == cached(home)
    assert 3 == program("list").returncode


def test_a_saved_page_opens_and_stays_among_the_imported(open_screen: OpenScreen, program: Program) -> None:
    screen = open_screen(str(DATA / "page.txt"))

    screen.wait_for("Paper Lanterns: Guiding Small Models", "Imported pages", "saved page · imported just now")
    screen.press("q")

    assert 0 == screen.ended()
    imported = program("list", "--imported").stdout.decode()
    assert "The Tortoise and the Cache" in imported
    assert f"of {len(imported.splitlines())}" in screen.text


@pytest.mark.real
def test_the_page_that_somebody_saved_has_its_papers(open_screen: OpenScreen, shared: Path) -> None:
    screen = open_screen(str(shared / "seed" / "daily-papers-search.txt"))

    screen.wait_for("1 of 45")
    screen.press("G")

    screen.wait_for("45 of 45")


@pytest.mark.fault("N25", "N30")
def test_a_limit_is_waited_for_visibly_or_told_and_never_called_offline(open_screen: OpenScreen, hub: Hub) -> None:
    hub.fault(faults.status(429, Retry_After="3"), times=1)
    screen = open_screen(HF_ENDPOINT=hub.url)
    screen.wait_until(lambda: re.search(r"next try in [123] s", screen.text) is not None, "wait that is told")
    screen.wait_for("1 of 20", "● live")

    hub.fault(faults.status(429, RateLimit='"api";r=0;t=3600'))
    screen.press("R")

    screen.wait_for("the Hub limits us until", "copy from")
    screen.press("q")
    assert 0 == screen.ended()
    assert b"ffline" not in screen.raw


@pytest.mark.fault("N20")
def test_a_refused_token_is_told_once_on_the_screen(open_screen: OpenScreen, hub: Hub) -> None:
    hub.fault(faults.status(401), times=1)
    screen = open_screen("2026-06-08", HF_ENDPOINT=hub.url, HF_TOKEN="hf_made_up")

    screen.wait_to_hear("The Hub refused your token")
    screen.wait_for("20 papers", "● live")

    screen.press("q")
    assert 0 == screen.ended()
    assert b"hf_made_up" not in screen.raw
    assert 1 == sum("authorization" in request.headers for request in hub.requests)
