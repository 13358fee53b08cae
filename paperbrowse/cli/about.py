"""`paperbrowse paths`, `config` and `keys`: what the program can say of itself."""

import argparse
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import SettingsError
from ..model.value import replace
from ..settings import Settings, find_directories
from .cells import padded, width
from .exits import DONE, MISUSED
from .output import complain, is_terminal, write
from .session import load_settings

if TYPE_CHECKING:
    from ..services.ports import Clock


def tell(asked: argparse.Namespace, clock: "Clock | None") -> int:
    if asked.command == "keys":
        write(_keys(load_settings(asked)))
        return DONE
    settings = _settings_in_spite_of_mistakes(asked)
    if asked.command == "paths":
        write(f"{name}\t{path}" for name, path in _paths(settings))
        return DONE
    if asked.action == "path":
        write([str(settings.config_file)])
        return DONE
    return _check(asked, settings.config_file)


def _settings_in_spite_of_mistakes(asked: argparse.Namespace) -> Settings:
    """Where things are has to be known most when the configuration is broken."""
    directories = find_directories(os.environ)
    config = Path(asked.config).expanduser() if asked.config else directories.config / "config.toml"
    return Settings(directories=directories, config_file=config)


def _paths(settings: Settings) -> Iterator[tuple[str, Path]]:
    yield "config", settings.config_file
    yield "library", settings.library_file
    yield "cache", settings.directories.cache
    yield "state", settings.directories.state


def _check(asked: argparse.Namespace, path: Path) -> int:
    """Names every mistake of the file, then the first of the environment."""
    from ..config_file import check
    from ..tui.checks import mistakes
    from ..tui.commands import BY_ID

    found = check(path, BY_ID) or (*mistakes(load_settings(asked)), *_mistakes_in_topics(asked))
    for mistake in found:
        complain(str(mistake))
    if found:
        return MISUSED
    write([f"{path.name}: fine" if path.exists() else f"{path.name}: fine (there is none, so the defaults hold)"])
    return DONE


def _mistakes_in_topics(asked: argparse.Namespace) -> Iterator[SettingsError]:
    from .topics import refuse_mistakes

    try:
        refuse_mistakes(_settings_in_spite_of_mistakes(asked))
    except SettingsError as mistake:
        yield mistake


def _keys(settings: Settings) -> Iterator[str]:
    """Keys, id, where they hold and what they do, with the reader's own keys; one line for each command."""
    from ..tui.commands import COMMANDS

    own = [replace(command, keys=settings.keys.get(command.id, command.keys)) for command in COMMANDS]
    rows = [(command.shown_keys, command.id, ", ".join(command.scopes), command.help) for command in own]
    return _aligned(rows) if is_terminal() else ("\t".join(row) for row in rows)


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(width(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(padded(text, cells) for text, cells in zip(row, widths)).rstrip()
