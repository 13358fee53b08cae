"""What the README promises is what the program does."""

import re
import shlex

from paperbrowse.cli.parser import command_names
from paperbrowse.settings import HUB

from .code import CHECKOUT

README = (CHECKOUT / "README.md").read_text("utf-8")


def blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", README, flags=re.S)


def test_the_test_command_is_the_one_that_ci_runs() -> None:
    ci = (CHECKOUT / ".ci" / "run").read_text("utf-8")
    (command,) = [block.strip() for block in blocks() if "[test]" in block]

    assert command in ci.splitlines()


def test_the_first_command_installs_and_opens_the_screen() -> None:
    assert "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/paperbrowse" == blocks()[0].strip()


def test_every_command_of_the_examples_exists() -> None:
    lines = [line.partition("#")[0] for block in blocks() for line in block.splitlines() if line.startswith("paperbrowse")]
    first = {words[1] for line in lines if len(words := shlex.split(line)) > 1}

    assert lines
    assert first - {"yesterday"} <= set(command_names())


def test_the_picture_is_there_and_asks_no_other_site() -> None:
    picture = (CHECKOUT / ".github" / "screen.svg").read_text("utf-8")

    assert ".github/screen.svg" in README
    assert "url(" not in picture.replace("url(#", "")


def test_the_only_host_it_says_it_talks_to_is_the_default() -> None:
    assert HUB.removeprefix("https://") in README.partition("## Privacy")[2]
