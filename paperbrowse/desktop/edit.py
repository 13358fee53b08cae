"""A text in the reader's own editor, which gets the whole terminal."""

import os
import shlex
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

from ..services.ports import Edited, Lend
from .foreground import run_in_foreground

_USUAL = ("sensible-editor", "nano", "vim", "vi", "notepad")
_LONGEST = 4 * 1024 * 1024


def edit(text: str, name: str, environ: Mapping[str, str], lend_terminal: Lend) -> Edited:
    """`name`: of the file that the editor sees. Where anything fails the text stays as it was, with the reason."""
    words = _editor(environ)
    if not words:
        return Edited(text, "no editor is known here: set $EDITOR")
    with tempfile.TemporaryDirectory(prefix="paperbrowse-") as folder:
        file = Path(folder) / name
        file.write_text(text + "\n" if text else "", encoding="utf-8")
        try:
            with lend_terminal():
                status = run_in_foreground([*words, str(file)], environ)
        except OSError as error:
            return Edited(text, f"{words[0]} could not be started: {error.strerror}")
        if status:
            return Edited(text, f"{words[0]} ended with status {status}; nothing was changed")
        try:
            content = file.read_bytes()[:_LONGEST]
        except OSError as error:
            return Edited(text, f"what {words[0]} wrote cannot be read: {error.strerror}")
        return Edited(content.decode(errors="replace").removesuffix("\n"))


def _editor(environ: Mapping[str, str]) -> list[str]:
    for name in ("VISUAL", "EDITOR"):
        try:
            if words := shlex.split(environ.get(name, ""), posix=os.name == "posix"):
                return words
        except ValueError:
            continue
    found = (each for each in _USUAL if shutil.which(each, path=environ.get("PATH")))
    return list(found)[:1]
