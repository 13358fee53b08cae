"""The vocabulary of topics on the disk: ours beside the model, and the reader's topics.toml laid over it."""

import hashlib
import re
from functools import cache
from pathlib import Path

from .config_file import parsed, read_text
from .errors import SettingsError
from .model import topics
from .model.topic_profiles import parse_profiles
from .model.topics import RULES, Vocabulary, parse_vocabulary

_LARGEST = 1024 * 1024


def read_vocabulary(own: Path | None) -> Vocabulary:
    """Ours with what `own`, the reader's file, changes; it need not exist. Some 100 ms.

    Raises SettingsError with file, key and line for the first mistake in the reader's file.
    """
    ours = _our_vocabulary()
    text = read_text(own, _LARGEST) if own else None
    if own is None or not text:
        return ours
    try:
        return ours.with_changes(parsed(own, text), str(own))
    except SettingsError as mistake:
        if mistake.line is None and mistake.key:
            raise SettingsError(own, mistake.key, _line_of(text, mistake.key), mistake.problem) from mistake
        raise


def fingerprint(own: Path) -> str:
    """Differs whenever papers might get other topics; read from the bytes alone, in a fraction of a millisecond."""
    try:
        changes = read_text(own, _LARGEST) or ""
    except SettingsError:
        changes = ""
    parts = (_part("topics.toml"), _part("topic_profiles.txt"), changes.encode(), str(RULES).encode())
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:12]


@cache
def _our_vocabulary() -> Vocabulary:
    """The same one for everybody."""
    vocabulary = parse_vocabulary(parsed(Path("topics.toml"), _part("topics.toml").decode()))
    return vocabulary.with_profiles(parse_profiles(_part("topic_profiles.txt").decode()))


def _part(name: str) -> bytes:
    return Path(topics.__file__).with_name(name).read_bytes()


def _line_of(text: str, key: str) -> int | None:
    """Where a topic, a group or a table of that name begins, from 1."""
    name = rf"""["']?{re.escape(key)}["']?"""
    begins = re.compile(rf"\s*(?:{name}\s*=|\[\s*(?:[^\]]*\.\s*)?{name}\s*\])")
    return next((number for number, line in enumerate(text.split("\n"), 1) if begins.match(line)), None)
