"""What every reader does with places, days and names."""

from __future__ import annotations

import re

from sphinx_policyrefs.imports.published import texts
from sphinx_policyrefs.imports.published.model import Case, Found, Place, Told
from sphinx_policyrefs.imports.published.tree import Value


class Places:
    """The places of one file: its name, and whether its lines say where something is."""

    def __init__(self, file: str, *, lines: bool = True) -> None:
        self.file = file
        self.lines = lines
        self._unread: list[str] = []

    def of(self, value: Value) -> Place:
        """Return the place of a value; a file that is one line has paths instead."""
        return Place(self.file, value.line, "" if self.lines else value.path)

    def day(self, value: Value, found: Found) -> str:
        """Return a date as EDTF; one that can't be read is told, and "" stands for it."""
        try:
            return texts.day(value.text)
        except ValueError:
            found.told.append(Told(self.of(value), f'"{value.text[:60]}" is not a date; it is left out'))
            self._unread.append(f"{value.path.rpartition('.')[2]}: {value.text[:60]}")
            return ""

    def unread(self) -> list[str]:
        """Return the words of the dates that could not be read since this was asked last, for a note."""
        words, self._unread = self._unread, []
        return words


def names_within(case: Case) -> None:
    """Say of parties named beside the sides that they are amici, where an entry of the docket names them as such."""
    briefs = [entry.text.casefold() for entry in case.filings if "amic" in entry.text.casefold()]
    for member in case.parties:
        if not member.side:
            words = re.findall(r"\w+", member.name.casefold().removeprefix("state of "))[:3]
            if words and any(all(word in brief for word in words) for brief in briefs):
                member.side = "amici"
