"""What stands still around the program: a terminal, a service, a tool, the whole machine. The program does not."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desktop.conftest import Desk
from tests.hub import Hub, faults
from tests.patience import PATIENCE
from tests.store.making import locked

from .conftest import ROOT, OpenScreen, Program
from .terminal import ALTERNATE_SCREEN, CTRL_C, CTRL_Q, CTRL_Z, ESCAPE, Terminal

NOISE = "NOISE"


def waits_for_an_answer(home: Path, seconds: float, tries: int) -> None:
    """So long, and so often, in each run from now on."""
    folder = home / "paperbrowse" / "config"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(f"[network]\nread = {seconds}\nwhole = {seconds}\ntries = {tries}\n")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    folder = tmp_path / "desk"
    folder.mkdir()
    return Desk(folder)


@pytest.fixture
def at_desk(open_screen: OpenScreen, desk: Desk) -> Callable[[], Terminal]:
    """Opens the sample where only the tools of the desk are found."""

    def at_desk() -> Terminal:
        environ = {"PATH": str(desk.tools), "DISPLAY": ":9", "BROWSER": "firefox", "PYTHONPATH": str(ROOT)}
        screen = open_screen("--sample", **environ)
        screen.wait_for("1 of 45")
        return screen

    return at_desk


@pytest.mark.fault("N66")
def test_after_a_sleep_of_the_machine_in_the_middle_of_a_request_the_next_try_is_answered(
    open_screen: OpenScreen, hub: Hub, home: Path
) -> None:
    waits_for_an_answer(home, 0.8, tries=10)  # the second is enough, where the machine does nothing else
    hub.fault(faults.silence(), times=1)
    screen = open_screen(HF_ENDPOINT=hub.url)
    screen.wait_until(lambda: bool(hub.requests), "request")

    screen.signal(signal.SIGSTOP)
    screen.wait_until(screen.stopped, "stop")
    asleep_until = time.monotonic() + 1.0  # longer than the program waits for an answer
    screen.wait_until(lambda: time.monotonic() > asleep_until, "morning")
    screen.signal(signal.SIGCONT)

    screen.wait_for("1 of 20", "● live")
    screen.press("q")
    assert 0 == screen.ended()
    assert 1 < sum(request.query == hub.requests[0].query for request in hub.requests)


@pytest.mark.fault("N66", "N8")
def test_a_sleep_that_outlasts_every_try_is_a_failure_and_asking_again_works(
    open_screen: OpenScreen, hub: Hub, home: Path
) -> None:
    waits_for_an_answer(home, 3.0, tries=1)
    hub.fault(faults.silence())
    screen = open_screen("2026-06-08", HF_ENDPOINT=hub.url)
    screen.wait_until(lambda: bool(hub.requests), "request")
    screen.signal(signal.SIGSTOP)
    screen.wait_until(screen.stopped, "stop")
    screen.signal(signal.SIGCONT)
    screen.wait_for("No copy of 8 Jun on this machine.", "R tries again")

    hub.heal()
    screen.insist("R", "● live")

    screen.wait_for("1 of 20")


@pytest.mark.fault("N6", "N7")
@pytest.mark.parametrize("fault", [faults.drip(), faults.drip_headers(0.3), faults.silence()], ids=["body", "headers", "silence"])
def test_while_an_answer_drips_keys_work_and_the_end_comes_at_once(
    open_screen: OpenScreen, hub: Hub, home: Path, fault: faults.Fault
) -> None:
    waits_for_an_answer(home, 10 * PATIENCE, tries=1)  # who waited for it would come too late
    hub.fault(fault)
    screen = open_screen("2026-06-08", HF_ENDPOINT=hub.url)
    screen.wait_until(lambda: bool(hub.requests), "request")

    screen.press("?")
    screen.wait_for("escape closes")
    screen.press(ESCAPE)
    screen.wait_while("escape closes")
    screen.press("q")

    assert 0 == screen.ended()
    assert screen.is_restored


@pytest.mark.fault("T20")
@pytest.mark.skipif(sys.platform != "linux", reason="needs /proc")
def test_a_terminal_that_is_not_read_costs_no_memory_and_is_served_when_it_is(open_screen: OpenScreen) -> None:
    screen = open_screen("--sample")
    screen.wait_for("1 of 45")
    screen.press(*"jk" * 50)
    screen.wait_until_stuck()
    before = screen.memory

    for _ in range(3):
        screen.press(*"jk" * 30)
        screen.wait_until_stuck()

    assert screen.memory < before + (8 << 20)
    screen.press("G")
    screen.wait_for("45 of 45")
    screen.press("q")
    assert 0 == screen.ended()
    assert screen.is_restored


@pytest.mark.fault("T17", "C5", "C12")
def test_nothing_that_a_tool_or_a_browser_writes_reaches_the_screen(at_desk: Callable[[], Terminal], desk: Desk) -> None:
    noise = f"echo {NOISE}; (printf '\\033[2J{NOISE}' >/dev/tty) 2>/dev/null"
    desk.tool("xclip", f"cat > copied; {noise}; printf 'no room\\n\\033[2J{NOISE}\\n' >&2; exit 1")
    desk.tool("firefox", f"{noise}; echo {NOISE} >&2; echo $1 > opened")
    screen = at_desk()

    screen.insist("y", "no room")  # again, where the tool had no time to start
    screen.wait_to_hear("Sent to the clipboard (terminal)")
    screen.press("o")
    screen.wait_to_hear("Opened https://huggingface.co/")

    screen.press("q")
    assert 0 == screen.ended()
    assert NOISE.encode() not in screen.raw and b"\x1b[2J" not in screen.raw
    assert desk.written("opened") and {*screen.copied} == {desk.written("copied")}


@pytest.mark.fault("C11")
def test_a_browser_that_draws_in_the_terminal_has_it_until_it_ends(
    open_screen: OpenScreen, desk: Desk
) -> None:
    desk.tool("w3m", "stty -g > before; echo W3M SHOWS $1; read key; echo $key > typed; trap 'echo yes > interrupted' INT; read key; exit 0")
    desk.real("stty")
    screen = open_screen("--sample", PATH=str(desk.tools), BROWSER="w3m", PYTHONPATH=str(ROOT))
    screen.wait_for("1 of 45")

    screen.press("o")
    screen.wait_for("W3M SHOWS https://huggingface.co/")
    assert ALTERNATE_SCREEN not in screen.modes
    screen.press("jq\r")
    screen.wait_until(lambda: bool(desk.written("typed")), "line of its own")
    screen.press(CTRL_Z, CTRL_C)

    screen.wait_for("1 of 45", "Opened https://huggingface.co/")
    assert ("jq\n", "yes\n") == (desk.written("typed"), desk.written("interrupted"))
    screen.press("j")
    screen.wait_for("2 of 45")
    screen.press("q")
    assert 0 == screen.ended()
    assert screen.is_restored


@pytest.mark.fault("C4")
def test_a_clipboard_that_sleeps_holds_up_neither_the_keys_nor_the_end(
    at_desk: Callable[[], Terminal], desk: Desk
) -> None:
    desk.tool("xclip", f"echo $$ > pid; exec sleep {10 * PATIENCE}")
    screen = at_desk()

    screen.press("y")
    screen.wait_until(lambda: bool(desk.written("pid")), "tool")
    screen.press("j")
    screen.wait_for("2 of 45")
    screen.press("q")

    assert 0 == screen.ended()
    screen.wait_until(lambda: not is_alive(int(desk.written("pid") or 0)), "end of the tool")


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.fault("S17")
def test_files_that_another_program_holds_do_not_hold_up_the_start(
    open_screen: OpenScreen, home: Path, hub: Hub
) -> None:
    day = "2026-06-08"
    first = open_screen(day, HF_ENDPOINT=hub.url)
    first.wait_for("1 of 20")
    first.press("b")
    first.wait_to_hear("Bookmarked “")
    first.press("q")
    assert 0 == first.ended()
    files = home / "paperbrowse"

    with locked(files / "cache" / "papers" / "cache.db"), locked(files / "data" / "library.db"):
        screen = open_screen(day, HF_ENDPOINT=hub.url)
        screen.wait_for("20 papers", "▌●◆")
        screen.wait_to_hear("in use by another program")
        screen.press("j")
        screen.wait_while("▌●◆")
    screen.press(CTRL_Q)
    assert 0 == screen.ended()


@pytest.mark.fault("T15")
def test_a_program_that_is_killed_leaves_the_terminal_as_it_is_and_the_readme_says_what_helps(
    open_screen: OpenScreen, program: Program
) -> None:
    screen = open_screen("--sample")
    screen.wait_for("1 of 45")
    screen.press("b")
    screen.wait_to_hear("Bookmarked “")

    screen.signal(signal.SIGKILL)

    assert -signal.SIGKILL == screen.ended()
    assert not screen.is_restored
    assert 1 == program("list", "--bookmarked", "--quiet").stdout.count(b"\n")
    assert "`reset`" in (ROOT / "README.md").read_text("utf-8")
