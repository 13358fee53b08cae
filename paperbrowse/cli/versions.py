"""Which versions of what are at work."""

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from .. import __version__

_PACKAGES = ("textual", "rich", "httpx", "parsel", "lxml", "diskcache", "msgspec", "pyperclip", "platformdirs", "textual-image", "pillow")


def versions() -> Iterator[tuple[str, str]]:
    """Name and version; nothing is imported for it but SQLite, which has no other way to be asked."""
    yield "paperbrowse", __version__
    yield "Python", f"{platform.python_version()} ({platform.python_implementation()})"
    yield "system", platform.platform()
    yield from ((package, _installed(package)) for package in _PACKAGES)
    from ..store.reports import SQLITE

    yield "SQLite", SQLITE


def _installed(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
