"""What every export is given: the record, how it reads, and where its entries stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from sphinx_policyrefs.records.chronology import Row
from sphinx_policyrefs.records.graph import Graph
from sphinx_policyrefs.records.model import Entry
from sphinx_policyrefs.views.cells import Cells, plain
from sphinx_policyrefs.views.wording import Wording


class WordSettings(NamedTuple):
    """How the chronology is set in Word."""

    #: names of columns, as those of the view; none for the usual ones
    columns: tuple[str, ...] = ()
    #: a document of the house, whose styles, head and foot are taken
    template: Path | None = None


#: As it is set where conf.py says nothing.
USUAL: Final = WordSettings()


@dataclass(frozen=True)
class Edition:
    """The record as one build shows it, to be exported; nothing else is read."""

    graph: Graph
    wording: Wording
    #: title of the project
    project: str
    #: page and anchor of an entry, relative to the root of the site; None where no page shows it
    place: Callable[[Entry], str | None]
    #: address of the root of the site with a slash at its end, "" where it is not known
    site: str = ""
    author: str = ""
    #: when the sources were changed last, where SOURCE_DATE_EPOCH says it
    revised: datetime | None = None
    word: WordSettings = USUAL

    @property
    def about(self) -> tuple[str, str, str]:
        """Return what is said of the whole record."""
        return self.project, self.site, self.author

    def uri(self, entry: Entry) -> str | None:
        """Return the address of an entry: absolute where that of the site is known, else from its root."""
        place = self.place(entry)
        if place is not None:
            return self.site + place
        return entry.origin.uri or None if entry.origin is not None else None

    def source(self, entry: Entry) -> tuple[str, int]:
        """Return file and line of an entry.

        What a data file took from an export, and no page shows, stands where that export says, so that exporting it
        again says the same.
        """
        if entry.origin is not None and not entry.docname:
            return entry.origin.file, entry.origin.line
        return entry.file, entry.line

    @cached_property
    def entries(self) -> tuple[Entry, ...]:
        """Return the entries by id; those of other projects are theirs to export."""
        return tuple(sorted(self.graph.own, key=lambda entry: entry.id))

    @cached_property
    def cells(self) -> Cells:
        """Return what says how values read."""
        return Cells(self.graph, self.wording)

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Return the chronology as it is shown where nothing is selected: without the days of sources."""
        entries, kinds = self.graph.entries, self.graph.kinds
        return tuple(row for row in self.graph.rows if not kinds[entries[row.entry].kind].aside)

    def summary(self, entry: Entry) -> str:
        """Return the first paragraph of an entry's body as plain text, "" where there is none."""
        return " ".join(plain(self.cells.runs(entry.plain_summary or entry.summary)).split())
