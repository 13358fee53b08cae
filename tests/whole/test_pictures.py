"""Pictures in a terminal: by kitty's graphics or in half blocks, without a question to it and without a key that is lost."""

import re
from pathlib import Path

import pytest

from tests.hub import Hub

from .conftest import OpenScreen
from .terminal import Terminal

UPPER_HALF, PLACEHOLDER = "▀", "\U0010eeee"
QUESTIONS = (b"\x1b[c", b"\x1b[0c", b"\x1b[16t", b"\x1b[14t", b"a=q")
"""What textual-image asks a terminal when it is imported."""
STRAY = ("\x1b_Gi=7;OK\x1b\\", "\x1b[?62;4;22c", "\x1b[6;20;10t", "\x1b_Gi=7;ENOENT:no\x1b\\")
MESSAGE = re.compile(rb"\x1b_G([^;\x1b]*)(?:;[A-Za-z0-9+/=]*)?\x1b\\")


@pytest.fixture(autouse=True)
def wanted(home: Path) -> None:
    config = home / "paperbrowse" / "config"
    config.mkdir(parents=True)
    (config / "config.toml").write_text("images = true\n")


def walks_on(screen: Terminal) -> bool:
    """Whether `j` is obeyed, and nothing but it."""
    begun = len(screen.raw)
    screen.press("j")
    screen.wait_until(lambda: b"2 of 20" in screen.raw[begun:], "second paper")
    return b"3 of 20" not in screen.raw[begun:]


def test_a_terminal_that_is_not_known_shows_half_blocks_and_is_asked_nothing(open_screen: OpenScreen, hub: Hub) -> None:
    screen = open_screen(HF_ENDPOINT=hub.url)
    screen.wait_for("1 of 20", UPPER_HALF * 8)

    assert walks_on(screen)
    assert not [each for each in (*QUESTIONS, b"\x1b_G") if each in screen.raw]
    screen.press("q")
    assert (0, True) == (screen.ended(), screen.is_restored)


def test_kitty_gets_the_picture_between_whole_sequences_and_may_say_what_it_likes(
    open_screen: OpenScreen, hub: Hub
) -> None:
    screen = open_screen(HF_ENDPOINT=hub.url, TERM="xterm-kitty", COLORTERM="truecolor")
    screen.wait_until(lambda: PLACEHOLDER.encode() in screen.raw, "placeholder")
    sent = screen.raw

    messages = MESSAGE.findall(sent)
    assert messages and all(b"q=2" in each for each in messages)
    assert sent.count(b"\x1b_G") == len(messages)
    assert not re.search(rb"\x1b(?:\[[0-9;?]*)?\x1b_G", sent)
    assert not [each for each in QUESTIONS if each in sent]

    screen.press(*STRAY)
    assert walks_on(screen)
    screen.press("q")
    assert (0, True) == (screen.ended(), screen.is_restored)
    assert b"a=d,d=I" in MESSAGE.findall(screen.raw)[-1]


@pytest.mark.parametrize("between", [{"TMUX": "/gone,1,0"}, {"SSH_CONNECTION": "::1 1 ::1 22"}, {"STY": "1.made-up"}])
def test_with_something_between_kitty_shows_half_blocks(
    open_screen: OpenScreen, hub: Hub, between: dict[str, str]
) -> None:
    screen = open_screen(HF_ENDPOINT=hub.url, TERM="xterm-kitty", COLORTERM="truecolor", **between)

    screen.wait_for(UPPER_HALF * 8)

    assert b"\x1b_G" not in screen.raw and PLACEHOLDER.encode() not in screen.raw


def test_whoever_leaves_while_the_cursor_comes_to_rest_just_leaves(open_screen: OpenScreen, hub: Hub) -> None:
    screen = open_screen(HF_ENDPOINT=hub.url)
    screen.wait_for(UPPER_HALF * 8)

    screen.press("j", "k", "j", "q")

    assert (0, True) == (screen.ended(), screen.is_restored)
