"""`paperbrowse completions`, in the shells that are there."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paperbrowse.cli.completions import grammar
from paperbrowse.cli.parser import BROWSE, SHELLS, command_names, parsers
from paperbrowse.model.view import Order
from tests.cli.conftest import Run
from tests.patience import PATIENCE

PERIODS = {"today", "yesterday", "week", "month", "trending"}
ORDERS = {order.value for order in Order}
TYPED = [
    ("", {*command_names(), *PERIODS}),
    ("bo", {"bookmark"}),
    ("--off", {"--offline"}),
    ("list t", {"today", "trending"}),
    ("list --sort ", ORDERS),
    ("list --sort up", {"upvotes"}),
    ("list --unread --so", {"--sort"}),
    ("--config list list --bo", {"--bookmarked"}),
    ("open --p", {"--pdf"}),
    ("config ", {"path", "check"}),
    ("completions ", set(SHELLS)),
    ("import --saved", {"--saved-on"}),
    ("list --limit ", set()),
    ("2026-06-08 --as", {"--ascii"}),
]
FILES = [("import pa", {"page.txt"}), ("--config pa", {"page.txt"}), ("pag", {"page.txt"}), ("show pa", set())]


@pytest.fixture
def scripts(run: Run, tmp_path: Path) -> Path:
    """A folder with each script under the name of its shell, and with a saved page."""
    for shell in SHELLS:
        (tmp_path / shell).write_text(run("completions", shell).out)
    (tmp_path / "page.txt").touch()
    return tmp_path


def need(shell: str) -> None:
    if sys.platform == "win32" or shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")


def ran(words: list[str], folder: Path) -> str:
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "TERM": "dumb"}
    return subprocess.run(words, cwd=folder, env=environ, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout


@pytest.mark.parametrize("shell", SHELLS)
def test_a_script_says_first_how_to_install_it(run: Run, shell: str):
    ended = run("completions", shell)

    comments = [line for line in ended.out.splitlines()[:3] if line.startswith("# ")]
    assert (0, "") == (ended.code, ended.err)
    assert "To install" in comments[0] and comments[1].startswith(f"# paperbrowse completions {shell} > ")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_command_and_every_option_is_in_it(scripts: Path, shell: str):
    script = (scripts / shell).read_text()

    root, commands = parsers()
    options = {name for parser in (root, *commands.values()) for name in parser.option_names}
    missing = [word for word in command_names() if word not in script]
    missing += [name for name in options if (f"-l {name[2:]} " if shell == "fish" else name) not in f"{script} "]
    assert [] == missing


def test_what_the_help_calls_by_a_known_name_has_its_words():
    root, commands = grammar()

    places = {(command.name, place.options[:1]): place for command in commands for place in command.places}
    assert ORDERS == set(places["list", ("--sort",)].accepted)
    assert PERIODS == set(places["list", ()].accepted)
    assert places["import", ()].files
    assert any(place.files and PERIODS == set(place.accepted) for place in root.positionals)
    assert BROWSE not in {command.name for command in commands}


@pytest.mark.parametrize("typed", ["bsh", "BASH", "powershell", ""])
def test_another_shell_exits_2_and_says_which_there_are(run: Run, typed: str):
    ended = run("completions", typed)

    assert (2, "", 1) == (ended.code, ended.out, ended.err.count("\n"))
    assert "accepted: bash, zsh or fish" in ended.err
    assert ("did you mean bash?" in ended.err) == (typed in ("bsh", "BASH"))


def test_bash_completes_words(scripts: Path):
    need("bash")
    ask = 'COMP_WORDS=($1); [ "${1% }" = "$1" ] && [ -n "$1" ] || COMP_WORDS+=("")'
    ask += '; COMP_WORDS=(paperbrowse "${COMP_WORDS[@]}")'
    ask += '; COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _paperbrowse; echo "${COMPREPLY[*]}"; shift'
    loop = f'source {scripts / "bash"}; while [ $# -gt 0 ]; do {ask}; done'
    # With `=` a word of its own, as bash has it.
    apart = [("list --sort = up", {"upvotes"}), ("list --sort =", ORDERS), ("--config = x list --bo", {"--bookmarked"})]
    typed = [*TYPED, *apart]

    answers = ran(["bash", "-c", loop, "bash", *(line for line, _ in typed)], scripts).split("\n")

    assert [(line, words) for line, words in typed] == [
        (line, set(answer.split())) for (line, _), answer in zip(typed, answers)
    ]


def test_bash_completes_files_where_files_are_accepted(scripts: Path):
    need("bash")
    pexpect = pytest.importorskip("pexpect")
    shell = pexpect.spawn("bash", ["--norc", "--noprofile"], cwd=str(scripts), timeout=PATIENCE, encoding="utf-8")
    echo = "paperbrowse() { printf '<%s>' \"$@\"; }"
    shell.sendline(f"PS1='>'; bind 'set bell-style none'; source {scripts / 'bash'}; {echo}; echo ready")
    shell.expect("ready\r\n")

    for line, found in FILES:
        shell.send(f"paperbrowse {line}\t\r")
        last = next(iter(found), line.split()[-1])
        shell.expect_exact("".join(f"<{word}>" for word in (*line.split()[:-1], last)))

    shell.close(force=True)


def test_fish_completes_words_and_files(scripts: Path):
    need("fish")
    words = "complete -C \"paperbrowse $line\" | string replace -r '\\t.*' '' | string join ' '"
    ask = f"for line in $argv; echo ({words}); end"

    typed = [*TYPED, *FILES]
    answers = ran(["fish", "-N", "-c", f"source {scripts / 'fish'}; {ask}", *(line for line, _ in typed)], scripts)

    ours = [set(answer.split()) - {"bash", "zsh", "fish", "home/", "page.txt"} for answer in answers.split("\n")]
    assert [(line, words - {"bash", "zsh", "fish", "page.txt"}) for line, words in typed] == [
        (line, words) for (line, _), words in zip(typed, ours)
    ]
    assert [words for _, words in FILES] == [set(answer.split()) for answer in answers.split("\n")[len(TYPED) : -1]]


def test_zsh_completes_words(scripts: Path):
    need("zsh")
    pexpect = pytest.importorskip("pexpect")
    environ = {"PATH": os.environ["PATH"], "HOME": str(scripts), "TERM": "dumb"}
    shell = pexpect.spawn("zsh", ["-f"], env=environ, cwd=str(scripts), timeout=PATIENCE, encoding="utf-8")
    shell.sendline(
        f"PS1='>'; unsetopt beep; autoload -U compinit; compinit -u -D; source {scripts / 'zsh'}; "
        "paperbrowse() { printf '<%s>' \"$@\"; print; }; print rea''dy"
    )
    shell.expect("ready")

    for line, found in [*TYPED, *FILES]:
        if len(found) == 1:
            shell.send(f"paperbrowse {line}\t\r")
            shell.expect_exact("".join(f"<{word}>" for word in (*line.split()[:-1], *found)))

    shell.close(force=True)
