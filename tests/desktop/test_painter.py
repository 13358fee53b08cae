"""Pictures made for the terminal by a program of ours, which is given hostile files, and is not believed either."""

import os
import re
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len

from paperbrowse.desktop.drawn import drawing_in
from paperbrowse.desktop.painter import Painter
from paperbrowse.model.picture import Drawing, Frame, Way
from tests.hub.pictures import bomb, png
from tests.patience import PATIENCE

from .conftest import ROOT

ENVIRON = {**os.environ, "PYTHONPATH": str(ROOT)}
HALF, KITTY = Frame(Way.HALF, 40, 8), Frame(Way.KITTY, 40, 8)
MESSAGE, ROW = "\x1b_Gi=7,q=2;AAAA\x1b\\", "\U0010eeee\u0305\u0305\u0305"


def painter(python: str = sys.executable, limit: float = PATIENCE) -> Painter:
    return Painter(ENVIRON, python, limit)


def said(*parts: str) -> bytes:
    return "\0".join(parts).encode()


def test_the_extra_is_there_for_the_tests():
    assert painter().is_there


async def test_half_blocks_keep_the_shape_and_the_colours_of_the_picture():
    drawing = await painter().draw(png(120, 60), HALF)

    assert drawing is not None
    assert (Way.HALF, 32, 8, 6 * 32 * 8) == (drawing.way, drawing.columns, drawing.lines, len(drawing.pixels))
    left, right = drawing.pixels[:3], drawing.pixels[31 * 3 :][:3]
    assert left[0] < 20 < 230 < right[0] and {60} == {left[1], right[1]}


async def test_a_narrow_frame_makes_it_lower_and_cells_of_another_shape_make_it_wider():
    narrow = await painter().draw(png(120, 60), Frame(Way.HALF, 20, 8))
    wide = await painter().draw(png(120, 60), Frame(Way.HALF, 90, 8, cell=(5, 20)))

    assert narrow and (20, 5) == (narrow.columns, narrow.lines)
    assert wide and (64, 8) == (wide.columns, wide.lines)


async def test_kitty_gets_the_picture_without_an_answer_and_a_character_for_each_cell():
    drawing = await painter().draw(png(120, 60), KITTY)

    assert drawing is not None and 8 == len(drawing.rows)
    assert {32} == set(map(cell_len, drawing.rows))
    messages = re.findall(r"\x1b_G(.*?)(?:;.*?)?\x1b\\", drawing.setup)
    assert {f"i={drawing.number}", "q=2"} <= set.intersection(*(set(each.split(",")) for each in messages))
    assert f"\x1b_Ga=d,d=I,i={drawing.number},q=2\x1b\\" == drawing.leave


@pytest.mark.parametrize("way", Way)
async def test_what_is_no_picture_is_not_drawn(way: Way):
    whole = png(120, 60)

    for content in (b"", b"<!DOCTYPE html><p>404", whole[: len(whole) // 2], b"GIF89a" + whole):
        assert await painter().draw(content, Frame(way, 40, 8)) is None


async def test_a_small_file_that_unpacks_to_more_than_a_screen_can_show_is_not_drawn():
    assert await painter().draw(bomb(5_000), HALF) is None
    assert await painter().draw(bomb(60_000), HALF) is None


async def test_a_program_that_takes_too_long_or_cannot_be_started_draws_nothing(tmp_path: Path):
    asleep = tmp_path / "asleep"
    asleep.write_text("#!/bin/sh\nexec sleep 60\n")
    asleep.chmod(0o755)

    assert await painter(str(asleep), limit=0.05).draw(png(12, 6), HALF) is None
    assert await painter(str(tmp_path / "nowhere")).draw(png(12, 6), HALF) is None


def test_a_drawing_is_taken_as_it_was_made():
    assert Drawing(Way.HALF, 2, 1, pixels=bytes(12)) == drawing_in(b"2 1\n" + bytes(12), HALF)
    kitty = Drawing(Way.KITTY, 1, 2, rows=(ROW, ROW), number=7, setup=MESSAGE)
    assert kitty == drawing_in(b"1 2\n" + said(MESSAGE, "7", ROW, ROW), KITTY)


@pytest.mark.parametrize(
    ("answer", "frame"),
    [
        (b"", HALF),
        (b"2 1\n" + bytes(11), HALF),
        (b"0 0\n", HALF),
        (b"41 1\n" + bytes(6 * 41), HALF),
        (b"1 9\n" + bytes(6 * 9), HALF),
        (b"1 1\n" + said(MESSAGE, "7"), KITTY),
        (b"1 1\n" + said(MESSAGE + "\x1b]52;c;eHg=\x07", "7", ROW), KITTY),
        (b"1 1\n" + said(MESSAGE, "7\x1b[2J", ROW), KITTY),
        (b"1 1\n" + said(MESSAGE, "7", ROW + "\x1b[2J"), KITTY),
        (b"1 1\n" + said("", "7", ROW), KITTY),
        (b"1 1\n" + said("\x1b_Gi=7,t=f;L2V0Yw==\x1b\\\n", "7", ROW), KITTY),
        (b"1 1\n" + said(MESSAGE, "7", "\U0010eeeeabc"), KITTY),
    ],
)
def test_what_holds_anything_else_that_a_terminal_would_obey_is_dropped(answer: bytes, frame: Frame):
    assert drawing_in(answer, frame) is None
