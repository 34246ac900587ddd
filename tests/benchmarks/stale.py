#!/usr/bin/env python3
"""Compare what incremental builds leave with what clean ones do.

One event is edited, the one that other pages refer to most. The set is built before, built again
after, and built afresh; pages that differ between the last two are stale. Ends with 1 where
sphinx-policyrefs left one.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import common
import model
from harness import PROJECTS, Project, Workspace

EDITS = {
    "title": lambda e: replace(e, title="Another title"),
    "date": lambda e: replace(e, date="1999-01-01"),
    "status": lambda e: replace(e, status="overturned"),
    "parties": lambda e: replace(e, parties=["PTY_000015", "PTY_000014"]),
    "links removed": lambda e: replace(e, parties=[], follows=[]),
    "entry removed": lambda _: None,
    "id changed": lambda e: replace(e, id="EVT_999999"),
}
# sphinx-needs puts a random id on every entry
NOISE = re.compile(rb"SNCB-[0-9a-f]{8}")
DATA = ("objects.inv", "searchindex.js")
HEAD = """\
| project | edit | pages | stale | also stale | rewritten | changed | warnings | of a clean build |
|---|---|--:|--:|---|--:|--:|--:|--:|"""


def _output(out: Path) -> dict[str, bytes]:
    return {
        path.relative_to(out).as_posix(): NOISE.sub(b"SNCB", path.read_bytes())
        for path in [*out.rglob("*.html"), *(out / name for name in DATA)]
    }


def _differing(a: dict[str, bytes], b: dict[str, bytes]) -> set[str]:
    return {name for name in a.keys() | b.keys() if a.get(name) != b.get(name)}


def _target(workspace: Workspace) -> model.Entry:
    """Return the event of the third page that the texts of the other pages name most."""
    home = list(workspace.pages)[2]
    named = [
        run[1]
        for name, chunk in workspace.pages.items()
        if name != home
        for e in chunk
        for run in e.body
        if not isinstance(run, str)
    ]
    events = [e for e in workspace.pages[home] if e.kind == model.EVENT]
    return max(events, key=lambda e: named.count(e.id))


def compare(root: Path, project: Project, n: int) -> int:
    """Print a row for each edit and return how many files were stale in all."""
    total = 0
    for name, change in EDITS.items():
        workspace = Workspace(root / f"stale-{project.name}", project, n)
        workspace.build()
        before = _output(workspace.out())
        workspace.edit(_target(workspace), change)
        run = workspace.build()
        clean = workspace.build("clean")
        after, expected = _output(workspace.out()), _output(workspace.out("clean"))
        stale = _differing(after, expected)
        total += len(stale)
        cells = [
            project.name,
            name,
            len(expected) - len(DATA),
            len(stale.difference(DATA)),
            ", ".join(sorted(stale.intersection(DATA))),
            run.written,
            len(_differing(before, after).difference(DATA)),
            run.warnings,
            clean.warnings,
        ]
        print(f"| {' | '.join(map(str, cells))} |", flush=True)
    return total


def main() -> None:
    """Print one table for all projects."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("n", type=int, nargs="?", default=300, help="number of entries, at least 300")
    parser.add_argument("--projects", default=",".join(PROJECTS), help="which, in turn (%(default)s)")
    a = parser.parse_args()
    # sections, because a reference to one takes its title from there, as an author would have it
    projects = PROJECTS | {"plain": replace(PROJECTS["plain"], options=common.Options(tables="none"))}
    print(HEAD)
    with tempfile.TemporaryDirectory(prefix="policyrefs-stale-") as root:
        stale = {name: compare(Path(root), projects[name], a.n) for name in a.projects.split(",")}
    sys.exit(1 if stale.get("policyrefs") else 0)


if __name__ == "__main__":
    main()
