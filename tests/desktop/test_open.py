"""Opening an address: a browser is started, or a sentence shows the address."""

import asyncio
import os
import signal
from pathlib import Path

import pytest

from paperbrowse.desktop.machine import Machine
from tests.desktop.conftest import LONG, Desk
from tests.patience import PATIENCE

URL = "https://huggingface.co/papers/2608.16590"
SAVE = 'echo "$@" > opened'
NOTHING = f"no browser could be started: {URL}"
DRAWS = f"the browser in $BROWSER draws in the terminal: {URL}"


async def test_the_browser_of_the_desktop_gets_the_address(desk: Desk):
    desk.tool("xdg-open", SAVE)

    assert await desk.machine(DISPLAY=":9").open(URL) is None
    assert f"{URL}\n" == desk.written("opened")


@pytest.mark.parametrize(("limit", "failure_within"), [(PATIENCE, 0.3), (6.0, PATIENCE)])
async def test_a_browser_in_the_foreground_is_not_waited_for_and_lives_on(
    desk: Desk, limit: float, failure_within: float
):
    pipe = desk.sleeping_tool("xdg-open")
    machine = desk.machine(limit=limit, failure_within=failure_within, DISPLAY=":9")

    async with asyncio.timeout(PATIENCE):
        opening = asyncio.create_task(machine.open(URL))
        life = await asyncio.to_thread(os.open, pipe, os.O_RDONLY)
        browser = int(await asyncio.to_thread(os.read, life, 100))
        sentence = await opening

    assert sentence is None
    os.set_blocking(life, False)
    with pytest.raises(BlockingIOError):  # a dead browser would have ended the file
        os.read(life, 1)
    os.kill(browser, signal.SIGTERM)
    os.close(life)


async def test_a_desktop_without_xdg_open_is_asked_for_its_own_browser(desk: Desk):
    desk.tool("x-www-browser", f"echo $$ > pid; {SAVE}; exec sleep {LONG}")
    os.mkfifo(desk.folder / "opened")

    async with asyncio.timeout(PATIENCE):
        opening = asyncio.create_task(desk.machine(DISPLAY=":9").open(URL))
        opened = await asyncio.to_thread((desk.folder / "opened").read_text)

        sentence = await opening
    os.kill(int(desk.written("pid") or 0), signal.SIGTERM)

    assert (None, f"{URL}\n") == (sentence, opened)


@pytest.mark.parametrize(
    ("browser", "expected"),
    [
        ("firefox", f"{URL}\n"),
        ("firefox -P 'my work'", f"-P my work {URL}\n"),
        ("firefox --tab=%s --safe", f"--tab={URL} --safe\n"),
        ("firefox %s &", f"{URL}\n"),
        ("missing:firefox", f"{URL}\n"),
        ("'unclosed:firefox", f"{URL}\n"),
        ("w3m:firefox", f"{URL}\n"),
        ("failing:firefox", f"{URL}\n"),
    ],
)
async def test_the_browser_variable_is_a_list_of_commands(desk: Desk, browser: str, expected: str):
    desk.tool("firefox", SAVE)
    desk.tool("w3m", "echo w3m > opened")
    desk.tool("failing", "exit 1")

    assert await desk.machine(BROWSER=browser).open(URL) is None
    assert expected == desk.written("opened")


@pytest.mark.fault("C10")
async def test_without_any_browser_the_address_is_shown_at_once():
    machine = Machine({}, python="/gone/python", platform="linux")

    assert f"no browser here: {URL}" == await machine.open(URL)


@pytest.mark.fault("C10")
@pytest.mark.parametrize("browser", ["missing", "failing", ":"])
async def test_a_browser_that_is_missing_or_fails_shows_the_address(desk: Desk, browser: str):
    desk.tool("failing", "exit 1")

    assert NOTHING == await desk.machine(BROWSER=browser).open(URL)


@pytest.mark.fault("C10")
async def test_a_desktop_without_a_browser_shows_the_address(desk: Desk):
    assert NOTHING == await desk.machine(DISPLAY=":9").open(URL)


@pytest.mark.fault("C10")
async def test_a_desktop_that_knows_no_browser_shows_the_address(desk: Desk):
    desk.tool("xdg-open", "sleep 0.05; exit 3")

    assert NOTHING == await desk.machine(DISPLAY=":9").open(URL)


@pytest.mark.fault("C10")
async def test_a_python_that_is_gone_shows_the_address():
    machine = Machine({"DISPLAY": ":9"}, python="/gone/python", platform="linux")

    assert f"no browser could be started (No such file or directory): {URL}" == await machine.open(URL)


@pytest.mark.fault("C11")
@pytest.mark.parametrize("browser", ["w3m", "lynx -nocolor %s", "/usr/bin/links", "missing:elinks"])
async def test_a_browser_that_draws_in_the_terminal_is_not_started(desk: Desk, browser: str):
    for name in ("w3m", "lynx", "elinks"):
        desk.tool(name, SAVE)

    assert (DRAWS, None) == (await desk.machine(BROWSER=browser).open(URL), desk.written("opened"))


@pytest.mark.fault("C11")
async def test_a_desktop_with_only_such_browsers_shows_the_address(desk: Desk):
    desk.tool("w3m", SAVE)
    desk.tool("www-browser", SAVE)

    assert (NOTHING, None) == (await desk.machine(DISPLAY=":9").open(URL), desk.written("opened"))


@pytest.mark.fault("C12")
@pytest.mark.parametrize("environ", [{"DISPLAY": ":9"}, {"BROWSER": "xdg-open"}])
async def test_what_a_browser_writes_stays_off_the_screen(
    desk: Desk, environ: dict[str, str], capfd: pytest.CaptureFixture[str]
):
    desk.tool("xdg-open", f"{SAVE}; echo noise; echo noise >&2")

    assert await desk.machine(**environ).open(URL) is None
    assert ("", "") == capfd.readouterr()
    assert f"{URL}\n" == desk.written("opened")


@pytest.mark.fault("C13", "C14", "C15")
@pytest.mark.parametrize("url", ["file:///etc/passwd", "--flag", "https://huggingface.co@evil.test", f"{URL}/%action"])
async def test_a_refused_address_reaches_no_browser(desk: Desk, url: str):
    desk.tool("firefox", SAVE)

    sentence = await desk.machine(BROWSER="firefox").open(url)

    assert (True, None) == (url in (sentence or ""), desk.written("opened"))


async def test_no_shell_reads_the_address_or_the_variable(desk: Desk):
    desk.tool("firefox", SAVE)
    url = f"{URL}?a=$(echo>ran)&b=`echo>ran`;echo>ran"

    assert await desk.machine(BROWSER="firefox ;echo>ran").open(url) is None
    assert (f";echo>ran {url}\n", None) == (desk.written("opened"), desk.written("ran"))
    assert not Path("ran").exists()


async def test_a_desktop_that_gives_no_answer_counts_as_started(desk: Desk):
    desk.tool("xdg-settings", f"exec sleep {LONG}")

    assert await desk.machine(DISPLAY=":9", limit=1.0).open(URL) is None
