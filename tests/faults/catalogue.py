"""The fault catalogue by number, what the tests say that they cover of it, and what the README says that they do not."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from .held import HELD

TESTS = Path(__file__).parents[1]
README = Path(__file__).with_name("README")

LAST = {"P": 14, "N": 68, "S": 30, "T": 20, "C": 18, "H": 33, "I": 30}
"""Of each chapter: promises, network, storage, terminal, clipboard and browser, hostile content, input."""

NUMBERS = frozenset(f"{chapter}{number}" for chapter, last in LAST.items() for number in range(1, last + 1))

_NUMBER = re.compile(r"[A-Z][0-9]+")
_EXCUSE = re.compile(r"^([A-Z][0-9]+) +(\S.*(?:\n +\S.*)*)", re.MULTILINE)


def marked() -> dict[str, str]:
    """The file that covers it, by number. A file whose marks are computed is taken at every number that it names."""
    return {number: file.name for file in sorted(TESTS.rglob("test_*.py")) for number in _in(file.read_text("utf-8"))}


def excused() -> dict[str, str]:
    """Why there is no test of it, by number."""
    return {number: " ".join(why.split()) for number, why in _EXCUSE.findall(README.read_text("utf-8"))}


def missing() -> list[str]:
    """What must be held, has no test, and no excuse."""
    return sorted(HELD - marked().keys() - excused().keys(), key=_in_order)


def _in(text: str) -> Iterator[str]:
    tree = ast.parse(text)
    marks = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_mark(node.func)]
    literal = all(isinstance(argument, ast.Constant) for mark in marks for argument in mark.args)
    for node in marks if literal else marks and [tree]:
        for constant in ast.walk(node):
            if isinstance(constant, ast.Constant) and isinstance(constant.value, str):
                if literal or _NUMBER.fullmatch(constant.value):
                    yield constant.value


def _is_mark(function: ast.expr) -> bool:
    return isinstance(function, ast.Attribute) and function.attr == "fault"


def _in_order(number: str) -> tuple[int, int]:
    return list(LAST).index(number[0]), int(number[1:])
