"""What can be typed about tags, notes and the library; `parser` joins it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from . import epilogs

if TYPE_CHECKING:
    from .parser import Add

_ACTIONS = ("path", "check", "backup", "restore", "merge")


def add_library(add: "Add", choice: Callable[..., Callable[[str], str]]) -> None:
    """`choice`: makes what takes one of some words and refuses others."""
    tagged = add("tag", "tag papers, or list the tags in use", epilogs.TAG)
    tagged.add_argument("words", nargs="*", metavar="ID… +TAG -TAG", help="papers; tags to add and to take away")
    noted = add("note", "print, write or edit the note on a paper", epilogs.NOTE)
    noted.add_argument("id", metavar="ID")
    noted.add_argument("text", nargs="?", metavar="TEXT", help="in the place of the note; - reads standard input")
    noted.add_argument("--edit", action="store_true", help="in $EDITOR")
    noted.add_argument("--remove", action="store_true", help="take the note away")
    undone = add("undo", "take back the last change of marks, tags, notes and wishes, one a call", "Example:\n  paperbrowse undo")
    undone.add_argument("--redo", action="store_true", help="make the change again that was taken back last")
    for name, words in (("watch", "watch, in the shelf Watched"), ("mute", "mute: dimmed, at the end, or hidden")):
        wished = add(name, f"topics, authors, organizations and phrases to {words}", epilogs.WATCH)
        wished.add_argument("action", nargs="?", default="list", type=choice("list", "add", "remove"), metavar="list|add|remove")
        wished.add_argument("what", nargs="*", metavar="WHAT", help="topic:NAME, author:NAME, org:NAME, or the words of a phrase")
    library = add("library", "back the library up, restore, check or merge it", epilogs.LIBRARY)
    library.add_argument("action", type=choice(*_ACTIONS), metavar="|".join(_ACTIONS))
    library.add_argument("argument", nargs="?", metavar="DIR | BACKUP", help="to merge with; to restore")


def with_tags_apart(words: list[str]) -> list[str]:
    """`-old` is no option of ours; argparse takes what begins with a blank for a word."""
    return [f" {word}" if len(word) > 1 and word[0] == "-" != word[1] and word != "-h" else word for word in words]
