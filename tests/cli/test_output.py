"""What reaches the terminal or the pipe: whole, harmless, and quiet when nobody listens any more."""

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, date, datetime

import pytest

from paperbrowse.cli import main
from paperbrowse.cli.cells import cut, padded, width, wrapped
from paperbrowse.cli.table import table
from paperbrowse.model.marks import Marks
from paperbrowse.model.paper import Organization, Paper
from tests.cli.conftest import ROOT, Program, Run
from tests.hub import Hub, make_entry
from tests.patience import PATIENCE

MONDAY = date(2026, 6, 8)
posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such pipes and signals")

HOSTILE = (
    "\x1b[31mred\x1b[0m",
    "\x1b]52;c;aGk=\x07",
    "\x1b]8;;https://evil.test\x1b\\x",
    "\x1b[6n",
    "\x9b31m",
    "a\x7fb\x00c\x0ed",
    "a\u202eb\u2067c",
    "a\u200bb\ufeffc\U000e0041",
    "two\nlines\tand\r\nmore",
    "a\u2028b\x85c",
    "[red]x[/]",
    "[@click=app.quit]x[/]",
    "e" + "\u0301" * 500,
    "中文標題",
    "\U0001f1e9\U0001f1ea\U0001f469\u200d\U0001f680",
    "=cmd|' /C calc'!A0",
    "$\\input{/etc/passwd}$",
)


def hostile_entry(number: int, text: str) -> dict:
    entry = make_entry(MONDAY, number)
    paper = entry["paper"]
    entry["title"] = paper["title"] = f"T{text}"
    entry["summary"] = paper["summary"] = f"S{text}"
    paper["authors"] = [{"_id": "0" * 24, "name": f"A{text}", "hidden": False}]
    paper["organization"] = entry["organization"] = {"_id": "0" * 24, "name": "lab", "fullname": f"O{text}"}
    paper["ai_keywords"], paper["ai_summary"] = [f"k{text}"], f"M{text}"
    submitter = {"_id": "0" * 24, "fullname": f"U{text}", "name": "who", "type": "user"}
    entry["submittedBy"] = paper["submittedOnDailyBy"] = submitter
    return entry


@pytest.mark.fault("H8", "H9", "H10", "H11", "H12", "H15", "H16", "H20")
@pytest.mark.parametrize(
    "argv", [["list", "2026-06-08"], ["list", "2026-06-08", "--json"], ["bookmark"], ["show"], ["show", "--json"]]
)
def test_hostile_text_reaches_no_terminal(run: Run, hub: Hub, argv: list[str]):
    hub.days[MONDAY] = [hostile_entry(number, text) for number, text in enumerate(HOSTILE)]
    ids = [f"2606.08{number:03}" for number in range(len(HOSTILE))] if argv[0] != "list" else []

    ended = run(*argv, *ids)

    told = ended.out + ended.err
    allowed = {"\n", "\t", "\u200d"}
    assert 0 == ended.code
    assert not {character for character in told if not character.isprintable() and character not in allowed}
    assert "\\u00" not in ended.out and "[red]x[/]" in told or argv == ["bookmark"]


def test_a_hostile_title_stays_on_its_line(run: Run, hub: Hub):
    hub.days[MONDAY] = [hostile_entry(number, text) for number, text in enumerate(HOSTILE)]

    lines = run("list", "2026-06-08").out.split("\n")[:-1]

    assert [f"2606.08{number:03}" for number in range(len(HOSTILE))] == [line.split("\t")[0] for line in lines]
    assert {5} == {line.count("\t") for line in lines}


@pytest.mark.fault("T8")
@pytest.mark.parametrize(
    "environ",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
)
def test_an_output_that_cannot_take_every_character_gets_others_in_their_place(
    program: Program, environ: dict[str, str]
):
    listed = program("list", "--sample", env=environ)
    shown = program("show", listed.stdout.split()[0].decode(), env=environ)
    refused = program("list", "2026-13-01", env=environ)

    assert (0, 0, 2) == (listed.returncode, shown.returncode, refused.returncode)
    assert (b"", b"") == (listed.stderr, shown.stderr)
    assert b'paperbrowse: "2026-13-01": ' in refused.stderr.replace(b"\x93", b'"')


@pytest.mark.fault("T8")
def test_json_loses_nothing_where_the_output_takes_only_ascii(program: Program, hub: Hub):
    entry = make_entry(MONDAY, 0)
    entry["title"] = entry["paper"]["title"] = "Grété 中文 “quoted”"
    hub.days[MONDAY] = [entry]

    ended = program("list", "2026-06-08", "--json", env={"PYTHONIOENCODING": "ascii"})

    assert ended.stdout.isascii()
    assert "Grété 中文 “quoted”" == json.loads(ended.stdout)[0]["title"]


@posix
@pytest.mark.fault("T10")
@pytest.mark.parametrize(
    "argv", [["list", "--sample"], ["list", "--sample", "--json"], ["--help"], ["--version"], ["keys"], ["paths"]]
)
def test_a_reader_who_leaves_early_is_no_error(argv: list[str]):
    reading, writing = os.pipe()
    os.close(reading)

    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "paperbrowse", *argv]
    ended = subprocess.run(words, stdout=writing, stderr=subprocess.PIPE, env=environ)
    os.close(writing)

    assert (141, b"") == (ended.returncode, ended.stderr)


