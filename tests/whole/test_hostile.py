"""Papers by somebody who means us harm, through every place where a text can show."""

import json
from datetime import timedelta

import pytest

from tests.hub import Hub

from .conftest import OpenScreen, Program
from .hostile import BAD_IDS, MARKUP, TITLES, hostile_day, of_somebody_else
from .terminal import CTRL_P, ENTER, ESCAPE

PALETTE = "A command, or words of a title"
CONTENT = [f"H{number}" for number in (*range(1, 18), 19, 20, 21, 22, 23, 24)]


@pytest.fixture
def day(hub: Hub) -> str:
    """A day on which only hostile papers appear; long ago enough that no answer for it is asked twice."""
    day = hub.today - timedelta(days=hub.today.weekday() + 7)
    hub.days[day] = hostile_day(day)
    return str(day)


@pytest.mark.fault(*CONTENT)
def test_the_screen_draws_hostile_papers_literally_and_lives(open_screen: OpenScreen, hub: Hub, day: str) -> None:
    screen = open_screen(day, HF_ENDPOINT=hub.url)
    screen.wait_for(f"1 of {len(TITLES)}", f"{len(BAD_IDS)} entries could not be read")
    screen.wait_for("[red]Markup[/] [/x] [@click=app.quit]")

    for number in range(1, len(TITLES) + 1):
        screen.press("b", "y")
        screen.wait_until(lambda: number == len(screen.copied), "copied link")
        screen.press("j")
    screen.press("g", "g")
    screen.press("Y")
    screen.wait_for("Markdown")
    screen.press("t")
    screen.wait_until(lambda: MARKUP == screen.copied[-1], "copied title")
    for typed, kind in (("Markup", "paper"), ("Bookmarked", "message")):
        screen.press(CTRL_P)
        screen.wait_for(PALETTE)
        screen.press(typed)
        screen.wait_for(f"│ {kind}  ")
        screen.press(ESCAPE)
        screen.wait_while(f"│ {kind}  ")
    screen.press(ENTER)
    screen.wait_for("J next paper")
    screen.press(*"aJ" * len(TITLES))
    screen.wait_for("Lines and tabs and more")
    screen.press("q")
    screen.wait_for("0 unread", f"Bookmarks {len(TITLES):>14}")
    screen.press("q")

    assert 0 == screen.ended()
    assert screen.is_restored
    assert set() == of_somebody_else(screen.raw)
    assert not any(character < " " for text in screen.copied for character in text)


@pytest.mark.fault("H22")
def test_columns_hold_beside_wide_letters(open_screen: OpenScreen, hub: Hub, day: str) -> None:
    screen = open_screen(day, HF_ENDPOINT=hub.url)
    screen.wait_for(f"1 of {len(TITLES)}")
    screen.press("v")
    screen.wait_for("大規模", "Lines and tabs")

    edges = [column for column in range(160) if screen.character(column, 1) in "╭╮"]

    rows = [line for line in range(2, 43) if "Flags" not in screen.lines[line]]  # no two terminals agree on those
    assert 6 == len(edges) and 35 < len(rows)
    assert {"│"} == {screen.character(column, line) for column in edges for line in rows}


@pytest.mark.fault(*CONTENT)
def test_the_command_line_prints_hostile_papers_as_plain_lines(
    open_screen: OpenScreen, program: Program, hub: Hub, day: str
) -> None:
    listed = program("list", day, HF_ENDPOINT=hub.url)
    papers = json.loads(program("list", day, "--json", HF_ENDPOINT=hub.url).stdout)
    shown = program("show", *(paper["id"] for paper in papers), HF_ENDPOINT=hub.url)
    table = open_screen("list", day, HF_ENDPOINT=hub.url)

    assert 0 == listed.returncode == shown.returncode == table.ended()
    assert len(TITLES) == len(papers) == listed.stdout.count(b"\n")
    assert MARKUP == papers[0]["title"] and MARKUP.encode() in listed.stdout
    for printed in (listed.stdout.replace(b"\t", b""), shown.stdout.replace(b"\t", b""), listed.stderr, table.raw):
        assert set() == of_somebody_else(printed)
        assert b"\x1b]" not in printed
