"""Files that fit in the head, errors that are caught where they are known, one clock."""

import ast
from collections.abc import Iterator

from .code import File, files

LONGEST_FILE = 300
LONGEST_FUNCTION = 40

CATCHES_ALL = ["cli/__init__.py", "cli/bug.py", "sources/clients.py", "store/cache.py"]
"""Where `except Exception` stands, once each: at the borders to httpx and to diskcache, and at the very end, where a
mistake of ours is told without a secret, and its report outlives the same mistake met again."""

ASKS_THE_SYSTEM = ["cli/session.py", "services/clock.py"]
"""The Clock, and the command line before there is one."""


def called(file: File) -> Iterator[str]:
    """`datetime.now`, `print`: what is called by a plain name."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name):
            yield ast.unparse(node.func)


def caught(file: File) -> Iterator[tuple[str, ast.ExceptHandler]]:
    """Each class by name, with what is done about it."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ExceptHandler):
            names = ast.unparse(node.type).strip("()").split(", ") if node.type else ["BaseException"]
            yield from ((name, node) for name in names)


def test_a_file_fits_in_the_head() -> None:
    lengths = {file.name: len(file.text.splitlines()) for file in files()}

    assert {} == {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_a_function_fits_on_a_screen() -> None:
    lengths = {
        f"{file.name}: {function.name}": function.end_lineno - function.lineno + 1
        for file in files()
        for function in file.functions()
    }

    assert {} == {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION}


def test_whatever_comes_is_caught_in_four_places_only() -> None:
    assert CATCHES_ALL == [file.name for file in files() for name, _ in caught(file) if name == "Exception"]


def test_whoever_tidies_up_after_anything_raises_it_again() -> None:
    swallowed = [
        f"{file.name}, line {handler.lineno}"
        for file in files()
        for name, handler in caught(file)
        if name == "BaseException" and ast.unparse(handler.body[-1]) != "raise"
    ]

    assert [] == swallowed


def test_nothing_is_read_with_pickle() -> None:
    readers = {"pickle.load", "pickle.loads", "pickle.Unpickler", "load_pickle"}

    assert [] == [file.name for file in files() if not readers.isdisjoint(called(file))]


def test_the_time_of_day_is_asked_of_the_clock() -> None:
    questions = {"datetime.now", "datetime.utcnow", "datetime.today", "date.today", "time.time", "time.localtime"}

    assert ASKS_THE_SYSTEM == [file.name for file in files() if not questions.isdisjoint(called(file))]


def test_only_the_command_line_prints() -> None:
    printing = {file.name for file in files() if "print" in called(file)}

    assert set() == {name for name in printing if not name.startswith("cli/") and name != "desktop/clip.py"}