@posix
@pytest.mark.fault("T10")
def test_the_output_goes_through_head():
    script = f"{sys.executable} -m paperbrowse list --sample --json | head -1"
    environ = os.environ | {"PYTHONPATH": str(ROOT)}

    ended = subprocess.run(["/bin/sh", "-c", script], capture_output=True, env=environ)

    assert (0, b"[\n", b"") == (ended.returncode, ended.stdout, ended.stderr)


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("argv", [["list", "--sample"], ["show", "2602.12500", "--json"], ["--help"]])
def test_an_output_that_cannot_be_written_exits_1_with_one_sentence(argv: list[str]):
    environ = os.environ | {"PYTHONPATH": str(ROOT)}

    with open("/dev/full", "wb") as full:
        words = [sys.executable, "-m", "paperbrowse", *argv]
        ended = subprocess.run(words, stdout=full, stderr=subprocess.PIPE, env=environ)

    assert (1, 1) == (ended.returncode, ended.stderr.count(b"\n"))
    assert ended.stderr.startswith(b"paperbrowse: the output cannot be written: ")


class BrokenClock:
    """A clock whose mistake carries a secret."""

    def __init__(self, error: BaseException) -> None:
        self._error = error

    def now(self) -> datetime:
        raise self._error


@pytest.mark.fault("T16")
def test_a_mistake_of_ours_is_one_sentence_without_any_value(capsys: pytest.CaptureFixture[str]):
    code = main(["list"], BrokenClock(RuntimeError("hf_secret")))

    said = capsys.readouterr()
    assert (70, "", 1) == (code, said.out, said.err.count("\n"))
    assert "RuntimeError" in said.err and "issues" in said.err and "hf_secret" not in said.err


def test_a_mistake_of_ours_shows_where_it_happened_only_on_demand(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("PAPERBROWSE_DEBUG", "1")

    main(["list"], BrokenClock(RuntimeError("why")))

    assert "Traceback" in capsys.readouterr().err


@pytest.mark.fault("T11")
def test_an_interrupt_ends_quietly(capsys: pytest.CaptureFixture[str]):
    code = main(["list"], BrokenClock(KeyboardInterrupt()))

    assert (130, ("", "")) == (code, tuple(capsys.readouterr()))


@posix
@pytest.mark.fault("T11", "T12")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, -signal.SIGTERM), (signal.SIGHUP, -signal.SIGHUP)]
)
def test_a_command_that_waits_for_the_network_ends_on_a_signal(hub: Hub, number: signal.Signals, code: int):
    asked = threading.Event()

    async def silence(exchange) -> None:
        asked.set()
        await asyncio.Event().wait()

    hub.fault(silence)
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    words = [sys.executable, "-m", "paperbrowse", "list", "2026-06-08"]

    def heeding() -> None:
        """Also where the tests themselves run under nohup."""
        signal.signal(number, signal.SIG_DFL)

    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(words, **pipes, env=environ, preexec_fn=heeding) as child:
        assert asked.wait(PATIENCE)
        child.send_signal(number)
        out, err = child.communicate(timeout=PATIENCE)

    assert (code, b"", b"") == (child.returncode, out, err)


def a_paper(title: str, **known) -> Paper:
    return Paper(id="2606.08000", title=title, **known)


@pytest.mark.fault("H21", "H22")
@pytest.mark.parametrize("columns", [40, 80, 109, 110, 160])
@pytest.mark.parametrize("title", ["A Title", "A Longer Title " * 20, "中文標題" * 30, "x" * 1_000_000, "e\u0301" * 200])
def test_no_row_of_the_table_is_wider_than_the_terminal(monkeypatch: pytest.MonkeyPatch, columns: int, title: str):
    monkeypatch.setenv("COLUMNS", str(columns))
    paper = a_paper(title, upvotes=12, organization=Organization(fullname="中文 Laboratory " * 4))

    (line,) = table([(paper, Marks())], plain=False)

    assert line.startswith("2606.08000  ")
    assert width(line) < columns


def test_the_table_marks_what_is_unread_and_bookmarked_also_without_wide_characters(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("COLUMNS", "60")
    then = datetime(2026, 6, 8, tzinfo=UTC)
    marks = (Marks(), Marks(bookmarked_at=then), Marks(read_at=then), None)
    rows = [(a_paper("T"), each) for each in marks]

    lines = list(table(rows, plain=True))

    assert ["* ", "*#", "  ", "  "] == [line[12:14] for line in lines]
    assert all(line.isascii() for line in lines)


@posix
def test_on_a_terminal_the_list_is_a_table():
    import pexpect

    environ = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "72"}
    child = pexpect.spawn(sys.executable, ["-m", "paperbrowse", "list", "--sample", "-n", "3"], env=environ, timeout=PATIENCE)
    child.expect(pexpect.EOF)
    child.close()

    lines = child.before.decode().splitlines()
    assert (0, 3) == (child.exitstatus, len(lines))
    assert all(line.startswith(("title-", "2")) and "\t" not in line and width(line) < 72 for line in lines)


def test_the_cells_of_a_text_are_those_of_a_terminal():
    assert [0, 3, 4, 1, 4] == [width(text) for text in ("", "abc", "中文", "e\u0301", "ａｂ")]


def test_a_cut_text_ends_in_the_ellipsis_and_never_splits_a_wide_character():
    assert ["abc", "ab…", "中…", "…"] == [cut("abc", 3), cut("abcd", 3), cut("中文字", 4), cut("中文", 1)]


def test_padding_counts_cells():
    assert ["中  ", "ab  "] == [padded("中", 4), padded("ab", 4)]


def test_lines_break_at_blanks_and_inside_what_is_longer_than_a_line():
    assert ["aa bb", "cc"] == wrapped("aa bb cc", 5)
    assert ["a", "bbbbb", "bbb c"] == wrapped("a bbbbbbbb c", 5)
    assert ["中文", "字"] == wrapped("中文字", 5)
    assert [""] == wrapped("", 5)
