"""The exit codes, and which of them an error means."""

from ..errors import PaperbrowseError, SettingsError, StoreError, Unreachable, UsageError

DONE = 0
FAILED = 1
MISUSED = 2
"""Bad usage or a mistake in the configuration."""
OFFLINE = 3
"""No network, and nothing kept."""
NO_LIBRARY = 4
BUG = 70
INTERRUPTED = 130
BROKEN_PIPE = 141


def code_of(error: PaperbrowseError) -> int:
    match error:
        case UsageError() | SettingsError():
            return MISUSED
        case Unreachable():
            return OFFLINE
        case StoreError():
            return NO_LIBRARY
        case _:
            return FAILED
