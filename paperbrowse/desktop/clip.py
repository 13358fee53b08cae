"""Puts its standard input on the desktop's clipboard: `python -P -m paperbrowse.desktop.clip`.

A process of its own, because pyperclip waits for its tool without a limit and lets it write on our screen.
Exits with 1 and a line on the standard error where the text did not arrive.
"""

import subprocess
import sys

import pyperclip

_NO_TOOL = "no tool for the clipboard was found (xclip, xsel or wl-clipboard)"


class _Checked(subprocess.Popen):
    """pyperclip does not look at how its tool ended: here a tool that failed raises."""

    def communicate(self, input: bytes | None = None, timeout: float | None = None) -> tuple[bytes, bytes]:
        answer = super().communicate(input, timeout)
        if self.returncode:
            raise subprocess.CalledProcessError(self.returncode, self.args)
        return answer


def main() -> int:
    text = sys.stdin.buffer.read().decode()
    subprocess.Popen = _Checked  # type: ignore[misc]
    try:
        pyperclip.copy(text)
    except subprocess.CalledProcessError as error:
        print(f"{error.cmd[0]} ended with status {error.returncode}", file=sys.stderr)
    except pyperclip.PyperclipException as error:
        sentence = str(error).strip()
        print(_NO_TOOL if "could not find" in sentence else sentence, file=sys.stderr)
    except OSError as error:
        print(f"{error.filename or 'the clipboard'}: {error.strerror}", file=sys.stderr)
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
