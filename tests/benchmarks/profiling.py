"""Where the time of a full build goes, by package and by function."""

from __future__ import annotations

import pstats
from collections import defaultdict
from pathlib import PurePath
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from harness import Workspace

Function = tuple[str, int, str]
T = TypeVar("T")
FUNCTIONS = 25
LIBRARY = "Python's library"
BUILT_IN = "~"


def _module(path: str) -> str:
    """Return the dotted name of the module in `path`, without where it is installed."""
    if path.startswith("<"):  # <frozen importlib._bootstrap>
        return path.strip("<>").removeprefix("frozen ")
    parts = PurePath(path).with_suffix("").parts
    for root in ("site-packages", "dist-packages"):
        if root in parts:
            return ".".join(parts[parts.index(root) + 1 :])
    if "sphinx_policyrefs" in parts:
        return ".".join(parts[parts.index("sphinx_policyrefs") :])
    return parts[-1]


def _package(path: str) -> str:
    if "sphinx_policyrefs" in PurePath(path).parts:
        return _module(path)
    installed = "site-packages" in path or "dist-packages" in path
    return _module(path).partition(".")[0] if installed else LIBRARY


def _largest(times: Mapping[T, float]) -> list[tuple[T, float]]:
    return sorted(times.items(), key=lambda item: -item[1])


def report(workspace: Workspace, n: int, table: Callable[..., str]) -> str:
    """Build `workspace` under the profiler and return two tables: packages, and functions.

    The time of a built-in function counts for the package that calls it. The profiler makes all of it
    about twice as slow, calls more than the rest: read the shares, not the seconds.
    """
    path = workspace.src.parent / "profile"
    workspace.build("profiled", python=["-m", "cProfile", "-o", str(path)])
    stats: dict[Function, tuple[int, int, float, float, dict[Function, tuple[int, int, float, float]]]]
    stats = pstats.Stats(str(path)).stats  # type: ignore[attr-defined]
    packages: defaultdict[str, float] = defaultdict(float)
    functions: defaultdict[Function, float] = defaultdict(float)
    for function, (_, _, own, _, callers) in stats.items():
        shares = callers.items() if function[0] == BUILT_IN else [(function, (0, 0, own, 0.0))]
        for caller, share in shares:
            if caller[0] != BUILT_IN:
                packages[_package(caller[0])] += share[2]
                functions[caller] += share[2]
    total = sum(packages.values())
    by_package = table(
        ["package or module", "share"],
        [[name, f"{own / total:.1%}"] for name, own in _largest(packages) if own / total >= 0.005],
    )
    by_function = table(
        ["function", "calls", "own share", "share with all it calls"],
        [
            [
                f"`{_module(path)}.{name}`",
                f"{stats[path, line, name][1]}",
                f"{own / total:.1%}",
                f"{stats[path, line, name][3] / total:.1%}",
            ]
            for (path, line, name), own in _largest(functions)[:FUNCTIONS]
        ],
    )
    return (
        f"Where the time of a full build of {n} entries goes ({workspace.project.name}), "
        f"by package:\n\n{by_package}\n"
        f"The {FUNCTIONS} functions with most time of their own:\n\n{by_function}\n"
    )
