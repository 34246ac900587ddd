"""How commands write into a project: what would change is shown as a diff, and written when somebody says so.

``--yes`` says so beforehand. Without it, and where nobody can answer, nothing is written.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from difflib import unified_diff
from io import StringIO
from pathlib import Path
from typing import NamedTuple, TextIO

from sphinx_policyrefs.checks.reporters import printable
from sphinx_policyrefs.commands.project import CommandError

#: Bytes that are not UTF-8 stay what they are.
_ERRORS = "surrogateescape"


class Change(NamedTuple):
    """A file that would be written."""

    path: Path
    #: what the diff calls it
    name: str
    #: what it holds, line ends as they are; None where there is no such file
    before: str | None
    after: str


def content_of(path: Path) -> str:
    """Return what a text file holds, as :class:`Change` has it; raises :class:`CommandError`."""
    try:
        with path.open(encoding="utf-8", errors=_ERRORS, newline="") as opened:
            return opened.read()
    except OSError as error:
        raise CommandError(f"{path}: {error.strerror or error}") from None


def show(changes: Iterable[Change], stream: TextIO) -> None:
    """Print changes as a diff."""
    for change in changes:
        old, new = (_lines(text or "") for text in (change.before, change.after))
        stream.writelines(
            printable(_ended(line)) for line in unified_diff(old, new, change.name, change.name)
        )


def offer(changes: Sequence[Change], what: str, *, yes: bool, stream: TextIO) -> bool:
    """Show changes, ask whether to write *what*, and write them; return whether they were written.

    Raises :class:`CommandError` where a file can't be written, or is not what it was when it was shown.
    """
    show(changes, stream)
    if not (yes or confirmed(f"Write {what}?", stream)):
        print(f"Nothing was written; --yes writes {what}.", file=stream)
        return False
    write(changes)
    return True


def confirmed(question: str, stream: TextIO) -> bool:
    """Ask a question, where somebody can answer; return whether the answer is yes."""
    if not sys.stdin.isatty():
        return False
    print(f"{question} [y/N] ", end="", file=stream, flush=True)
    return sys.stdin.readline().strip().lower() in ("y", "yes")


def write(changes: Iterable[Change]) -> None:
    """Write changes; raises :class:`CommandError` before the first where a file has changed meanwhile."""
    changes = list(changes)
    for change in changes:
        if change.before is not None and content_of(change.path) != change.before:
            raise CommandError(
                f"{change.path} has changed meanwhile; nothing was written, run the command again"
            )
    for change in changes:
        try:
            change.path.parent.mkdir(parents=True, exist_ok=True)
            with change.path.open("w", encoding="utf-8", errors=_ERRORS, newline="") as opened:
                opened.write(change.after)
        except OSError as error:
            raise CommandError(f"{change.path}: {error.strerror or error}") from None


def _lines(text: str) -> list[str]:
    """Return lines with their ends; nothing but what ends a line in a file parts them."""
    return list(StringIO(text.replace("\r\n", "\n"), newline="\n"))


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"
