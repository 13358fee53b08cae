"""`paperbrowse paths`, `config` and `keys`."""

from pathlib import Path

import pytest

from paperbrowse.tui.commands import COMMANDS
from tests.cli.conftest import Run


@pytest.fixture
def config(home: Path) -> Path:
    path = home / "paperbrowse" / "config" / "config.toml"
    path.parent.mkdir(parents=True)
    return path


def test_paths_are_names_and_absolute_paths(run: Run, home: Path):
    rows = [line.split("\t") for line in run("paths").out.splitlines()]

    assert ["config", "library", "cache", "state"] == [name for name, _ in rows]
    assert all(Path(path).is_relative_to(home) for _, path in rows)


def test_paths_are_told_in_spite_of_a_broken_configuration(run: Run, config: Path):
    config.write_text("= broken")

    assert 0 == run("paths").code
    assert (0, f"{config}\n") == (run("config", "path").code, run("config", "path").out)


def test_another_configuration_has_another_path(run: Run, tmp_path: Path):
    assert f"{tmp_path}/mine.toml\n" == run("config", "path", "--config", f"{tmp_path}/mine.toml").out


def test_a_configuration_without_mistakes_is_fine(run: Run, config: Path):
    none = run("config", "check")
    config.write_text("ascii = true\n")

    assert 0 == none.code
    assert (0, "config.toml: fine\n", "") == (run("config", "check").code, run("config", "check").out, "")


@pytest.mark.fault("I14", "I15", "I16", "I17", "I18")
@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"ascii = true\nstart = = 3\n", "line 2"),
        (b"ascii = true\nascii = true\n", "config.toml"),
        (b"theme = '\xff'\n", "UTF-8"),
        (b"asci = true\n", "ascii"),
        (b"ascii = 'yes'\n", "true or false"),
        (b"[keys]\nbokmark = 'b'\n", "bookmark"),
        (b"[keys]\nbookmark = 'j'\n", "already means"),
    ],
)
def test_a_mistake_in_the_configuration_exits_2_and_says_where(run: Run, config: Path, content: bytes, said: str):
    config.write_bytes(content)

    ended = run("config", "check")

    assert (2, "") == (ended.code, ended.out)
    assert said in ended.err and "config.toml" in ended.err


def test_every_mistake_of_the_file_is_named(run: Run, config: Path):
    config.write_text("ascii = 1\nstrat = 'today'\n")

    assert 2 == run("config", "check").err.count("\n")


@pytest.mark.fault("I14", "I21", "I22")
@pytest.mark.parametrize("argv", [["list"], ["bookmark", "2606.12000"], ["keys"], []])
def test_no_command_goes_on_over_a_mistake(run: Run, config: Path, monkeypatch: pytest.MonkeyPatch, argv: list[str]):
    monkeypatch.setenv("HF_ENDPOINT", "file:///etc/passwd")
    broken_environment = run(*argv)
    monkeypatch.delenv("HF_ENDPOINT")
    config.write_text("= broken")
    broken_file = run(*argv)

    for ended in (broken_environment, broken_file):
        assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))


@pytest.mark.fault("I22")
def test_a_broken_token_is_never_printed(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HF_TOKEN", "hf_secret part")

    ended = run("list")

    assert 2 == ended.code
    assert "HF_TOKEN" in ended.err and "secret" not in ended.err


def test_a_configuration_that_was_named_must_exist(run: Run, tmp_path: Path):
    assert 2 == run("list", "--config", str(tmp_path / "missing.toml")).code


def test_keys_are_listed_with_their_ids_and_the_readers_own_keys(run: Run, config: Path):
    config.write_text("[keys]\nbookmark = ['B', 'f2']\n")

    rows = {row[1]: row for row in (line.split("\t") for line in run("keys").out.splitlines())}

    assert [command.id for command in COMMANDS] == list(rows)
    assert "B f2" == rows["bookmark"][0]
