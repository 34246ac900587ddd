"""Copies of sources that a build would publish: as pages, among its static files, and by what pages show or offer."""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.util.matching import Matcher

from sphinx_policyrefs.records.model import Finding

if TYPE_CHECKING:
    from sphinx_policyrefs.adapter.build import Build

CODE: Final = "copy-published"

#: What conf.py lets builders of HTML publish, and whether hidden files are left out.
_FOLDERS: Final = {"html_static_path": ("**/.*",), "html_extra_path": ()}
#: What conf.py lets any builder publish: one file, or a list of files.
_FILES: Final = ("html_logo", "html_favicon", "latex_logo", "latex_additional_files", "epub_cover")

#: How findings begin, by the way in which a page publishes a file.
_WAYS: Final = {
    "download": "a download publishes a local copy of a source",
    "image": "an image publishes a local copy of a source",
    "included": "the page includes a local copy of a source",
}


class _Use(NamedTuple):
    """A file that a page publishes."""

    docname: str
    path: Path
    #: a key of ``_WAYS``
    way: str


def published_copies(build: Build) -> Iterator[Finding]:
    """Yield a finding for each local copy that the build would publish.

    The name of the file is an excerpt: it is as internal as what stands in it.
    """
    yield from _Search(build).findings()


class _Search:
    """Looks for the copies of one build: the files that sources name, and all in the folders for copies."""

    def __init__(self, build: Build) -> None:
        self.build = build
        self.root = Path(build.env.srcdir)
        self.conf = Path(build.app.confdir)
        # A folder that holds the documents themselves is not one for copies alone.
        folders = [_real(self.root / folder) for folder in build.config.policyrefs_copies]
        self.folders = [folder for folder in folders if not _real(self.root).is_relative_to(folder)]

    @cached_property
    def copies(self) -> dict[Path, str]:
        """Return the copies that sources name, each with the id of the first source that does."""
        found: dict[Path, str] = {}
        copies = self.build.snapshot.local_copies
        for record in self.build.records if copies is not None else ():
            for entry in record.entries:
                name = entry.fields.get("copy")
                path = copies.path_of(name) if copies is not None and isinstance(name, str) else None
                if path is not None:
                    found.setdefault(_real(path), entry.id)
        return found

    def findings(self) -> Iterator[Finding]:
        """Yield the findings."""
        if not self.folders and not self.copies:
            return
        yield from self._pages()
        yield from self._configured()
        for use in sorted(set(self._uses())):
            yield self._used(use)

    def _named(self, path: Path) -> str:
        return f'it is "{os.path.relpath(path, _real(self.root)).replace(os.sep, "/")}"'

    def _is_copy(self, path: Path) -> bool:
        return path in self.copies or self._is_below(path)

    def _is_below(self, path: Path) -> bool:
        return any(path.is_relative_to(folder) for folder in self.folders)

    # -- pages -------------------------------------------------------------------------------------------

    def _pages(self) -> Iterator[Finding]:
        for docname in sorted(self.build.env.found_docs):
            file = self.build.env.doc2path(docname, False)
            path = _real(self.root / file)
            if not self._is_copy(path):
                continue
            where = (
                "in a folder of policyrefs_copies" if self._is_below(path) else "the local copy of a source"
            )
            message = f"this page is {where} and would be published; add it to exclude_patterns"
            yield Finding(CODE, message, str(file), 1, self.copies.get(path, ""))

    # -- conf.py -----------------------------------------------------------------------------------------

    def _configured(self) -> Iterator[Finding]:
        """Yield what conf.py has published."""
        html = self.build.builder.format in (
            "html",
            "",
        )  # the command for checks looks at what HTML would hold
        for name, hidden in _FOLDERS.items() if html else ():
            excluded = Matcher([*self.build.config.exclude_patterns, *hidden])
            for entry in self.build.config[name]:
                for path in self._within(_real(self.conf / entry), excluded):
                    yield self._at_setting(name, path)
        for name in _FILES:
            for entry in self._files(name):
                if self._is_copy(path := _real(self.conf / entry)):
                    yield self._at_setting(name, path)

    def _files(self, name: str) -> list[str]:
        value: Any = getattr(self.build.config, name, None)
        values = value if isinstance(value, (list, tuple)) else [value]
        return [str(entry) for entry in values if isinstance(entry, (str, os.PathLike)) and str(entry)]

    def _within(self, asset: Path, excluded: Matcher) -> Iterator[Path]:
        """Yield the copies that Sphinx would take from a file or a folder; of folders for copies the first file."""
        if asset.is_file():
            yield from [asset] if self._is_copy(asset) else []
            return
        named = {
            path for path in self.copies if path.is_relative_to(asset) and _is_taken(path, asset, excluded)
        }
        yield from sorted(named)
        for folder in self.folders:
            inner = (
                folder if folder.is_relative_to(asset) else asset if asset.is_relative_to(folder) else None
            )
            files = (
                (path for path in _files_below(inner) if _is_taken(path, asset, excluded)) if inner else ()
            )
            yield from [first] if (first := next((p for p in files if p not in named), None)) else []

    def _at_setting(self, name: str, path: Path) -> Finding:
        message = f"{name} publishes a local copy of a source; keep it elsewhere"
        excerpt = self._named(path)
        line = next(_lines_with(self.conf / "conf.py", name), 0)
        return Finding(CODE, message, self.build.conf_py, line, self.copies.get(path, ""), excerpt=excerpt)

    # -- what pages show and offer ---------------------------------------------------------------------------

    def _uses(self) -> Iterator[_Use]:
        env = self.build.env
        known: set[tuple[str, Path]] = set()
        taken: tuple[tuple[str, Any], ...] = (("download", env.dlfiles), ("image", env.images))
        for way, files in taken:
            for file, (docnames, *_name) in files.items():
                path = _real(self.root / file)
                if self._is_copy(path):
                    known |= {(docname, path) for docname in docnames}
                    yield from (_Use(docname, path, way) for docname in docnames)
        for docname, files in env.dependencies.items():
            for file in files:
                path = _real(self.root / file)
                if self._is_copy(path) and (docname, path) not in known:
                    yield _Use(docname, path, "included")

    def _used(self, use: _Use) -> Finding:
        file, line = self._place(use)
        excerpt = self._named(use.path)
        message = f"{_WAYS[use.way]}; delete it there"
        return Finding(CODE, message, file, line, self.copies.get(use.path, ""), excerpt=excerpt)

    def _place(self, use: _Use) -> tuple[str, int]:
        """Return file and line of what publishes a file; line 0 where that is not known."""
        for node in self.build.env.get_doctree(use.docname).findall(nodes.Element):
            if any(_real(self.root / name) == use.path for name in self._names(node, use.docname)):
                source, line = _source_of(node)
                if source and line:
                    # Older releases of docutils know of a figure only the line of its caption.
                    named = [n for n in _lines_with(Path(source), use.path.name) if n <= line]
                    return self.build.relative(source), max(named, default=line)
        path = Path(self.build.env.doc2path(use.docname))
        return self.build.relative(path), next(_lines_with(path, use.path.name), 0)

    def _names(self, node: nodes.Element, docname: str) -> list[str]:
        """Return the files that a node of a document publishes, as paths from the source directory."""
        if isinstance(node, addnodes.download_reference):
            return [self.build.env.relfn2path(node["reftarget"], docname)[1]]
        if isinstance(node, nodes.image):
            candidates: dict[str, str] = node.get("candidates", {})
            return list(candidates.values())
        return []


def _source_of(node: nodes.Element) -> tuple[str, int]:
    """Return source and line of a node, or of the nearest one above it that has them."""
    above: Any = node
    while above is not None:
        if above.source and above.line:
            return above.source, above.line
        above = above.parent
    return "", 0


def _is_taken(path: Path, asset: Path, excluded: Matcher) -> bool:
    """Return whether Sphinx takes a file from a folder, whose subfolders and files may be excluded."""
    parts = path.relative_to(asset).parts
    return not any(excluded(posixpath.join("/".join(parts[:n]) or ".", parts[n])) for n in range(len(parts)))


def _files_below(folder: Path) -> Iterator[Path]:
    for name, folders, files in os.walk(folder):
        folders.sort()
        yield from (Path(name, file) for file in sorted(files))


def _lines_with(path: Path, text: str) -> Iterator[int]:
    """Yield the lines of a file that have a text, but as the copy of a source."""
    try:
        lines = path.read_text("utf-8-sig", "replace").split("\n")
    except OSError:
        return
    whole = re.compile(rf"(?!\s*:?copy:).*(?<![\w.-]){re.escape(text)}(?![\w-])")
    yield from (n for n, line in enumerate(lines, 1) if whole.match(line))


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
