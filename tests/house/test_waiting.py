"""No test hangs on how fast the machine is: work is held against its size, and what must come is waited for with patience."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.patience import PATIENCE

from .code import CHECKOUT

MEASURES = ("bench/", "growth.py")
"""May look how long something takes; the bench is no test, and growth.py compares."""
STOPWATCHES = {"perf_counter", "process_time", "thread_time", "perf_counter_ns", "process_time_ns", "thread_time_ns"}
WAITS = {"communicate", "run", "wait", "spawn", "check_output", "urlopen", "join", "timeout", "wait_for"}
"""Called with a number of seconds, after which a test would fail."""
SHORT = range(1, int(PATIENCE))
"""Seconds. Less than one is a wait that is meant to end so."""


def hurried(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """The lines of a test file that a slow machine would upset, and what stands there."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in STOPWATCHES:
            yield node.lineno, ast.unparse(node)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WAITS:
            given = [*node.args, *(word.value for word in node.keywords if word.arg in ("timeout", "seconds"))]
            seconds = [each.value for each in given if isinstance(each, ast.Constant) and type(each.value) in (int, float)]
            if any(int(each) in SHORT for each in seconds):
                yield node.lineno, ast.unparse(node)


def test_a_stopwatch_and_a_short_wait_are_found() -> None:
    lines = "time.perf_counter()", "child.communicate(timeout=20)", "asked.wait(5)", "asked.wait(0.1)", "asked.wait(60.0)"
    tree = ast.parse("\n".join(lines))

    assert [1, 2, 3] == sorted(line for line, _ in hurried(tree))


def test_no_test_hangs_on_how_fast_the_machine_is() -> None:
    tests = CHECKOUT / "tests"
    files: dict[str, Path] = {path.relative_to(tests).as_posix(): path for path in sorted(tests.rglob("*.py"))}

    assert [] == [
        f"tests/{name}, line {line}: {said}"
        for name, path in files.items() if not name.startswith(MEASURES)
        for line, said in hurried(ast.parse(path.read_text("utf-8")))
    ]  # fmt: skip
