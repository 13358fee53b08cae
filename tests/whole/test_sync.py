"""A sync in a terminal: the progress on one line, and what came after it."""

from tests.hub import Hub

from .conftest import OpenScreen
from .terminal import CTRL_C


def test_the_progress_is_drawn_over_itself_and_gone_at_the_end(open_screen: OpenScreen, hub: Hub) -> None:
    terminal = open_screen("sync", HF_ENDPOINT=hub.url)

    assert 0 == terminal.ended()
    assert b"[########################] " in terminal.raw
    assert b"\n" not in terminal.raw.partition(b" days asked for")[0]
    assert "papers/s" not in terminal.text


def test_ctrl_c_in_a_terminal_leaves_a_summary(open_screen: OpenScreen, hub: Hub) -> None:
    hub.latency = 0.2
    terminal = open_screen("sync", "--all", HF_ENDPOINT=hub.url)
    terminal.wait_for("4 of ")

    terminal.press(CTRL_C)

    assert 130 == terminal.ended()
    assert "Stopped. " in terminal.text
    assert "Traceback" not in terminal.text
    assert terminal.is_restored
