"""Every screen and every state of the program, one after the other."""

from collections.abc import AsyncIterator

from .driving import Driver

TOUR = (
    ("the list", ()),
    ("a bookmark, read papers, a marked row", ("b", "j", "r", "j", "m")),
    ("one-line rows", ("v", "j")),
    ("the sidebar", ("v", "escape", "1", "j")),
    ("a keyword included", (*"jjjjjjj", "space")),
    ("a keyword excluded", ("space", "2")),
    ("nothing fits", ("/", "z", "q", "x")),
    ("the filter line, empty", ("escape", "0", "/")),
    ("the filter line, typed and selected", ("a", "shift+home")),
    ("the abstract", ("escape", "3")),
    ("reading", ("2", "enter", "a")),
    ("the copies", ("escape", "Y")),
    ("another line of a menu", ("j",)),
    ("the places to open", ("escape", "O")),
    ("the orders", ("escape", "S")),
    ("the calendar", ("escape", "d")),
    ("a date that is none", ("8", "x", "enter")),
    ("the keys", ("escape", "?")),
    ("a search among the keys", ("c", "o")),
    ("an empty shelf", ("escape", "ctrl+p", *"bookmarks", "enter", "r")),
    ("a warning", ("T",)),
)


async def states(reader: Driver) -> AsyncIterator[str]:
    """The names of what is shown, while it is shown; the palette comes last."""
    for name, keys in TOUR:
        await reader.press(*keys)
        yield name
    await reader.press("escape", "D")
    reader.screen.tell("Something “quoted” went wrong · R tries again…", is_warning=True)
    await reader.settle()
    yield "a warning in words"
    await reader.tap("ctrl+p")
    await reader.until(lambda: "copy link" in reader.text)
    yield "the palette"
    await reader.tap("l", "o", "n", "g", "down")
    await reader.until(lambda: "paper" in reader.text)
    yield "papers in the palette"
