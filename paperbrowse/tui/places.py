"""Where the reader was in each text, also after a restart: bounded, and written as lines of text."""

from collections.abc import Iterator

from ..model.value import Value, replace
from .laid import Place

_MOST = 300
"""Texts of which the place is remembered; the one that was left longest ago is forgotten."""


class Places(Value):
    by_text: tuple[tuple[str, Place], ...] = ()
    """By the key of the sheet, the latest last."""

    def of(self, key: str) -> Place | None:
        return next((place for name, place in self.by_text if name == key), None)

    def kept(self, key: str, place: Place) -> "Places":
        """With that place; the start of a text needs none."""
        others = tuple(each for each in self.by_text if each[0] != key)
        return replace(self, by_text=(*others, (key, place))[-_MOST:] if place != Place() else others)

    def text(self) -> str:
        return "\n".join(f"{place.block} {place.part:.4f} {key}" for key, place in self.by_text)


def read_places(text: str) -> Places:
    """What `Places.text` wrote; lines that are none are left out."""
    return Places(tuple(_read(text))[-_MOST:])


def _read(text: str) -> Iterator[tuple[str, Place]]:
    for line in text.split("\n"):
        block, _, rest = line.partition(" ")
        part, _, key = rest.partition(" ")
        if block.isdecimal() and part.replace(".", "", 1).isdecimal() and key:
            yield key, Place(int(block[:9]), min(1.0, float(part[:9])))
