"""A program that draws in our terminal: it gets the whole of it until it ends."""

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence


def run_in_foreground(words: Sequence[str], environ: Mapping[str, str]) -> int:
    """Its exit status. Blocks, so that nothing of ours is drawn meanwhile. Raises OSError where it cannot be started."""
    if sys.platform == "win32":
        return subprocess.run(words, env=environ, check=False).returncode
    # A process group of its own, so that its ctrl+c does not end us as well.
    program = subprocess.Popen(words, env=environ, process_group=0)
    _give_terminal(program.pid)
    try:
        while True:
            _, status = os.waitpid(program.pid, os.WUNTRACED)
            if not os.WIFSTOPPED(status):
                program.returncode = os.waitstatus_to_exitcode(status)
                return program.returncode
            os.killpg(program.pid, signal.SIGCONT)  # there is no shell to bring it back
    finally:
        _give_terminal(os.getpgrp())


def _give_terminal(group: int) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGTTOU})  # from the background the question itself would stop us
    try:
        os.tcsetpgrp(0, group)
    except OSError:
        pass  # the program has ended already, or there is no terminal to give
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTTOU})
