"""COMMANDS: the one registry of what the keys do. Bindings, footer, palette, help screen and README come from it."""

from collections.abc import Iterable, Iterator, Mapping

from textual.binding import Binding

from ..model.value import Value

LIST, READING, SIDEBAR, SEARCH, PANES, ALL = "list", "reading", "sidebar", "search", "panes", "all"
ALONE, FINDING = "alone", "finding"

SCOPES = {
    LIST: "In the list",
    READING: "In the text",
    ALONE: "In the reading view",
    FINDING: "While finding in the text",
    SIDEBAR: "In the sidebar",
    SEARCH: "In the search line",
    PANES: "In every pane",
    ALL: "Everywhere",
}
"""A key has one meaning in a scope. Those of the reading view go before those of the text and of every pane there, and
those of finding before them, as long as something is being found."""


LAYERS = (*((scope, PANES, ALL) for scope in (LIST, READING, SIDEBAR)), (ALONE,), (FINDING,))
"""Scopes in which a key can have one meaning only."""


_AROUND = {ALONE: (ALONE, READING, PANES, ALL), FINDING: (FINDING, ALONE, READING, PANES, ALL)}
"""Whose keys hold as well, the nearest first."""


class Command(Value):
    id: str
    """The name under which `[keys]` of the configuration file gives it other keys."""
    title: str
    """Two or three words, for the footer and the palette."""
    help: str
    """One sentence, for the help screen."""
    keys: tuple[str, ...]
    scopes: tuple[str, ...]
    action: str
    """The action of Textual, with its namespace."""
    footer: bool = False
    """Stands in the footer where there is room."""
    palette: bool = True
    """Makes sense without a place in a list."""

    @property
    def shown_keys(self) -> str:
        """The keys as people write them: `j ↓`, `g g`, `ctrl+d`."""
        return " ".join(_SHOWN.get(key, key) for key in self.keys)

    @property
    def named_keys(self) -> str:
        """The keys in letters alone: `j down`."""
        return " ".join(key if key in _ARROWS else _SHOWN.get(key, key) for key in self.keys)


_ARROWS = ("down", "up", "left", "right")
_SHOWN = {"down": "↓", "up": "↑", "left": "←", "right": "→", "pagedown": "pgdn", "pageup": "pgup", "g": "g g"}
_SHOWN |= {"backslash": "\\", "equals_sign": "="}

_PAPERS = (LIST, READING)

