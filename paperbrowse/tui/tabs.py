"""The tabs of the detail pane."""

from collections.abc import Iterator
from enum import Enum


class Tab(Enum):
    ABSTRACT = "abstract"
    PAPER = "paper"
    COMMENTS = "comments"
    LINKS = "links"

    def beside(self, step: int) -> "Tab":
        """The next one, or the one before; after the last comes the first."""
        tabs = list(Tab)
        return tabs[(tabs.index(self) + step) % len(tabs)]


def tab_names(active: Tab, comments: int | None, cells: int, dot: str) -> Iterator[tuple[str, Tab | None]]:
    """`Abstract · Paper · Comments 4 · Links` in at most that many cells, closer together or the active one alone where
    there is little room. None is what stands between two."""
    names = ("Abstract", "Paper", f"Comments {comments:,}" if comments else "Comments", "Links")
    for joint in (f" {dot} ", dot):
        if len(joint.join(names)) <= cells:
            for number, (name, tab) in enumerate(zip(names, Tab, strict=True)):
                if number:
                    yield joint, None
                yield name, tab
            return
    yield active.value.capitalize(), active
