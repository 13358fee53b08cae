"""Memory that was freed goes back to the system."""

import sys
from contextlib import suppress


def give_back() -> None:
    """glibc keeps what each thread has freed, and the search engine begins new ones for every commit: after a thousand it
    would be 300 MB. Some ms, in which other threads go on; elsewhere than on Linux nothing is done."""
    if sys.platform == "linux":
        import ctypes  # here, because only a commit needs it

        with suppress(OSError, AttributeError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)
