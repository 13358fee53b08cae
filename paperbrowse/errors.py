"""Every error that paperbrowse raises on purpose.

    PaperbrowseError                 str(error) is a sentence for a person
    ├── UsageError                   what was typed, and what is accepted
    ├── SettingsError                a mistake in the configuration: file, key, line
    ├── SourceError                  the outside world gave no usable answer
    │   ├── Unreachable              no answer at all (reason: dns, refused, tls, timeout, login page, proxy, cut)
    │   ├── Refused                  an answer that says no (HTTP status, seconds to wait)
    │   ├── Unreadable               an answer that we cannot read
    │   └── TooBig                   an answer larger than we accept
    └── StoreError                   a file of ours cannot be used
        ├── Locked                   another program holds it
        ├── Damaged                  it is not what we wrote
        ├── TooNew                   a newer paperbrowse wrote it
        └── Full                     no room, or no right to write

Each room maps the foreign exceptions that it alone knows, with `raise … from`. A bug is never caught.
"""

from pathlib import Path


class PaperbrowseError(Exception):
    """Something expected went wrong; `str(error)` is a sentence for a person."""


class UsageError(PaperbrowseError):
    """The reader asked for something that does not exist."""

    def __init__(self, typed: str, accepted: str) -> None:
        super().__init__(f"“{typed}”: {accepted}")
        self.typed = typed
        self.accepted = accepted


class SettingsError(PaperbrowseError):
    """A mistake in a configuration file or an environment variable."""

    def __init__(self, file: Path | str, key: str | None, line: int | None, problem: str) -> None:
        place = f"{file}, line {line}" if line is not None else str(file)
        super().__init__(f"{place}: {key}: {problem}" if key else f"{place}: {problem}")
        self.file = file
        self.key = key
        self.line = line
        self.problem = problem


class SourceError(PaperbrowseError):
    """The outside world gave no usable answer about `subject` (a period, an id)."""


class Unreachable(SourceError):
    """No answer of the service arrived. `reason` is one of REASONS."""

    REASONS = ("dns", "refused", "tls", "timeout", "login page", "proxy", "cut", "offline", "redirect")

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(sentence)
        self.reason = reason


class Refused(SourceError):
    """The service answered with a status that means no.

    `retry_after` is in seconds from now where the service limits us, else None.
    """

    def __init__(self, status: int, sentence: str, retry_after: float | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.retry_after = retry_after

    @property
    def is_unknown(self) -> bool:
        """Whether there is no such thing, rather than that it cannot be had."""
        return self.status in (404, 410)


class Unreadable(SourceError):
    """An answer came, and it is not what this program can read."""


class TooBig(SourceError):
    """An answer passed the size limit and was given up."""


class StoreError(PaperbrowseError):
    """A file of ours cannot be used."""

    def __init__(self, path: Path, sentence: str) -> None:
        super().__init__(sentence)
        self.path = path


class Locked(StoreError):
    """Another program holds the file."""


class Damaged(StoreError):
    """The file is not what we wrote."""


class TooNew(StoreError):
    """A newer version of paperbrowse wrote the file."""


class Full(StoreError):
    """There is no room for the file, or no right to write it."""
