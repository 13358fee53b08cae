"""The program's own code as a tree: which rooms there are, and what each file says."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

CHECKOUT = Path(__file__).parents[2]
PACKAGE = CHECKOUT / "paperbrowse"

SETTINGS_FILES = ("settings", "preferences", "config_file", "topics_file")
ASSEMBLY_FILES = ("assembly", "joined", "apart")
"""Where rooms are joined: for the program, and for the process that helps it with a long sync."""


@dataclass(frozen=True)
class Import:
    target: str
    """`model.paper`, `` (the package itself), or the foreign package `httpx`."""
    is_ours: bool
    line: int
    is_deferred: bool
    """Stands in a function, or is for types alone, so that it costs nothing at the start."""

    @property
    def room(self) -> str:
        return _room(self.target)


@dataclass(frozen=True)
class File:
    path: Path

    @property
    def name(self) -> str:
        return self.path.relative_to(PACKAGE).as_posix()

    @property
    def module(self) -> tuple[str, ...]:
        parts = self.path.relative_to(PACKAGE).with_suffix("").parts
        return parts[:-1] if parts[-1] == "__init__" else parts

    @property
    def room(self) -> str:
        return _room(".".join(self.module))

    @cached_property
    def text(self) -> str:
        return self.path.read_text("utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    def functions(self) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
        return (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))

    def imports(self) -> Iterator[Import]:
        deferred = {id(node) for later in (*self.functions(), *self._for_types()) for node in ast.walk(later)}
        for node in ast.walk(self.tree):
            for target, is_ours in self._targets(node):
                yield Import(target, is_ours, node.lineno, id(node) in deferred)

    def _for_types(self) -> Iterator[ast.If]:
        tests = (node for node in ast.walk(self.tree) if isinstance(node, ast.If))
        return (node for node in tests if ast.unparse(node.test) == "TYPE_CHECKING")

    def _targets(self, node: ast.AST) -> Iterator[tuple[str, bool]]:
        if isinstance(node, ast.Import):
            yield from ((alias.name.split(".")[0], False) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield (node.module or "").split(".")[0], False
        elif isinstance(node, ast.ImportFrom):
            package = self.module if self.path.name == "__init__.py" else self.module[:-1]
            base = [*package[: len(package) - node.level + 1], *(node.module or "").split(".")]
            for alias in node.names:
                names = [name for name in base if name] + ([] if node.module else [alias.name])
                yield ("" if names in (["__version__"], ["__doc__"]) else ".".join(names)), True


@cache
def files() -> tuple[File, ...]:
    return tuple(File(path) for path in sorted(PACKAGE.rglob("*.py")))


def _room(module: str) -> str:
    first = module.split(".")[0]
    if first in SETTINGS_FILES:
        return "settings"
    return "assembly" if first in ASSEMBLY_FILES else first
