"""What an edit is, and what becomes of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class EditError(Exception):
    """The entry can't be edited where it stands; the message says why, as the end of 'the entry …'."""


class Edit(NamedTuple):
    """Options that an entry is to have, one line of text each."""

    kind: str
    id: str
    #: where it stands, counted from 1
    line: int
    #: option -> line on which the entry has it now
    lines: Mapping[str, int]
    options: Mapping[str, str]


class Splice(NamedTuple):
    """A stretch of a text, and what is to stand there."""

    start: int
    end: int
    text: str


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with all splices made, whose places are those in *text*."""
    parts, at = [], 0
    for splice in sorted(splices, key=lambda splice: splice[:2]):
        parts += [text[at : splice.start], splice.text]
        at = splice.end
    return "".join([*parts, text[at:]])


class Lines:
    """A text by lines, with the offsets of each; *ends* is a pattern of what ends a line."""

    def __init__(self, text: str, ends: str) -> None:
        self.text = text
        self.starts = [0, *(found.end() for found in re.finditer(ends, text))]
        bare = re.compile(f"(?:{ends})\\Z")
        #: the lines without their ends
        self.rows: Sequence[str] = [
            bare.sub("", text[a:b]) for a, b in zip(self.starts, [*self.starts[1:], len(text)], strict=True)
        ]

    def start(self, row: int) -> int:
        """Return where a line begins, counted from 0; the end of the text for the line after the last."""
        return self.starts[row] if row < len(self.starts) else len(self.text)

    def end(self, row: int) -> int:
        """Return where a line ends, before what ends it."""
        return self.starts[row] + len(self.rows[row])

    @property
    def break_(self) -> str:
        """Return what ends the first line."""
        found = re.search(r"\r\n|\n|\r", self.text)
        return found[0] if found else "\n"

    def below(self, row: int, rows: Iterable[str]) -> Splice:
        """Return the splice that puts lines below one."""
        at = self.end(row)
        return Splice(at, at, "".join(f"{self.break_}{line}" for line in rows))

    def replaced(self, first: int, last: int, line: str) -> Splice:
        """Return the splice that puts a line in the place of several, the last among them."""
        return Splice(self.start(first), self.end(last), line)
