"""A mistake of ours: one sentence, a report without secrets, exit code 70."""

import os
import stat
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from paperbrowse import __version__
from paperbrowse.cli import main
from paperbrowse.cli.bug import tell_bug
from paperbrowse.cli.secrets import known_secrets, without_secrets
from paperbrowse.store.reports import keep_report
from tests.cli.conftest import A_PAPER, Ended, Run
from tests.clocks import FakeClock
from tests.hub import Hub

SECRETS = ("hf_SesameOpenSesame", "sesame-from-a-file", "pa%73sword", "password1")
NOON = datetime(2026, 6, 12, 12, tzinfo=UTC)


class BrokenClock(FakeClock):
    """Whoever asks it for the time learns more than they should."""

    def now(self) -> datetime:
        local = SECRETS[0]
        header = "{'Authorization': 'Basic x9x9'}"
        raise RuntimeError(f"token {local}, https://me:{SECRETS[2]}@proxy:8080, {SECRETS[1]} {header}")


@pytest.fixture
def state(home: Path) -> Path:
    return home / "paperbrowse" / "state"


@pytest.fixture
def secrets(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The environment and a file hold them."""
    (tmp_path / "token").write_text(f"{SECRETS[1]}\n")
    monkeypatch.setenv("HF_TOKEN", SECRETS[0])
    monkeypatch.setenv("HF_TOKEN_PATH", str(tmp_path / "token"))
    monkeypatch.setenv("https_proxy", f"http://me:{SECRETS[2]}@proxy:8080")
    monkeypatch.setenv("ALL_PROXY", f"me:{SECRETS[3]}@proxy:8080")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@pytest.fixture
def crashed(capsys: pytest.CaptureFixture[str]):
    def crashed(*argv: str) -> Ended:
        code = main(argv or ("list",), BrokenClock())
        said = capsys.readouterr()
        return Ended(code, said.out, said.err)

    return crashed


def report_in(state: Path) -> str:
    (path,) = state.glob("bug-*.txt")
    return path.read_text()


def test_one_sentence_says_where_the_report_is_and_where_to_send_it(crashed, state: Path):
    ended = crashed()

    (path,) = state.glob("bug-*.txt")
    assert (70, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "(RuntimeError)" in ended.err and f"is at {path}\n" in ended.err and "/issues" in ended.err


def test_the_report_tells_versions_settings_command_line_and_where_it_happened(crashed, state: Path):
    crashed("list", "--sort", "upvotes")

    report = report_in(state)
    for told in (f"paperbrowse {__version__}", "SQLite 3", "textual 8", "'list' '--sort' 'upvotes'", "ascii = False",
                 "token = not set", "in now", "RuntimeError", " UTC"):
        assert told in report


@pytest.mark.fault("P14")
@pytest.mark.parametrize("debug", ["", "1"])
def test_no_secret_is_in_the_output_or_in_any_file(
    crashed, home: Path, secrets: None, monkeypatch: pytest.MonkeyPatch, debug: str
):
    monkeypatch.setenv("PAPERBROWSE_DEBUG", debug)

    ended = crashed("list", "--config", f"https://me:{SECRETS[3]}@{SECRETS[0]}/x")

    said = [ended.out, ended.err, *(path.read_text() for path in home.rglob("*") if path.is_file())]
    assert 3 == len(said)
    assert [] == [secret for secret in (*SECRETS, "x9x9", "local =") for text in said if secret in text]


def test_the_report_does_not_name_the_reader(crashed, state: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(Path(__file__).parents[2]))

    crashed()

    assert os.environ["HOME"] not in report_in(state)


def test_debugging_shows_the_traceback_as_well(crashed, state: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PAPERBROWSE_DEBUG", "1")

    ended = crashed()

    assert 70 == ended.code
    assert ended.err.startswith("Traceback") and "in now" in ended.err
    assert report_in(state)


@pytest.mark.skipif(sys.platform == "win32", reason="no modes there")
def test_the_report_is_for_this_user_alone_whatever_the_umask(crashed, state: Path):
    before = os.umask(0)
    try:
        crashed()
    finally:
        os.umask(before)

    (path,) = state.glob("bug-*.txt")
    assert (0o600, 0o700) == (stat.S_IMODE(path.stat().st_mode), stat.S_IMODE(state.stat().st_mode))


def test_the_five_newest_reports_are_kept_and_nothing_else_is_touched(state: Path):
    for second in range(8):
        keep_report(state, str(second), NOON.replace(second=second))
    (state / "pace.db").touch()

    keep_report(state, "8", NOON.replace(second=8))

    assert ["4", "5", "6", "7", "8"] == [path.read_text() for path in sorted(state.glob("bug-*.txt"))]
    assert (state / "pace.db").exists()


@pytest.mark.parametrize("debug", ["", "1"])
def test_a_report_that_cannot_be_written_is_said_so(
    crashed, state: Path, monkeypatch: pytest.MonkeyPatch, debug: str
):
    monkeypatch.setenv("PAPERBROWSE_DEBUG", debug)
    state.parent.mkdir()
    state.touch()

    ended = crashed()

    assert 70 == ended.code
    last = ended.err.splitlines()[-1]
    assert "no report could be written" in last and str(state) in last and "/issues" in last


def test_a_mistake_met_again_while_the_report_is_made_leaves_the_rest_of_it(state: Path, capsys):
    class Unspeakable(RuntimeError):
        @property
        def __suppress_context__(self) -> bool:
            raise ValueError(SECRETS[0])

    error = Unspeakable()

    assert 70 == tell_bug(error, ["list"], os.environ, NOON)

    assert "not known: ValueError" in report_in(state) and "SQLite" in report_in(state)
    assert SECRETS[0] not in report_in(state) + capsys.readouterr().err


@pytest.mark.fault("P14")
@pytest.mark.parametrize(
    "text",
    [
        "hf_SesameOpen",
        "Authorization: Bearer Sesame",
        "{'authorization': 'Basic Sesame'}",
        "(b'Proxy-Authorization', b'Sesame')",
        "bearer Sesame",
        "https://me:Sesame@host/path",
        "http://Sesame@host",
        "https://host/?a=b&access_token=Sesame&c=d",
    ],
)
def test_what_looks_like_a_secret_is_hidden_wherever_it_comes_from(text: str):
    assert "Sesame" not in without_secrets(f"before {text} after")
    assert without_secrets(f"before {text} after").startswith("before ")
    assert without_secrets(f"before {text} after").endswith(" after")


@pytest.mark.fault("P14")
def test_a_short_secret_is_hidden_without_holes_in_every_word():
    assert "a … about cats" == without_secrets("a cat about cats", {"cat"})


@pytest.mark.fault("P14")
def test_the_secrets_of_the_environment_and_of_files_are_known(secrets: None):
    assert {*SECRETS, "password"} == known_secrets(os.environ)


@pytest.mark.fault("P14")
@pytest.mark.parametrize("typed", ["hf_SesameOpenSesame", "https://me:Sesame@host/"])
def test_what_was_typed_is_repeated_without_its_secret(capsys: pytest.CaptureFixture[str], typed: str):
    assert 2 == main(["show", typed], FakeClock())

    assert "Sesame" not in capsys.readouterr().err


@pytest.mark.fault("P14")
def test_a_token_goes_to_the_service_and_into_no_file(run: Run, hub: Hub, home: Path, secrets: None):
    for argv in (["list"], ["bookmark", A_PAPER], ["show", A_PAPER, "--json"], ["doctor"]):
        ended = run(*argv)
        assert not any(secret in ended.out + ended.err for secret in SECRETS)

    files = [path for path in home.rglob("*") if path.is_file()]
    assert f"Bearer {SECRETS[0]}" == hub.requests[0].headers["authorization"]
    assert {"library.db", "cache.db", "pace.db"} <= {path.name for path in files}
    assert [] == [path for path in files if any(secret.encode() in path.read_bytes() for secret in SECRETS)]
