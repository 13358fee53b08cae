"""The escape sequence that asks the terminal itself to set its clipboard; it never answers whether it did."""

import base64

from ..errors import UsageError
from ..model.text import clean_line, clean_markdown

LONGEST = 64 * 1024
"""Characters of the whole sequence: terminals drop longer ones without a word."""


def osc52(text: str, *, keeps_lines: bool = False) -> str:
    """The sequence for `text`, clean, and as one line unless it keeps its lines. Raises UsageError for a text that is
    too long for it."""
    clean = clean_markdown(text) if keeps_lines else clean_line(text)
    sequence = f"\x1b]52;c;{base64.b64encode(clean.encode()).decode()}\x07"
    if len(sequence) > LONGEST:
        raise UsageError(f"{clean_line(clean)[:40]}…", "too long for the clipboard of a terminal")
    return sequence
