"""What can be typed. Imports nothing heavy, because `--help` and `--version` go no further than this."""

import argparse
from collections.abc import Callable, Sequence
from typing import NamedTuple, NoReturn

from .. import __version__
from ..errors import UsageError
from . import epilogs
from .output import write
from .parser_library import add_library, with_tags_apart

BROWSE = "browse"
"""The command that is meant where none is typed."""

SHELLS = ("bash", "zsh", "fish")
FORMATS = ("bibtex", "ris", "csl-json", "markdown", "jsonl", "csv", "html")
"""Those of `model.taken`, which is not loaded for them."""

_USAGE = """paperbrowse [PERIOD | FILE] [options]
       paperbrowse COMMAND [arguments] [options]"""


Add = Callable[..., "Parser | _Passed"]
"""(name, help line, epilog) -> the parser of a new command."""


class Argument(NamedTuple):
    names: tuple[str, ...]
    """`--limit`, `-n`; none for a word that stands for itself."""
    value: str | None
    """What is to be typed, as the help calls it: `PERIOD`, `path|check`; None for a switch."""
    help: str


class Parser(argparse.ArgumentParser):
    """Says a mistake by raising UsageError, and has no abbreviations, so that new options break nobody's script."""

    def __init__(self, *args, **settings) -> None:
        settings.setdefault("formatter_class", argparse.RawDescriptionHelpFormatter)
        super().__init__(*args, allow_abbrev=False, **settings)
        if self.add_help:
            self._option_string_actions["--help"].help = "print this help"

    def error(self, message: str) -> NoReturn:
        raise UsageError(self.prog, f"{message}; see {self.prog} --help")

    def _print_message(self, message: str, file: object = None) -> None:
        """argparse would swallow that nobody reads it."""
        write([message.rstrip("\n")])

    @property
    def arguments(self) -> list[Argument]:
        """Options and words, in the order of the help; without the commands of the main parser."""
        actions = [action for action in self._actions if action.help != argparse.SUPPRESS and action.dest != "command"]
        return [
            Argument(tuple(action.option_strings), None if action.nargs == 0 else str(action.metavar), action.help or "")
            for action in actions
        ]

    @property
    def option_names(self) -> list[str]:
        return [name for name in self._option_string_actions if name.startswith("--")]


def parse(argv: Sequence[str]) -> argparse.Namespace:
    """What was asked for; `command` names it. Raises UsageError, and SystemExit(0) after `--help` and `--version`."""
    common = _common_options()
    asked, rest = common.parse_known_args(argv)
    word = next((word for word in rest if word == "-" or not word.startswith("-")), None)
    root, commands = parsers(word or BROWSE)
    if word in commands:
        rest.remove(word)
        rest.insert(0, word)
        if word == "tag":
            rest = with_tags_apart(rest)
    elif {"-h", "--help"} & set(rest):
        root, commands = parsers()
        rest = ["--help"]
    elif "--version" in rest:
        rest = ["--version"]
    else:
        rest.insert(0, BROWSE)
    _, unknown = root.parse_known_args(rest, asked)
    if unknown:
        raise _not_understood(unknown[0], commands[asked.command], common)
    return asked


def command_names() -> list[str]:
    """The commands that a reader can type, in the order of the help."""
    return [name for name in parsers()[1] if name != BROWSE]


def nearest(typed: str, names: Sequence[str]) -> str:
    """`; did you mean list?` where one of the names is near, else nothing."""
    import difflib  # here, because most words are right

    near = difflib.get_close_matches(typed.lower(), names, n=1)
    return f"; did you mean {near[0]}?" if near else ""


def _not_understood(typed: str, parser: Parser, common: Parser) -> UsageError:
    if not typed.startswith("-"):
        return UsageError(typed, f"one word too many; see {parser.prog} --help")
    names = list(dict.fromkeys([*parser.option_names, *common.option_names]))
    hint = nearest(typed.split("=")[0], names) or f"; accepted: {', '.join(sorted(names))}"
    return UsageError(typed, f"no such option{hint}")


def _common_options(default: str | None = None) -> Parser:
    common = Parser("paperbrowse", add_help=False, argument_default=default)
    group = common.add_argument_group("options of every command")
    group.add_argument("--offline", action="store_true", help="use only what is on this machine")
    group.add_argument("--sample", action="store_true", help="show the built-in sample edition")
    group.add_argument("--ascii", action="store_true", help="draw without any character of uncertain width")
    group.add_argument("--config", metavar="FILE", help="read this configuration file")
    return common


class _Passed:
    """In the place of a parser that is not asked for."""

    def add_argument(self, *_: object, **__: object) -> None:
        pass

    def add_mutually_exclusive_group(self) -> "_Passed":
        return self


