"""Starts a browser: `python -P -m paperbrowse.desktop.browse ADDRESS SECONDS`.

A process of its own, because browsers write on the screen and may wait for their window to close. It looks for SECONDS
whether the browser fails, and exits with 0 where one was started, NOTHING_STARTED, or DRAWS_HERE where $BROWSER names
only browsers that need the terminal. The address was checked by `address.py`.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence

NOTHING_STARTED = 1
DRAWS_HERE = 3
_IN_A_TERMINAL = ("lynx", "w3m", "links", "links2", "elinks", "www-browser", "browsh", "carbonyl", "cha")


def main(url: str, seconds: float) -> int:
    if choices := os.environ.get("BROWSER"):
        return _open_chosen(choices, url, seconds)
    if sys.platform not in ("darwin", "win32") and shutil.which("xdg-open"):
        # webbrowser takes an xdg-open that ends at once for a failure, and a failure a moment later for success.
        return 0 if starts(["xdg-open", url], seconds) else NOTHING_STARTED
    os.environ.pop("TERM", None)  # without it webbrowser leaves out the browsers that draw in a terminal
    import webbrowser

    return 0 if webbrowser.open(url) else NOTHING_STARTED


def drawing_here(choices: str, url: str) -> list[str]:
    """The first of the browsers in $BROWSER that needs the terminal, as words to run; empty where none does."""
    every = (_words(choice, url) for choice in choices.split(os.pathsep))
    return next((words for words in every if words and _draws_here(words)), [])


def _open_chosen(choices: str, url: str, seconds: float) -> int:
    """webbrowser takes `firefox -P work` for the name of one program, hence our own reading of $BROWSER."""
    draws_here = False
    for choice in choices.split(os.pathsep):
        words = _words(choice, url)
        if words and _draws_here(words):
            draws_here = True
        elif words and starts(words, seconds):
            return 0
    return DRAWS_HERE if draws_here else NOTHING_STARTED


def _draws_here(words: list[str]) -> bool:
    return os.path.basename(words[0]) in _IN_A_TERMINAL


def _words(choice: str, url: str) -> list[str]:
    try:
        words = shlex.split(choice)
    except ValueError:
        return []
    if words and words[-1] == "&":
        words.pop()
    if words and not any("%s" in word for word in words):
        words.append("%s")
    return [word.replace("%s", url) for word in words]


def starts(words: Sequence[str], seconds: float) -> bool:
    """Starts a program without a terminal; whether it has not failed after so many seconds."""
    try:
        browser = subprocess.Popen(
            words,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        return browser.wait(seconds) == 0
    except subprocess.TimeoutExpired:
        return True
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], float(sys.argv[2])))