COMMANDS: tuple[Command, ...] = (
    Command("down", "down", "The next paper.", ("j", "down"), (LIST,), "down", palette=False),
    Command("up", "up", "The paper before.", ("k", "up"), (LIST,), "up", palette=False),
    Command("first", "first paper", "The first paper.", ("g", "home"), (LIST,), "first", palette=False),
    Command("last", "last paper", "The last paper.", ("G", "end"), (LIST,), "last", palette=False),
    Command("half-page-down", "half a page down", "Half a page of papers on.", ("ctrl+d",), (LIST,), "page(0.5)", palette=False),
    Command("half-page-up", "half a page up", "Half a page of papers back.", ("ctrl+u",), (LIST,), "page(-0.5)", palette=False),
    Command("page-down", "page down", "A page of papers on.", ("pagedown",), (LIST,), "page(1)", palette=False),
    Command("page-up", "page up", "A page of papers back.", ("pageup",), (LIST,), "page(-1)", palette=False),
    Command("scroll-down", "scroll the abstract", "Scrolls the abstract, the list keeps the focus; without an abstract beside it, reads.", ("space",), (LIST,), "screen.scroll_abstract(1)", palette=False),
    Command("scroll-up", "scroll back", "Scrolls the abstract back.", ("backspace",), (LIST,), "screen.scroll_abstract(-1)", palette=False),
    Command("read-paper", "read", "Opens the paper alone, at full height, and marks it read.", ("enter",), (LIST,), "screen.read_paper", footer=True),
    Command("line-down", "line down", "A line on.", ("j", "down"), (READING,), "line(1)", palette=False),
    Command("line-up", "line up", "A line back.", ("k", "up"), (READING,), "line(-1)", palette=False),
    Command("text-page-down", "page down", "A page of text on.", ("space", "pagedown"), (READING,), "page(1)", palette=False),
    Command("text-page-up", "page up", "A page of text back.", ("backspace", "pageup"), (READING,), "page(-1)", palette=False),
    Command("text-start", "start", "The start of the text.", ("g", "home"), (READING,), "start", palette=False),
    Command("text-end", "end", "The end of the text.", ("G", "end"), (READING,), "finish", palette=False),
    Command("next-paper", "next paper", "The next paper, staying in the abstract.", ("J",), (READING,), "screen.step(1)", footer=True, palette=False),
    Command("paper-before", "paper before", "The paper before, staying in the abstract.", ("K",), (READING,), "screen.step(-1)", palette=False),
    Command("open-link", "open link", "Opens the chosen link; of the list of contents, goes there.", ("enter",), (READING,), "screen.open_link", palette=False),
    Command("tab-1", "abstract", "The abstract, and all that is known of the paper.", ("1",), (ALONE,), "screen.read_tab('abstract')", palette=False),
    Command("tab-2", "paper", "The full text.", ("2",), (ALONE,), "screen.read_tab('paper')", palette=False),
    Command("tab-3", "comments", "What people say of it on the Hub.", ("3",), (ALONE,), "screen.read_tab('comments')", palette=False),
    Command("tab-4", "links", "Models, datasets, Spaces, code, and the papers that it cites.", ("4",), (ALONE,), "screen.read_tab('links')", palette=False),
    Command("contents", "contents …", "The sections of the text, to go to one.", ("c",), (ALONE,), "screen.contents", palette=False),
    Command("next-link", "next link", "Chooses the next link of the text.", ("tab",), (ALONE,), "link(1)", palette=False),
    Command("link-before", "link before", "Chooses the link before.", ("shift+tab",), (ALONE,), "link(-1)", palette=False),
    Command("find", "find", "Finds words in the text as you type; escape ends it.", ("/",), (ALONE,), "screen.find", footer=True, palette=False),
    Command("next-hit", "next hit", "The next place where the words stand.", ("n",), (FINDING,), "screen.hit(1)", footer=True, palette=False),
    Command("hit-before", "hit before", "The place before.", ("N",), (FINDING,), "screen.hit(-1)", footer=True, palette=False),
    Command("bookmark", "bookmark", "Bookmarks the paper, or takes the bookmark away.", ("b",), _PAPERS, "screen.bookmark", footer=True),
    Command("copy-link", "copy link", "Copies the link.", ("y",), _PAPERS, "screen.copy", footer=True),
    Command("open-page", "open", "Opens the paper's page in the browser.", ("o",), _PAPERS, "screen.open", footer=True),
    Command("next-unread", "next unread", "The next unread paper.", ("n",), _PAPERS, "screen.next_unread", footer=True),
    Command("read-and-on", "read and on", "Marks the paper read and goes to the next unread one.", ("x",), _PAPERS, "screen.read_and_on", footer=True),
    Command("read", "read on/off", "Marks the paper read, or unread again.", ("r",), _PAPERS, "screen.toggle_read"),
    Command("read-all", "all read", "Marks every paper of the list read.", ("A",), _PAPERS, "screen.read_all"),
    Command("undo", "undo", "Takes the last change of marks, tags and notes back, also one of an earlier run.", ("u",), _PAPERS, "screen.undo"),
    Command("redo", "redo", "Makes the change again that was taken back last.", ("ctrl+r",), _PAPERS, "screen.redo"),
    Command("tags", "tags …", "Edits the tags of the paper, or of all marked rows.", ("t",), _PAPERS, "screen.tags"),
    Command("note", "note …", "Edits the note on the paper; ctrl+o there opens $EDITOR.", ("i",), _PAPERS, "screen.note"),
    Command("copy-menu", "copy …", "Copies the link, the arXiv link, the PDF link, the title, a Markdown line or BibTeX.", ("Y",), _PAPERS, "screen.copy_menu"),
    Command("open-menu", "open …", "Opens the Hub, arXiv, the PDF, the code or the project page.", ("O",), _PAPERS, "screen.open_menu"),
    Command("pdf", "PDF", "Brings the PDF and opens it, or those of all marked rows; while they come, stops that.", ("P",), _PAPERS, "screen.pdf"),
    Command("save-offline", "save offline", "Brings the paper, or all marked rows, whole: text, comments, links, PDF; again, adds more or stops.", ("F",), _PAPERS, "screen.save_offline"),
    Command("export", "export …", "Writes the paper, or all marked rows, into a file: BibTeX, RIS, CSL-JSON, Markdown, JSON lines, CSV or HTML.", ("e",), _PAPERS, "screen.export"),
    Command("zotero", "to Zotero", "Hands the paper, or all marked rows, to the Zotero on this machine, now or when it runs.", ("Z",), _PAPERS, "screen.zotero"),
    Command("watch", "watch or mute …", "Watches or mutes a topic, an author or the organization of the paper, or what is under the cursor in the sidebar.", ("w",), (*_PAPERS, SIDEBAR), "screen.watch"),
    Command("muted", "muted papers", "Shows the muted papers at the end of the list, or hides them again.", ("V",), _PAPERS, "screen.muted"),
    Command("authors", "all authors", "Shows all authors, and the first ones again.", ("a",), _PAPERS, "screen.authors"),
    Command("tex", "TeX on/off", "Shows formulas as their TeX, and readable again.", ("backslash", "equals_sign"), _PAPERS, "screen.tex"),
    Command("mark", "mark row", "Marks the row; b, r, x, t, y, F, e and Z then act on all marked rows.", ("m",), (LIST,), "screen.mark", palette=False),
    Command("mark-all", "mark all", "Marks all rows, or none.", ("*",), (LIST,), "screen.mark_all"),
    Command("density", "one-line rows", "One line a paper, or four.", ("v",), (LIST,), "screen.density"),
    Command("shelf-down", "down", "The next line.", ("j", "down"), (SIDEBAR,), "cursor_down", palette=False),
    Command("shelf-up", "up", "The line before.", ("k", "up"), (SIDEBAR,), "cursor_up", palette=False),
    Command("open-shelf", "open", "Opens the shelf; shows only the papers with this topic, organization or tag; folds a section.", ("enter",), (SIDEBAR,), "select", footer=True, palette=False),
    Command("include", "include / exclude", "Includes the topic, organization or tag; excludes it; neither. Several combine.", ("space",), (SIDEBAR,), "include", footer=True, palette=False),
    Command("edit-search", "rename or remove …", "Renames or removes the saved search under the cursor.", ("e",), (SIDEBAR,), "screen.edit_search", palette=False),
    Command("results", "results", "Goes to the results; asks the Hub as well, and adds what it finds.", ("enter",), (SEARCH,), "screen.results(True)", footer=True, palette=False),
    Command("results-below", "results", "Goes to the results.", ("down",), (SEARCH,), "screen.results(False)", palette=False),
    Command("complete", "complete", "Completes a field or its value; again, the next one.", ("tab",), (SEARCH,), "complete(1)", footer=True, palette=False),
    Command("complete-back", "complete back", "The completion before.", ("shift+tab",), (SEARCH,), "complete(-1)", palette=False),
    Command("save-search", "save", "Saves the search under a name, in the sidebar.", ("ctrl+s",), (SEARCH,), "screen.save_search", footer=True, palette=False),
    Command("next-pane", "pane to the right", "The pane to the right.", ("tab", "l", "right"), (PANES,), "screen.pane_beside(1)", palette=False),
    Command("pane-before", "pane to the left", "The pane to the left.", ("shift+tab", "h", "left"), (PANES,), "screen.pane_beside(-1)", palette=False),
    Command("sidebar", "sidebar", "Goes to the sidebar, showing it; again hides it.", ("1",), (PANES,), "screen.pane('sidebar')"),
    Command("papers", "list", "Goes to the list of papers.", ("2",), (PANES,), "screen.pane('papers')"),
    Command("detail", "abstract", "Goes to the abstract, showing it; again hides it.", ("3",), (PANES,), "screen.pane('detail')"),
    Command("tab-before", "tab before", "The tab before: abstract, paper, comments, links.", ("{",), (PANES,), "screen.tab_beside(-1)"),
    Command("tab-after", "next tab", "The next tab.", ("}",), (PANES,), "screen.tab_beside(1)"),
    Command("zoom", "zoom", "The pane alone, and back.", ("z",), (PANES,), "screen.zoom"),
    Command("edition-before", "edition before", "The day, week or month before.", ("[", "H"), (PANES,), "screen.edition(-1)", footer=True),
    Command("edition-after", "edition after", "The day, week or month after.", ("]", "L"), (PANES,), "screen.edition(1)", footer=True),
    Command("day", "day", "The papers of a day; again the newest day.", ("D",), (PANES,), "screen.shelf('day')"),
    Command("week", "week", "The papers of the week.", ("W",), (PANES,), "screen.shelf('week')"),
    Command("month", "month", "The papers of the month.", ("M",), (PANES,), "screen.shelf('month')"),
    Command("trending", "trending", "What is trending.", ("T",), (PANES,), "screen.shelf('trending')"),
    Command("inbox", "inbox", "What came since you were here and is unread, of all days, in one list.", ("I",), (PANES,), "screen.shelf('inbox')"),
    Command("go-to-date", "go to a date", "A calendar of what is on this machine, and any date typed.", ("d",), (PANES,), "screen.go_to_date"),
    Command("filter", "filter", "Narrows this pane as you type.", ("/",), (PANES,), "screen.filter", footer=True),
    Command("search", "search", "Searches every paper on this machine as you type.", ("s",), (PANES,), "screen.search", footer=True),
    Command("order", "order …", "Orders the list.", ("S",), (PANES,), "screen.order"),
    Command("clear", "clear filters", "Clears topics and filters.", ("0",), (PANES,), "screen.clear"),
    Command("refresh", "refresh", "Asks the Hub again.", ("R",), (ALL,), "screen.refresh_edition"),
    Command("help", "help", "Every key of the pane that you are in.", ("?",), (ALL,), "screen.help", footer=True),
    Command("palette", "palette", "Every command, and every paper in view by its title.", ("ctrl+p", ":"), (ALL,), "app.command_palette", palette=False),
    Command("back", "back", "One layer back: menu, line, reading, marks, text filter.", ("escape",), (ALL,), "screen.back", palette=False),
    Command("leave", "back or quit", "Back, and quits in the browse screen.", ("q",), (ALL,), "screen.leave", palette=False),
    Command("quit", "quit", "Quits at once.", ("ctrl+q",), (ALL,), "app.quit"),
    Command("suspend", "suspend", "Back to the shell; `fg` returns.", ("ctrl+z",), (ALL,), "app.suspend_process"),
)

