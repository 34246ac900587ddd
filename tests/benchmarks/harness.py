"""Sets on disk that are edited and built, each build in a process of its own."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

import common
import gen_needs
import gen_plain
import gen_policyrefs
import model

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

ENTRIES_PER_PAGE = 50
MIB = 2**20


@dataclass(frozen=True)
class Project:
    """A generator and what it shall write."""

    name: str
    generator: common.Generator
    options: common.Options


PROJECTS = {
    project.name: project
    for project in (
        Project("policyrefs", gen_policyrefs, common.Options(tables="page")),
        Project("needs", gen_needs, common.Options(tables="page")),
        # the floor: hand-written tables would cost docutils more than all the rest
        Project("plain", gen_plain, common.Options(tables="none", rubric=True)),
    )
}


@dataclass(frozen=True)
class Run:
    """What one build took and said."""

    wall: float  #: seconds
    cpu: float  #: seconds, user and system, all processes
    peak: float  #: MiB, resident, of the largest process
    written: int  #: HTML pages
    warnings: int


def write_bytecode() -> None:
    """Compile the package, as pip does with what it installs.

    Where it is installed in place and `PYTHONDONTWRITEBYTECODE` is set, each build would otherwise compile it anew.
    """
    spec = find_spec("sphinx_policyrefs")
    for folder in (spec and spec.submodule_search_locations) or ():
        compileall.compile_dir(folder, quiet=1)


class Workspace:
    """One project's set under `root`, and its builds."""

    def __init__(self, root: Path, project: Project, n: int) -> None:
        self.src = root / "src"
        self.project = project
        self._root = root
        self._log = root / "log.txt"
        self._entries = model.build(n)
        self.pages = dict(model.docs(self._entries, ENTRIES_PER_PAGE))
        shutil.rmtree(root, ignore_errors=True)
        common.write(project.generator, self._entries, ENTRIES_PER_PAGE, self.src, project.options)

    def out(self, place: str = "build") -> Path:
        """Return where the builds at `place` leave their HTML."""
        return self._root / place / "html"

    def edit(self, entry: model.Entry, change: Callable[[model.Entry], model.Entry | None]) -> None:
        """Rewrite the one page with `entry`, which becomes what `change` returns (`None`: goes)."""
        name = next(name for name, chunk in self.pages.items() if entry in chunk)
        changed = [change(e) if e is entry else e for e in self.pages[name]]
        self.pages[name] = [e for e in changed if e is not None]
        text = common.page(
            self.project.generator, name, self.pages[name], self._entries, self.project.options
        )
        (self.src / f"{name}.rst").write_text(text, encoding="utf-8")

    def clean(self, place: str = "build") -> None:
        """Have the next build at `place` begin with nothing."""
        shutil.rmtree(self._root / place, ignore_errors=True)

    def build(self, place: str = "build", *, jobs: int = 1, python: Sequence[str] = ()) -> Run:
        """Build HTML at `place` and return what it took; `python` are options of the interpreter."""
        doctrees, out = self._root / place / "doctrees", self.out(place)
        command = [sys.executable, *python, "-m", "sphinx", "-b", "html", "-j", str(jobs)]
        start = time.time_ns()
        with self._log.open("wb") as log:
            t0 = time.perf_counter()
            process = subprocess.Popen(
                [*command, "-d", doctrees, self.src, out], stdout=log, stderr=subprocess.STDOUT
            )
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - t0
        process.returncode = os.waitstatus_to_exitcode(status)
        text = self.said()
        if process.returncode:
            sys.exit(f"{self.project.name}: the build failed ({process.returncode})\n{text[-3000:]}")
        return Run(
            wall=wall,
            cpu=usage.ru_utime + usage.ru_stime,
            peak=usage.ru_maxrss / 1024,
            written=sum(path.stat().st_mtime_ns > start for path in out.rglob("*.html")),
            warnings=len(re.findall(r"\b(?:WARNING|ERROR): ", text)),
        )

    def said(self) -> str:
        """Return what the last build printed."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def sizes(self) -> tuple[float, float]:
        """Return the MiB of the pickled environment and of the HTML pages."""
        environment = self._root / "build" / "doctrees" / "environment.pickle"
        html = sum(path.stat().st_size for path in self.out().rglob("*.html"))
        return environment.stat().st_size / MIB, html / MIB
