"""Copying: to tmux, to the desktop's clipboard, or an honest word that it did not arrive."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from paperbrowse.desktop.machine import Machine
from paperbrowse.services.ports import Sent
from tests.desktop.conftest import LONG, Desk
from tests.patience import PATIENCE

SAVE = "cat > copied"
COPIED = Sent(("clipboard",))


async def test_a_text_reaches_the_clipboard(desk: Desk):
    desk.tool("xclip", SAVE)

    sent = await desk.machine(DISPLAY=":9").copy("Über KV caches")

    assert (COPIED, "Über KV caches") == (sent, desk.written("copied"))


async def test_a_text_reaches_the_clipboard_of_wayland(desk: Desk):
    desk.tool("wl-copy", SAVE)
    desk.tool("wl-paste", "")

    sent = await desk.machine(WAYLAND_DISPLAY="wayland-9").copy("text")

    assert (COPIED, "text") == (sent, desk.written("copied"))


@pytest.mark.fault("C1")
async def test_without_a_tool_nothing_is_claimed(desk: Desk):
    sent = await desk.machine(DISPLAY=":9").copy("text")

    assert Sent((), ("clipboard: no tool for the clipboard was found (xclip, xsel or wl-clipboard)",)) == sent


@pytest.mark.fault("C1")
async def test_without_a_desktop_no_route_is_tried(desk: Desk):
    desk.tool("xclip", SAVE)

    sent = await desk.machine().copy("text")

    assert (Sent(()), None) == (sent, desk.written("copied"))


@pytest.mark.fault("C2")
async def test_a_display_that_is_gone_is_a_failure_though_the_tool_says_nothing_of_it(desk: Desk):
    desk.tool("xclip", f"{SAVE}; echo \"Error: Can't open display: :9\" >&2")

    sent = await desk.machine(DISPLAY=":9").copy("text")

    assert Sent((), ("clipboard: Error: Can't open display: :9",)) == sent


@pytest.mark.fault("C3")
async def test_a_tool_that_fails_in_silence_is_a_failure(desk: Desk):
    desk.tool("xclip", f"{SAVE}; exit 1")

    sent = await desk.machine(DISPLAY=":9").copy("text")

    assert Sent((), ("clipboard: xclip ended with status 1",)) == sent


@pytest.mark.fault("C4")
async def test_a_tool_that_sleeps_is_killed_when_the_limit_passes(desk: Desk):
    life = asyncio.create_task(asyncio.to_thread(desk.sleeping_tool("xclip").read_text))

    for limit in (1.5, 6.0, 24.0):  # a busy machine may not have started the tool by then
        sent = await desk.machine(DISPLAY=":9", limit=limit).copy("text" * 100_000)
        if desk.written("started"):
            break
    async with asyncio.timeout(PATIENCE):
        await life

    assert Sent((), (f"clipboard: no answer within {limit:g} s",)) == sent


async def test_a_copy_that_is_given_up_leaves_no_tool_behind(desk: Desk):
    pipe = desk.sleeping_tool("xclip")
    copying = asyncio.create_task(desk.machine(DISPLAY=":9", limit=2 * PATIENCE).copy("text"))
    life = await asyncio.to_thread(pipe.open)
    await asyncio.to_thread(life.readline)

    copying.cancel()
    async with asyncio.timeout(PATIENCE):
        await asyncio.wait([copying])
        rest = await asyncio.to_thread(life.read)
    life.close()

    assert (True, "") == (copying.cancelled(), rest)


@pytest.mark.fault("C5")
async def test_the_noise_of_a_tool_stays_off_the_screen(desk: Desk, capfd: pytest.CaptureFixture[str]):
    desk.tool("xclip", f"{SAVE}; echo noise; printf '\\033[31mred\\033[0m\\nmore' >&2")

    sent = await desk.machine(DISPLAY=":9").copy("text")

    assert Sent((), ("clipboard: [31mred[0m",)) == sent
    assert ("", "") == capfd.readouterr()


@pytest.mark.fault("C6")
async def test_inside_tmux_its_buffer_is_loaded(desk: Desk):
    desk.tool("tmux", f'echo "$@" > words; {SAVE}')

    sent = await desk.machine(TMUX="/tmp/tmux-0/default,1,0").copy("text")

    assert Sent(("tmux",)) == sent
    assert ("load-buffer -w -\n", "text") == (desk.written("words"), desk.written("copied"))


@pytest.mark.fault("C6")
async def test_a_tmux_that_is_too_old_is_a_failure_beside_a_clipboard_that_works(desk: Desk):
    desk.tool("tmux", "echo 'unknown option -- w' >&2; exit 1")
    desk.tool("xclip", SAVE)

    sent = await desk.machine(TMUX="x", DISPLAY=":9").copy("text")

    assert Sent(("clipboard",), ("tmux: unknown option -- w",)) == sent


@pytest.mark.fault("C6")
async def test_a_missing_or_sleeping_tmux_is_a_failure(desk: Desk):
    missing = await desk.machine(TMUX="x").copy("text")
    desk.tool("tmux", f"exec sleep {LONG}")
    sleeping = await desk.machine(TMUX="x", limit=0.2).copy("text")

    assert Sent((), ("tmux: tmux cannot be started (No such file or directory)",)) == missing
    assert Sent((), ("tmux: no answer within 0.2 s",)) == sleeping


@pytest.mark.fault("C7")
@pytest.mark.parametrize("name", ["SSH_TTY", "SSH_CONNECTION"])
async def test_over_ssh_the_clipboard_of_the_far_machine_is_left_alone(desk: Desk, name: str):
    desk.tool("xclip", SAVE)

    sent = await desk.machine(DISPLAY=":9", **{name: "x"}).copy("text")

    assert (Sent(()), None) == (sent, desk.written("copied"))


@pytest.mark.fault("C8")
@pytest.mark.parametrize(
    ("text", "expected"),
    [("a\nrm -rf x\r\n", "a rm -rf x"), ("a\x1b]52;c;x\x07b\x00", "a]52;c;xb"), ("a\ud800b", "a\ufffdb")],
)
async def test_what_is_copied_is_one_clean_line(desk: Desk, text: str, expected: str):
    desk.tool("xclip", SAVE)

    await desk.machine(DISPLAY=":9").copy(text)

    assert expected == desk.written("copied")


@pytest.mark.fault("C8")
async def test_an_entry_keeps_its_lines_and_nothing_that_a_terminal_would_obey(desk: Desk):
    desk.tool("xclip", SAVE)

    await desk.machine(DISPLAY=":9").copy("@misc{a,\n  title={\x1b[2Jb\u202e}\n}\n", keeps_lines=True)

    assert "@misc{a,\n  title={[2Jb}\n}" == desk.written("copied")


@pytest.mark.fault("C8")
@pytest.mark.parametrize("text", ["", "\n\x1b "])
async def test_nothing_to_copy_leaves_the_clipboard_as_it_is(desk: Desk, text: str):
    desk.tool("xclip", SAVE)

    sent = await desk.machine(DISPLAY=":9").copy(text)

    assert (Sent((), ("there is nothing to copy",)), None) == (sent, desk.written("copied"))


@pytest.mark.fault("C9")
def test_a_clipboard_daemon_does_not_keep_our_pipe_open(desk: Desk):
    desk.tool("xclip", f"{SAVE}; sleep {LONG} & echo $! > daemon")
    program = (
        "import asyncio, os; from paperbrowse.desktop.machine import Machine;"
        "print(asyncio.run(Machine(os.environ, platform='linux').copy('text')).routes)"
    )
    environ = {**desk.environ, "DISPLAY": ":9"}

    ran = subprocess.run([sys.executable, "-c", program], env=environ, stdout=subprocess.PIPE, timeout=PATIENCE)
    os.kill(int(desk.written("daemon") or 0), signal.SIGKILL)

    assert b"('clipboard',)\n" == ran.stdout


async def test_a_python_that_is_gone_is_a_failure(desk: Desk):
    sent = await Machine({"DISPLAY": ":9"}, python="/gone/python", platform="linux").copy("text")

    assert Sent((), ("clipboard: /gone/python cannot be started (No such file or directory)",)) == sent


async def test_a_module_in_the_folder_of_the_reader_does_not_run(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    (tmp_path / "pyperclip.py").write_text(f"open({str(desk.folder / 'ran')!r}, 'w')")
    monkeypatch.chdir(tmp_path)
    desk.tool("xclip", SAVE)

    sent = await desk.machine(DISPLAY=":9").copy("text")

    assert (COPIED, None) == (sent, desk.written("ran"))
