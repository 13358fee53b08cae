"""Terminals of every size and mood, and fingers on every key."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.patience import PATIENCE

from .conftest import OpenScreen
from .terminal import CTRL_Q, ESCAPE, PASTE_BEGINS, PASTE_ENDS

TOO_SMALL = "paperbrowse needs 40 by 10 cells."
LEFT_FOR_ANOTHER, CAME_BACK = "\x1b[O", "\x1b[I"
"""What a terminal says when its window loses and gets the focus."""
UNASKED = (
    b"\x1b]11;rgb:1e1e/bbbb/RRRR\x1b\\", b"\x1b]10;rgb:bbbb/RRRR/yyyy\x07", b"\x1bP>|bqbqbq\x1b\\", b"\x1b[?62;4;6;22c",
    b"\x1b[<999;999;999M", b"\x1b[<65;999m", b"\x1b[99;99;99z", b"\x1b[99999999u", b"\x1b[M !!",
)
"""What a terminal may say without having been asked, full of letters that are keys."""
CTRL_U = "\x15"
GREYS = {16, 59, 102, 145, 188, 231, *range(232, 256)}
"""Of the 256 colours those without a hue."""
SIZES = [(20, 5), (1, 1), (0, 0), (500, 200), (39, 10), (40, 9), (80, 24), (2, 45), (160, 1), (99, 30)]


@pytest.mark.fault("T1", "T2", "T3", "T4", "T5")
def test_a_storm_of_sizes_is_survived_and_drawn(open_screen: OpenScreen) -> None:
    screen = open_screen("--sample")
    screen.wait_for("1 of 45")
    for columns, lines in SIZES * 3:
        screen.resize(columns, lines)
    screen.resize(39, 9)
    screen.wait_until(lambda: TOO_SMALL == " ".join(screen.text.split()), "sentence and nothing else")
    screen.resize(40, 10)
    screen.wait_for("Favia")

    screen.resize(160, 45)

    screen.wait_for("1 of 45", "Abstract", "Bookmarks")
    screen.press("j")
    screen.wait_for("2 of 45")
    screen.press("q")
    assert 0 == screen.ended()


@pytest.mark.fault("T19")
def test_bytes_and_answers_that_are_no_keys_do_nothing(open_screen: OpenScreen) -> None:
    screen = open_screen("--sample")
    screen.wait_for("1 of 45")

    screen.press(b"\xff\xfe\xc3j")
    screen.wait_for("2 of 45")
    for unasked in UNASKED:
        screen.press(unasked)
    screen.press("j")
    screen.wait_for("3 of 45")
    screen.press(UNASKED[0][:9], UNASKED[0][9:], "/")
    screen.wait_for("Words ·")
    screen.press("zz", b"\xc3")
    screen.wait_for("No paper fits the filter.")
    screen.press(b"\xa9")
    screen.wait_for("“zzé”")

    screen.press(ESCAPE)
    screen.wait_while("zzé")
    screen.wait_for("3 of 45")
    screen.press(CTRL_Q)
    assert 0 == screen.ended()
    assert screen.is_restored
    assert b"Bookmarked" not in screen.raw and [] == screen.copied


@pytest.mark.fault("T18")
def test_of_a_megabyte_that_is_pasted_the_filter_takes_the_beginning(open_screen: OpenScreen) -> None:
    screen = open_screen("--sample")
    screen.wait_for("1 of 45")
    screen.press(PASTE_BEGINS, b"bq" * 500_000, PASTE_ENDS)  # not for the list: nothing is bookmarked, nothing quits
    screen.press("/")
    screen.wait_for("Words ·")

    screen.press(PASTE_BEGINS, b"\x1b[31mzebra \x00" * 100_000, PASTE_ENDS)

    screen.wait_for("No paper fits the filter.", "[31mzebra [31mzebra")
    screen.press(CTRL_U)
    screen.wait_for("1 of 45", "Words ·")
    screen.press(ESCAPE)
    screen.wait_for("j/k move")
    screen.press("j")
    screen.wait_for("2 of 45")
    assert b"Bookmarked" not in screen.raw


def test_another_window_in_between_leaves_the_typing_where_it_was(open_screen: OpenScreen) -> None:
    screen = open_screen("--sample")
    screen.wait_for("1 of 45")
    screen.press("/")
    screen.wait_for("Words ·")

    screen.press(LEFT_FOR_ANOTHER)
    screen.resize(150, 44)
    screen.wipe()
    screen.resize(160, 45)
    screen.wait_for("Words ·", "1 of 45")
    screen.press(CAME_BACK, "zz")

    screen.wait_for("No paper fits the filter.")


@pytest.mark.fault("T6")
@pytest.mark.parametrize(
    ("wish", "has_hue"), [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": "0"}, False), ({"NO_COLOR": ""}, False)]
)
def test_no_color_is_obeyed_and_the_cursor_still_seen(
    open_screen: OpenScreen, wish: dict[str, str], has_hue: bool
) -> None:
    screen = open_screen("--sample", **wish)

    screen.wait_for("1 of 45", "│▌●")
    screen.press("q")

    assert 0 == screen.ended()
    colors = {int(number) for number in re.findall(rb"[34]8;5;([0-9]+)", screen.raw)}
    assert has_hue == bool(colors - GREYS)


def test_ascii_draws_panes_and_rows_without_a_character_of_uncertain_width(open_screen: OpenScreen) -> None:
    screen = open_screen("--sample", "--ascii")

    screen.wait_for("1 of 45", "Abstract")
    screen.press("q")

    assert 0 == screen.ended()
    assert set() == set("─│╭╮╰╯●◆▌▲★·…‹›") & set(screen.raw.decode())


@pytest.mark.fault("T9")
def test_keys_from_a_terminal_are_not_enough_when_the_output_goes_elsewhere(
    environ: dict[str, str], home: Path
) -> None:
    ours, theirs = os.openpty()

    words = [sys.executable, "-m", "paperbrowse"]
    ended = subprocess.run(words, stdin=theirs, capture_output=True, env=environ, cwd=home, timeout=PATIENCE, check=False)

    os.close(theirs)
    os.close(ours)
    assert (2, b"") == (ended.returncode, ended.stdout)
    assert b"paperbrowse list prints the papers instead" in ended.stderr
