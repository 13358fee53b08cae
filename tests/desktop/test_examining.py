"""What works here, found out without changing any clipboard."""

import shutil
import sys

import pytest

from paperbrowse.model.check import Check, State, note, ok
from tests.desktop.conftest import LONG, Desk
from tests.patience import PATIENCE

LOOK = "echo \"$@\" >> words"


async def clipboard(desk: Desk, **environ: str) -> Check:
    return (await desk.machine(**environ).examine())[0]


async def tmux(desk: Desk, limit: float = PATIENCE) -> Check:
    return (await desk.machine(limit=limit, TMUX="x").examine())[1]


def tmux_tool(desk: Desk, version: str, option: str) -> None:
    desk.tool("tmux", f'case $1 in -V) echo "tmux {version}" ;; *) echo {option} ;; esac')


async def test_a_clipboard_is_read_and_never_written(desk: Desk):
    desk.tool("xclip", f"{LOOK}; echo secret text")

    assert ok("clipboard", "xclip works") == await clipboard(desk, DISPLAY=":9")

    assert "-selection c -o\n" == desk.written("words")


async def test_the_clipboard_of_wayland_is_read(desk: Desk):
    desk.tool("wl-copy", "echo written > copied")
    desk.tool("wl-paste", "echo text")

    assert ok("clipboard", "wl works") == await clipboard(desk, WAYLAND_DISPLAY="wayland-9")

    assert desk.written("copied") is None


@pytest.mark.parametrize(
    "script", ["echo 'Error: target STRING not available' >&2; exit 1", "printf '\\377\\376'", "true"]
)
async def test_a_clipboard_without_text_works_too(desk: Desk, script: str):
    desk.tool("xclip", script)

    assert State.OK == (await clipboard(desk, DISPLAY=":9")).state


@pytest.mark.fault("C1")
async def test_without_a_tool_it_is_said_which_to_install(desk: Desk):
    check = await clipboard(desk, DISPLAY=":9")

    assert (State.FAILED, "install xclip or xsel, or wl-clipboard on Wayland") == (check.state, check.advice)


@pytest.mark.fault("C2")
async def test_a_display_that_is_gone_fails_in_the_tools_own_words(desk: Desk):
    desk.tool("xclip", "echo \"Error: Can't open display: :9\" >&2; exit 1")

    check = await clipboard(desk, DISPLAY=":9")

    assert (State.FAILED, "Error: Can't open display: :9") == (check.state, check.said)
    assert "DISPLAY" in check.advice


@pytest.mark.fault("C4")
async def test_a_tool_that_sleeps_fails_when_the_limit_passes(desk: Desk):
    desk.tool("xclip", f"exec sleep {LONG}")

    check = (await desk.machine(limit=1.0, DISPLAY=":9").examine())[0]

    assert (State.FAILED, "its tool gives no answer within 1 s") == (check.state, check.said)


@pytest.mark.fault("C7")
async def test_over_ssh_and_without_a_desktop_no_tool_is_started(desk: Desk):
    desk.tool("xclip", LOOK)

    far, bare = await clipboard(desk, DISPLAY=":9", SSH_TTY="x"), await clipboard(desk)

    assert (State.NOTE, State.NOTE, None) == (far.state, bare.state, desk.written("words"))


@pytest.mark.fault("C6")
@pytest.mark.parametrize(
    ("version", "option", "state"),
    [
        ("3.3a", "external", State.OK),
        ("3.2", "on", State.OK),
        ("next-3.6", "off", State.NOTE),
        ("3.1c", "on", State.FAILED),
    ],
)
async def test_tmux_hands_copies_on_or_not(desk: Desk, version: str, option: str, state: State):
    tmux_tool(desk, version, option)

    check = await tmux(desk)

    assert state == check.state
    assert f"tmux {version}" in check.said and bool(check.advice) == (state is not State.OK)


@pytest.mark.fault("C6")
async def test_a_tmux_that_is_missing_gone_or_asleep_fails(desk: Desk):
    missing = await tmux(desk)
    desk.tool("tmux", "echo no server running >&2; exit 1")
    gone = await tmux(desk)
    desk.tool("tmux", f"exec sleep {LONG}")
    asleep = await tmux(desk, limit=0.2)

    assert [State.FAILED] * 3 == [check.state for check in (missing, gone, asleep)]
    assert ("no server running", "no answer within 0.2 s") == (gone.said, asleep.said)


@pytest.mark.skipif(shutil.which("tmux") is None or sys.platform == "win32", reason="tmux is not installed")
async def test_the_real_tmux_that_is_gone_fails(desk: Desk):
    desk.real("tmux")

    check = (await desk.machine(TMUX=f"{desk.folder / 'no-socket'},1,0").examine())[1]

    assert State.FAILED == check.state and check.said and check.advice


async def test_no_browser_is_started(desk: Desk):
    desk.tool("xdg-open", LOOK)

    with_one = (await desk.machine(DISPLAY=":9").examine())[2]
    chosen = (await desk.machine(BROWSER="firefox -P work").examine())[2]
    without = (await desk.machine().examine())[2]

    assert (State.OK, "BROWSER names firefox -P work") == (with_one.state, chosen.said)
    assert note("browser", without.said, "let BROWSER name a browser") == without
    assert desk.written("words") is None
