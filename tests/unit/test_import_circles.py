"""No two modules import each other, be it by way of others, and packages of the adapter stand above one another."""

from __future__ import annotations

import ast
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import sphinx_policyrefs

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGE = Path(sphinx_policyrefs.__file__).parent
NAME = PACKAGE.name
#: What each part of the adapter may import of the others, modules beside the packages as well.
ADAPTER = {
    "nodes": set(),
    "builders": set(),
    "project": set(),
    "pictures": {"nodes"},
    "references": {"build", "project"},
    "snapshot": {"exporting", "project", "references"},
    "reading": {"build", "builders", "domain", "nodes", "project"},
    "exporting": {"build", "builders", "project", "references"},
    "build": {"project", "reading", "references", "snapshot"},
    "stand_ins": {"build"},
    "pages": {"build", "nodes", "pictures", "references"},
    "domain": {"build", "pages", "project"},
    "own_prose": {"build", "nodes", "reading", "references"},
    "published_copies": {"build"},
    "sentence_marks": {"build", "nodes", "reading"},
    "signoffs": {"build", "own_prose"},
    "reporting": {"build", "builders", "signoffs", "own_prose", "published_copies", "reading"},
    "incremental": {"build", "exporting", "nodes", "pages", "pictures", "references"},
}


def modules() -> dict[str, Path]:
    """Return the files of the package by the names of their modules."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()


def imports(node: ast.AST) -> Iterator[str]:
    """Yield the modules of ours that are imported for use or for types alone, save within functions."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.ImportFrom) and (child.module or "").partition(".")[0] == NAME:
            for alias in child.names:
                whole = f"{child.module}.{alias.name}"
                yield whole if whole in MODULES else str(child.module)
        elif not isinstance(child, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from imports(child)


@cache
def graph() -> dict[str, set[str]]:
    """Return the modules with those that each imports."""
    return {
        name: {other for other in imports(ast.parse(path.read_text(encoding="utf-8"))) if other != name}
        for name, path in MODULES.items()
    }


def test_modules_import_in_no_circle() -> None:
    """Types count: a module whose type another needs knows of that other, whoever is imported first."""
    try:
        TopologicalSorter(graph()).prepare()
    except CycleError as error:
        pytest.fail("a circle: " + " <- ".join(error.args[1]))


def part(module: str) -> str:
    """Return the part of the adapter that a module belongs to, "" for one outside it."""
    names = module.split(".")
    return names[2] if len(names) > 2 and names[1] == "adapter" else ""


def test_parts_of_the_adapter_import_what_stands_below_them() -> None:
    wrong = sorted(
        f"{module} imports {other}"
        for module, others in graph().items()
        for other in others
        if part(module) and part(other) not in {"", part(module), *ADAPTER[part(module)]}
    )
    assert wrong == []


def test_nothing_below_the_adapter_imports_it() -> None:
    above = ("adapter", "editing", "commands", "cli")
    wrong = sorted(
        f"{module} imports {other}"
        for module, others in graph().items()
        for other in others
        if module.split(".")[1:2] and module.split(".")[1] not in above and part(other)
    )
    assert wrong == []
