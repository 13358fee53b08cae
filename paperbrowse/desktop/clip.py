"""Puts its standard input on the desktop's clipboard: `python -P -m paperbrowse.desktop.clip`.

With the word `look` it only reads the clipboard, throws away what is there, and writes the name of the tool.

A process of its own, because pyperclip waits for its tool without a limit and lets it write on our screen.
Exits with 1 and a line on the standard error where the text did not arrive.
"""

import subprocess
import sys

import pyperclip

_NO_TOOL = "no tool for the clipboard was found (xclip, xsel or wl-clipboard)"

_EMPTY = (b"not available", b"nothing is copied", b"no selection", b"no suitable type")
"""What tools say of a clipboard that holds no text."""


class _Checked(subprocess.Popen):
    """pyperclip does not look at how its tool ended: here a tool that failed raises."""

    def communicate(self, input: bytes | None = None, timeout: float | None = None) -> tuple[bytes, bytes]:
        answer = super().communicate(input, timeout)
        if self.returncode:
            raise subprocess.CalledProcessError(self.returncode, self.args, *answer)
        return answer


def main(looks: bool) -> int:
    subprocess.Popen = _Checked  # type: ignore[misc]
    try:
        if looks:
            print(_look())
        else:
            pyperclip.copy(sys.stdin.buffer.read().decode())
    except subprocess.CalledProcessError as error:
        said = (error.stderr or b"").decode(errors="replace").strip() if looks else ""
        print(said or f"{error.cmd[0]} ended with status {error.returncode}", file=sys.stderr)
    except pyperclip.PyperclipException as error:
        sentence = str(error).strip()
        print(_NO_TOOL if "could not find" in sentence else sentence, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or 'the clipboard'}: {error.strerror}", file=sys.stderr)
    else:
        return 0
    return 1


def _look() -> str:
    """The tool that pyperclip found; it was started to read the clipboard, which changes nothing there."""
    copy, paste = pyperclip.determine_clipboard()
    try:
        paste()
    except subprocess.CalledProcessError as error:
        if not any(words in (error.stderr or b"").lower() for words in _EMPTY):
            raise
    except UnicodeDecodeError:
        pass  # a picture
    return copy.__name__.removeprefix("copy_").replace("_", " ")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] == ["look"]))
