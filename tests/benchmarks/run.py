#!/usr/bin/env python3
"""Measure whole builds beside sphinx-needs and plain Sphinx with the same text.

The projects take turns, each build is a process of its own, and each figure is the median over the
rounds. Compare only figures of one run on one machine: the ratios are what counts.

full            nothing there before
nothing changed built again
prose edited    one sentence added on the middle page
date edited     another date for one event of the middle page
"""

from __future__ import annotations

import argparse
import json
import math
import os
import platform
import statistics
import sys
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass, replace
from datetime import UTC, date, datetime, timedelta
from importlib.metadata import version
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import model
import profiling
from harness import PROJECTS, Workspace, write_bytecode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

OURS = "policyrefs"
NAMES = {"policyrefs": "sphinx-policyrefs", "needs": "sphinx-needs", "plain": "plain Sphinx"}
STEPS = ("full", "nothing changed", "prose edited", "date edited")
#: (figure, peer) -> the highest ratio that we aim at, by number of entries
CEILINGS = {
    ("full", "needs"): {2000: 0.24, 8000: 0.20},
    ("full", "plain"): {2000: 0.42, 8000: 0.35},
    ("nothing changed", "needs"): {2000: 0.40, 8000: 0.16},
    ("nothing changed", "plain"): {2000: 1.25, 8000: 1.40},
    ("prose edited", "needs"): {2000: 0.48, 8000: 0.18},
    ("prose edited", "plain"): {2000: 1.05, 8000: 1.30},
    ("date edited", "needs"): {2000: 0.48, 8000: 0.18},
    ("date edited", "plain"): {2000: 1.40, 8000: 1.80},
    ("peak memory", "needs"): {2000: 0.60, 8000: 0.50},
    ("HTML", "plain"): {2000: 1.35, 8000: 1.35},
}
PARALLEL_CEILING = {2000: 0.72, 8000: 0.68}
GROWTH_CEILING = 1.02
#: The sizes of the growth that is measured alone, and what takes the contents of the whole set out of the sidebar.
LARGE = (8000, 30_000)
NO_CONTENTS = 'html_sidebars = {"**": ["about.html", "searchbox.html"]}\n'

Figures = dict[str, float]


@dataclass(frozen=True)
class Results:
    """The medians of all figures, by project and number of entries."""

    projects: list[str]
    sizes: list[int]
    #: the numbers of workers of the further full builds
    parallel: list[int]
    figures: dict[tuple[str, int], Figures]

    def rows(self, form: Callable[[float], str], keys: Iterable[str]) -> list[list[str]]:
        """Return a row for each project and size with the figures called `keys`."""
        keys = list(keys)
        return [
            [NAMES[name], str(n), *(form(self.figures[name, n][key]) for key in keys)]
            for n in self.sizes
            for name in self.projects
        ]


def _prose(workspace: Workspace, serial: int) -> None:
    def change(e: model.Entry) -> model.Entry:
        return replace(e, body=[*e.body, f" Edited {serial}."])

    workspace.edit(_middle(workspace)[-1], change)


def _date(workspace: Workspace, serial: int) -> None:
    def change(e: model.Entry) -> model.Entry:
        return replace(e, date=(date.fromisoformat(e.date) + timedelta(days=100 + serial)).isoformat())

    # Nothing follows it, so that a later date remains sound; others challenge it, and may show its date.
    everything = [e for chunk in workspace.pages.values() for e in chunk]
    followed = {eid for e in everything for eid in e.follows}
    challenged = Counter(eid for e in everything for eid in e.challenges)
    events = [e for e in _middle(workspace) if e.kind == model.EVENT and e.id not in followed]
    workspace.edit(max(events, key=lambda e: challenged[e.id]), change)


