"""The record as a workbook of Excel: the table of the CSV, with days that can be counted with, and links.

The same record gives the same bytes: no clock and no order of files comes into them.
"""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from sphinx_policyrefs.exports.archives import stamped
from sphinx_policyrefs.exports.as_csv import cell_of, fields_of
from sphinx_policyrefs.exports.texts import day_of, one_line, tidy
from sphinx_policyrefs.records.dates import parse_date
from sphinx_policyrefs.records.fields import safe_url

if TYPE_CHECKING:
    from sphinx_policyrefs.exports.edition import Edition
    from sphinx_policyrefs.records.model import Entry

#: The first day that all spreadsheets count alike: Excel takes 1900 for a leap year.
_FIRST_DAY: Final = date(1900, 3, 1)
#: What a cell of Excel can hold, and how many links a sheet.
_LONGEST: Final = 32_767
_MOST_LINKS: Final = 60_000
_WIDTHS: Final = {"id": 24, "title": 48, "summary": 60, "sources": 36, "parties": 30}


def write(edition: Edition) -> bytes:
    """Return the workbook; raises ModuleNotFoundError without openpyxl."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Record"
    fields = fields_of(edition)
    heads = ["id", "kind", "title", *(field.name for field in fields), "summary", "uri", "file", "line"]
    sheet.append(heads)
    dated = {field.name for field in fields if field.type == "date"}
    links = 0
    for number, entry in enumerate(edition.entries, 2):
        values = _values(edition, entry, [field.name for field in fields])
        for column, name in enumerate(heads, 1):
            text = values[name]
            if not text:
                continue
            cell = sheet.cell(number, column)
            if name in dated and (day := _whole(text)) is not None:
                cell.value, cell.number_format = day, "yyyy-mm-dd"
                continue
            if name in ("line", "order") and text.lstrip("-").isdecimal():
                cell.value = int(text)
                continue
            cell.value = tidy(text)[:_LONGEST]
            cell.data_type = "s"  # nothing is a formula
            cell.alignment = Alignment(vertical="top", wrap_text=len(text) > 20)
            address = (
                values["uri"] if name == "title" else text if name in ("uri", "url", "archive-url") else ""
            )
            if address.startswith(("http:", "https:")) and safe_url(address) and links < _MOST_LINKS:
                links += 1
                cell.hyperlink = address
                cell.style = "Hyperlink"
    for column, name in enumerate(heads, 1):
        sheet.cell(1, column).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = _WIDTHS.get(
            name, 12 if name in dated else 18
        )
    sheet.freeze_panes = "D2"
    sheet.auto_filter.ref = sheet.dimensions
    book.properties.title = one_line(edition.project) or None
    book.properties.creator = one_line(edition.author) or "sphinx-policyrefs"
    out = BytesIO()
    book.save(out)
    return stamped(out.getvalue())


def _values(edition: Edition, entry: Entry, names: list[str]) -> dict[str, str]:
    """Return what stands in each column of an entry's row."""
    file, line = edition.source(entry)
    return {
        "id": entry.id, "kind": entry.kind, "title": entry.title,
        **{name: cell_of(edition, entry, name) for name in names},
        "summary": edition.summary(entry), "uri": edition.uri(entry) or "", "file": file, "line": str(line),
    }  # fmt: skip


def _whole(text: str) -> date | None:
    """Return a date that is one day, and nothing but that, as a day of the calendar; None for all others."""
    when = parse_date(text)
    day = day_of(when.earliest) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    return day if day is not None and day >= _FIRST_DAY else None
