"""The browse screen is put together from parts that share one `self`: no two of them mean different things by one name."""

import ast
import inspect
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from paperbrowse.tui.screens.browse import BrowseScreen
from paperbrowse.tui.screens.parts import BrowseParts

from .code import CHECKOUT

PARTS = [each for each in BrowseScreen.__mro__ if each.__module__.startswith("paperbrowse.") and each is not BrowseParts]
FOREIGN = [each for each in BrowseScreen.__mro__ if each.__module__.startswith("textual.")]
CALLED_IN_EVERY_PART = "on_"
"""Textual calls the handlers of an event in all the classes that have one."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


def _class_of(part: type) -> ast.ClassDef:
    tree = ast.parse(Path(inspect.getsourcefile(part)).read_text("utf-8"))
    return next(node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == part.__name__)


def _targets(node: ast.AST) -> list[ast.expr]:
    match node:
        case ast.Assign():
            return [one for target in node.targets for one in (target.elts if isinstance(target, ast.Tuple) else [target])]
        case ast.AnnAssign(value=ast.expr()) | ast.AugAssign():
            return [node.target]
    return []


def _goes_on(function: Function) -> bool:
    """Whether it calls what it overrides."""
    return f"super().{function.name}" in ast.unparse(function)


def named(part: type) -> Iterator[tuple[str, int]]:
    """Every name that a class gives a meaning to, with the line: its methods, its own attributes, and those of `self`."""
    given = _class_of(part)
    for node in given.body:
        if isinstance(node, Function) and not _goes_on(node):
            yield node.name, node.lineno
        yield from ((target.id, node.lineno) for target in _targets(node) if isinstance(target, ast.Name))
    for node in ast.walk(given):
        for target in _targets(node):
            if isinstance(target, ast.Attribute) and ast.unparse(target.value) == "self":
                yield target.attr, node.lineno


def place(part: type, line: int) -> str:
    return f"{Path(inspect.getsourcefile(part)).relative_to(CHECKOUT)}, line {line} ({part.__name__})"


def clashes(parts: list[type], shared: set[str]) -> dict[str, list[str]]:
    """Names that several parts give a meaning to, with where each does so first."""
    places: defaultdict[str, dict[type, str]] = defaultdict(dict)
    for part in parts:
        for name, line in named(part):
            places[name].setdefault(part, place(part, line))
    return {name: [*where.values()] for name, where in places.items() if len(where) > 1 and name not in shared
            and not name.startswith((CALLED_IN_EVERY_PART, "__"))}  # fmt: skip


def _declared() -> set[str]:
    """The attributes that the parts share, by what `BrowseParts` says of them."""
    return {node.target.id for node in _class_of(BrowseParts).body if isinstance(node, ast.AnnAssign)}


class One:
    def _told(self) -> None:
        self._words = 1


class Other:
    _told = ""

    def ask(self) -> None:
        _, self._words = 1, 2


class Further(One):
    def _told(self) -> None:
        super()._told()


def test_parts_that_name_two_things_alike_are_found_with_both_places() -> None:
    found = clashes([One, Other], set())

    assert {"_told", "_words"} == set(found)
    assert all("test_parts.py" in where and "(O" in where for places in found.values() for where in places), found
    assert {} == clashes([One, Further], set()) == clashes([Other], set())


def test_no_two_parts_of_the_browse_screen_give_one_name_two_meanings() -> None:
    assert len(PARTS) > 10

    assert {} == clashes(PARTS, _declared()), "one of each two needs another name, or BrowseParts declares what is shared"


def test_no_part_of_the_browse_screen_takes_a_name_that_is_private_to_textual() -> None:
    taken = {name for foreign in FOREIGN for name, _ in named(foreign)}

    assert [] == [
        f"{name}: {place(part, line)}" for part in PARTS for name, line in named(part)
        if name in taken and name.startswith("_") and not name.startswith("__")
    ]  # fmt: skip
