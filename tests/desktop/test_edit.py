"""$EDITOR: gets the text and the terminal, and what it leaves comes back."""

import os
from contextlib import contextmanager
from collections.abc import Iterator
from pathlib import Path

import pytest

from paperbrowse.desktop.machine import Machine
from paperbrowse.services.ports import Edited

lent: list[str] = []


@contextmanager
def lend() -> Iterator[None]:
    lent.append("lent")
    yield
    lent.append("back")


def editor(folder: Path, script: str) -> str:
    path = folder / "my editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


def edited(environ: dict[str, str], text: str = "ünï\nTwo.") -> Edited:
    lent.clear()
    return Machine({"PATH": os.environ["PATH"]} | environ).edit(text, "note.md", lend)


@pytest.mark.skipif(os.name != "posix", reason="the editors of the test are shell scripts")
@pytest.mark.fault("I28")
@pytest.mark.parametrize("variable", ["VISUAL", "EDITOR"])
def test_the_editor_gets_the_text_and_the_terminal(tmp_path: Path, variable: str) -> None:
    script = editor(tmp_path, f'cp "$2" {tmp_path}/seen; printf "%s\\nThree.\\n" "$1" >> "$2"')

    answer = edited({variable: f"'{script}' --wait"})

    assert Edited("ünï\nTwo.\n--wait\nThree.") == answer
    assert "ünï\nTwo.\n" == (tmp_path / "seen").read_text()
    assert ["lent", "back"] == lent


@pytest.mark.skipif(os.name != "posix", reason="the editors of the test are shell scripts")
@pytest.mark.fault("I28")
@pytest.mark.parametrize(
    ("script", "problem"),
    [("exit 3", "ended with status 3; nothing was changed"), ('rm "$1"', "cannot be read: No such file or directory")],
)
def test_an_editor_that_fails_changes_nothing(tmp_path: Path, script: str, problem: str) -> None:
    answer = edited({"EDITOR": f"'{editor(tmp_path, script)}'"})

    assert "ünï\nTwo." == answer.text and answer.problem is not None and answer.problem.endswith(problem)


@pytest.mark.fault("I28")
@pytest.mark.parametrize(
    ("environ", "problem"),
    [
        ({"EDITOR": "/nowhere/ed"}, "/nowhere/ed could not be started: No such file or directory"),
        ({"EDITOR": "'", "PATH": "/nowhere"}, "no editor is known here: set $EDITOR"),
        ({"PATH": "/nowhere"}, "no editor is known here: set $EDITOR"),
    ],
)
def test_without_an_editor_the_text_stays_and_it_is_said(environ: dict[str, str], problem: str) -> None:
    assert Edited("ünï\nTwo.", problem) == edited(environ)
