"""The data files of a project: read before the documents, kept with the environment, read again when they change.

What was read lies beside the domain's data and not in it while documents are read, since each process of a
parallel build sends all of that data back.
"""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, NamedTuple

from sphinx.util.matching import Matcher

import sphinx_policyrefs
from sphinx_policyrefs.adapter.builders import OUTPUT
from sphinx_policyrefs.records.model import DocRecord, Finding, digest

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.project import Project
    from sphinx_policyrefs.imports.entries import Settings
    from sphinx_policyrefs.imports.files import DataFile

#: Where the environment keeps what was read.
KEPT = "files"


class Source(NamedTuple):
    """A file that conf.py names."""

    #: path below the source directory, with slashes
    file: str
    settings: Settings


class Kept(NamedTuple):
    """A file as it was read."""

    #: its size and times
    stamp: tuple[int, ...]
    #: digest of how it was read
    how: str
    #: digest of its content
    content: str
    data: DataFile
    record: DocRecord


class DataFiles:
    """The data files of a build."""

    def __init__(self, project: Project, stored: dict[str, Any]) -> None:
        """Take what an earlier build kept from what the environment has *stored*."""
        self.project = project
        self._stored = stored
        self.kept: dict[str, Kept] = {}
        #: what conf.py names and is not there
        self.missing: tuple[Finding, ...] = ()
        self._shown: dict[str, tuple[tuple[int, ...], DataFile]] = {}

    # -- what the record has of them ----------------------------------------------------------------------

    @property
    def records(self) -> list[DocRecord]:
        """Return what the files contribute, in the order in which conf.py names them."""
        found = [kept.record for kept in self.kept.values()]
        return [DocRecord("", findings=self.missing).sealed(), *found] if self.missing else found

    def get(self, file: str) -> DataFile | None:
        """Return a file that a page shows, None where there is none; conf.py need not name it."""
        if (kept := self.kept.get(file)) is not None:
            return kept.data
        path = self._path(file)
        stamp = _stamp(path)
        if stamp is None:
            return None
        found = self._shown.get(file)
        if found is None or found[0] != stamp:
            found = self._shown[file] = stamp, self._made(path, file, settings_of({}))
        return found[1]

    def settings(self, file: str) -> Settings:
        """Return how a file is read."""
        sources, _missing = self._sources()
        return next((source.settings for source in sources if source.file == file), settings_of({}))

    # -- a build ------------------------------------------------------------------------------------------

    def update(self) -> set[str] | None:
        """Read the files that have changed; return those with other content, None if nothing has changed."""
        stored: dict[str, Kept] | None = self._stored.pop(KEPT, None)
        before = stored if stored is not None else self.kept
        sources, missing = self._sources()
        self.kept = {source.file: self._read(source, before.get(source.file)) for source in sources}
        changed = before != self.kept or missing != self.missing
        self.missing = missing
        if not changed:
            return None
        return {
            file
            for file in {*before, *self.kept}
            if _essence(before.get(file)) != _essence(self.kept.get(file))
        }

    def keep(self) -> None:
        """Give what was read to the environment before it is stored."""
        if self.kept:
            self._stored[KEPT] = self.kept

    # -- reading -----------------------------------------------------------------------------------------

    def _sources(self) -> tuple[list[Source], tuple[Finding, ...]]:
        """Return the files that conf.py names, each once, and what it names in vain."""
        config = self.project.config
        found: dict[str, Source] = {}
        missing = []
        wanted = [("policyrefs_data", item) for item in config.policyrefs_data]
        wanted += [("policyrefs_bibliography", item) for item in config.policyrefs_bibliography]
        for option, item in wanted:
            spec: Mapping[str, Any] = {"file": item} if isinstance(item, str) else item
            files = list(self._matching(spec["file"]))
            for file in files:
                found.setdefault(file, Source(file, settings_of(spec)))
            if not files:
                what = "matches no file" if glob.has_magic(spec["file"]) else "is not a file"
                message = f'{option}: "{spec["file"]}" {what} below the source directory'
                missing.append(Finding("data-file", message, self.project.conf_py, self._line(option)))
        return list(found.values()), tuple(missing)

    def _line(self, option: str) -> int:
        """Return the line of conf.py that sets an option, the first where it stands nowhere."""
        try:
            lines = Path(self.project.app.confdir, "conf.py").read_text("utf-8", errors="replace").split("\n")
        except OSError:
            return 1
        return next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith(option)), 1)

    def _matching(self, pattern: str) -> Iterator[str]:
        """Yield the files that a path or pattern names, in order; patterns find none that is excluded, or output."""
        if not glob.has_magic(pattern):
            if self._path(pattern).is_file():
                yield self.project.relative(self._path(pattern))
            return
        excluded = Matcher([*self.project.config.exclude_patterns, OUTPUT])
        source, out = str(self.project.env.srcdir), Path(self.project.app.outdir)
        # Path.glob takes no pattern that begins above the source directory.
        for name in sorted(glob.glob(pattern, root_dir=source, recursive=True)):  # noqa: PTH207
            path = self._path(name)
            file = self.project.relative(path)
            inside = (file, *map(str, PurePosixPath(file).parents))  # a pattern may exclude a folder
            if path.is_file() and not path.is_relative_to(out) and not any(map(excluded, inside)):
                yield file

    def _path(self, file: str) -> Path:
        return Path(self.project.env.srcdir, file)

    def _made(self, path: Path, file: str, settings: Settings) -> DataFile:
        from sphinx_policyrefs.imports.files import read_path

        return read_path(path, file, self.project.kinds, settings, self.project.added.codes)

    def _read(self, source: Source, before: Kept | None) -> Kept:
        path = self._path(source.file)
        stamp = _stamp(path) or (0,)
        # The table of kinds and the code that reads decide what an entry is.
        kinds, codes = self.project.config.policyrefs_kinds, sorted(self.project.added.codes)
        how = digest((source.settings, kinds, codes, sphinx_policyrefs.__version__))
        if before is not None and before.how == how:
            if before.stamp == stamp:
                return before
            if before.content == (content := _digest(path)):
                return before._replace(stamp=stamp)
        else:
            content = _digest(path)
        data = self._made(path, source.file, source.settings)
        return Kept(stamp, how, content, data, data.record)


def settings_of(spec: Mapping[str, Any]) -> Settings:
    """Return how an item of ``policyrefs_data`` has its file read."""
    from sphinx_policyrefs.imports.entries import Settings

    dates = spec.get("dates", ())
    return Settings(
        spec.get("kind", ""),
        tuple(spec.get("columns", {}).items()),
        (dates,) if isinstance(dates, str) else tuple(dates),
        spec.get("markup", ""),
        sheet=spec.get("sheet", ""),
        century=spec.get("century"),
        language=spec.get("language", ""),
    )


def _essence(kept: Kept | None) -> tuple[str, str] | None:
    return None if kept is None else (kept.how, kept.content)


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    # Size and times are compared for equality, so that an older file put in its place is noticed too.
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _digest(path: Path) -> str:
    made = blake2b(digest_size=16)
    try:
        with path.open("rb") as opened:
            while block := opened.read(1 << 20):
                made.update(block)
    except OSError:
        return ""
    return made.hexdigest()
