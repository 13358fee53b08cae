"""The longest of the recorded days, in every layout: nothing is wider than the terminal, no border is open."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

import pytest
from rich.cells import cell_len

from paperbrowse.model.paper import Paper
from paperbrowse.sources.hub_entries import read_entry
from paperbrowse.tui.page import Page, page_lines, plain
from paperbrowse.tui.rendering import ASCII, UNICODE
from paperbrowse.tui.rows import Row, full_row, short_row

from . import longest
from .conftest import World
from .driving import Driver
from .papers import FRIDAY
from .test_layouts import SIZES

THIS_MANY = 50
CORNERS = "╭╮╰╯"

MEASURES = {
    "title": lambda paper: cell_len(paper.title),
    "title word": lambda paper: max(map(cell_len, paper.title.split())),
    "author name": lambda paper: max((cell_len(author.name) for author in paper.authors), default=0),
    "organization": lambda paper: cell_len(paper.organization.name or "") if paper.organization else 0,
    "login": lambda paper: cell_len(paper.organization.login or "") if paper.organization else 0,
    "keyword": lambda paper: max(map(cell_len, paper.keywords), default=0),
    "sender": lambda paper: cell_len(paper.submitted_by or ""),
    "authors": lambda paper: max(paper.author_count or 0, len(paper.authors)),
    "keywords": lambda paper: len(paper.keywords),
    "abstract": lambda paper: len(paper.abstract or ""),
    "summary": lambda paper: len(paper.summary or ""),
    "repository": lambda paper: len(paper.github or ""),
    "project": lambda paper: len(paper.project or ""),
}
MOST = {name: getattr(longest, name.upper().replace(" ", "_")) for name in MEASURES}


@cache
def recorded(shared: Path) -> tuple[Paper, ...]:
    """All papers of the recorded days."""
    now = datetime(2026, 6, 12, tzinfo=UTC)
    days = sorted((shared / "hub" / "days").glob("*.json"))
    found = (read_entry(each, date.fromisoformat(day.stem), now) for day in days for each in json.loads(day.read_bytes()))
    return tuple(paper for paper in found if paper is not None)


def extremes(shared: Path) -> tuple[Paper, ...]:
    """Fifty of them: by each measure the first few."""
    chosen: dict[str, Paper] = {}
    by_measure = [sorted(recorded(shared), key=measure, reverse=True) for measure in MEASURES.values()]
    for place in range(THIS_MANY):
        chosen |= {papers[place].id: papers[place] for papers in by_measure if len(chosen) < THIS_MANY}
    return tuple(chosen.values())[:THIS_MANY]


def test_the_made_up_day_is_as_long_as_it_says() -> None:
    papers = longest.long_edition()

    assert MOST == {name: max(map(measure, papers)) for name, measure in MEASURES.items()}
    assert THIS_MANY == len({paper.id for paper in papers})


@pytest.mark.real
def test_the_made_up_day_is_as_long_as_the_recorded_ones(shared: Path) -> None:
    assert MOST == {name: max(map(measure, recorded(shared))) for name, measure in MEASURES.items()}


@pytest.mark.real
@pytest.mark.parametrize("glyphs", [UNICODE, ASCII], ids=["", "ascii"])
def test_no_line_of_a_recorded_paper_is_wider_than_its_pane(shared: Path, glyphs: object) -> None:
    for paper in extremes(shared):
        for cells in (26, 38, 58, 64, 88):
            row = Row(paper, gain=3, is_new=True, is_chosen=True)
            lines = [*full_row(row, cells, 4, glyphs), short_row(row, cells, glyphs)]
            lines += page_lines(Page(paper, all_authors=True), cells, glyphs)
            assert all(cell_len(plain([line])) <= cells for line in lines), (paper.id, cells)


def flaws(reader: Driver) -> Iterator[str]:
    """What is wrong with what the terminal shows."""
    width, lines = reader.app.size.width, reader.strips()
    yield from (f"line {y} has {line.cell_length} cells" for y, line in enumerate(lines) if line.cell_length != width)
    yield from (f"cut: {line}" for line in (reader.title, reader.footer) if "…" in line)
    for pane in reader.screen.query("#sidebar, #papers, #detail"):
        if pane.region and pane.styles.border_left[0]:
            sides = [lines[y].crop(pane.region.x, pane.region.right).text for y in range(pane.region.y, pane.region.bottom)]
            edge = "".join(side[0] + side[-1] for side in sides)
            if edge != CORNERS[:2] + "││" * (len(sides) - 2) + CORNERS[2:]:
                yield f"the border of {pane.id} is open: {edge}"
    if reader.screen.papers.region:
        bars = [line for line in reader.pane("papers") if line.startswith("▌")]
        shown = min(reader.screen.papers.row_height, 3)
        if len(bars) != shown:
            yield f"{len(bars)} of {shown} lines of the cursor's row are in view"


@pytest.mark.real
@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_day_of_the_longest_recorded_papers_stays_in_its_panes(
    world: World, shared: Path, size: tuple[int, int]
) -> None:
    world.source.day(FRIDAY, *extremes(shared))
    async with world.opened(size=size) as reader:
        for keys in (
            (), *(("pagedown",),) * 3, ("G",), ("g", "g"), ("v",), *(("pagedown",),) * 2, ("v", "z"), ("z", "1"), ("escape", "3"),
            ("a",), ("G",), ("escape", "2", "enter"), *(("J",),) * 8, ("a",), ("G",), ("escape",),
        ):
            await reader.press(*keys)
            assert [] == list(flaws(reader)), (keys, reader.text)


def panes(reader: Driver) -> tuple[str, ...]:
    """Those that show, the one with the focus first."""
    shown = [pane.id or "" for pane in reader.screen.query("#sidebar, #papers, #detail") if pane.region]
    return tuple(sorted(shown, key=lambda name: (name != reader.focus, shown.index(name))))


S, P, D = "sidebar", "papers", "detail"
WALKS = {
    (160, 45): (("", (P, S, D)), ("1", (S, P, D)), ("1", (P, D)), ("3", (D, P)), ("3", (P,)), ("3", (D, P)), ("1", (S, P, D))),
    (120, 40): (("", (P, D)), ("1", (S, P)), ("1", (P, D)), ("3", (D, P)), ("3", (P,)), ("3", (D, P)), ("2", (P, D))),
    (90, 35): (("", (P, D)), ("1", (S, P, D)), ("1", (P, D)), ("3", (D, P)), ("3", (P,)), ("3", (D, P)), ("2", (P, D))),
    **dict.fromkeys(
        ((80, 24), (60, 20), (40, 10)), (("", (P,)), ("1", (S,)), ("1", (P,)), ("3", (D,)), ("q", (P,)), ("1", (S,)), ("2", (P,)))
    ),
}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_keys_of_the_panes_do_in_each_layout_what_they_say(world: World, size: tuple[int, int]) -> None:
    world.source.day(FRIDAY, *longest.long_edition())
    async with world.opened(size=size) as reader:
        walked = []
        for key, _ in WALKS[size]:
            await reader.press(*key)
            walked.append((key, panes(reader)))
        await reader.press("2")
        before = panes(reader)
        seen = []
        for key in ("z", "z", "enter", "escape"):
            await reader.press(key)
            seen.append(panes(reader))

        assert list(WALKS[size]) == walked
        assert [(P,), before, (D,), before] == seen
        assert [] == list(flaws(reader))
