"""`paperbrowse completions`: scripts for shells, made from the parser itself."""

import argparse
from collections.abc import Mapping
from typing import TYPE_CHECKING

from ..model.value import Value
from . import completion_scripts
from .exits import DONE
from .output import write
from .parser import BROWSE, Argument, Parser, parsers

if TYPE_CHECKING:
    from ..services.ports import Clock

_WORDS = ("today", "yesterday", "week", "month", "trending")


class Words(Value):
    """What may stand in one place of a command line."""

    help: str
    options: tuple[str, ...] = ()
    """Names; none for a word that stands for itself."""
    takes_value: bool = True
    accepted: tuple[str, ...] = ()
    """The words that are known."""
    files: bool = False
    """Names of files are accepted as well."""


class Command(Value):
    name: str
    """Empty for the program itself."""
    help: str
    places: tuple[Words, ...]

    @property
    def options(self) -> tuple[Words, ...]:
        return tuple(place for place in self.places if place.options)

    @property
    def positionals(self) -> tuple[Words, ...]:
        return tuple(place for place in self.places if not place.options)


def complete(asked: argparse.Namespace, clock: "Clock | None") -> int:
    write(completion_scripts.SCRIPTS[asked.shell](*grammar()))
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
