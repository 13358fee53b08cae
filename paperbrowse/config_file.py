"""config.toml: read into preferences, with the line of every slip."""

import re
import stat
from collections.abc import Collection, Iterator
from pathlib import Path

from .errors import SettingsError
from .model.limits import Limits
from .model.text import clean_line
from .preferences import KEYS, TABLES, Preferences, pressed

_LARGEST = 1024 * 1024

_Entry = tuple[str, str, object]
"""Where a value goes and the value: the group (`limits`, `keys`, or nothing), the attribute, the value."""


def read(path: Path, must_exist: bool = False) -> Preferences:
    """The preferences in `path`; the defaults where there is no such file, unless it must exist.

    Raises SettingsError for the first mistake.
    """
    text = read_text(path, _LARGEST)
    if text is None and must_exist:
        raise SettingsError(path, None, None, "there is no such file")
    groups: dict[str, dict[str, object]] = {"": {}, "limits": {}, "keys": {}}
    for entry in _examined(path, text or "", None):
        if isinstance(entry, SettingsError):
            raise entry
        group, attribute, value = entry
        groups[group][attribute] = value
    return Preferences(limits=Limits(**groups["limits"]), keys=groups["keys"], **groups[""])


def check(path: Path, known_commands: Collection[str] | None = None) -> tuple[SettingsError, ...]:
    """Every mistake in the file; a missing file has none. Without `known_commands` every command id passes."""
    try:
        found = list(_examined(path, read_text(path, _LARGEST) or "", known_commands))
    except SettingsError as mistake:
        return (mistake,)
    return tuple(entry for entry in found if isinstance(entry, SettingsError))


def read_text(path: Path, most: int) -> str | None:
    """A UTF-8 text file of at most `most` bytes, None where there is none.

    Raises SettingsError for folders, devices and whatever else cannot be read; never waits on a pipe.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise SettingsError(path, None, None, "this is a folder, not a file")
        if not stat.S_ISREG(mode):
            raise SettingsError(path, None, None, "this is not an ordinary file")
        with path.open("rb") as file:
            raw = file.read(most + 1)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise SettingsError(path, None, None, f"cannot be read: {error.strerror}") from error
    if len(raw) > most:
        raise SettingsError(path, None, None, f"larger than {most:,} bytes")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise SettingsError(path, None, raw[: error.start].count(b"\n") + 1, "not UTF-8 text") from error


def line_of(text: str, table: str, key: str) -> int | None:
    """The line, from 1, that sets `key` in `table` (empty for the top of the file), else the line of the table."""
    in_table = rf"""\s*["']?{re.escape(key)}["']?\s*[=.]"""
    at_top = rf"""\s*{table}\s*(\.{in_table}|=)""" if table else in_table
    here, table_line = "", None
    for number, line in enumerate(text.split("\n"), 1):
        if header := re.match(r"""\s*\[+\s*["']?([^]"']*?)["']?\s*\]""", line):
            here = header[1]
            table_line = number if here == (table or key) and table_line is None else table_line
        elif re.match(in_table if here else at_top, line) and here in ("", table):
            return number
    return table_line


def _examined(path: Path, text: str, known_commands: Collection[str] | None) -> Iterator[_Entry | SettingsError]:
    for table, key, value in _entries(parsed(path, text)):
        try:
            yield _accepted(table, key, value, known_commands)
        except ValueError as error:
            shown = clean_line(f"{table}.{key}" if table else key)
            yield SettingsError(path, shown, line_of(text, table, key), str(error))


def parsed(path: Path, text: str) -> dict[str, object]:
    """The TOML of a file. Raises SettingsError with the line where it is none."""
    if not text:
        return {}
    import tomllib  # here, because most readers have no such file

    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise SettingsError(path, None, None, "not TOML: nested too deeply") from error
    except ValueError as error:
        problem = clean_line(str(error))
        place = re.search(r" \(at line (\d+), column (\d+)\)$", problem)
        if place is None:
            raise SettingsError(path, None, None, f"not TOML: {problem}") from error
        problem = f"column {place[2]}: not TOML: {problem[: place.start()]}"
        raise SettingsError(path, None, int(place[1]), problem) from error


def _entries(tables: dict[str, object]) -> Iterator[tuple[str, str, object]]:
    """Table, key and value of every line; the top of the file has no table."""
    for name, value in tables.items():
        if name in TABLES and isinstance(value, dict):
            yield from ((name, key, inner) for key, inner in value.items())
        else:
            yield "", name, value


def _accepted(table: str, key: str, value: object, known_commands: Collection[str] | None) -> _Entry:
    """Raises ValueError with what is wrong with the entry."""
    if table == "keys":
        if known_commands is not None and key not in known_commands:
            raise ValueError(_unknown("command", key, known_commands))
        return "keys", key, pressed(value)
    if (table, key) in KEYS:
        group, attribute, check = KEYS[table, key]
        return group, attribute, check(value)
    if not table and key in TABLES:
        raise ValueError(f"must be a table, begun with a line [{key}]")
    known = [name for owner, name in KEYS if owner == table] + ([] if table else list(TABLES))
    raise ValueError(_unknown("table" if isinstance(value, dict) else "key", key, known))


def _unknown(kind: str, name: str, known: Collection[str]) -> str:
    import difflib  # here, because few files need it

    near = difflib.get_close_matches(name, known, n=1)
    return f"there is no such {kind}" + (f"; the nearest is {near[0]}" if near else "")
