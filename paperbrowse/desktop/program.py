"""Short programs of the machine, run so that they can neither hang us nor write on the screen."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import Mapping, Sequence

from ..model.text import clean_line
from ..model.value import Value

_SAID_AT_MOST = 2000


class Ended(Value):
    """How a program ended."""

    status: int | None
    """Its exit status; None where it was not done in time and was killed."""
    said: str = ""
    """The first line of what it wrote to its standard error, clean."""


async def run(words: Sequence[str], environ: Mapping[str, str], limit: float, text: str = "") -> Ended:
    """Runs a program with `text` on its standard input, in a session of its own, for at most `limit` seconds.

    Raises OSError where it cannot be started. When the limit passes or the caller is cancelled, it is killed with
    its children.
    """
    # A file and not a pipe: a clipboard's daemon keeps the descriptor open for as long as it lives.
    with tempfile.TemporaryFile() as errors:
        program = await asyncio.create_subprocess_exec(
            *words,
            env=environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(limit):
                await program.communicate(text.encode())
        except TimeoutError:
            return Ended(None)
        finally:
            if program.returncode is None:
                _kill(program)
                await program.wait()
        errors.seek(0)
        said = errors.read(_SAID_AT_MOST).decode(errors="replace").strip()
    return Ended(program.returncode, clean_line(said.partition("\n")[0]))


def _kill(program: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
