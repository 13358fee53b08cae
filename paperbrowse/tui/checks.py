"""What of the reader's settings only the screen can check: themes, commands and the keys they are given."""

from collections.abc import Iterator

from textual.theme import BUILTIN_THEMES

from ..config_file import line_of, read_text
from ..errors import SettingsError
from ..settings import Settings
from .commands import clashes
from .themes import OURS

_LARGEST = 1 << 20


def mistakes(settings: Settings) -> Iterator[SettingsError]:
    """A theme that nobody knows, keys of commands that do not exist, and a key with two meanings in one pane."""
    themes = (*(theme.name for theme in OURS), *BUILTIN_THEMES)
    if settings.theme is not None and settings.theme not in themes:
        yield _mistake(settings, "", "theme", f"no theme is named “{settings.theme}”; there are {', '.join(themes)}")
    for wrong in clashes(settings.keys):
        command, _, problem = wrong.partition(": ")
        yield _mistake(settings, "keys", command, problem)


def _mistake(settings: Settings, table: str, key: str, problem: str) -> SettingsError:
    text = read_text(settings.config_file, _LARGEST) or ""
    name = f"{table}.{key}" if table else key
    return SettingsError(settings.config_file, name, line_of(text, table, key), problem)