def _middle(workspace: Workspace) -> list[model.Entry]:
    pages = list(workspace.pages.values())
    return pages[len(pages) // 2]


def one_round(workspace: Workspace, serial: int, parallel: Iterable[int]) -> Figures:
    """Run every step once and return its figures, called `step/what`."""
    figures: Figures = {}

    def note(label: str, place: str = "build", workers: int = 1) -> None:
        run = workspace.build(place, jobs=workers)
        figures.update({f"{label}/{name}": value for name, value in asdict(run).items()})
        print(
            f"  {workspace.project.name:10} {label:16} cpu {run.cpu:7.2f} wall {run.wall:7.2f}",
            file=sys.stderr,
        )

    workspace.clean()
    note("full")
    if figures["full/warnings"]:
        # a directive that is not there is quickly done
        sys.exit(f"{workspace.project.name}: warnings, so this measures nothing\n{workspace.said()[:2000]}")
    environment, html = workspace.sizes()
    figures |= {"environment": environment, "html": html}
    note("nothing changed")
    _prose(workspace, serial)
    note("prose edited")
    _date(workspace, serial)
    note("date edited")
    for workers in parallel:
        workspace.clean("parallel")
        note(f"full -j{workers}", "parallel", workers)
    return figures


def measure(root: Path, projects: list[str], sizes: list[int], parallel: list[int], rounds: int) -> Results:
    """Return the medians over all rounds."""
    medians: dict[tuple[str, int], Figures] = {}
    for n in sizes:
        workspaces = [Workspace(root / f"{name}-{n}", PROJECTS[name], n) for name in projects]
        seen: dict[str, list[Figures]] = {name: [] for name in projects}
        for serial in range(rounds):
            print(f"{n} entries, round {serial + 1} of {rounds}", file=sys.stderr)
            for workspace in workspaces:
                seen[workspace.project.name].append(one_round(workspace, serial, parallel))
        for name, runs in seen.items():
            medians[name, n] = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    return Results(projects, sizes, parallel, medians)


def table(head: Sequence[str], rows: Iterable[Sequence[str]], left: int = 1) -> str:
    """Return a Markdown table whose first `left` columns are texts."""
    rule = ["---"] * left + ["--:"] * (len(head) - left)
    return "\n".join(f"| {' | '.join(row)} |" for row in [head, rule, *rows]) + "\n"


def _number(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}"


def _absolute(results: Results) -> str:
    parallel = [f"full -j{workers}" for workers in results.parallel]
    cpu = table(
        ["project", "entries", *STEPS],
        results.rows(_number, (f"{step}/cpu" for step in STEPS)),
    )
    wall = table(
        ["project", "entries", *STEPS, *parallel],
        results.rows(_number, (f"{step}/wall" for step in [*STEPS, *parallel])),
    )
    sizes = table(
        ["project", "entries", "peak memory", "environment", "HTML"],
        results.rows(_number, ("full/peak", "environment", "html")),
    )
    pages = table(
        ["project", "entries", *STEPS],
        results.rows("{:.0f}".format, (f"{step}/written" for step in STEPS)),
    )
    return (
        f"CPU seconds with `-j1`:\n\n{cpu}\n"
        f"Seconds on the clock:\n\n{wall}\n"
        f"MiB: the largest process of a full build, the environment, all pages:\n\n{sizes}\n"
        f"Pages written:\n\n{pages}\n"
    )


def _against(value: float, ceiling: float | None) -> str:
    return f"{value:.2f}" + ("" if ceiling is None else f" (≤ {ceiling:.2f})")


def _ratios(results: Results) -> str:
    keys = {step: f"{step}/cpu" for step in STEPS} | {"peak memory": "full/peak", "HTML": "html"}

    def row(figure: str, key: str, peer: str) -> list[str]:
        ceilings = CEILINGS.get((figure, peer), {})
        # Plain Sphinx has no dates: the edit that its authors make is one of prose.
        other = "prose edited/cpu" if (figure, peer) == ("date edited", "plain") else key
        ratios = (results.figures[OURS, n][key] / results.figures[peer, n][other] for n in results.sizes)
        name = f"{NAMES[peer]}{'' if other == key else ', prose edited'}"
        return [figure, name, *map(_against, ratios, map(ceilings.get, results.sizes))]

    peers = [name for name in results.projects if name != OURS]
    rows = [row(figure, key, peer) for figure, key in keys.items() for peer in peers]
    head = ["", "against", *(f"{n} entries" for n in results.sizes)]
    return (
        f"What {NAMES[OURS]} takes against the others; in brackets what we aim at:\n\n"
        f"{table(head, rows, left=2)}\n"
    )


def _gains(results: Results, workers: int) -> str:
    def row(name: str) -> list[str]:
        ceilings = PARALLEL_CEILING if (name, workers) == (OURS, 2) else {}
        figures = (results.figures[name, n] for n in results.sizes)
        ratios = (values[f"full -j{workers}/wall"] / values["full/wall"] for values in figures)
        return [NAMES[name], *map(_against, ratios, map(ceilings.get, results.sizes))]

    head = ["", *(f"{n} entries" for n in results.sizes)]
    return (
        f"Seconds on the clock for a full build with `-j{workers}` against `-j1`:\n\n"
        f"{table(head, map(row, results.projects))}\n"
    )


def _growth(results: Results) -> str:
    spans = list(pairwise(results.sizes))
    if len(spans) > 1:
        spans.append((results.sizes[0], results.sizes[-1]))

    def exponent(name: str, low: int, high: int) -> str:
        grown = results.figures[name, high]["full/cpu"] / results.figures[name, low]["full/cpu"]
        ceiling = GROWTH_CEILING if (name, low, high) == (OURS, 500, 8000) else None
        return _against(math.log(grown) / math.log(high / low), ceiling)

    rows = [[NAMES[name], *(exponent(name, *span) for span in spans)] for name in results.projects]
    head = ["", *(f"{low} to {high}" for low, high in spans)]
    return (
        "Growth of the CPU time of a full build with the number of entries, as an exponent "
        f"(1 is proportional):\n\n{table(head, rows)}\n"
    )


def large(root: Path) -> str:
    """Build a large record alone, with and without the contents of the whole set beside each page; return a table."""
    rows = []
    for contents in (True, False):
        figures: list[tuple[float, float, float]] = []
        for n in LARGE:
            workspace = Workspace(root / f"large-{n}", PROJECTS[OURS], n)
            if not contents:
                conf = workspace.src / "conf.py"
                conf.write_text(conf.read_text("utf-8") + NO_CONTENTS, "utf-8")
            full, again = workspace.build(), workspace.build()
            figures.append((full.cpu, again.cpu, full.peak))
            print(
                f"  {n} entries, contents {contents}: full {full.cpu:.1f}, again {again.cpu:.2f}",
                file=sys.stderr,
            )
        for n, (full_cpu, again_cpu, peak) in zip(LARGE, figures, strict=True):
            exponent = math.log(full_cpu / figures[0][0]) / math.log(n / LARGE[0]) if n > LARGE[0] else None
            cells = [
                str(n),
                *map(_number, (full_cpu, again_cpu, peak)),
                f"{exponent:.2f}" if exponent else "",
            ]
            rows.append(["yes" if contents else "no", *cells])
    head = ["all pages in the sidebar", "entries", "full", "nothing changed", "peak memory", "exponent"]
    return f"{NAMES[OURS]} alone, CPU seconds with `-j1` and MiB:\n\n{table(head, rows)}\n"


def _conditions(projects: Sequence[str], rounds: int) -> str:
    packages = ["sphinx", "docutils", *(NAMES[name] for name in projects if name != "plain")]
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return (
        f"Measured on {datetime.now(tz=UTC).date().isoformat()} with Python {platform.python_version()}, "
        f"{versions}, on {os.cpu_count()} cores ({platform.machine()})"
        f"{f'; median of {rounds}' if rounds > 1 else ''}.\n\n"
    )


def main() -> None:
    """Measure, print, and write where asked to."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )

    def numbers(text: str) -> list[int]:
        return [int(part) for part in text.split(",")]

    def names(text: str) -> list[str]:
        return text.split(",")

    parser.add_argument(
        "--sizes", type=numbers, default=[500, 2000, 8000], help="numbers of entries (500,2000,8000)"
    )
    parser.add_argument(
        "--projects", type=names, default=list(PROJECTS), help="which, in turn (policyrefs,needs,plain)"
    )
    parser.add_argument("--rounds", type=int, default=3, help="builds of each sort (3); 0: none of them")
    parser.add_argument("--jobs", type=numbers, default=[2], help="workers for further full builds (2)")
    parser.add_argument("--profile", action="store_true", help="add where the time of a full build goes")
    parser.add_argument("--profile-size", type=int, default=2000, help="number of entries for that (2000)")
    parser.add_argument(
        "--large", action="store_true", help="add how 30,000 entries grow, ours alone (minutes)"
    )
    parser.add_argument("--write", type=Path, help="also write the tables into this Markdown file")
    parser.add_argument("--json", type=Path, help="also write the medians into this file")
    a = parser.parse_args()
    write_bytecode()
    text = _conditions(a.projects, a.rounds)
    with tempfile.TemporaryDirectory(prefix="policyrefs-bench-") as root:
        if a.rounds:
            results = measure(Path(root), a.projects, sorted(a.sizes), a.jobs, a.rounds)
            text += _absolute(results)
            if OURS in a.projects and len(a.projects) > 1:
                text += _ratios(results)
            text += "".join(_gains(results, workers) for workers in a.jobs)
            if len(results.sizes) > 1:
                text += _growth(results)
            if a.json:
                rows = [
                    {"project": name, "entries": n, **values} for (name, n), values in results.figures.items()
                ]
                a.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")
        if a.large:
            text += large(Path(root))
        if a.profile:
            workspace = Workspace(Path(root) / "profile", PROJECTS[a.projects[0]], a.profile_size)
            text += profiling.report(workspace, a.profile_size, table)
    text = text.rstrip("\n") + "\n"
    print(text)
    if a.write:
        a.write.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
