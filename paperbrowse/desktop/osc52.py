"""The escape sequence that asks the terminal itself to set its clipboard; it never answers whether it did."""

import base64

from ..errors import UsageError
from ..model.text import clean_line

LONGEST = 64 * 1024
"""Characters of the whole sequence: terminals drop longer ones without a word."""


def osc52(text: str) -> str:
    """The sequence for `text` as one clean line. Raises UsageError for a text that is too long for it."""
    line = clean_line(text)
    sequence = f"\x1b]52;c;{base64.b64encode(line.encode()).decode()}\x07"
    if len(sequence) > LONGEST:
        raise UsageError(f"{line[:40]}…", "too long for the clipboard of a terminal")
    return sequence
