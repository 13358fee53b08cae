"""`paperbrowse completions`: scripts for shells, made from the parser itself."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from .completion_scripts import SCRIPTS, Command, Words
from .exits import DONE
from .output import write
from .parser import BROWSE, Argument, Parser, parsers

if TYPE_CHECKING:
    from ..services.ports import Clock

_WORDS = ("today", "yesterday", "week", "month", "trending")


def complete(asked: argparse.Namespace, clock: "Clock | None") -> int:
    write(SCRIPTS[asked.shell](*grammar()))
    return DONE


def grammar() -> tuple[Command, tuple[Command, ...]]:
    """What may follow `paperbrowse` at once, and every command."""
    root, commands = parsers()
    values = _values()
    own = _places(root, values)
    browse = _places(commands[BROWSE], values)
    everywhere = {name for place in browse for name in place.options}
    own += tuple(place for place in browse if not place.options or everywhere.isdisjoint(place.options))
    named = (
        Command(name, (parser.description or "").rstrip("."), _places(parser, values))
        for name, parser in commands.items()
        if name != BROWSE
    )
    return Command("", "", own), tuple(named)


def _values() -> Mapping[str, tuple[tuple[str, ...], bool]]:
    """By the names that the help gives them: the known words, and whether files are accepted."""
    from ..model.view import Order

    return {
        "PERIOD": (_WORDS, False),
        "ORDER": (tuple(order.value for order in Order), False),
        "FILE": ((), True),
        "DIR": ((), True),
    }


def _places(parser: Parser, values: Mapping[str, tuple[tuple[str, ...], bool]]) -> tuple[Words, ...]:
    return tuple(_words(argument, values) for argument in parser.arguments)


def _words(argument: Argument, values: Mapping[str, tuple[tuple[str, ...], bool]]) -> Words:
    kinds = [kind.strip() for kind in (argument.value or "").split("|")]
    accepted: list[str] = []
    files = False
    for kind in kinds:
        known, names_files = values.get(kind, ((kind,) if kind.islower() else (), False))
        accepted += known
        files = files or names_files
    return Words(argument.help, argument.names, argument.value is not None, tuple(accepted), files)