BY_ID = {command.id: command for command in COMMANDS}

SHELF_COMMANDS = (
    Command("watched", "watched", "What you watch, of everything on this machine, the newest first.", (), (), "screen.shelf('watched')"),
    Command("bookmarks", "bookmarks", "The papers you bookmarked.", (), (), "screen.shelf('bookmarks')"),
    Command("imported", "imported", "The pages you saved and imported.", (), (), "screen.shelf('imported')"),
    Command("sync", "sync the archive …", "Brings a month, a year or everything to this machine; stops that again.", (), (), "screen.sync"),
    Command("stop-saving", "stop saving offline", "Ends the saving of papers; what has come stays.", (), (), "screen.stop_saving"),
    Command("sample", "sample edition", "The built-in edition, for a look around without a network.", (), (), "screen.shelf('sample')"),
)
"""Commands without a key, for the palette."""


def in_scope(scope: str) -> Iterable[Command]:
    return (command for command in COMMANDS if scope in command.scopes)


def layers(scope: str) -> Iterator[tuple[str, tuple[Command, ...]]]:
    """The scopes whose keys hold in that one, the nearest first, and of each the commands whose keys still mean them."""
    taken: set[str] = set()
    for each in _AROUND.get(scope, (scope, PANES, ALL)):
        found = tuple(command for command in in_scope(each) if taken.isdisjoint(command.keys))
        taken |= {key for command in found for key in command.keys}
        yield each, found


def bindings(*scopes: str) -> list[Binding]:
    """Textual's bindings for those scopes; the footer is ours, so none is shown by Textual."""
    return [
        Binding(",".join(command.keys), command.action, command.title, show=False, id=command.id)
        for command in COMMANDS
        if not set(scopes).isdisjoint(command.scopes)
    ]


def clashes(keys: Mapping[str, tuple[str, ...]]) -> list[str]:
    """What is wrong with the reader's own keys, a sentence each: unknown commands, and keys with two meanings."""
    wrong = [f"{id}: no such command (paperbrowse keys lists them)" for id in keys if id not in BY_ID]
    for scopes in LAYERS:
        meaning: dict[str, str] = {}
        scope = scopes[0]
        for command in COMMANDS:
            if set(scopes).isdisjoint(command.scopes):
                continue
            for key in keys.get(command.id, command.keys):
                other = meaning.setdefault(key, command.id)
                if other != command.id:
                    wrong.append(f"{command.id}: “{key}” already means {other} in the {scope}")
    return sorted(set(wrong))
