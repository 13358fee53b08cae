"""Opens a file of ours: `python -P -m paperbrowse.desktop.view PATH SECONDS [PROGRAM [ARGUMENT…]]`.

A process of its own, for the reasons of `browse`. Exits with 0 where a viewer was started, else NOTHING_STARTED.
"""

import os
import shutil
import sys

from .browse import NOTHING_STARTED, starts


def main(path: str, seconds: float, viewer: list[str]) -> int:
    if viewer:
        return 0 if starts([*viewer, path], seconds) else NOTHING_STARTED
    if sys.platform == "win32":
        os.startfile(path)  # the system's own choice for this kind of file
        return 0
    opener = "open" if sys.platform == "darwin" else "xdg-open"
    if not shutil.which(opener):
        return NOTHING_STARTED
    return 0 if starts([opener, path], seconds) else NOTHING_STARTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2]), sys.argv[3:]))
