"""`paperbrowse doctor`, in this process, against a local service."""

import asyncio
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from paperbrowse import __version__
from paperbrowse.store.health import NEWEST_FORMAT
from tests.cli.conftest import A_PAPER, Run
from tests.hub import Hub, faults
from tests.store.making import listing, open_cache

Rows = dict[str, tuple[str, str, str]]
"""State, what was found and advice, by name."""

SECRET = "hf_SesameOpenSesame"


@pytest.fixture
def doctor(run: Run) -> Callable[..., tuple[int, Rows]]:
    def doctor(*argv: str) -> tuple[int, Rows]:
        ended = run("doctor", *argv)
        rows = [line.split("\t") for line in ended.out.splitlines()]
        assert "" == ended.err
        return ended.code, {name: (state, said, advice) for state, name, said, advice in rows}

    return doctor


@pytest.fixture
def ours(home: Path) -> Path:
    return home / "paperbrowse"


@pytest.fixture
def config(ours: Path) -> Path:
    path = ours / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def states(rows: Rows) -> set[str]:
    return {state for state, _, _ in rows.values()}


# ---- all is well


def test_a_first_start_is_healthy_and_leaves_no_file_but_the_count_of_requests(doctor, hub: Hub, ours: Path):
    code, rows = doctor()

    assert (0, "ok", "127.0.0.1") == (code, rows["service"][0], rows["service"][1][:9])
    assert "5 papers on 2026-06-12" in rows["service"][1]
    assert "none yet" in rows["library"][1] and "none yet" in rows["cache"][1]
    assert {"pace.db", "pace.db-journal"} == {path.name for path in ours.rglob("*") if path.is_file()}


def test_versions_are_told(doctor):
    _, rows = doctor("--offline")

    assert __version__ == rows["paperbrowse"][1]
    assert all(rows[name][1][0].isdigit() for name in ("Python", "textual", "httpx", "parsel", "diskcache", "SQLite"))


def test_what_is_kept_is_counted(run: Run, doctor, hub: Hub):
    run("list")
    run("bookmark", A_PAPER)
    run("read", A_PAPER)

    _, rows = doctor()

    assert rows["library"][1].endswith(
        f"format {NEWEST_FORMAT}: sound; 1 bookmark, 1 read, copies of 1 paper, 0 imported pages, 0 editions looked at"
    )
    assert rows["cache"][1].endswith("sound; 1 edition, 0 single papers") and " of 537 MB" in rows["cache"][1]
    assert {"ok"} == {rows[name][0] for name in ("library", "cache", "state", "config")}


def test_json_has_the_documented_fields(run: Run):
    checks = json.loads(run("doctor", "--offline", "--json").out)

    assert [{"name", "state", "said", "advice"}] * len(checks) == [set(check) for check in checks]
    assert {"ok", "note"} >= {check["state"] for check in checks}


# ---- the network


def test_without_the_network_as_asked_nothing_fails(doctor, hub: Hub):
    code, rows = doctor("--offline")

    assert (0, "note") == (code, rows["service"][0])
    assert [] == hub.requests


