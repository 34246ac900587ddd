#!/usr/bin/env python3
"""Measure reading entries from YAML, JSON and CSV beside reading the same entries as directives.

Each is a process of its own that begins with nothing; they take turns, and each figure is the median over the
rounds, less that of a set without entries.  A data file stands alone, its entries in no page; "on pages" has
`policy:entries` show 50 of them on each of as many pages as the directives take.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from harness import ENTRIES_PER_PAGE, PROJECTS, Workspace, write_bytecode

from sphinx_policyrefs.imports.written import as_csv, as_json, as_yaml

EMPTY = {"index.rst": "Index\n=====\n", "conf.py": 'extensions = ["sphinx_policyrefs"]\n'}
WRITERS = {"yaml": as_yaml, "json": as_json, "csv": as_csv}
_ENTRY = re.compile(r"(?m)^\.\. (?P<kind>[a-z-]+):: (?P<title>.+?)\n(?P<rest>(?:(?:   .*)?\n)*)")
_OPTION = re.compile(r":([a-z-]+): (.*)")


def entries_of(src: Path) -> list[dict[str, Any]]:
    """Return the entries of a set of directives, as a data file has them."""
    found = []
    for path in sorted(src.glob("*.rst")):
        for match in _ENTRY.finditer(path.read_text("utf-8")):
            lines = [line[3:] for line in match["rest"].split("\n")]
            options = [option.groups() for line in lines if (option := _OPTION.match(line))]
            if not any(name == "id" for name, _text in options):
                continue  # a toctree or a view
            body = "\n".join(line for line in lines if not _OPTION.match(line)).strip()
            found.append({"kind": match["kind"], "title": match["title"], **dict(options), "body": body})
    return found


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write a set and return its folder."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def on_pages(entries: list[dict[str, Any]], text: str) -> dict[str, str]:
    """Return a set that shows all entries of a YAML file, page by page."""
    files = {**EMPTY, "record.yaml": text}
    names = []
    for start in range(0, len(entries), ENTRIES_PER_PAGE):
        name = f"p{start:05}"
        names.append(name)
        ids = "; ".join(entry["id"] for entry in entries[start : start + ENTRIES_PER_PAGE])
        files[f"{name}.rst"] = f"{name}\n======\n\n.. policy:entries:: record.yaml\n   :ids: {ids}\n"
    files["index.rst"] += "\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names)
    files["conf.py"] += 'policyrefs_data = ["record.yaml"]\n'
    return files


def cpu(src: Path) -> float:
    """Return the CPU seconds of reading a set and deriving its graph."""
    shutil.rmtree(src / "_build", ignore_errors=True)
    command = [sys.executable, "-m", "sphinx", "-q", "-b", "dummy", str(src), str(src / "_build")]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}: ended with {process.returncode}")
    return usage.ru_utime + usage.ru_stime


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=8000, help="number of entries")
    parser.add_argument("--rounds", type=int, default=3)
    a = parser.parse_args()
    write_bytecode()
    with tempfile.TemporaryDirectory(prefix="policyrefs-data-") as root:
        directives = Workspace(Path(root) / "directives", PROJECTS["policyrefs"], a.size).src
        (directives / "chronology.rst").write_text(
            "Tables\n======\n", "utf-8"
        )  # views are measured elsewhere
        entries = entries_of(directives)
        sets = {"nothing": write(Path(root) / "nothing", EMPTY), "directives": directives}
        for name, make in WRITERS.items():
            conf = f'{EMPTY["conf.py"]}policyrefs_data = ["record.{name}"]\n'
            files = {**EMPTY, "conf.py": conf, f"record.{name}": make(entries)}
            sets[name] = write(Path(root) / name, files)
        sets["yaml on pages"] = write(Path(root) / "pages", on_pages(entries, as_yaml(entries)))
        taken: dict[str, list[float]] = {name: [] for name in sets}
        for _ in range(a.rounds):
            for name, src in sets.items():
                taken[name].append(cpu(src))
    medians = {name: statistics.median(seconds) for name, seconds in taken.items()}
    print(f"{len(entries)} entries")
    for name, seconds in medians.items():
        each = (seconds - medians["nothing"]) / len(entries) * 1000
        print(f"{name:16} {seconds:7.2f} s CPU {each:8.3f} ms an entry")


if __name__ == "__main__":
    main()
