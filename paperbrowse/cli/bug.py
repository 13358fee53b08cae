"""A mistake of ours: one sentence for the reader, and a report on the disk that holds no secret."""

import os
import sys
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from ..errors import PaperbrowseError
from .exits import BUG
from .output import complain
from .secrets import known_secrets, without_secrets

_ISSUES = "https://github.com/paperbrowse/paperbrowse/issues"


def tell_bug(error: Exception, argv: Sequence[str], environ: Mapping[str, str], now: datetime) -> int:
    """Says where the report is, or why there is none; answers the exit code."""
    report = _report(error, argv, environ, now)
    if environ.get("PAPERBROWSE_DEBUG") == "1" and sys.stderr is not None:
        print(_part(lambda: _traceback(error, environ)), end="", file=sys.stderr)
    complain(f"this is a mistake of paperbrowse ({type(error).__name__}); {_kept(report, environ, now)}")
    return BUG


def _kept(report: str, environ: Mapping[str, str], now: datetime) -> str:
    try:
        from ..settings import find_directories
        from ..store.reports import keep_report

        return f"a report to send to {_ISSUES} is at {keep_report(find_directories(environ).state, report, now)}"
    except (PaperbrowseError, OSError, ValueError, ImportError) as failure:
        shown = without_secrets(str(failure)).rstrip(".")
        return f"no report could be written ({shown}); PAPERBROWSE_DEBUG=1 shows what to send to {_ISSUES}"


def _report(error: Exception, argv: Sequence[str], environ: Mapping[str, str], now: datetime) -> str:
    parts: tuple[tuple[str, Callable[[], str]], ...] = (
        ("time", lambda: f"{now:%Y-%m-%d %H:%M:%S} UTC\n"),
        ("command line", lambda: f"{' '.join(map(repr, argv))}\n"),
        ("versions", _versions),
        ("settings", lambda: "".join(f"{line}\n" for line in _settings(environ))),
        ("what happened", lambda: _traceback(error, environ)),
    )
    text = "".join(f"{name}\n{_indented(_part(part))}\n" for name, part in parts)
    return f"A mistake of paperbrowse. Tokens and passwords are left out.\n\n{_clean(text, environ)}"


def _part(part: Callable[[], str]) -> str:
    try:
        return part()
    except Exception as error:
        # The mistake that is reported may be met again while the report is made: the rest of it is still wanted.
        return f"not known: {type(error).__name__}\n"


def _clean(text: str, environ: Mapping[str, str]) -> str:
    """Without secrets, and without the name that a home directory betrays."""
    text = without_secrets(text, known_secrets(environ))
    home = os.path.expanduser("~").rstrip("/\\")
    return text.replace(home, "~") if len(home) > 1 else text


def _traceback(error: Exception, environ: Mapping[str, str]) -> str:
    """Never with the values of variables."""
    return _clean("".join(traceback.TracebackException.from_exception(error).format()), environ)


def _versions() -> str:
    from .versions import versions

    return "".join(f"{name} {version}\n" for name, version in versions())


def _settings(environ: Mapping[str, str]) -> Iterator[str]:
    """Of config.toml and the environment; the options stand in the command line."""
    from ..settings import Options, load

    settings = load(Options(), environ)
    for name in settings.__struct_fields__:
        value = getattr(settings, name)
        shown = ("set" if value else "not set") if name == "token" else str(value)
        yield f"{name} = {shown}"


def _indented(text: str) -> str:
    return "".join(f"  {line}\n" for line in text.splitlines())