@pytest.mark.fault("N2")
def test_without_the_network_the_service_fails_with_its_cause(doctor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")

    code, rows = doctor()

    assert (1, "failed") == (code, rows["service"][0])
    assert "connection refused" in rows["service"][1] and "HF_ENDPOINT" in rows["service"][2]


def test_one_request_is_made_and_no_second_try(doctor, hub: Hub, clock):
    hub.fault(faults.status(500))

    code, rows = doctor()

    assert (1, "failed", 1, []) == (code, rows["service"][0], len(hub.asked("/api")), clock.waited)


@pytest.mark.fault("N8")
def test_a_silent_service_ends_it_by_the_limits(doctor, hub: Hub, config: Path):
    config.write_text("[network]\nread = 0.2\n")
    hub.fault(faults.silence())

    code, rows = doctor()

    assert 1 == code
    assert "within 0.2 s" in rows["service"][1] and "[network]" in rows["service"][2]


def test_a_limit_of_the_service_is_a_note_with_the_time(doctor, hub: Hub):
    hub.budget = 0

    code, rows = doctor()

    assert (0, "note", "note") == (code, rows["service"][0], rows["API limit"][0])
    assert "limits us" in rows["service"][1] and "no request for another" in rows["API limit"][1]


def test_the_calls_that_are_left_are_told(doctor, hub: Hub):
    hub.budget = 40

    _, rows = doctor()

    assert rows["API limit"][1].startswith("39 of 500 requests left")
    assert rows["page limit"][1].startswith("100 of 100 ")


@pytest.mark.fault("P14")
def test_a_token_is_told_as_accepted_or_refused_and_never_shown(doctor, hub: Hub, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_TOKEN", SECRET)
    _, accepted = doctor()
    hub.fault(faults.status(401), times=1)

    code, refused = doctor()

    assert ("ok", "accepted", "") == accepted["token"]
    assert (1, "failed", "ok") == (code, refused["token"][0], refused["service"][0])
    assert SECRET not in str((accepted, refused))


@pytest.mark.fault("P14")
def test_a_proxy_is_named_by_its_variable_alone(doctor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_ENDPOINT", "http://papers.example")
    monkeypatch.setenv("http_proxy", "http://me:open-sesame@127.0.0.1:1")

    code, rows = doctor()

    assert (1, "note") == (code, rows["proxy"][0])
    assert "HTTP_PROXY" in rows["proxy"][1] and "sesame" not in str(rows)


# ---- files


def test_a_damaged_library_fails_and_stays_as_it_is(run: Run, doctor, ours: Path):
    library = ours / "data" / "library.db"
    library.parent.mkdir(parents=True)
    library.write_bytes(b"no library" * 500)

    code, rows = doctor("--offline")

    assert (1, "failed") == (code, rows["library"][0])
    assert str(library) in rows["library"][1] and "move it away" in rows["library"][2]
    assert b"no library" * 500 == library.read_bytes()


def test_a_newer_library_is_told_to_be_one(run: Run, doctor, ours: Path):
    run("bookmark", A_PAPER, "--sample")
    with changed(ours / "data" / "library.db") as connection:
        connection.execute("PRAGMA user_version = 99")

    _, rows = doctor("--offline")

    assert "format 99" in rows["library"][1] and "newer paperbrowse" in rows["library"][2]


def test_a_locked_library_fails_after_a_second(run: Run, doctor, ours: Path, hub: Hub):
    run("bookmark", A_PAPER)
    with changed(ours / "data" / "library.db") as connection:
        connection.execute("BEGIN IMMEDIATE")

        _, rows = doctor("--offline")

    assert "failed" == rows["library"][0]
    assert "in use by another program" in rows["library"][1] and "wait" in rows["library"][2]


def test_a_damaged_cache_is_told_and_not_set_aside(run: Run, doctor, hub: Hub, ours: Path):
    run("list")
    (ours / "cache" / "papers" / "cache.db").write_bytes(b"no cache" * 1000)

    code, rows = doctor("--offline")

    assert (1, "failed") == (code, rows["cache"][0])
    assert [ours / "cache" / "papers"] == list((ours / "cache").glob("papers*"))


def test_a_cache_that_was_set_aside_is_a_note(doctor, ours: Path):
    aside = ours / "cache" / "papers.damaged-20260101T000000Z"
    aside.mkdir(parents=True)
    (aside / "cache.db").write_bytes(b"x" * 2000)

    code, rows = doctor("--offline")

    assert (0, "note") == (code, rows["set aside"][0])
    assert str(aside) in rows["set aside"][1] and "2 kB" in rows["set aside"][1]


@pytest.mark.fault("P13")
def test_what_the_cache_let_go_is_told(doctor, ours: Path):
    async def let_go() -> None:
        async with open_cache(ours / "cache" / "papers", max_bytes=1) as cache:
            await cache.keep(listing("2026-06-08"))
            await cache.keep(listing("2026-W24"))
            await cache.sweep(frozenset())

    asyncio.run(let_go())

    code, rows = doctor("--offline")

    assert (0, "note") == (code, rows["evicted"][0])
    assert rows["evicted"][1].startswith("2 editions so far") and "2026-06-08" in rows["evicted"][1]
    assert "max_megabytes" in rows["evicted"][2]


@pytest.mark.parametrize(("folder", "name"), [("data", "library"), ("cache", "cache"), ("state", "state")])
def test_a_folder_that_cannot_be_made_fails(doctor, ours: Path, folder: str, name: str):
    ours.mkdir()
    (ours / folder).touch()

    code, rows = doctor("--offline")

    assert (1, "failed") == (code, rows[name][0])
    assert str(ours / folder) in rows[name][1] + rows[name][2]


# ---- configuration


@pytest.mark.fault("I14", "I17", "I18", "I22")
def test_every_mistake_is_named_and_everything_else_is_looked_at(
    doctor, run: Run, config: Path, monkeypatch: pytest.MonkeyPatch
):
    config.write_text("ascii = 3\nstrat = 'today'\n[keys]\nbokmark = 'b'\n")
    monkeypatch.setenv("HF_ENDPOINT", "file:///x")
    monkeypatch.setenv("HF_TOKEN", f"{SECRET} x")

    ended = run("doctor")

    rows = [line.split("\t") for line in ended.out.splitlines()]
    said = " ".join(row[2] for row in rows if row[1] == "mistake")
    assert (1, 5) == (ended.code, sum(row[1] == "mistake" and row[0] == "failed" for row in rows))
    for what in ("line 1", "line 2", "line 4", "HF_ENDPOINT", "HF_TOKEN"):
        assert what in said
    assert {"library", "cache", "state", "service"} <= {row[1] for row in rows}
    assert SECRET not in ended.out + ended.err


@pytest.mark.fault("I14")
@pytest.mark.parametrize("content", [b"= broken", b"\xff\xfe", b"keys = 3", b"[[keys]]", b"x = " + b"[" * 9000])
def test_a_broken_configuration_is_one_failed_check(doctor, config: Path, content: bytes):
    config.write_bytes(content)

    code, rows = doctor("--offline")

    assert (1, "failed") == (code, rows["mistake"][0])


def test_a_configuration_that_was_named_and_is_not_there_fails(doctor, tmp_path: Path):
    code, rows = doctor("--offline", "--config", str(tmp_path / "mine.toml"))

    assert 1 == code
    assert "there is no such file" in rows["mistake"][1]


def test_without_a_place_for_our_files_the_rest_is_looked_at(doctor, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPERBROWSE_HOME", "not/absolute")

    code, rows = doctor()

    assert (1, "failed") == (code, rows["mistake"][0])
    assert "PAPERBROWSE_HOME" in rows["mistake"][1] and "library" not in rows and "TERM" in rows


# ---- the terminal


@pytest.mark.parametrize(
    ("variables", "name", "state", "said"),
    [
        ({"TERM": "dumb"}, "TERM", "failed", "dumb"),
        ({"TERM": "xterm-256color"}, "TERM", "ok", "xterm-256color"),
        ({"TERM": "xterm-256color", "COLORTERM": ""}, "colours", "note", "256 colours"),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, "colours", "ok", "16 million"),
        ({"NO_COLOR": "1"}, "colours", "note", "NO_COLOR"),
        ({"NO_COLOR": "1"}, "pictures", "ok", "NO_COLOR"),
        ({"TERM": "xterm-kitty", "COLORTERM": "truecolor"}, "pictures", "ok", "by kitty's graphics"),
        ({"TERM": "xterm-kitty", "COLORTERM": "truecolor", "TMUX": "/gone,1,0"}, "pictures", "ok", "in half blocks"),
        ({"TERM": "xterm", "COLORTERM": ""}, "pictures", "note", "256 colours"),
        ({"SSH_TTY": "/dev/pts/1"}, "around it", "ok", "SSH"),
        ({"SSH_TTY": "/dev/pts/1", "DISPLAY": ":9"}, "clipboard", "note", "over SSH"),
        ({"TERM": "xterm", "TERM_PROGRAM": "Apple_Terminal"}, "OSC 52", "note", "macOS"),
        ({"TERM": "screen", "STY": "1"}, "OSC 52", "note", "screen"),
    ],
)
def test_the_terminal_is_told_by_what_the_environment_says(
    doctor, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], name: str, state: str, said: str
):
    for variable in ("TERM_PROGRAM", "VTE_VERSION", "STY", "COLORTERM", "NO_COLOR", "SSH_CONNECTION", "SSH_CLIENT", "ZELLIJ"):
        monkeypatch.delenv(variable, raising=False)
    for variable, value in variables.items():
        monkeypatch.setenv(variable, value)

    _, rows = doctor("--offline")

    assert state == rows[name][0]
    assert said in rows[name][1]


@pytest.mark.parametrize("wish", ["images = false", "ascii = true"])
def test_pictures_that_are_not_wanted_are_no_fault(
    doctor, config: Path, monkeypatch: pytest.MonkeyPatch, wish: str
):
    monkeypatch.delenv("NO_COLOR", raising=False)
    config.write_text(f"{wish}\n")

    _, rows = doctor("--offline")

    assert "ok" == rows["pictures"][0]
    assert f"none, as {wish.partition(' ')[0]}" in rows["pictures"][1]


def test_every_failed_check_says_what_to_do(doctor, config: Path, ours: Path, monkeypatch: pytest.MonkeyPatch):
    config.write_text("ascii = 3\n")
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:1")
    for folder in ("data", "cache", "state"):
        (ours / folder).touch()

    _, rows = doctor()

    failures = {name: advice for name, (state, _, advice) in rows.items() if state == "failed"}
    assert {"mistake", "TERM", "library", "cache", "state", "service"} == set(failures)
    assert all(failures.values())


@contextmanager
def changed(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path, isolation_level=None)
    yield connection
    connection.close()
