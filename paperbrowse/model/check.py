"""What a look at one thing around us found."""

from enum import Enum

from .value import Value


class State(Enum):
    """The value is what the reader sees."""

    OK = "ok"
    NOTE = "note"
    """Nothing is wrong, but the reader may want to know."""
    FAILED = "failed"


class Check(Value):
    name: str
    """What was looked at: a word or two."""
    state: State
    said: str
    """What was found, as a phrase."""
    advice: str = ""
    """What the reader can do about it; every failed check has one."""


def ok(name: str, said: str) -> Check:
    return Check(name, State.OK, said)


def note(name: str, said: str, advice: str = "") -> Check:
    return Check(name, State.NOTE, said, advice)


def failed(name: str, said: str, advice: str) -> Check:
    return Check(name, State.FAILED, said, advice)


def size_of(count: int) -> str:
    """Bytes for a person: `0 bytes`, `12 kB`, `3.4 MB`."""
    if count < 1000:
        return f"{count} bytes"
    for unit, divisor in (("kB", 1e3), ("MB", 1e6)):
        if count < divisor * 999.5:
            return f"{count / divisor:.3g} {unit}"
    return f"{count / 1e9:.3g} GB"
