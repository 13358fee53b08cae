"""A fresh interpreter, to see what the program loads."""

import subprocess
import sys

from tests.patience import PATIENCE

from .code import CHECKOUT


def modules_after(code: str) -> frozenset[str]:
    """What is loaded when the code has run, packages and modules; its own output is thrown away. Code that ends the
    interpreter itself writes the names to `answer`."""
    script = f"""
import os, sys
sys.path.insert(0, {str(CHECKOUT)!r})
answer, sys.stdout = sys.stdout, open(os.devnull, "w")
{code}
print(*sys.modules, file=answer)
"""
    ran = subprocess.run([sys.executable, "-I", "-c", script], capture_output=True, text=True, check=False, timeout=PATIENCE)
    assert ran.returncode == 0, ran.stderr
    return frozenset(ran.stdout.split())
