#!/usr/bin/env python3
"""Measure `policyrefs check` beside reading alone: all checks, names in prose included.

Each is a process of its own that begins with nothing; the two take turns, and each figure is the median over
the rounds.  Reading alone is the same command with all checks off.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from harness import PROJECTS, Workspace, write_bytecode

COMMANDS = {
    "reading alone": ["-D", "suppress_warnings=policyrefs"],
    "policyrefs check": [],
}


def cpu(src: Path, options: list[str]) -> float:
    """Return the CPU seconds of one run of the command."""
    shutil.rmtree(src / "_build", ignore_errors=True)
    command = [sys.executable, "-m", "sphinx_policyrefs.cli", "check", str(src), "--format", "json", *options]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--size", type=int, default=8000, help="number of entries, each with a name of its own"
    )
    parser.add_argument("--rounds", type=int, default=3)
    a = parser.parse_args()
    write_bytecode()
    taken: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory(prefix="policyrefs-check-") as root:
        workspace = Workspace(Path(root) / "set", PROJECTS["policyrefs"], a.size)
        for _ in range(a.rounds):
            for name, options in COMMANDS.items():
                taken[name].append(cpu(workspace.src, options))
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    for name, seconds in medians.items():
        print(f"{name:18} {seconds:7.2f} s CPU")
    print(f"ratio {medians['policyrefs check'] / medians['reading alone']:.2f}")


if __name__ == "__main__":
    main()
