"""A note a paper for a folder of Obsidian's, each with front matter and a seal that tells whether it was changed."""

from ...model.note_seal import sealed
from ...model.taken import Taken
from .markdown import markdown


def note(taken: Taken) -> str:
    return sealed("".join(markdown((taken,))), taken.paper.id)
