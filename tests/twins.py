"""Incremental builds beside clean ones of the same sources."""

from __future__ import annotations

import os
import shutil
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sphinx.builders.html import _assets

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from support import Build, DocumentSet

#: Sphinx's own records of a build, which are not output, and archives, which hold the times of their files.
OWN = {".buildinfo", ".buildinfo.bak", "environment.pickle"}
ARCHIVES = {".epub"}


def output(build: Build) -> dict[str, bytes]:
    """Return the output by its path; the inventory unpacked, so that a difference can be read."""
    files = {
        path.relative_to(build.out).as_posix(): path.read_bytes()
        for path in sorted(build.out.rglob("*"))
        if path.is_file() and path.name not in OWN and path.suffix not in ARCHIVES
    }
    if "objects.inv" in files:
        *head, packed = files["objects.inv"].split(b"\n", 4)
        files["objects.inv"] = b"\n".join([*head, zlib.decompress(packed)])
    return files


def differences(ours: dict[str, bytes], clean: dict[str, bytes]) -> list[str]:
    """Return what differs, file by file, with the first place where each does."""
    found = []
    for name in sorted({*ours, *clean}):
        if name not in clean:
            found.append(f"{name}: left over")
        elif name not in ours:
            found.append(f"{name}: missing")
        elif ours[name] != clean[name]:
            at = next(
                (
                    n
                    for n, pair in enumerate(zip(ours[name], clean[name], strict=False))
                    if pair[0] != pair[1]
                ),
                min(len(ours[name]), len(clean[name])),
            )
            part = slice(max(at - 60, 0), at + 100)
            found.append(f"{name}: {ours[name][part]!r} where clean has {clean[name][part]!r}")
    return found


@dataclass
class Twins:
    """One set of documents, built incrementally in one place and cleanly in another."""

    documents: DocumentSet
    tags: Sequence[str] = ()
    jobs: int = 1
    config: dict[str, Any] = field(default_factory=dict)
    #: what the last clean build said of the record
    expected: list[str] = field(default_factory=list)
    #: where first builds are kept, with what each said, by what it was made of
    kept: dict[str, tuple[Path, list[str]]] = field(default_factory=dict)

    def build(self, builder: str = "html", *, place: str = "build", **options: Any) -> Build:
        """Run one build."""
        _assets._file_checksum_inner.cache_clear()  # it outlives a build only where one process runs several
        options = {"tags": self.tags, "jobs": self.jobs, **options}
        return self.documents.build(builder, place=place, **options, **self.config)

    def begin(self, builder: str = "html") -> list[str]:
        """Make the first build, and return its warnings; one that was made before is put back, times and all."""
        root = self.documents.root
        sources = [(path.relative_to(root), path.read_bytes()) for path in _files(root)]
        settings = (builder, self.tags, self.jobs, self.config, os.environ.get("SOURCE_DATE_EPOCH"))
        key = repr((settings, sources))
        if key in self.kept:
            shutil.rmtree(root)
            shutil.copytree(self.kept[key][0], root)
        else:
            warnings = self.build(builder).warnings
            place = root.with_name(f"{root.name}-{len(self.kept)}")
            shutil.copytree(root, place)
            self.kept[key] = place, warnings
        return self.kept[key][1]

    def clean(self, builder: str = "html") -> Build:
        """Build into an empty place, and return what is there."""
        shutil.rmtree(self.documents.root / "clean", ignore_errors=True)
        return self.build(builder, place="clean")

    def check(self, builder: str = "html", *, place: str = "build", thrifty: bool = True) -> Build:
        """Build incrementally, and assert that a clean build leaves and says the same.

        A build that has no news may be silent.  Where *thrifty*, no page may be written in vain: neither read
        nor changed.
        """
        out = self.documents.root / place / builder
        trees = self.documents.root / place / "doctrees"
        before = {p: p.read_bytes() for p in _files(out)}
        times = {p: p.stat().st_mtime_ns for p in [*before, *_files(trees)]}
        build = self.build(builder, place=place)
        clean = self.clean(builder)
        wrong = differences(output(build), output(clean))
        written = {p for p in _files(out) if times.get(p) != p.stat().st_mtime_ns}
        read = {
            p.relative_to(trees).with_suffix("").as_posix()
            for p in _files(trees)
            if p.suffix == ".doctree" and times.get(p) != p.stat().st_mtime_ns
        }
        pages = self._pages(build)
        changed = {d for d, p in pages.items() if p in written and before.get(p) != p.read_bytes()}
        self.expected = findings(clean)
        news = read or changed or not pages
        if findings(build) != self.expected and (news or findings(build)):
            wrong.append(f"findings: {findings(build)} where clean has {self.expected}")
        # Sphinx writes a page that is older than its source; another builder may have read it.
        older = {d for d, p in pages.items() if times.get(trees / f"{d}.doctree", 0) > times.get(p, 0)}
        needed = read | changed | older
        if thrifty:
            vain = [d for d, p in sorted(pages.items()) if p in written and d not in needed]
            if not all(p in written for p in pages.values()):
                vain += [
                    p.name for p in self._automatic(build) if p in written and p.read_bytes() == before.get(p)
                ]
            wrong += [f"{d}: written in vain" for d in vain]
        assert not wrong, "\n".join(wrong)
        return build

    @staticmethod
    def _pages(build: Build) -> dict[str, Path]:
        """Return the output file of each document, where the builder writes one for each."""
        builder: Any = build.app.builder
        if builder.name == "singlehtml":
            return {}
        if hasattr(builder, "get_output_path"):
            return {d: builder.get_output_path(d) for d in build.app.env.found_docs}
        if hasattr(builder, "out_suffix"):
            return {d: build.out / f"{d}{builder.out_suffix}" for d in build.app.env.found_docs}
        return {}

    @staticmethod
    def _automatic(build: Build) -> list[Path]:
        """Return the general index and the pages that appear by themselves, in HTML."""
        return [p for p in _files(build.out) if p.match("policy-*.html") or p.name == "genindex.html"]


def findings(build: Build) -> list[str]:
    """Return what a build says of the record; Sphinx says its own things only of pages that it reads."""
    return [line for line in build.warnings if "[policyrefs." in line]


def _files(folder: Path) -> list[Path]:
    return [p for p in sorted(folder.rglob("*")) if p.is_file()]
