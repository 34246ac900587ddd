"""CSV as spreadsheets save it: with commas, semicolons or tabs, and a heading for each column."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from sphinx_policyrefs.imports.cell_dates import DATE_PARTS, SHORT_SPAN, ShortSpans, is_later
from sphinx_policyrefs.imports.entries import FLAGS, ORIGIN, OTHERS, Reader, is_origin
from sphinx_policyrefs.imports.tree import MOST_ENTRIES, DataError, Scalar
from sphinx_policyrefs.records.fields import nearest

_SEPARATORS = ",;\t"
#: What a spreadsheet would take for a formula; exports put an apostrophe before it.
_FORMULA = re.compile(r"'(?=[=+\-@\t\r'])")
_SEP = re.compile(r"\Asep=(.)\r?\n")


class Row:
    """A row with the line on which it begins."""

    __slots__ = ("cells", "line")

    def __init__(self, cells: list[str], line: int) -> None:
        self.cells = cells
        self.line = line


def rows(text: str) -> Iterator[Row | DataError]:
    """Yield the rows that have something in them, the headings first; errors in the place of unreadable ones."""
    start = 1
    if named := _SEP.match(text):  # Excel's own line, which says what divides the cells
        separator, text, start = named[1], text[named.end() :], 2
    else:
        separator = separator_of(text)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    while True:
        line = reader.line_num + start
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            reason = "a quotation mark is not closed" if "unexpected end" in str(error) else str(error)
            yield DataError(f"has a row that is no CSV: {reason}", line)
            continue
        if any(cell.strip() for cell in cells):
            yield Row(cells, line)


def separator_of(text: str) -> str:
    """Return what divides the cells: that of which the headings have most."""
    counts = {}
    for separator in _SEPARATORS:
        try:
            counts[separator] = len(next(csv.reader(StringIO(text, newline=""), delimiter=separator)))
        except (StopIteration, csv.Error):
            counts[separator] = 0
    return max(_SEPARATORS, key=lambda s: counts[s])


def read_table(text: str, reader: Reader) -> None:
    """Take the entries of a table."""
    found = list(islice(rows(text), MOST_ENTRIES + 2))
    if not found:
        return
    head = found.pop(0)
    if isinstance(head, DataError):
        raise head
    names = _names(head, reader)
    reader.lenient = True
    reader.short_spans = _short_spans(names, found, reader)
    for number, row in enumerate(found):
        if number >= MOST_ENTRIES:
            raise DataError(f"has more than {MOST_ENTRIES} entries", row.line)
        if isinstance(row, DataError):
            reader.report("data-file", f"the file {row}", row.line)
            continue
        if any(cell.strip() for cell in row.cells[len(names) :]):
            message = (
                f"the row has {len(row.cells)} cells and there are {len(names)} headings; put cells with a "
                "separator in them in quotation marks"
            )
            reader.report("data-file", message, row.line)
            continue
        pairs = [
            (Scalar(name, row.line), Scalar(unescaped(cell), row.line))
            for name, cell in zip(names, row.cells, strict=False)
            if name and cell
        ]
        reader.entry(pairs, row.line)


def _short_spans(names: list[str], found: list[Row | DataError], reader: Reader) -> dict[str, ShortSpans]:
    """Return in which dated fields a text such as 1831-35 may be a span of years.

    A table that begins as we write them, or that is an export of ours, has EDTF, in which it is none.
    """
    if names[:3] == ["kind", "id", "title"] or is_origin(names):
        return {}
    dated = {f.name for kind in reader.kinds.values() for f in kind.all_fields if f.type == "date"}
    spans: dict[str, ShortSpans] = {}
    for column, name in enumerate(names):
        base = name.partition(".")[0]
        if base in dated:
            cells = [
                row.cells[column].strip() for row in found if isinstance(row, Row) and column < len(row.cells)
            ]
            matches = [match for cell in cells if (match := SHORT_SPAN.fullmatch(cell)) and is_later(match)]
            surely = any(int(match[3]) > 12 for match in matches)
            spans[base] = "all" if surely or spans.get(base) == "all" else "beyond months"
    return spans


def unescaped(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if _FORMULA.match(cell) else cell


def _names(head: Row, reader: Reader) -> list[str]:
    """Return what each column holds, "" for one to pass over; unknown headings are reported once."""
    known = {f.name for kind in reader.kinds.values() for f in kind.all_fields}
    known.update(OTHERS, FLAGS)
    dated = {f.name for kind in reader.kinds.values() for f in kind.all_fields if f.type == "date"}
    known.update(f"{name}.{part}" for name in dated for part in DATE_PARTS)
    written = [cell.strip() for cell in head.cells]
    if {"file", "line"} <= {name.lower() for name in written}:
        known.update(ORIGIN)
    names = []
    for heading in written:
        name = heading
        if heading not in reader.columns:
            plain = re.sub(r"[\s_]+", "-", heading.lower())
            name = plain if plain in known else ""
        if not name and heading and heading not in reader.columns:
            near = nearest(heading, {*known, *reader.columns})
            hint = f"did you mean {near}?" if near else 'say what it holds in "columns" of policyrefs_data'
            reader.report(
                "bad-option", f'the column "{heading[:60]}" is nothing that entries have; {hint}', head.line
            )
        names.append(name)
    for name, column in reader.columns.items():
        if column and name not in written:
            near = nearest(name, written)
            hint = f"; did you mean {near}?" if near else ""
            reader.report("data-file", f'there is no column "{name}"{hint}', head.line)
    return names