def parsers(wanted: str | None = None) -> tuple[Parser, dict[str, Parser]]:
    """The main parser, and that of each command by its name; with `wanted` of that command and of BROWSE only, because
    to make them all takes 5 ms."""
    common = _common_options(argparse.SUPPRESS)  # only for the help: they have been taken out, and must not be reset
    root = Parser(
        "paperbrowse",
        usage=_USAGE,
        description="Hugging Face's Daily Papers in your terminal, online and offline.",
        epilog=epilogs.MAIN,
        parents=[common],
    )
    root.add_argument("--version", action="version", version=f"paperbrowse {__version__}", help="print the version")
    adder = root.add_subparsers(title="commands", dest="command", metavar="COMMAND", prog="paperbrowse")
    commands: dict[str, Parser] = {}

    def add(name: str, line: str, epilog: str = "", **settings) -> Parser | _Passed:
        if wanted not in (None, name):
            return _Passed()
        description = line[0].upper() + line[1:] + "."
        parser = adder.add_parser(
            name, help=line, description=description, epilog=epilog, parents=[common], **settings
        )
        commands[name] = parser
        return parser

    _add_reading(add)
    _add_bringing(add)
    _add_marking(add)
    add_library(add, _choice)
    _add_taking_along(add)
    _add_about(add)
    add("reindex", "build the search index anew from what is on this machine", epilogs.REINDEX)
    commands[BROWSE] = adder.add_parser(BROWSE, prog="paperbrowse", parents=[common])
    commands[BROWSE].add_argument("target", nargs="?", metavar="PERIOD | FILE")
    return root, commands


def _add_reading(add: Add) -> None:
    listing = add("list", "list an edition, the bookmarks or what was imported", epilogs.LIST)
    listing.add_argument("period", nargs="?", metavar="PERIOD", help="today by default")
    form = listing.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="an array of papers")
    form.add_argument("--quiet", "-q", action="store_true", help="ids alone")
    listing.add_argument("--limit", "-n", type=_count, metavar="N", help="at most N papers")
    orders = "hub (as the site has them), upvotes, newest, comments, stars or title"
    listing.add_argument("--sort", default="hub", metavar="ORDER", help=orders)
    listing.add_argument("--bookmarked", action="store_true", help="bookmarked papers only")
    listing.add_argument("--unread", action="store_true", help="papers not marked read only")
    listing.add_argument("--imported", action="store_true", help="papers of pages that you imported only")
    listing.add_argument("--topic", action="append", default=[], metavar="TOPIC", help="papers with this topic; may be repeated")
    listing.add_argument("--not-topic", action="append", default=[], metavar="TOPIC", help="papers without this topic")
    listing.add_argument("--query", metavar="QUERY", help="papers that fit, in the language of the filter; in quotes")
    listing.add_argument("--refresh", action="store_true", help="ask the Hub, however fresh our copy is")

    show = add("show", "show what is known of papers", epilogs.SHOW)
    _take_ids(show)
    part = show.add_mutually_exclusive_group()
    parts = (("full", "the full text, as Markdown"), ("comments", "what is said of it on the Hub"),
             ("links", "models, datasets, Spaces, code, and the papers that its text cites"))  # fmt: skip
    for name, line in parts:
        part.add_argument(f"--{name}", action="store_const", dest="part", const=name, help=line)
    show.add_argument("--json", action="store_true", help="an object, or an array for several papers")


def _add_bringing(add: Add) -> None:
    pdf = add("pdf", "bring the PDFs of papers, and say where they are", epilogs.PDF)
    _take_ids(pdf)
    pdf.add_argument("--to", metavar="DIR", help="into this folder instead of the configured one")
    pdf.add_argument("--open", action="store_true", help="open them in the viewer")
    pdf.add_argument("--json", action="store_true", help="an array of id, path, new and problem")

    fetch = add("fetch", "bring papers whole, so that they read offline: text, comments, links and PDF", epilogs.FETCH)
    _take_choice(fetch)
    fetch.add_argument("--no-pdf", action="store_true", help="without the PDF")
    fetch.add_argument("--json", action="store_true", help="an array of id, whole, new, lacks, missing, pdf and problem")

    search = add("search", "search every paper on this machine", epilogs.SEARCH)
    search.add_argument("words", nargs="+", metavar="QUERY", help="words and fields, as in the filter")
    search.add_argument("--json", action="store_true", help="an array of papers, the best first")
    search.add_argument("--limit", "-n", type=_count, metavar="N", help="at most N papers; 20 by default")
    search.add_argument("--hub", action="store_true", help="ask the Hub too, and add what it finds")

    sync = add("sync", "bring the editions of many days to this machine", epilogs.SYNC)
    sync.add_argument("--from", dest="since", metavar="DATE", help="the first day; 30 days back by default")
    sync.add_argument("--to", dest="until", metavar="DATE", help="the last day; today by default")
    sync.add_argument("--all", action="store_true", help="every day since the first edition")
    sync.add_argument("--json", action="store_true", help="what came and what was skipped, as an object")


