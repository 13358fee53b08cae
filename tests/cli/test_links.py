"""`paperbrowse copy` and `open`."""

import base64
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import A_PAPER, ROOT, Program, Run
from tests.hub import Hub
from tests.patience import PATIENCE

LINK = f"https://huggingface.co/papers/{A_PAPER}"
needs_pty = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pty")


def a_title_id(run: Run) -> str:
    return next(id for id in run("list", "--sample", "-q").out.split() if id.startswith("title-"))


@pytest.mark.fault("C9", "C1")
def test_copying_into_a_pipe_ends_and_prints_the_link(program: Program):
    ended = program("copy", A_PAPER)

    assert (1, f"{LINK}\n".encode()) == (ended.returncode, ended.stdout)
    assert b"paperbrowse: no clipboard could be reached\n" == ended.stderr


@needs_pty
def test_copying_asks_the_terminal_by_its_own_device_and_never_through_the_output(tmp_path: Path):
    import pexpect

    script = f"{sys.executable} -m paperbrowse copy {A_PAPER} > {tmp_path}/out 2> {tmp_path}/err"
    environ = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm-256color"}
    child = pexpect.spawn("/bin/sh", ["-c", script], env=environ, timeout=PATIENCE)
    child.expect(pexpect.EOF)
    child.close()

    sequence = f"\x1b]52;c;{base64.b64encode(LINK.encode()).decode()}\x07".encode()
    assert (0, sequence) == (child.exitstatus, child.before)
    assert f"{LINK}\n" == (tmp_path / "out").read_text()
    assert "Link sent to the terminal.\n" == (tmp_path / "err").read_text()


def test_the_link_of_a_paper_without_an_id_searches_for_its_title(program: Program, run: Run):
    ended = program("copy", a_title_id(run))

    assert ended.stdout.startswith(b"https://huggingface.co/papers?q=")


def test_a_title_id_that_is_not_on_this_machine_cannot_be_copied(program: Program):
    ended = program("copy", "title-000000000000")

    assert (1, b"") == (ended.returncode, ended.stdout)


def test_the_id_to_copy_comes_in_on_the_standard_input(program: Program):
    assert f"{LINK}\n".encode() == program("copy", "-", input=f"{A_PAPER}\n".encode()).stdout
    assert 2 == program("copy", "-", input=b"").returncode


@pytest.mark.fault("C10")
@pytest.mark.parametrize(
    ("options", "address"),
    [([], LINK), (["--arxiv"], f"https://arxiv.org/abs/{A_PAPER}"), (["--pdf"], f"https://arxiv.org/pdf/{A_PAPER}")],
)
def test_where_no_browser_starts_the_address_is_printed(run: Run, options: list[str], address: str):
    ended = run("open", A_PAPER, *options)

    assert (1, f"{address}\n", 1) == (ended.code, ended.out, ended.err.count("\n"))


@pytest.mark.skipif(not shutil.which("true"), reason="no such program here")
def test_a_browser_that_starts_is_enough(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("BROWSER", shutil.which("true"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))

    ended = run("open", A_PAPER)

    assert (0, f"{LINK}\n", "") == (ended.code, ended.out, ended.err)


def test_a_paper_without_an_arxiv_id_has_no_page_on_arxiv(run: Run):
    ended = run("open", a_title_id(run), "--arxiv")

    assert (1, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "https://huggingface.co/papers?q=" in ended.err


def test_links_need_no_network(run: Run, hub: Hub, typed_in: Callable[[bytes], None]):
    typed_in(A_PAPER.encode())

    assert f"{LINK}\n" == run("open", "-").out
    assert [] == hub.requests
