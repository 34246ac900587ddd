"""Tables: rows of cells below headings, and CSV as spreadsheets save it, with commas, semicolons or tabs."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from io import StringIO
from itertools import islice
from types import MappingProxyType
from typing import Final

from sphinx_policyrefs.imports.cell_dates import DATE_PARTS, SHORT_SPAN, ShortSpans, is_later
from sphinx_policyrefs.imports.entries import FLAGS, ORIGIN, OTHERS, Reader, is_origin
from sphinx_policyrefs.imports.tree import MOST_ENTRIES, DataError, Scalar
from sphinx_policyrefs.records.fields import nearest
from sphinx_policyrefs.records.synonyms import ENDS

_SEPARATORS = ",;\t"
#: What a spreadsheet would take for a formula; exports put an apostrophe before it.
_FORMULA = re.compile(r"'(?=[=+\-@\t\r'])")
_SEP = re.compile(r"\Asep=(.)\r?\n")


#: So many rows with too many cells are told one by one; more of them lack a heading.
_FEW: Final = 5


class TableRow:
    """A row with the line on which it begins, and the addresses that cells of a workbook link to."""

    __slots__ = ("cells", "line", "links")

    def __init__(self, cells: list[str], line: int, links: Mapping[int, str] = MappingProxyType({})) -> None:
        self.cells = cells
        self.line = line
        #: number of a cell -> address
        self.links = links


def rows(text: str) -> Iterator[TableRow | DataError]:
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
            yield DataError(f"has a row that is not CSV: {reason}", line)
            continue
        if any(cell.strip() for cell in cells):
            yield TableRow(cells, line)


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
    """Take the entries of CSV."""
    read_rows(rows(text), reader, unescaped)


def read_rows(
    rows: Iterable[TableRow | DataError], reader: Reader, text_of: Callable[[str], str] = str
) -> None:
    """Take the entries of a table, whose first row has the headings; *text_of* gives the text of a cell.

    What a heading or a column does to all rows is told once, at the heading.
    """
    found = list(islice(rows, MOST_ENTRIES + 2))
    if not found:
        return
    head = found.pop(0)
    if isinstance(head, DataError):
        raise head
    columns = _Columns(head, reader)
    reader.lenient = True
    reader.short_spans = _short_spans(columns.fields, found, reader)
    for number, row in enumerate(found):
        if number >= MOST_ENTRIES:
            raise DataError(f"has more than {MOST_ENTRIES} entries", row.line)
        if isinstance(row, DataError):
            reader.report("data-file", f"the file {row}", row.line)
            continue
        columns.note(row)
        pairs = [
            (Scalar(name, row.line), Scalar(text_of(cell), row.line))
            for name, cell in zip(columns.names, row.cells, strict=False)
            if name and cell
        ]
        if row.links:
            pairs = columns.linked(row, pairs)
        reader.entry(pairs, row.line)
    columns.tell()


class _Columns:
    """What the columns of a table hold, and what is wrong with them."""

    def __init__(self, head: TableRow, reader: Reader) -> None:
        self.reader = reader
        self.head = head
        #: what each column holds, "" for one to pass over
        self.names = _names(head, reader)
        self._pass_over_doubled()
        #: columns without a heading -> line of the first row that has something there
        self.bare: dict[int, int] = {}
        #: rows with more cells than there are headings: line and number of cells
        self.longer: list[tuple[int, int]] = []
        self._headless = (
            [] if "" in reader.columns else [n for n, cell in enumerate(head.cells) if not cell.strip()]
        )

    def _pass_over_doubled(self) -> None:
        first: dict[str, int] = {}
        for n, heading in enumerate(self.names):
            name = self.reader.name(Scalar(heading, 0))
            if not name:
                continue
            if name not in first:
                first[name] = n
                continue
            self.names[n] = ""
            one, other = (self.head.cells[at].strip()[:60] for at in (first[name], n))
            both = f'"{one}"' if one == other else f'"{one}" and "{other}"'
            message = (
                f"the columns {first[name] + 1} and {n + 1}, {both}, both hold {name}; the first of them counts, so "
                "join the two or give one another heading"
            )
            self.reader.report("bad-option", message, self.head.line)

    @property
    def fields(self) -> list[str]:
        """Return the field that each column holds, "" for one to pass over."""
        return [self.reader.name(Scalar(name, 0)) for name in self.names]

    def note(self, row: TableRow) -> None:
        """Note what is in a row and below no heading."""
        for n in self._headless:
            if n < len(row.cells) and row.cells[n].strip():
                self.bare.setdefault(n, row.line)
        if any(cell.strip() for cell in row.cells[len(self.names) :]):
            self.longer.append((row.line, len(row.cells)))

    def tell(self) -> None:
        """Report what was left out."""
        for n, line in self.bare.items():
            message = f"column {n + 1} has no heading, and what is below is left out, first in line {line}; write one"
            self.reader.report("data-file", message, self.head.line)
        several = len(self.longer) > _FEW
        for line, count in self.longer[: 1 if several else _FEW]:
            message = f"the row has {count} cells and there are {len(self.names)} headings; what is behind is left out"
            if several:
                message += f", as it is in {len(self.longer) - 1} more rows: write a heading for it"
            else:
                message += ": put cells with a separator in them in quotation marks"
            self.reader.report("data-file", message, line)

    def linked(self, row: TableRow, pairs: list[tuple[Scalar, Scalar]]) -> list[tuple[Scalar, Scalar]]:
        """Return the cells of a row with the addresses that they link to, where these belong to the entry."""
        given = {self.reader.name(key): n for n, (key, _value) in enumerate(pairs)}
        made = list(pairs)
        for n, address in row.links.items():
            heading = self.names[n] if n < len(self.names) else ""
            name, text = self.reader.name(Scalar(heading, 0)), row.cells[n]
            if not heading or not text or "://" in text:
                continue
            if name == "url" or (name in self.reader.sourced and self.reader.settings.lenient):
                cell = address if name == "url" else f"{text} {address}"
                made[given[name]] = pairs[given[name]][0], Scalar(cell, row.line)
            elif name == "title" and not {"url", "uri"} & given.keys():
                made.append((Scalar("url", row.line), Scalar(address, row.line)))
            else:
                self.reader.leave(f"links in the column {heading}", row.line)
        return made


def _short_spans(
    names: list[str], found: list[TableRow | DataError], reader: Reader
) -> dict[str, ShortSpans]:
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
                row.cells[column].strip()
                for row in found
                if isinstance(row, TableRow) and column < len(row.cells)
            ]
            matches = [match for cell in cells if (match := SHORT_SPAN.fullmatch(cell)) and is_later(match)]
            surely = any(int(match[3]) > 12 for match in matches)
            spans[base] = "all" if surely or spans.get(base) == "all" else "beyond months"
    return spans


def unescaped(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from computing it."""
    return cell[1:] if _FORMULA.match(cell) else cell


def _names(head: TableRow, reader: Reader) -> list[str]:
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
        plain = re.sub(r"[\s_]+", "-", heading.lower())
        if heading not in reader.columns:
            name = plain if plain in known else ""
        if not name and heading and heading not in reader.columns:
            near = "date.end" if plain in ENDS else nearest(heading, {*known, *reader.columns})
            hint = f"did you mean {near}?" if near else _hint(heading, reader)
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


def _hint(heading: str, reader: Reader) -> str:
    """Return how to say what a column holds: in conf.py, or in the command that imports it."""
    if reader.settings.lenient:
        return (
            f'say what it holds, --columns "{heading[:60]}=FIELD", or nothing behind the sign to pass over it'
        )
    return 'say what it holds in "columns" of policyrefs_data'