def _add_marking(add: Add) -> None:
    bookmark = add("bookmark", "bookmark papers", "Example:\n  paperbrowse bookmark arxiv.org/abs/2608.16590")
    _take_ids(bookmark)
    bookmark.add_argument("--remove", action="store_true", help="take the bookmarks away")
    _take_ids(add("read", "mark papers read", "Example:\n  paperbrowse list --quiet | paperbrowse read -"))
    _take_ids(add("unread", "mark papers unread"))

    copied = add("copy", "copy the link of a paper to the clipboard", "Example:\n  paperbrowse copy 2608.16590")
    copied.add_argument("id", metavar="ID")
    copied.add_argument("--bibtex", action="store_true", help="its BibTeX instead: arXiv's own where it is on this machine")
    opened = add("open", "open a paper in the browser", "Example:\n  paperbrowse open 2608.16590 --pdf")
    opened.add_argument("id", metavar="ID")
    page = opened.add_mutually_exclusive_group()
    page.add_argument("--arxiv", action="store_true", help="its page on arXiv instead of the Hub")
    page.add_argument("--pdf", action="store_true", help="its PDF")

    imported = add("import", "import a saved page, a bibliography, ids, or what paperbrowse export wrote", epilogs.IMPORT)
    imported.add_argument("file", metavar="FILE", help="of any kind, see below; - is standard input")
    imported.add_argument("--saved-on", metavar="DATE", help="the day it was saved on, to tell the year of its dates")
    imported.add_argument("--resolve", action="store_true", help="look for papers without an arXiv id on the Hub")
    imported.add_argument("--dry-run", action="store_true", help="say what would come, and change nothing")
    imported.add_argument("--json", action="store_true", help="the papers, as an array")


def _add_taking_along(add: Add) -> None:
    export = add("export", "write papers for other programs, or hand them to Zotero", epilogs.EXPORT)
    _take_choice(export, "the bookmarks; so it is where nothing is chosen")
    export.add_argument("--format", type=_choice(*FORMATS), metavar="|".join(FORMATS), help="by the name of FILE, else bibtex")
    export.add_argument("--output", "-o", metavar="FILE", help="into this file; with markdown a FOLDER/ takes a note a paper")
    export.add_argument("--force", action="store_true", help="replace a file that is there already, and notes that you changed")
    export.add_argument("--zotero", action="store_true", help="hand them to the Zotero on this machine instead")


def _add_about(add: Add) -> None:
    topics = add("topics", "list the topics with their papers on this machine, explain or suggest some", epilogs.TOPICS)
    topics.add_argument("action", nargs="?", default="list", type=_choice("list", "explain", "suggest"), metavar="list|explain|suggest")
    topics.add_argument("id", nargs="?", metavar="ID", help="of the paper to explain")
    topics.add_argument("--limit", "-n", type=_count, metavar="N", help="suggest at most N")
    searches = add("searches", "list the saved searches, add or remove one", epilogs.SEARCHES)
    searches.add_argument("action", nargs="?", default="list", type=_choice("list", "add", "remove"), metavar="list|add|remove")
    searches.add_argument("name", nargs="?", metavar="NAME", help="under which it stands in the sidebar")
    searches.add_argument("query", nargs="?", metavar="QUERY", help="in the query language; in quotes")
    add("paths", "print where configuration, library, cache and state are", "Example:\n  paperbrowse paths | cut -f2")
    config = add("config", "print where the configuration is, or check it", "Example:\n  paperbrowse config check")
    config.add_argument("action", type=_choice("path", "check"), metavar="path|check")
    add("keys", "print every key and the id by which it can be changed", "Example:\n  paperbrowse keys | grep copy")
    doctor = add("doctor", "check terminal, files, service and configuration, and say what to do", epilogs.DOCTOR)
    doctor.add_argument("--json", action="store_true", help="an array of checks")
    completions = add(
        "completions",
        "print what makes a shell complete commands and options",
        "Example:\n  paperbrowse completions bash > ~/.local/share/bash-completion/completions/paperbrowse",
    )
    completions.add_argument("shell", type=_choice(*SHELLS), metavar="|".join(SHELLS))


def _take_ids(parser: Parser | _Passed) -> None:
    parser.add_argument("ids", nargs="+", metavar="ID", help="an arXiv id or an address; - reads standard input")


def _take_choice(parser: Parser, bookmarked: str = "the bookmarks") -> None:
    parser.add_argument("words", nargs="*", metavar="PERIOD | ID", help="an edition, or ids; - reads ids from standard input")
    parser.add_argument("--bookmarked", action="store_true", help=bookmarked)
    parser.add_argument("--query", metavar="QUERY", help="papers that fit, of those chosen or of all on this machine; in quotes")


def _count(typed: str) -> int:
    if typed.isascii() and typed.isdigit() and len(typed) < 19 and int(typed) > 0:
        return int(typed)
    raise UsageError(typed, "accepted: a whole number from 1")


def _choice(*accepted: str) -> Callable[[str], str]:
    def chosen(typed: str) -> str:
        if typed in accepted:
            return typed
        words = f"{', '.join(accepted[:-1])} or {accepted[-1]}"
        raise UsageError(typed, f"accepted: {words}{nearest(typed, accepted)}")

    return chosen
