"""Short programs of the machine, run so that they can neither hang us nor write on the screen."""

import asyncio
import contextlib
import os
import signal
import tempfile
from collections.abc import Mapping, Sequence
from typing import IO

from ..model.text import clean_line
from ..model.value import Value

_SAID_AT_MOST = 2000


class Ended(Value):
    """How a program ended."""

    status: int | None
    """Its exit status; None where it was not done in time and was killed."""
    said: str = ""
    """The first line of what it wrote to its standard error, clean."""
    answer: str = ""
    """The first line of its standard output, clean, where it was listened to."""


async def run(
    words: Sequence[str], environ: Mapping[str, str], limit: float, text: str = "", listen: bool = False
) -> Ended:
    """Runs a program with `text` on its standard input, in a session of its own, for at most `limit` seconds.

    Raises OSError where it cannot be started. When the limit passes or the caller is cancelled, it is killed with
    its children.
    """
    # A file and not a pipe: a clipboard's daemon keeps the descriptor open for as long as it lives.
    with tempfile.TemporaryFile() as errors, tempfile.TemporaryFile() as answers:
        program = await asyncio.create_subprocess_exec(
            *words,
            env=environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=answers if listen else asyncio.subprocess.DEVNULL,
            stderr=errors,
            start_new_session=True,
        )
        if not await _is_done(program, limit, text.encode()):
            return Ended(None)
        return Ended(program.returncode, _first_line(errors), _first_line(answers))


async def piped(words: Sequence[str], environ: Mapping[str, str], limit: float, content: bytes, most: int) -> bytes | None:
    """What a program makes of the content, at most so many bytes; None where it failed or was not done in time.

    As with `run`; what it says about itself is thrown away.
    """
    with tempfile.TemporaryFile() as answers:
        program = await asyncio.create_subprocess_exec(
            *words,
            env=environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=answers,
            stderr=asyncio.subprocess.DEVNULL,
            start_new_session=True,
        )
        if not await _is_done(program, limit, content) or program.returncode:
            return None
        answers.seek(0)
        answer = answers.read(most + 1)
        return answer if len(answer) <= most else None


async def _is_done(program: asyncio.subprocess.Process, limit: float, content: bytes) -> bool:
    """Waits until it has ended, by itself (True) or killed."""
    try:
        async with asyncio.timeout(limit):
            await program.communicate(content)
    except TimeoutError:
        return False
    finally:
        if program.returncode is None:
            _kill(program)
            await program.wait()
    return True


def _first_line(file: IO[bytes]) -> str:
    file.seek(0)
    said = file.read(_SAID_AT_MOST).decode(errors="replace").strip()
    return clean_line(said.partition("\n")[0])


def _kill(program: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(program.pid, signal.SIGKILL)
        else:
            program.kill()
