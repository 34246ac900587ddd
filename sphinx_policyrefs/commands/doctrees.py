"""Doctrees among pages: folders that can't be published as they are, since doctrees hold what is internal."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from sphinx_policyrefs.records.model import Finding

_PAGES: Final = (".html", ".htm", ".xhtml")
_ENVIRONMENT: Final = "environment.pickle"

#: Folders in which no build has its output, and those that hold nothing else are many.
_SKIPPED: Final = frozenset({".git", ".hg", ".svn", "node_modules", "__pycache__"})


def published_doctrees(directory: Path, source: Path) -> Iterator[Finding]:
    """Yield a finding for each folder below *directory* that holds pages, and doctrees somewhere below them.

    Paths are those from *source*, the directory of the documents.
    """
    directory = directory.resolve()
    for folder in _doctrees(directory):
        pages = _pages_above(folder, directory)
        if pages is not None:
            shown, named = _relative(folder, source), _relative(pages, source)
            message = (
                f'"{named}" holds pages, and in "{shown}" doctrees with all that is internal; delete the doctrees, '
                "and build with -d and a folder that is not published"
            )
            yield Finding("doctrees-published", message, shown, 0)


def _doctrees(directory: Path) -> Iterator[Path]:
    """Yield the topmost folders of doctrees, in order."""
    for name, folders, files in os.walk(directory):
        if _ENVIRONMENT in files or any(file.endswith(".doctree") for file in files):
            folders.clear()
            yield Path(name)
        folders[:] = sorted(
            folder
            for folder in folders
            if folder not in _SKIPPED and not os.path.exists(f"{name}/{folder}/pyvenv.cfg")  # noqa: PTH110 - quick
        )


def _pages_above(folder: Path, directory: Path) -> Path | None:
    """Return the nearest folder with pages that holds *folder*; None if there is none below *directory*.

    What holds a conf.py is not an output, and so is nothing above it.
    """
    for above in (folder, *folder.parents):
        if above == directory or (above / "conf.py").exists():
            return None
        with suppress(OSError):  # a folder that can't be read
            if any(path.suffix.lower() in _PAGES for path in above.iterdir()):
                return above
    return None


def _relative(path: Path, source: Path) -> str:
    return os.path.relpath(path, source).replace(os.sep, "/")
