"""The record as a table for spreadsheets: a row for each entry, a column for each field that one of them has.

Cells are as an author writes options, so that the import of CSV reads them back.
"""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import TYPE_CHECKING, Final

from sphinx_policyrefs.exports.as_json import value_of
from sphinx_policyrefs.exports.texts import tidy
from sphinx_policyrefs.records.types import TYPES

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.kinds import Field
    from sphinx_policyrefs.records.model import Entry

#: Excel takes a file for UTF-8 where it begins with this alone; all others pass over it.
_BOM: Final = "\ufeff"

#: What a spreadsheet might take for a formula (OWASP, CSV injection), numbers apart, and our own mark.
_FORMULA = re.compile(r"(?=[=+\-@\t\r'])(?![+-]?\d+(?:\.\d+)?\Z)")

_FIRST: Final = ("id", "kind", "title")
_LAST: Final = ("summary", "uri", "file", "line")


def write(edition: Edition) -> str:
    """Return the table, its lines ended as RFC 4180 has it."""
    fields = fields_of(edition)
    out = StringIO()
    table = csv.writer(out)  # the dialect of Excel, with CR LF
    table.writerow([*_FIRST, *(field.name for field in fields), *_LAST])
    for entry in edition.entries:
        first = (entry.id, entry.kind, entry.title)
        file, line = edition.source(entry)
        last = (edition.summary(entry), edition.uri(entry) or "", file, str(line))
        cells = [*first, *(cell_of(edition, entry, field.name) for field in fields), *last]
        table.writerow([safe(cell) for cell in cells])
    return _BOM + out.getvalue()


def safe(cell: str) -> str:
    """Return a cell that no spreadsheet computes: with an apostrophe before what looks like a formula."""
    cell = tidy(cell)
    return f"'{cell}" if _FORMULA.match(cell) else cell


def fields_of(edition: Edition) -> list[Field]:
    """Return the fields that some entry has a value for: days first, then in the order of the kinds."""
    kinds = edition.graph.kinds
    used = {
        (entry.kind, field.name)
        for entry in edition.entries
        for field in kinds[entry.kind].given(entry.fields)
        if value_of(edition, entry, field) not in (None, [])
    }
    found: dict[str, Field] = {}
    common: dict[str, Field] = {}
    for kind in kinds.values():
        for field in kind.all_fields:
            if (kind.name, field.name) in used:
                (found if field in kind.fields else common).setdefault(field.name, field)
    found |= {name: field for name, field in common.items() if name not in found}
    return sorted(found.values(), key=lambda field: not field.milestone)


def cell_of(edition: Edition, entry: Entry, name: str) -> str:
    """Return a field as its author might write it, "" where the entry has none."""
    field = edition.graph.kinds[entry.kind].field(name)
    if field is None:
        return ""
    value = value_of(edition, entry, field)
    if value is None:
        return ""
    return TYPES[field.type].csv(value)
