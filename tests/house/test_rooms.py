"""The table of ARCHITECTURE: who may know whom. A new edge is a decision, and is made here with its reason."""

from .code import Import, files

KNOWS = {
    "": {""},
    "__main__": {"cli"},
    "errors": set(),
    "model": {"errors", "model"},
    "settings": {"errors", "model", "settings"},
    "sources": {"errors", "model", "services.ports", "sources"},
    "store": {"errors", "model", "store"},
    "services": {"errors", "model", "store", "services"},
    "desktop": {"errors", "model", "services.ports", "desktop"},
    "tui": {"errors", "model", "services", "settings", "tui", ""},
    "assembly": {"errors", "model", "settings", "sources", "store", "services", "desktop", "assembly", ""},
    "cli": {"errors", "model", "settings", "cli", ""},
}
"""Rooms and single modules that a room may import; `` is the package itself, for its version."""

KNOWS_IN_FUNCTIONS = {
    # Its own terminal is a clipboard too; and a mistake of ours is reported though nothing can be assembled any more.
    "cli": {"services", "assembly", "tui", "desktop.osc52", "store.reports"},
}
"""More, where the import is deferred."""

ALONE = {
    "msgspec": {"model", "store", "sources", "cli"},  # the sample, which we wrote; the JSON that `list` prints
    "httpx": {"sources"},
    "parsel": {"sources"},
    "lxml": {"sources"},
    "diskcache": {"store"},
    "sqlite3": {"store"},
    "tantivy": {"store"},
    "pylatexenc": {"model"},  # a table of signs, pure as the model is; imported in one function
    "tomllib": {"settings"},
    "platformdirs": {"settings"},
    "pyperclip": {"desktop"},
    "PIL": {"desktop"},  # both in a process of its own: desktop/draw.py says why
    "textual_image": {"desktop"},
    "subprocess": {"desktop"},
    "webbrowser": {"desktop"},
    "smtplib": {"desktop"},
    "textual": {"tui"},
    "rich": {"tui", "desktop"},  # there in draw.py alone, for textual-image
    "markdown_it": {"tui"},
    "argparse": {"cli"},
}
"""Who alone may import what of the world."""

NEVER = {
    "model": {"asyncio", "time", "os", "io", "pathlib", "logging", "threading", "random", "socket"},
}


def _is_allowed(room: str, found: Import) -> bool:
    if not found.is_ours:
        return room in ALONE.get(found.target, {room}) and found.target not in NEVER.get(room, ())
    known = KNOWS[room] | (KNOWS_IN_FUNCTIONS.get(room, set()) if found.is_deferred else set())
    return found.room in known or found.target in known


def test_a_room_knows_only_whom_it_may_know() -> None:
    strangers = [
        f"{file.name}, line {found.line}: {found.target}"
        for file in files()
        for found in file.imports()
        if not _is_allowed(file.room, found)
    ]

    assert [] == strangers


def test_our_own_modules_are_imported_relatively() -> None:
    imports = {file.name: {found.target for found in file.imports() if not found.is_ours} for file in files()}

    assert [] == [name for name, targets in imports.items() if "paperbrowse" in targets]


def test_every_room_of_the_table_is_there_and_no_other() -> None:
    assert KNOWS.keys() == {file.room for file in files()}
