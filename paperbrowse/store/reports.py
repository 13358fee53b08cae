"""Reports of our own mistakes, in the state directory: for this user alone, the newest five."""

import os
import sqlite3
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from .files import make_private_folder, store_errors

KEPT = 5
SQLITE = sqlite3.sqlite_version


def keep_report(folder: Path, text: str, now: datetime) -> Path:
    """The file that it was written to; older reports go. Raises Full."""
    path = folder / f"bug-{now:%Y%m%dT%H%M%S.%fZ}.txt"
    with store_errors(path):
        make_private_folder(folder)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(text.encode(errors="backslashreplace"))
        except OSError:
            path.unlink()  # half a report helps nobody
            raise
    for older in sorted(folder.glob("bug-*.txt"))[:-KEPT]:
        with suppress(OSError):
            older.unlink()
    return path
