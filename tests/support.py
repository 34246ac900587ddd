"""Small sets of documents, built in the test's own process."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import warnings
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryFile
from textwrap import dedent
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache
from sphinx.cmd.build import main as sphinx_main
from sphinx.deprecation import RemovedInNextVersionWarning
from sphinx.testing.util import SphinxTestApp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import CodeType

    from jinja2.bccache import Bucket

CONF = 'extensions = ["sphinx_policyrefs"]\n'
BUILT = """\
from sphinx.cmd.build import main
main(['-q', '.', 'out'])
"""
COMMAND = """\
from contextlib import redirect_stdout
from io import TextIOWrapper, BytesIO
from sphinx_policyrefs.cli import main
with redirect_stdout(TextIOWrapper(BytesIO(), 'utf-8')):
    main([{name!r}, '.'])
"""
LOADED = """\
import sys
print(*sorted(sys.modules))
"""
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class _Templates(BytecodeCache):
    """The templates of themes, compiled once in a process: half the time of a small HTML build."""

    def __init__(self) -> None:
        self.codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.codes[bucket.key, bucket.checksum] = bucket.code


_TEMPLATES = _Templates()


class App(SphinxTestApp):
    """Sphinx in the test's own process."""

    def _init_builder(self) -> None:
        super()._init_builder()
        if templates := getattr(self.builder, "templates", None):  # of HTML and its kin
            templates.environment.bytecode_cache = _TEMPLATES


@dataclass(frozen=True)
class Build:
    """What one run of Sphinx left behind."""

    app: App
    out: Path
    status: str
    #: one finding a line, paths relative to the source directory
    warnings: list[str]

    def read(self, name: str) -> str:
        """Return the text of an output file."""
        return (self.out / name).read_text(encoding="utf-8")

    def files(self) -> dict[str, bytes]:
        """Return the output by its path, without Sphinx's own build record and doctrees."""
        return {
            path.relative_to(self.out).as_posix(): path.read_bytes()
            for path in sorted(self.out.rglob("*"))
            if path.is_file() and path.name != ".buildinfo" and ".doctrees" not in path.parts
        }


class Forked:
    """A command in a process of its own, which is forked off this one: to load Sphinx again takes a second.

    What extensions and themes leave behind is gone with it.
    """

    def __init__(
        self, command: Callable[[list[str]], int], *arguments: object, cwd: Path | None = None
    ) -> None:
        self._words = [str(argument) for argument in arguments]
        self._channels = [TemporaryFile("w+", encoding="utf-8") for _ in range(2)]  # noqa: SIM115 - done() closes
        self._process = get_context("fork").Process(target=self._run, args=(command, cwd))
        self._process.start()

    def _run(self, command: Callable[[list[str]], int], cwd: Path | None) -> None:
        """Do as `python -m` does, which knows nothing of what pytest does to channels and to warnings."""
        for number, channel in enumerate(self._channels, 1):
            os.dup2(channel.fileno(), number)
        sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
        warnings.resetwarnings()
        for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
            warnings.simplefilter("ignore", category)
        warnings.simplefilter("default", RemovedInNextVersionWarning)  # as Sphinx sets it
        os.chdir(cwd or ".")
        sys.path.insert(0, str(Path.cwd()))
        sys.exit(command(self._words))

    def done(self) -> subprocess.CompletedProcess[str]:
        """Wait for its end, and return what it left."""
        self._process.join()
        assert self._process.exitcode is not None
        said = []
        for channel in self._channels:
            channel.seek(0)
            said.append(channel.read())
            channel.close()
        return subprocess.CompletedProcess(self._words, self._process.exitcode, *said)


def sphinx_build(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run sphinx-build in a process of its own."""
    return Forked(sphinx_main, *arguments, cwd=cwd).done()


class DocumentSet:
    """A source directory whose builds are incremental unless another `place` is named."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.src = root / "src"
        self.src.mkdir()
        self.write({"conf.py": CONF})

    def write(self, files: Mapping[str, str | None]) -> None:
        """Write dedented texts; `None` deletes a file."""
        for name, text in files.items():
            path = self.src / name
            if text is None:
                path.unlink()
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(dedent(text).lstrip("\n"), encoding="utf-8")

    def loaded(self, command: str = "") -> list[str]:
        """Return the modules that a build, or a command, in a process of its own loads; it must warn of nothing."""
        program = (COMMAND.format(name=command) if command else BUILT) + LOADED
        run = subprocess.run(
            [sys.executable, "-c", program], cwd=self.src, capture_output=True, text=True, check=True
        )
        assert run.stderr == ""
        return run.stdout.split()

    def build(
        self,
        builder: str = "html",
        *,
        place: str = "build",
        jobs: int = 1,
        tags: Sequence[str] = (),
        names: Sequence[str] = (),
        **config: Any,
    ) -> Build:
        """Run one build and return it; `names` builds these source files alone.

        `place` is the directory of the environment and of all builders' output: the same one again
        gives an incremental build, a new one a clean build.
        """
        builddir = self.root / place
        builddir.mkdir(exist_ok=True)
        app = App(
            builder, self.src, builddir, confoverrides=config, tags=tags, parallel=jobs if jobs > 1 else 0
        )
        try:
            app.build(filenames=[self.src / name for name in names])
        finally:
            app.cleanup()
        warnings = COLOUR.sub("", app.warning.getvalue()).replace(f"{self.src}/", "")
        return Build(app, app.outdir, COLOUR.sub("", app.status.getvalue()), warnings.splitlines())
