"""A file of any format that is known -> its document, within bounds of time and memory.

Files of others may be damaged, or made to do harm. All but plain text is therefore read in a process of its own,
which may take only so long and so much memory. Nothing in them is executed, and nothing is fetched.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from sphinx_policyrefs.documents.markup import read_html
from sphinx_policyrefs.documents.model import LARGEST, NEEDS_LIBRARY, Document, Unreadable, of_data, to_data
from sphinx_policyrefs.documents.pdf import read_pdf
from sphinx_policyrefs.documents.plain import read_markdown, read_subtitles, read_text
from sphinx_policyrefs.documents.restructured import read_rst
from sphinx_policyrefs.documents.word import read_word

#: How long reading a file may take (seconds) and how much memory (bytes).
LONGEST: Final = 240
MEMORY: Final = 2 << 30
#: After how many seconds it is tried again whether time and memory suffice.
_RETRY: Final = 24 * 3600

#: What reads each format, by the ending of the file.
READERS: Final[dict[str, Callable[[Path], Document]]] = {
    ".pdf": read_pdf,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": read_word,
    ".docm": read_word,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".vtt": read_subtitles,
    ".srt": read_subtitles,
    ".txt": read_text,
    ".text": read_text,
    ".rst": read_rst,
    "": read_text,
}
#: What each format needs besides the standard library: the module, and the extra that brings it.
_NEEDED: Final[dict[Callable[[Path], Document], str]] = {
    read_pdf: "pdfminer",
    read_html: "lxml",
    read_word: "docx",
    read_markdown: "markdown_it",
}
_BOUNDED: Final = frozenset({read_pdf, read_html, read_word, read_markdown, read_rst})


def reader_of(path: Path) -> Callable[[Path], Document]:
    """Return what reads *path*: by its first bytes where they are telling, else by its ending.

    Raises :class:`Unreadable` for a format that is not known.
    """
    with path.open("rb") as file:
        start = file.read(1024)
    if start.startswith(b"%PDF-"):
        return read_pdf
    if start.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        return read_html
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(ending for ending in READERS if ending)
        raise Unreadable(f"ends in {path.suffix}, a format that is not read; the endings are {known}")
    return reader


def read(path: Path) -> Document:
    """Return the document in the file *path*.

    Raises :class:`Unreadable` for all that keeps it from being read: no such file, an unknown format, a damaged, locked
    or oversized file, a missing library. The message is the end of a sentence about the file.
    """
    try:
        if path.stat().st_size > LARGEST:
            raise Unreadable(f"is larger than the {LARGEST >> 20} MB that are read")
        reader = reader_of(path)
        _check_library(reader)
        return _read_apart(path) if reader in _BOUNDED else reader(path)
    except OSError as error:
        raise Unreadable(f"can't be opened: {error.strerror or error}", 0) from None


def _check_library(reader: Callable[[Path], Document]) -> None:
    from importlib.util import find_spec

    module = _NEEDED.get(reader)
    if module is not None and find_spec(module) is None:
        raise Unreadable(NEEDS_LIBRARY)


def _read_apart(path: Path) -> Document:
    """Return the document in *path*, read in a process that is stopped when it takes too much."""
    command = [sys.executable, "-m", "sphinx_policyrefs.documents.reading", str(path.resolve())]
    environment = {
        **os.environ,
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
    }
    try:
        run = subprocess.run(command, capture_output=True, timeout=LONGEST, check=False, env=environment)  # noqa: S603
    except subprocess.TimeoutExpired:
        raise Unreadable(f"takes longer than {LONGEST} seconds to read", _RETRY) from None
    try:
        data = json.loads(run.stdout)
    except ValueError:
        reason = "can't be read: reading it takes too much memory, or ends in an error"
        raise Unreadable(reason, _RETRY) from None
    if "unreadable" in data:
        raise Unreadable(data["unreadable"])
    return of_data(data)


def main(path: Path) -> None:
    """Write the document in *path* to standard output as JSON, or why it can't be read."""
    _limit_memory()
    try:
        data = to_data(reader_of(path)(path))
    except Unreadable as error:
        data = {"unreadable": str(error)}
    except RecursionError:
        data = {"unreadable": "is nested too deeply to be read"}
    sys.stdout.write(json.dumps(data, ensure_ascii=True))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows has no such limits; the time is bounded there all the same
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
